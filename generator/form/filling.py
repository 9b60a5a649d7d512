"""A campaign as a form to be filled in, or filled in already."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from generator.campaign import Campaign, Entity, Path, Shape
from generator.campaign.choices import BUDGET_CATEGORIES, Retention, label_of
from generator.campaign.json_schema import limits_of
from generator.campaign.typed import read_ratio
from generator.form.directory import BY_NAME, Directory
from generator.form.entries import join_entries, join_short
from generator.form.layout import DOT, Block, Field, Keys, form_sheets
from generator.office import forms

WAITING = "【待填】"
_PHASES = {"策划": "#2F5597", "执行": "#548235", "复盘": "#C55A11", "设置": "#7F7F7F"}
_EXACT = ".15g"
_NARROWEST, _WIDEST = 9.0, 38.0
_WIDTHS: Mapping[str, float] = {
    "money": 13,
    "number": 10,
    "percent": 9,
    "count": 9,
    "date": 12.5,
    "moment": 18,
    "time": 9,
}
_REFERS = re.compile(r"填(?:写)?(?:\S{0,12} 里的)?(\S{2,3})编号(?:或名称)?")
_LONG_EXAMPLE = 24


@dataclass(frozen=True, slots=True)
class Content:
    """What a form is filled with.

    `waiting` are the paths that say 【待填】, with their own words; `examples` what the fields of an example say, by
    their key (`targets[].name`); `codes` are those of the documents.
    """

    campaign: Campaign | None
    waiting: Mapping[Path, str] = field(default_factory=dict)
    comments: Mapping[Path, str] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()


def form_workbook(content: Content, guide: forms.Guide, *, title: str, created: dt.datetime) -> bytes:
    """Return the form of a campaign as a workbook."""
    filler = _Filler(content)
    sheets = [
        forms.Sheet(
            sheet.subject.name, _PHASES[sheet.subject.phase], [filler.block(each) for each in sheet.blocks]
        )
        for sheet in form_sheets()
    ]
    return forms.write_form(guide, sheets, title=title, created=created)


class _Filler:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._directory = _directory(content.campaign)

    def block(self, block: Block) -> forms.Block:
        """Return a block with what the campaign says in it."""
        entries = list(self._entries(block))
        keys = self._spread_keys(block, entries)
        rows = [self._row(block, path, entry, keys) for path, entry in entries]
        asks = [self._ask(block, each, number, rows) for number, each in enumerate(block.columns)]
        asks += [self._spread_ask(block, key) for key in keys]
        return forms.Block(
            title=block.title,
            form=block.form,
            asks=asks,
            rows=rows,
            description=block.description,
            note=self._content.comments.get(block.path, ""),
            notes=self._notes(block, entries, keys),
            named=_named(block),
            spare=4 if block.parent or len(block.path) > 1 else 10,
        )

    # --- entries ---

    def _entries(self, block: Block) -> Iterator[tuple[Path, Any]]:
        """Yield what a row or a card is made from, with its path."""
        if self._content.campaign is None:
            return
        if block.form == "card":
            yield block.path, _at(self._content.campaign, block.path)
        elif block.key is not None:
            for key, value in (_at(self._content.campaign, block.path) or {}).items():
                yield (*block.path, key), value
        elif block.parent is not None:
            for number, parent in enumerate(_at(self._content.campaign, block.parent) or ()):
                for index, entry in enumerate(getattr(parent, block.path[-1])):
                    yield (*block.parent, number, block.path[-1], index), entry
        else:
            for index, entry in enumerate(_at(self._content.campaign, block.path) or ()):
                yield (*block.path, index), entry

    def _row(self, block: Block, path: Path, entry: Any, keys: Sequence[str]) -> list[forms.Value]:
        row = [self._cell(block, each, path, entry) for each in block.columns]
        if block.spread is not None and block.spread.shape.element is not None:
            values = _at(entry, block.spread.steps) or {}
            row += [
                self._shown(block.spread.shape.element, values.get(key), (*path, *block.spread.steps, key))
                for key in keys
            ]
        return row

    def _cell(self, block: Block, asked: Field, path: Path, entry: Any) -> forms.Value:
        if asked is block.owner and block.parent is not None:
            return self._owner(block.parent, int(path[len(block.parent)]))
        if asked is block.key:
            return self._shown(asked.shape, path[-1], path)
        if not asked.steps:
            return self._shown(asked.shape, entry, path)
        holder = _at(entry, asked.steps[:-1])
        said = isinstance(holder, Entity) and asked.steps[-1] in holder.model_fields_set
        value = getattr(holder, asked.steps[-1]) if said else None
        return self._shown(asked.shape, value, (*path, *asked.steps))

    def _owner(self, parent: Keys, number: int) -> str:
        entry = _at(self._content.campaign, parent)[number]
        identity = getattr(entry, "id", None)
        if not identity:
            return f"第 {number + 1} 项"
        return self._directory.shown_in(".".join(parent), identity)

    def _shown(self, shape: Shape, value: Any, path: Path) -> forms.Value:
        """Return a value as the form shows it; what is waiting stands as it was typed."""
        if value is None or value == () or value == {}:
            return self._content.waiting.get(path)
        if shape.form == "list" and shape.element is not None:
            return self._several(shape.element, value)
        if shape.ref is not None:
            return self._directory.shown(shape.ref, str(value))
        return _plain(value)

    def _several(self, shape: Shape, values: Sequence[Any]) -> forms.Value:
        if shape.ref is not None:
            return join_short([self._directory.shown(shape.ref, each) for each in values])
        if shape.type is str:
            return join_entries(list(values))
        return _plain(values[0]) if len(values) == 1 else join_short([str(each) for each in values])

    def _spread_keys(self, block: Block, entries: Iterable[tuple[Path, Any]]) -> list[str]:
        """Return the keys of the maps within entries; a new form has a column for each entry they may refer to."""
        if block.spread is None:
            return []
        used = [key for _, entry in entries for key in _at(entry, block.spread.steps)]
        ref = block.spread.shape.key.ref if block.spread.shape.key else None
        known = self._directory.numbers(ref.collection) if ref else []
        return list(dict.fromkeys([*(key for key in known if key in used or not used), *used]))

    def _notes(
        self, block: Block, entries: Sequence[tuple[Path, Any]], keys: Sequence[str]
    ) -> dict[tuple[int, int], str]:
        """Return the notes of a block: those of a whole entry hang on its first cell."""
        notes: dict[tuple[int, int], list[str]] = {}
        comments = self._content.comments
        for row, (path, _) in enumerate(entries):
            if block.form == "table" and path in comments:
                notes.setdefault((row, 0), []).append(comments[path])
            for column, asked in enumerate(block.fields, len(block.columns) - len(block.fields)):
                here = (*path, *asked.steps)
                if asked.steps and here in comments:
                    notes.setdefault((row, column), []).append(comments[here])
        return {at: "\n".join(texts) for at, texts in notes.items()}

    # --- what is asked ---

    def _ask(
        self, block: Block, asked: Field, number: int, rows: Sequence[Sequence[forms.Value]]
    ) -> forms.Ask:
        shape = asked.shape.element if asked.shape.form == "list" and asked.shape.element else asked.shape
        kind = _kind(asked.shape)
        example = self._content.examples.get(_dotted(block, asked), "")
        limits = limits_of(shape.marks)
        many = asked.shape.form == "list"
        return forms.Ask(
            label=asked.label,
            kind=kind,
            guide=_guide(asked),
            example=""
            if "例如" in asked.description or len(example) > _LONG_EXAMPLE or "\n" in example
            else example,
            required=asked.required,
            width=_width(block, asked, kind, example, [row[number] for row in rows]),
            choices=() if many else self._choices(block, asked, shape),
            source="" if many else _source(block, asked, shape),
            least=limits.get("minimum", limits.get("exclusiveMinimum")),
            most=limits.get("maximum"),
            longest=limits.get("maxLength"),
        )

    def _choices(self, block: Block, asked: Field, shape: Shape) -> tuple[str, ...]:
        if asked is block.key:
            listed = {("budget", "category_caps"): BUDGET_CATEGORIES, ("documents",): self._content.codes}
            return listed.get(block.path, tuple(Retention) if shape.type is Retention else ())
        if isinstance(shape.type, type) and issubclass(shape.type, StrEnum):
            return tuple(label_of(each) for each in shape.type)
        return ("是", "否") if shape.type is bool else asked.suggestions

    def _spread_ask(self, block: Block, key: str) -> forms.Ask:
        label = block.spread.label if block.spread else ""
        return forms.Ask(f"{label}{DOT}{key}", "number", guide="累计值;再加指标时照样加一列", width=12)


def _directory(campaign: Campaign | None) -> Directory:
    lists = {
        ".".join(b.path): b.path
        for s in form_sheets()
        for b in s.blocks
        if b.form == "table" and not b.parent
    }
    return Directory(
        {name: [_plain_entry(each) for each in _entries_at(campaign, path)] for name, path in lists.items()}
    )


def _entries_at(campaign: Campaign | None, path: Keys) -> Iterable[Any]:
    found = _at(campaign, path) if campaign else ()
    return found if isinstance(found, tuple) else ()


def _plain_entry(entry: Any) -> dict[str, object]:
    return {"id": getattr(entry, "id", None), "name": getattr(entry, "name", None)}


def _at(value: Any, path: Iterable[str]) -> Any:
    for step in path:
        value = getattr(value, step, None)
    return value


def _plain(value: Any) -> forms.Value:
    """Return a value as a cell holds it; a number that a cell cannot hold whole is a text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, StrEnum):
        return label_of(value)
    if isinstance(value, Decimal | int):
        whole = Decimal(format(float(value), _EXACT)) == value
        return (int(value) if value == int(value) else float(value)) if whole else f"{value:f}"
    return value if isinstance(value, dt.date | dt.time) else str(value)


def _kind(shape: Shape) -> forms.Kind:
    """Return how a value is typed and shown."""
    kind = shape.type
    if shape.form == "list" or shape.ref is not None or not isinstance(kind, type):
        return "text"
    if issubclass(kind, bool | StrEnum):
        return "choice"
    if issubclass(kind, Decimal):
        if any(getattr(mark, "func", None) is read_ratio for mark in shape.marks):
            return "percent"
        return "money" if "decimal_places" in str(shape.marks) else "number"
    named: tuple[tuple[type, forms.Kind], ...] = (
        (int, "count"), (dt.datetime, "moment"), (dt.date, "date"), (dt.time, "time"),
    )  # fmt: skip
    return next((word for base, word in named if issubclass(kind, base)), "text")


def _helps(asked: Field, shape: Shape, example: str) -> bool:
    """Tell whether an example says more than the explanation: not of what is chosen, nor a long one."""
    chosen = shape.ref is not None or (
        isinstance(shape.type, type) and issubclass(shape.type, StrEnum | bool)
    )
    return (
        not chosen
        and "例如" not in asked.description
        and len(example) <= _LONG_EXAMPLE
        and "\n" not in example
    )


def _guide(asked: Field) -> str:
    """Return the explanation of a field in the words of the form: people are chosen, not numbered."""
    ref = (asked.shape.element or asked.shape).ref
    said = asked.description
    if ref is not None:
        choice = r"写\1" if asked.shape.form == "list" else r"从下拉列表选\1"
        said = _REFERS.sub(choice, said)
    if asked.shape.form == "list" and asked.shape.element is not None:
        how = (
            "多项用、隔开"
            if asked.shape.element.type is not str or ref is not None
            else "每行一条(Alt+Enter 换行)"
        )
        said = f"{said.replace('每条一项', '').replace(',可写多个', '').rstrip(';,')};{how}".lstrip(";")
    return said


def _source(block: Block, asked: Field, shape: Shape) -> str:
    """Return the name of the list that a field is chosen from."""
    if asked is block.owner and block.parent is not None:
        return _list_name(".".join(block.parent))
    return _list_name(shape.ref.collection) if shape.ref is not None else ""


def _list_name(collection: str) -> str:
    return "名单_" + next(
        b.title.replace(DOT, "_").replace("/", "_")
        for s in form_sheets()
        for b in s.blocks
        if ".".join(b.path) == collection
    )


def _named(block: Block) -> dict[str, int]:
    """Return the column of a block that others choose from."""
    collection = ".".join(block.path)
    wanted = "name" if collection in BY_NAME else "id"
    at = next((n for n, each in enumerate(block.columns) if each.steps == (wanted,)), None)
    return (
        {} if at is None or block.parent is not None or block.form == "card" else {_list_name(collection): at}
    )


def _dotted(block: Block, asked: Field) -> str:
    """Return the path of a field as the reference writes it: `targets[].due`."""
    steps = [*block.path]
    if block.parent is not None:
        steps[len(block.parent) - 1] += "[]"
    if block.form == "table" and block.key is None:
        steps[-1] += "[]"
    return ".".join([*steps, *(["…"] if block.key else []), *asked.steps])


def _width(block: Block, asked: Field, kind: str, example: str, values: Sequence[forms.Value]) -> float:
    """Return the width of a column: of numbers by their kind, of texts by what stands in them."""
    head = 2.0 * len(asked.label) + 3
    if kind in _WIDTHS:
        return max(_WIDTHS[kind], min(head, 16.0))
    texts = [str(value) for value in values if value is not None] or [example]
    longest = max((max(map(len, text.split("\n"))) for text in texts), default=0)
    return min(max(_NARROWEST, head, longest * 2.1 + 2), _WIDEST)
