"""How high a filled row must be for its wrapped text to be seen.

Excel fits rows without a height when it opens a file; LibreOffice does not, and a
formula's text is known to nobody before it is computed. So a filled row whose template row has no height of its
own (`customHeight`) is given one, estimated from the text, the column widths and the fonts. Excel still fits it
anew as soon as somebody edits it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.office.excel.references import column_number, read_area
from generator.office.excel.xml import child, children, descendants
from generator.office.xml import Element

LINE, PADDING, HIGHEST = 1.45, 4.0, 409.0
"""Line height in font sizes; what a row has above and below its text; the most Excel allows (points)."""
_PIXELS = 96 / 72
_NARROW, _BOLD = 0.6, 1.05
_CHARACTER, _MARGIN, _INDENT, _USUAL = 7.0, 6.0, 9.0, 64.0
"""Pixels of a width unit, of a cell's margins, of one indent, and of a column without a width."""
_WIDE = frozenset("WFA")
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell format says about the room its text takes."""

    size: float
    bold: bool
    wrap: bool
    indent: int

    def lines(self, text: str, width: float) -> int:
        """Return how many lines `text` takes in `width` pixels."""
        room = max(width - _MARGIN - _INDENT * self.indent, 1.0)
        needed = (self._width(part) / room for part in text.split("\n"))
        return sum(max(1, math.ceil(round(share, 3))) for share in needed)

    def _width(self, text: str) -> float:
        wide = sum(1.0 if unicodedata.east_asian_width(c) in _WIDE else _NARROW for c in text)
        return wide * self.size * _PIXELS * (_BOLD if self.bold else 1.0)


def read_looks(styles: Element) -> tuple[Look, ...]:
    """Return the cell formats of a workbook by their index."""
    holder, formats = child(styles, "fonts"), child(styles, "cellXfs")
    fonts = [] if holder is None else [_font(font) for font in children(holder, "font")]
    return () if formats is None else tuple(_look(xf, fonts) for xf in children(formats, "xf"))


def _font(font: Element) -> tuple[float, bool]:
    size, bold = child(font, "sz"), child(font, "b")
    return float(size.get("val", "11")) if size is not None else 11.0, bold is not None and bold.get(
        "val"
    ) != "0"


def _look(xf: Element, fonts: list[tuple[float, bool]]) -> Look:
    size, bold = fonts[int(xf.get("fontId", "0"))] if fonts else (11.0, False)
    alignment = child(xf, "alignment")
    wrap = alignment is not None and alignment.get("wrapText") in _TRUE
    return Look(size, bold, wrap, int(alignment.get("indent", "0")) if alignment is not None else 0)


def fit_rows(
    sheet: Element, rows: Iterable[Element], looks: tuple[Look, ...], shared: Callable[[int], str]
) -> None:
    """Give the `rows` of a finished sheet their height; `shared` tells a shared string by its index."""
    widths, merged = _column_widths(sheet), _merged_columns(sheet)
    for row in rows:
        if row.get("customHeight") in _TRUE:
            continue
        heights = [_height(cell, looks, widths, merged, shared) for cell in children(row, "c")]
        row.set("ht", f"{min(max(heights, default=0.0) + PADDING, HIGHEST):.4g}")


def _height(
    cell: Element,
    looks: tuple[Look, ...],
    widths: Mapping[int, float],
    merged: Mapping[str, range],
    shared: Callable[[int], str],
) -> float:
    index = int(cell.get("s", "0"))
    look = looks[index] if index < len(looks) else Look(11.0, bold=False, wrap=False, indent=0)
    text = _shown(cell, shared) if look.wrap else ""
    name = cell.get("r", "A1")
    column = column_number(name.rstrip("0123456789"))
    width = sum(widths.get(each, _USUAL) for each in merged.get(name, range(column, column + 1)))
    return (look.lines(text, width) if text else 1) * look.size * LINE


def _shown(cell: Element, shared: Callable[[int], str]) -> str:
    """Return a cell's text; a number is never wrapped."""
    value = child(cell, "v")
    held = (value.text or "") if value is not None else ""
    if cell.get("t") == "s" and held:
        return shared(int(held))
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in descendants(cell, "t"))
    return held if cell.get("t") == "str" else ""


def _column_widths(sheet: Element) -> dict[int, float]:
    holder = child(sheet, "cols")
    return {
        number: float(column.get("width", "9")) * _CHARACTER
        for column in (children(holder, "col") if holder is not None else ())
        for number in range(int(column.get("min", "1")), min(int(column.get("max", "1")), 500) + 1)
    }


def _merged_columns(sheet: Element) -> dict[str, range]:
    """Return the columns that a merged cell spans, by the name of its first cell."""
    holder = child(sheet, "mergeCells")
    found = (merge.get("ref", "") for merge in (children(holder, "mergeCell") if holder is not None else ()))
    areas = {ref.partition(":")[0]: read_area(ref) for ref in found}
    return {name: range(area.first.column, area.end.column + 1) for name, area in areas.items()}
