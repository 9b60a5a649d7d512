"""How high a filled row must be for its wrapped text to be seen.

Excel fits rows without a height when it opens a file; LibreOffice does not, and a
formula's text is known to nobody before it is computed. So a filled row whose template row has no height of its
own (`customHeight`) is given one, estimated from the text, the column widths and the fonts. Excel still fits it
anew as soon as somebody edits it. A height that a designer drew is the least: a row with a wrapped text that needs more
grows, since a text that is cut is lost on paper.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Container, Iterable
from functools import lru_cache

from msgspec import Struct

from generator.office.excel.grid import Cell, Row
from generator.office.excel.moving.axis import copies_along
from generator.office.excel.moving.references import Reference, read_area
from generator.office.excel.moving.rowmap import RowMap
from generator.office.excel.strings import plain_text
from generator.office.excel.xml import child, children, descendants
from generator.office.xml import Element

LINE, PADDING, HIGHEST = 1.45, 4.0, 409.0
"""Line height in font sizes; what a row has above and below its text; the most Excel allows (points)."""
_PIXELS = 96 / 72
_NARROW, _BOLD = 0.6, 1.05
_CHARACTER, _MARGIN, _INDENT, _USUAL = 7.0, 6.0, 9.0, 64.0
"""Pixels of a width unit, of a cell's margins, of one indent, and of a column without a width."""
_WIDE = frozenset("WFA")
_DAY = re.compile(r"[ymdhs]", re.IGNORECASE)
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_DAYS_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
"""Number formats without a code in the file (ECMA-376 part 1, 18.8.30) that show days or times."""
_TRUE = frozenset({"1", "true"})


class Look(Struct, frozen=True):
    """What a cell format says about the room its text takes; `day` says that it shows a number as a day."""

    size: float
    bold: bool
    wrap: bool
    indent: int
    day: bool = False

    def room(self, width: float) -> float:
        """Return how much of a width of `width` pixels is left for text."""
        return max(width - _MARGIN - _INDENT * self.indent, 1.0)

    def lines(self, text: str, room: float) -> int:
        """Return how many lines `text` takes in `room` pixels."""
        if "\n" not in text and len(text) * self.size * _PIXELS * _BOLD <= room:
            return 1
        needed = (self._width(part) / room for part in text.split("\n"))
        return sum(max(1, math.ceil(round(share, 3))) for share in needed)

    def _width(self, text: str) -> float:
        return _em(text) * self.size * _PIXELS * (_BOLD if self.bold else 1.0)


@lru_cache(maxsize=8_192)
def _lines(look: Look, room: float, text: str) -> int:
    """Return the lines of a text; names and departments come again and again."""
    return look.lines(text, room)


def _em(text: str) -> float:
    """Return the width of a line in widths of a Chinese character."""
    return sum(1.0 if unicodedata.east_asian_width(c) in _WIDE else _NARROW for c in text)


def read_looks(styles: Element) -> tuple[Look, ...]:
    """Return the cell formats of a workbook by their index."""
    holder, formats = child(styles, "fonts"), child(styles, "cellXfs")
    fonts = [] if holder is None else [_font(font) for font in children(holder, "font")]
    days = _DAYS_BUILT_IN | _formats_of_days(styles)
    return () if formats is None else tuple(_look(xf, fonts, days) for xf in children(formats, "xf"))


def _formats_of_days(styles: Element) -> frozenset[str]:
    """Return the ids of the number formats of a workbook's own that show a number as a day or a time."""
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in descendants(styles, "numFmt")}
    return frozenset(key for key, code in codes.items() if _DAY.search(_LITERAL.sub("", code)))


def _font(font: Element) -> tuple[float, bool]:
    size, bold = child(font, "sz"), child(font, "b")
    return float(size.get("val", "11")) if size is not None else 11.0, bold is not None and bold.get(
        "val"
    ) != "0"


def _look(xf: Element, fonts: list[tuple[float, bool]], days: frozenset[str]) -> Look:
    size, bold = fonts[int(xf.get("fontId", "0"))] if fonts else (11.0, False)
    alignment = child(xf, "alignment")
    wrap = alignment is not None and alignment.get("wrapText") in _TRUE
    indent = int(alignment.get("indent", "0")) if alignment is not None else 0
    return Look(size, bold, wrap, indent, xf.get("numFmtId", "0") in days)


class Measure:
    """How high the rows of one output sheet must be; rows above others, columns as they came to lie."""

    def __init__(self, sheet: Element, merges: Iterable[Reference], columns: RowMap, looks: tuple[Look, ...]):
        """Take the finished sheet (for its column widths) and the merged areas of its template."""
        self._columns = columns
        self._rooms: dict[tuple[int, int], tuple[Look, float]] = {}
        self._widths = column_widths(sheet)
        self._looks = looks
        areas = list(merges)
        self._tall = {(a.first.row, a.first.column) for a in areas if a.end.row > a.first.row}
        self._merged = {
            (area.first.row, across.first.row): range(across.first.row, across.end.row + 1)
            for area in areas
            for across, _ in copies_along(columns, area.turned())
        }

    def lowest(self, row: Row, tagged: Container[tuple[int, int]]) -> float:
        """Return the height that the cells of a template row need as they are; a tag's text is not there yet."""
        lying = ((cell, self._columns.copies(cell.column)) for cell in row.cells)
        return max(
            (self.height(cell, at[0], _kept_text(cell, tagged)) for cell, at in lying if at), default=0.0
        )

    def is_tall(self, cell: Cell) -> bool:
        """Tell whether a cell is merged with others below it: its own row is not all the room it has."""
        return (cell.row, cell.column) in self._tall

    def wraps(self, cell: Cell) -> bool:
        """Tell whether the text of a cell can make its row higher."""
        return cell.style < len(self._looks) and self._looks[cell.style].wrap

    def height(self, cell: Cell, column: int, text: str) -> float:
        """Return the height that a cell with `text` needs in an output column."""
        found = self._rooms.get((cell.row, column))
        if found is None:
            found = self._rooms[cell.row, column] = self._room(cell, column)
        look, room = found
        return (_lines(look, room, text) if look.wrap and text else 1) * look.size * LINE

    def _room(self, cell: Cell, column: int) -> tuple[Look, float]:
        """Return a cell's format, and how many pixels there are for its text in an output column."""
        look = self._looks[cell.style] if cell.style < len(self._looks) else _USUAL_LOOK
        return look, look.room(self._width(cell.row, column))

    def _width(self, row: int, column: int) -> float:
        spanned = self._merged.get((row, column), range(column, column + 1))
        return sum(self._widths.get(each, _USUAL) for each in spanned)

    @staticmethod
    def with_padding(height: float) -> float:
        return min(height + PADDING, HIGHEST)


_USUAL_LOOK = Look(11.0, bold=False, wrap=False, indent=0)


def _kept_text(cell: Cell, tagged: Container[tuple[int, int]]) -> str:
    """Return a template cell's text, unless a tag or a formula will replace it; a number is never wrapped."""
    if cell.formula or (cell.row, cell.column) in tagged:
        return ""
    if cell.text is not None:
        return plain_text(cell.text)
    return cell.stored[1] if cell.stored and cell.stored[0] == "str" else ""


def column_widths(sheet: Element) -> dict[int, float]:
    """Return the widths of a sheet's columns in pixels, by their number."""
    holder = child(sheet, "cols")
    return {
        number: float(column.get("width", "9")) * _CHARACTER
        for column in (children(holder, "col") if holder is not None else ())
        for number in range(int(column.get("min", "1")), min(int(column.get("max", "1")), 500) + 1)
    }


def merged_areas(sheet: Element) -> list[Reference]:
    """Return the merged areas of a sheet."""
    return [read_area(merge.get("ref", "")) for merge in descendants(sheet, "mergeCell")]
