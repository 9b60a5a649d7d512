"""The values of finished sheets, for what remembers them elsewhere: the points of charts."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct

from generator.office.excel.moving.references import Reference
from generator.office.excel.strings import StringTable, plain_text, read_runs
from generator.office.excel.xml import child, children, descendants, tag
from generator.office.letters import column_letters
from generator.office.parts import Parts
from generator.office.xml import Element

# The letters of a column, the number of a row, and the cell that stands there.
_Placed = tuple[str, int, Element]
_NAME = re.compile(r"([A-Z]{1,3})([0-9]+)")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_DATES_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_MOST_CELLS = 2_000_000
_LONG = 1_000_000
"""Bytes of a sheet that is not held in memory as a whole."""


class Shown(Struct, frozen=True):
    """A cell's value as it is stored; `label` is what stands for it in words, a day for its number."""

    text: str
    number: bool
    label: str


_TRUTH = {("b", "1"): "TRUE", ("b", "0"): "FALSE"}


def _text(text: str) -> Shown:
    return Shown(text, number=False, label=text)


def _passing(content: bytes) -> Iterator[Element]:
    for _, row in etree.iterparse(io.BytesIO(content), tag=tag("row")):
        yield row
        row.clear()


def _cells_in(rows: Iterable[Element]) -> Iterator[_Placed]:
    """Yield the cells of rows that say where they are."""
    for row in rows:
        for cell in children(row, "c"):
            found = _NAME.fullmatch(cell.get("r", ""))
            if found:
                yield found[1], int(found[2]), cell


def _by_column(sheet: Element) -> dict[str, list[_Placed]]:
    cells: dict[str, list[_Placed]] = {}
    for each in _cells_in(sheet.iter(tag("row"))):
        cells.setdefault(each[0], []).append(each)
    return cells


class CellValues:
    """Reads cells of the finished sheets; only the columns that are asked for, each once."""

    def __init__(
        self,
        parts: Parts,
        sheets: Mapping[str, str],
        strings: StringTable,
        styles: str | None,
        *,
        names: Mapping[str, str],
        from_1904: bool,
    ) -> None:
        """Take the parts of the sheets by their names, the shared strings, and the part of the styles.

        `names` are the defined names (in lower case) with what they stand for.
        """
        self.names = names
        self._from_1904 = from_1904
        self._parts = parts
        self._sheets = {name.casefold(): part for name, part in sheets.items()}
        self._strings = strings
        self._styles_part = styles
        self._short: dict[str, dict[str, list[_Placed]]] = {}
        self._read: dict[tuple[str, int, int], dict[tuple[int, int], Shown]] = {}

    def area(self, sheet: str, area: Reference) -> list[list[Shown | None]] | None:
        """Return the values of an area row by row, None where there is no such sheet or the area is too large."""
        part = self._sheets.get(sheet.casefold())
        first, last = area.first, area.end
        size = (last.row - first.row + 1) * (last.column - first.column + 1)
        if part is None or not first.row or not first.column or size > _MOST_CELLS:
            return None
        cells = self._cells(part, first.column, last.column)
        columns = range(first.column, last.column + 1)
        return [[cells.get((row, column)) for column in columns] for row in range(first.row, last.row + 1)]

    def _cells(self, part: str, first: int, last: int) -> dict[tuple[int, int], Shown]:
        key = part, first, last
        if key not in self._read:
            self._read[key] = self._read_cells(*key)
        return self._read[key]

    def _read_cells(self, part: str, first: int, last: int) -> dict[tuple[int, int], Shown]:
        columns = {column_letters(number): number for number in range(first, last + 1)}
        return {
            (row, columns[letters]): shown
            for letters, row, cell in self._standing(part, columns)
            if (shown := self._shown(cell))
        }

    def _standing(self, part: str, columns: Collection[str]) -> Iterator[_Placed]:
        """Yield the cells of these columns; a long sheet is read anew each time, and its rows let go one by one."""
        if part not in self._short:
            content = self._parts.read(part)
            if len(content) > _LONG:
                yield from (each for each in _cells_in(_passing(content)) if each[0] in columns)
                return
            self._short[part] = _by_column(etree.fromstring(content))
        for letters in columns:
            yield from self._short[part].get(letters, ())

    def _shown(self, cell: Element) -> Shown | None:
        value, kind = child(cell, "v"), cell.get("t", "n")
        inline = child(cell, "is")
        if kind == "inlineStr" and inline is not None:
            return _text(plain_text(read_runs(inline)))
        text = "" if value is None else value.text or ""
        if not text:
            return None
        if kind == "n":
            return Shown(text, number=True, label=self._label(text, int(cell.get("s", "0"))))
        return _text(self._strings.text(int(text)) if kind == "s" else _TRUTH.get((kind, text), text))

    def _label(self, text: str, style: int) -> str:
        """Return a number as words: days as dates, anything else as it is."""
        if style not in self._date_styles:
            return text
        days = float(text) + (1462 if self._from_1904 else 0)
        moment = dt.datetime(1899, 12, 30, tzinfo=dt.UTC) + dt.timedelta(days=days)
        return f"{moment:%Y-%m-%d}" if days == int(days) else f"{moment:%Y-%m-%d %H:%M}"

    @cached_property
    def _date_styles(self) -> frozenset[int]:
        """The cell formats that show a number as a day."""
        if self._styles_part is None:
            return frozenset()
        root = etree.fromstring(self._parts.read(self._styles_part))
        codes = {each.get("numFmtId"): each.get("formatCode", "") for each in descendants(root, "numFmt")}
        dates = {key for key, code in codes.items() if _DATE.search(_LITERAL.sub("", code))}
        holder = child(root, "cellXfs")
        formats = children(holder, "xf") if holder is not None else []
        known = {*dates, *map(str, _DATES_BUILT_IN)}
        return frozenset(n for n, xf in enumerate(formats) if xf.get("numFmtId", "0") in known)
