"""The columns of a table of variations: which value of the campaign file each of them says anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct, field

from generator.campaign import Campaign, Path, Shape, dotted, fields_of, is_blank, is_waiting, shape_at, title
from generator.diagnostics import Diagnostic, Place
from generator.intake.column_heads import Entry, Meaning, Step, in_labels, is_single, known, meanings, plain
from generator.intake.tables import Table, TableRow
from generator.intake.wording import nearest, shorten

_ITEMS: Path = ("budget", "items")
_LISTED = 8
_DIGITS = 6
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")


class Column(Struct, frozen=True):
    """The value that a column says, by its path in the campaign file, and where its head stands."""

    path: Path
    shape: Shape
    place: Place


class Columns(Struct):
    """The columns of a table, by their number, and what is wrong with the heads."""

    known: dict[int, Column] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)


def find_columns(table: Table, campaign: Mapping[str, object]) -> Columns:
    """Return what the first row of a table names; what is wrong with it is told, all of it."""
    found, head = Columns(), table.rows[0]
    for number, cell in sorted(head.cells.items()):
        try:
            path, shape = _meant(cell.text, campaign) if not cell.fault else _refuse_formula()
            _refuse_twin(path, found.known.values())
        except _Unusable as fault:
            also = (fault.also,) if fault.also else ()
            found.faults.append(Diagnostic(fault.code, fault.message, fault.remedy, cell.place, also=also))
        else:
            found.known[number] = Column(path, shape, cell.place)
    found.faults += [*_headless(table), *_merged(table, head)]
    return found


class _Unusable(Exception):
    """A head that names nothing that a column could say."""

    def __init__(self, code: str, message: str, remedy: str, also: Place | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy, self.also = code, message, remedy, also


def _refuse_formula() -> tuple[Path, Shape]:
    raise _Unusable("C-F18", "列名是公式,没有结果或出错", "直接写上列名")


def _refuse_twin(path: Path, others: Iterable[Column]) -> None:
    twin = next((each for each in others if each.path == path), None)
    if twin is not None:
        where = twin.place.spot or f"同一行第 {twin.place.column} 个字"
        message = f"{title(path)}({dotted(path)})有两列,另一列在 {where}"
        raise _Unusable("C-F04", message, "删去其中一列", twin.place)


def _headless(table: Table) -> Iterator[Diagnostic]:
    """Tell of what stands in columns without a head, once a column."""
    told = set(table.rows[0].cells)
    for row in table.rows[1:]:
        for column, cell in row.cells.items():
            if column not in told:
                told.add(column)
                remedy = "在第一行写上列名,或删去这一列的内容"
                yield Diagnostic("C-F16", "这一列没有列名,内容没有读取", remedy, cell.place)


def _merged(table: Table, head: TableRow) -> Iterator[Diagnostic]:
    """Tell of merged cells: what is meant for the others nobody knows."""
    for top, left, bottom, right in table.merged:
        covered = sum(left <= column <= right for column in head.cells)
        if covered and head.number <= bottom and top <= table.rows[-1].number:
            message = "这里合并了单元格,看不出内容属于哪几格"
            remedy = "取消合并,每一格都写上内容;第一行写列名,不写标题"
            yield Diagnostic("C-F17", message, remedy, table.spot(top, left))


# --- the meaning of a head -------------------------------------------------------------------------------------------


def _meant(head: str, campaign: Mapping[str, object]) -> tuple[Path, Shape]:
    """Return the path and the shape of what a head names."""
    found = meanings(head)
    if not found:
        raise _unknown(head)
    if len(found) > 1:
        listed = "、".join(in_labels(each.steps) for each in found[:_LISTED])
        message = f"列名「{shorten(head)}」可以指 {len(found)} 项内容,看不出是哪一项"
        raise _Unusable("C-I04", message, f"写成其中一个:{listed}{' 等' if len(found) > _LISTED else ''}")
    (meant,) = found
    _refuse_several(head, meant, campaign)
    return _located(meant.steps, campaign), meant.shape


def _unknown(head: str) -> _Unusable:
    meant = nearest(_IN_BRACKETS.sub("[编号]", plain(head)), _names())
    remedy = "写键(如 campaign.start)或中文名(如 活动.开始时间);campaign-pack explain 名称 可以查"
    guess = f"是否想写「{_names()[meant]}」?" if meant else remedy
    return _Unusable("C-I04", f"不认识列名「{shorten(head)}」", guess)


@cache
def _names() -> Mapping[str, str]:
    """Return every name that a head may be, as heads are compared, with how it is suggested."""
    alone = Counter(each.alone for each in known())
    names: dict[str, str] = {}
    for each in known():
        clear = alone[each.alone] == 1 and each.keys.count("[") == 0
        names |= {plain(each.keys): each.keys, plain(each.labels): each.labels}
        names.setdefault(plain(each.alone), each.alone if clear else each.labels)
    return names


def _refuse_several(head: str, meant: Meaning, campaign: Mapping[str, object]) -> None:
    """Raise _Unusable for what one cell cannot fill: a group, a list of groups, an entry that is not said."""
    said, shape = shorten(head), meant.shape
    if not is_single(shape):
        inner = shape if shape.form == "group" else shape.element
        what = "一组内容" if shape.form == "group" else "列表"
        raise _Unusable(
            "C-F06", f"列名「{said}」是{what},一格填不了", _fields(meant.steps, shape, inner, campaign)
        )
    if meant.lacks_entry:
        example = in_labels(_with_entries(meant.steps, campaign))
        message = f"列名「{said}」没有写明是列表里的哪一项"
        raise _Unusable("C-I04", message, f"在方括号里写编号,或从 1 数起的第几项:{example}")
    holder = meant.steps[:-1]
    if isinstance(meant.steps[-1], Entry) and _shape(holder).form == "list":
        remedy = f"列名写「{in_labels(holder)}」,各项写在同一格里"
        raise _Unusable("C-F06", f"列名「{said}」是一份简单列表中的一项,不能单独写", remedy)


def _fields(
    steps: tuple[Step, ...], shape: Shape, inner: Shape | None, campaign: Mapping[str, object]
) -> str:
    """Say which columns there may be instead."""
    at = steps if shape.form == "group" else (*steps, Entry(None))
    begun = in_labels(_with_entries(at, campaign))
    if inner is None or inner.model is None:
        return f"写明是哪一项,例如 {begun}"
    single = [name for name, each in fields_of(inner.model).items() if is_single(each) and name != "id"]
    names = [str(inner.model.model_fields[name].title) for name in single]
    if not names:
        return "列名写里面的某一项,例如 活动.开始时间"
    listed = "、".join(names[:_LISTED]) + (" 等" if len(names) > _LISTED else "")
    return f"写明其中一项,例如 {begun}.{names[0]};可以写的有:{listed}"


def _shape(steps: tuple[Step, ...]) -> Shape:
    path: Path = tuple(0 if isinstance(step, Entry) else step for step in steps)
    return shape_at(Campaign, path) or Shape("value", str)


# --- the place in the data -------------------------------------------------------------------------------------------


def _located(steps: tuple[Step, ...], campaign: Mapping[str, object]) -> Path:
    """Return the path of a field in the campaign's data, with the entries that are meant."""
    path: Path = ()
    here: object = campaign
    for number, step in enumerate(steps):
        if isinstance(step, str):
            _refuse_text(here, path)
            key: str | int = step
        elif _shape(steps[:number]).form == "map":
            _refuse_text(here, path)
            key = _key(here, step.said or "")
        else:
            key = _position(here, path, step.said or "", in_labels(steps[:number]))
        here = _below(here, key)
        path = (*path, key)
    return path


def _below(here: object, key: str | int) -> object:
    if isinstance(key, int):
        return here[key] if isinstance(here, list) else None
    return here.get(key) if isinstance(here, Mapping) else None


def _refuse_text(here: object, path: Path) -> None:
    """Raise _Unusable where the file has a text instead of the group that is to hold the value."""
    if not (isinstance(here, Mapping) or is_blank(here) or is_waiting(here)):
        message = f"活动文件里 {dotted(path)} 写的「{shorten(here)}」不是一组内容,没有地方写这一列"
        raise _Unusable("C-F06", message, "先在活动文件里把它写成一组「键: 值」")


def _key(here: object, said: str) -> str:
    """Return the key of a map: one that is there, whatever its width and its case, else a new one."""
    keys = list(here) if isinstance(here, dict) else []
    return next((key for key in keys if plain(key).casefold() == plain(said).casefold()), said)


def _position(here: object, path: Path, said: str, label: str) -> int:
    """Return which entry of a list is meant. Raises _Unusable where there is none."""
    entries = list(here) if isinstance(here, list) else []
    ids = _ids(entries, path)
    by_id = [n for n, each in enumerate(ids) if each and plain(each) == plain(said)]
    by_case = [n for n, each in enumerate(ids) if each and plain(each).casefold() == plain(said).casefold()]
    named = [n for n, each in enumerate(entries) if said and plain(_text(each, "name")) == plain(said)]
    number = int(said) - 1 if said.isdecimal() and len(said) <= _DIGITS else -1
    counted = [number] if 0 <= number < len(entries) else []
    found = by_id[:1] or by_case[:1] or named or counted
    if len(found) == 1:
        return found[0]
    known_ids = [each or str(n) for n, each in enumerate(ids, 1)]
    raise _twins(said, len(found), label) if found else _nothing(said, known_ids, label)


def _twins(said: str, count: int, label: str) -> _Unusable:
    return _Unusable("C-I01", f"{label} 里名为「{said}」的有 {count} 项", "写编号,不写名称")


def _nothing(said: str, known_ids: Sequence[str], label: str) -> _Unusable:
    message = f"活动文件的 {label} 里没有「{shorten(said)}」这一项"
    if not known_ids:
        return _Unusable("C-I01", message, "这份列表还是空的:先在活动文件里写上这一项")
    near = nearest(said, known_ids)
    listed = "、".join(known_ids[:_LISTED]) + (" 等" if len(known_ids) > _LISTED else "")
    return _Unusable("C-I01", message, f"是否想写「{near}」?" if near else f"有:{listed}")


def _ids(entries: Sequence[object], path: Path) -> list[str]:
    """Return the ids of entries, empty where they have none; lines of the budget are counted B01, B02 there."""
    counted = [f"B{number:02d}" if path == _ITEMS else "" for number in range(1, len(entries) + 1)]
    return [_text(each, "id") or other for each, other in zip(entries, counted, strict=True)]


def _text(entry: object, key: str) -> str:
    said = entry.get(key) if isinstance(entry, dict) else None
    return said.strip() if isinstance(said, str) and not is_waiting(said) else ""


def _with_entries(steps: tuple[Step, ...], campaign: Mapping[str, object]) -> tuple[Step, ...]:
    """Return steps with the first entry that there is for each that is not said, for an example."""
    here: object = campaign
    filled: list[Step] = []
    for step in steps:
        if isinstance(step, str):
            here = _below(here, step)
            filled.append(step)
        else:
            first, here = _first(here, tuple(each for each in filled if isinstance(each, str)))
            filled.append(step if step.said is not None else Entry(first))
    return tuple(filled)


def _first(here: object, path: Path) -> tuple[str | None, object]:
    """Return what the first entry of a list or a map is called, and the entry."""
    if isinstance(here, list) and here:
        return _ids(here, path)[0] or "1", here[0]
    if isinstance(here, dict) and here:
        return next(iter(here.items()))
    return None, None
