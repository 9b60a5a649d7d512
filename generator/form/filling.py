"""A campaign as a form to be filled in, or filled in already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from generator.campaign import Campaign, Entity, Path, Shape
from generator.campaign.choices import label_of
from generator.form.anchors import place_notes
from generator.form.asking import Hints, ask, ask_spread
from generator.form.directory import Directory
from generator.form.entries import join_entries, join_short
from generator.form.guides import describe
from generator.form.layout import Block, Field, Keys, form_sheets
from generator.form.offers import DOCUMENTS, lists_of
from generator.form.region import is_title
from generator.form.rows import EMPTY_ENTRY
from generator.office import forms

_PHASES = {"策划": "#2F5597", "执行": "#548235", "复盘": "#C55A11", "设置": "#7F7F7F"}
_EXACT = ".15g"
_SPARE, _SPARE_ALONE = 6, 15


class Content(Struct, frozen=True):
    """What a form is filled with.

    `waiting` are the paths that say 【待填】, with their own words; `documents` are the names of documents by code.
    """

    campaign: Campaign | None
    waiting: Mapping[Path, str] = field(default_factory=dict)
    comments: Mapping[Path, str] = field(default_factory=dict)
    hints: Hints = field(default_factory=lambda: Hints({}, {}))
    documents: Mapping[str, str] = field(default_factory=dict)


def form_workbook(content: Content, guide: forms.Guide, *, title: str, created: dt.datetime) -> bytes:
    """Return the form of a campaign as a workbook."""
    filler = _Filler(content)
    sheets = [
        forms.Sheet(
            sheet.subject.name,
            _PHASES[sheet.subject.phase],
            [filler.block(each, alone=len(sheet.blocks) == 1) for each in sheet.blocks],
        )
        for sheet in form_sheets()
    ]
    lists = {DOCUMENTS: [f"{code} {name}" for code, name in content.documents.items()]}
    return forms.write_form(guide, sheets, lists=lists, title=title, created=created)


class _Filler:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._directory = _directory(content.campaign)
        blocks = [block for sheet in form_sheets() for block in sheet.blocks]
        self._all = {block.title: list(self._entries(block)) for block in blocks}
        self._notes = place_notes(content.comments, blocks, self._all)

    def block(self, block: Block, *, alone: bool) -> forms.Block:
        """Return a block with what the campaign says in it, and more empty rows if it is alone on its sheet."""
        entries = self._all[block.title]
        keys = self._spread_keys(block, entries)
        rows = [_not_blank(block, self._row(block, path, entry, keys)) for path, entry in entries]
        asks = [
            ask(block, each, self._content.hints, [row[n] for row in rows])
            for n, each in enumerate(block.columns)
        ]
        asks += [ask_spread(block, key) for key in keys]
        return forms.Block(
            title=block.title,
            form=block.form,
            asks=asks,
            rows=rows,
            description="" if block.description == block.title else describe(block.description),
            note=self._notes.get((block.title, None), ""),
            notes={at: text for (title, at), text in self._notes.items() if title == block.title and at},
            named=lists_of(block),
            spare=_SPARE_ALONE if alone else _SPARE,
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
        if asked is block.key and path[-1] in self._content.documents:
            return f"{path[-1]} {self._content.documents[str(path[-1])]}"
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
            return _no_title(self._several(shape.element, value))
        if shape.ref is not None:
            return _no_title(self._directory.shown(shape.ref, str(value)))
        return _no_title(_plain(value))

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


def _not_blank(block: Block, row: list[forms.Value]) -> list[forms.Value]:
    """Return a row that is there, although its entry says nothing: what is in it stands in other tables."""
    if block.form == "card" or any(value is not None for value in row):
        return row
    return [EMPTY_ENTRY, *row[1:]]


def _no_title(value: forms.Value) -> forms.Value:
    """Return a value that is not taken for the title of a block when it is read again."""
    return f"\u3000{value}" if isinstance(value, str) and is_title(value) else value


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
