"""The data of a campaign, put together from the rows and cards of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, cast

from generator.campaign import Path, Ref, Shape, is_waiting
from generator.diagnostics import Severity
from generator.form.directory import Ambiguous, Directory
from generator.form.entries import split_entries, split_short
from generator.form.layout import Block, Field, Keys, form_sheets
from generator.form.region import Problems
from generator.form.rows import Filled, Row
from generator.form.spot import Spot

_NUMBERED = re.compile(r"第\s*(\d{1,6})\s*项")
_CODED = ("documents",)
_LISTED = 6


class Assembly:
    """What has been read so far. Names of people and others are replaced by their numbers at the end."""

    def __init__(self, problems: Problems) -> None:
        self.data: dict[str, object] = {}
        self.values: dict[Path, Spot] = {}
        self.titles: dict[Path, Spot] = {}
        self.comments: dict[Path, str] = {}
        self.said: dict[Path, str] = {}
        self._problems = problems
        self._references: list[tuple[Any, Any, Shape, Spot]] = []

    def begin(self, path: Keys, spot: Spot, note: str) -> None:
        """Note where the title of a group or a list stands, and what hangs on it."""
        self.titles.setdefault(path, spot)
        self._comment(path, note)

    def _comment(self, path: Path, note: str) -> None:
        if note.strip():
            self.comments[path] = "\n".join(filter(None, (self.comments.get(path), note)))

    # --- places of entries ---

    def item(self, path: Path, number: int, spot: Spot) -> Path:
        """Return the path of a new entry of a list."""
        _list_at(self.data, path).append({})
        here = (*path, number)
        self.titles[here] = spot
        return here

    def keyed(self, block: Block, row: Row) -> Path | None:
        """Return the path of a new entry of a map."""
        key = self._key_of(block, row)
        entries = _map_at(self.data, block.path)
        if not key or key in entries:
            told = f"「{key}」写了两次" if key else f"没有写「{block.key.label if block.key else ''}」"
            code, remedy = ("C-F04", "删去其中一行") if key else ("C-F05", "补上,或删去这一行")
            self._problems.tell(code, f"「{block.title}」的这一行{told}", remedy, row.spot)
            return None
        entries[key] = {} if block.fields[0].steps else None
        here = (*block.path, key)
        self.titles[here] = row.spot
        return here

    def _key_of(self, block: Block, row: Row) -> str:
        text = row.text(block.key)
        shape = block.key.shape if block.key else None
        if block.path == _CODED:  # 「YS 活动预算表」
            return text.partition(" ")[0]
        return self._number(shape, text, row.spot) if shape is not None and shape.ref else text

    def within(self, block: Block, row: Row) -> Path | None:
        """Return the path of a new entry of a list that an entry of another list has."""
        parent = block.parent or ()
        parents = _list_at(self.data, parent)
        said, filled = row.text(block.owner), row.values.get(block.owner) if block.owner else None
        spot = filled[0] if filled else row.spot
        said = self._number(Shape("value", str, ref=Ref(".".join(parent))), said, spot)
        numbered, named = _positions(parents, "id", said), _positions(parents, "name", said)
        at = next(iter(numbered), named[0] if len(named) == 1 else _counted(parents, said))
        if at is None:
            self._tell_orphan(block, said, spot, parents, len(named))
            return None
        if numbered and any(n not in numbered for n in named):
            self._tell_doubt(said, spot)
        path: Path = (*parent, at, block.path[-1])
        self.titles.setdefault(path, row.spot)
        return self.item(path, len(parents[at].get(block.path[-1], ())), row.spot)

    def _tell_orphan(self, block: Block, said: str, spot: Spot, parents: list[Any], twins: int) -> None:
        label = block.owner.label if block.owner else ""
        known = [str(each.get("id") or f"第 {n} 项") for n, each in enumerate(parents, 1)]
        listed = "、".join(known[:_LISTED]) + (" 等" if len(known) > _LISTED else "")
        near = get_close_matches(said, known, n=1)
        message = f"「{label}」写的「{said}」找不到" if said else f"没有写「{label}」"
        remedy = f"是否想写「{near[0]}」?" if said and near else f"可以写:{listed or '(上级表还没有内容)'}"
        if twins:
            message, remedy = f"名为「{said}」的有 {twins} 个", "写编号,不写名称"
        self._problems.tell("C-I01" if said else "C-F05", message, remedy, spot)

    # --- values ---

    def fill(self, path: Path, values: Mapping[Field, Filled], block: Block) -> None:
        """Take the values of a card or of an entry."""
        for field, (spot, cell) in values.items():
            if field in (block.owner, block.key):
                self._comment(path, cell.note)
                continue
            here = (*path, *field.steps)
            self.values[here] = spot
            self._comment(here, cell.note)
            if cell.text.strip():
                self._put(here, field.shape, cell.text, spot)

    def spread(self, path: Path, block: Block, cells: Mapping[str, Filled]) -> None:
        """Take a map within an entry, one cell a key."""
        if block.spread is None or block.spread.shape.element is None:
            return
        for key, (spot, cell) in cells.items():
            number = self._number(block.spread.shape.key, key, spot)
            here = (*path, *block.spread.steps, number)
            if here in self.values:
                message = f"「{number}」有两列,另一列在 {self.values[here]}"
                self._problems.tell("C-F04", message, "删去其中一列", spot)
                continue
            self.values[here] = spot
            self._comment(here, cell.note)
            if cell.text.strip():
                self._put(here, block.spread.shape.element, cell.text, spot)

    def _put(self, path: Path, shape: Shape, text: str, spot: Spot) -> None:
        self.said[path] = text
        holder = _holder(self.data, path)
        holder[path[-1]] = _value(shape, text)
        if (shape.element or shape).ref is not None:
            self._references.append((holder, path[-1], shape, spot))

    # --- references ---

    def resolve(self) -> None:
        """Replace names by the numbers of what they name."""
        directory = self._directory()
        for holder, key, shape, spot in self._references:
            ref = (shape.element or shape).ref
            if ref is None:
                continue
            if shape.form == "list" and isinstance(holder[key], str) and not is_waiting(holder[key]):
                text = holder[key]
                parts = [text.strip()] if directory.knows(ref, text.strip()) else split_short(text)
                holder[key] = [self._named(directory, shape, part, spot) for part in parts]
            elif shape.form != "list":
                holder[key] = self._named(directory, shape, holder[key].strip(), spot)

    def _number(self, shape: Shape | None, text: str, spot: Spot) -> str:
        return self._named(self._directory(), shape, text, spot) if shape is not None else text

    def _named(self, directory: Directory, shape: Shape, text: str, spot: Spot) -> str:
        ref = (shape.element or shape).ref
        if ref is not None and directory.is_doubtful(ref, text):
            self._tell_doubt(text, spot)
        try:
            return directory.resolve(ref, text) if ref is not None else text
        except Ambiguous as two:
            message = f"名为「{two.name}」的有 {len(two.numbers)} 个:{'、'.join(two.numbers)}"
            self._problems.tell("C-I01", message, "写编号,不写名称", spot)
            return text

    def _tell_doubt(self, text: str, spot: Spot) -> None:
        message = f"「{text}」是一项的编号,又是另一项的名称,按编号读取"
        self._problems.tell("C-I01", message, "把那一项的编号改成别的", spot, severity=Severity.WARNING)

    def _directory(self) -> Directory:
        """Return the lists that fields refer to, as read so far."""
        lists = {".".join(block.path): block.path for sheet in form_sheets() for block in sheet.blocks}
        return Directory({name: _list_at(self.data, path, make=False) for name, path in lists.items()})


def _value(shape: Shape, text: str) -> object:
    """Return the text of a cell as a campaign file holds it; of references only when their lists are known."""
    if shape.form == "list" and shape.element is not None:
        if is_waiting(text) or shape.element.ref is not None:
            return text
        return split_entries(text) if shape.element.type is str else split_short(text)
    if isinstance(shape.type, type) and issubclass(shape.type, StrEnum):
        return _choice(shape.type, text.strip())
    return text


def _choice(kind: type[StrEnum], text: str) -> str:
    """Return the value of what people choose by its label."""
    try:
        return kind(text).value
    except ValueError:
        return text


def _positions(parents: list[Any], key: str, said: str) -> list[int]:
    """Return which entries have a text for their number, or for their name."""
    return [n for n, each in enumerate(parents) if said and said == str(each.get(key, "")).strip()]


def _counted(parents: list[Any], said: str) -> int | None:
    """Return which entry is meant by 第 2 项."""
    found = _NUMBERED.fullmatch(said)
    return int(found[1]) - 1 if found and 0 < int(found[1]) <= len(parents) else None


def _holder(data: Any, path: Path) -> Any:
    """Return the group, list or map that holds what is at `path`, made as far as it is missing."""
    for step in path[:-1]:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    return data


def _list_at(data: Any, path: Path, *, make: bool = True) -> list[Any]:
    if make:
        return cast("list[Any]", _holder(data, path).setdefault(path[-1], []))
    for step in path:
        data = data.get(step, {}) if isinstance(data, dict) else {}
    return data if isinstance(data, list) else []


def _map_at(data: Any, path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", _holder(data, path).setdefault(path[-1], {}))
