"""Where rows and columns lie on paper, so that a drawing can keep its size while the rows under it move."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable

from lxml import etree

from generator.office.excel.heights import column_widths
from generator.office.excel.xml import child, tag
from generator.office.xml import Element

POINT, PIXEL = 12_700, 9_525
"""EMU (English Metric Units) of a point and of a pixel at 96 dpi."""
_USUAL_HEIGHT, _USUAL_WIDTH = 15.0, 64.0


class Ruler:
    """The edges of lines along one axis, in EMU; lines are counted from 0, as drawings count them."""

    def __init__(self, sizes: dict[int, int], usual: int) -> None:
        """Take the sizes of the lines that have one of their own (counted from 1), and that of all others."""
        self._usual = usual
        self._numbers = sorted(sizes)
        self._sizes = sizes
        self._edges: list[int] = []
        edge, line = 0, 0
        for number in self._numbers:
            edge += (number - 1 - line) * usual
            self._edges.append(edge)
            edge, line = edge + sizes[number], number
        self._end = (edge, line)

    def at(self, line: int, offset: int = 0) -> int:
        """Return how far a point in `line` is from the edge of the sheet."""
        place = bisect_right(self._numbers, line) - 1
        if place < 0:
            return line * self._usual + offset
        number = self._numbers[place]
        edge = self._edges[place] + self._sizes[number]
        return edge + (line - number) * self._usual + offset

    def line(self, distance: int) -> tuple[int, int]:
        """Return the line that lies so far from the edge of the sheet, and the offset in it."""
        place = bisect_right(self._edges, distance) - 1
        if place < 0:
            return divmod(distance, self._usual)
        number = self._numbers[place]
        over = distance - self._edges[place]
        if over < self._sizes[number]:
            return number - 1, over
        lines, offset = divmod(over - self._sizes[number], self._usual)
        return number + lines, offset


def rulers(sheet: bytes) -> tuple[Ruler, Ruler]:
    """Return the rulers of a sheet's rows and of its columns."""
    head = _without_rows(sheet)
    form = child(head, "sheetFormatPr")
    usual = float(form.get("defaultRowHeight", _USUAL_HEIGHT)) if form is not None else _USUAL_HEIGHT
    width = form.get("defaultColWidth") if form is not None else None
    rows = Ruler(_heights(_rows(sheet)), round(usual * POINT))
    pixels = float(width) * 7.0 if width else _USUAL_WIDTH
    columns = {number: round(size * PIXEL) for number, size in column_widths(head).items()}
    return rows, Ruler(columns, round(pixels * PIXEL))


def _rows(sheet: bytes) -> Iterable[Element]:
    for _, row in etree.iterparse(io.BytesIO(sheet), tag=tag("row")):
        yield row
        row.clear(keep_tail=False)


def _heights(rows: Iterable[Element]) -> dict[int, int]:
    found = ((int(row.get("r", "0")), row.get("ht"), row.get("hidden")) for row in rows)
    return {
        number: 0 if hidden in ("1", "true") else round(float(height or 0) * POINT)
        for number, height, hidden in found
        if height or hidden in ("1", "true")
    }


def _without_rows(sheet: bytes) -> Element:
    """Return the root of a sheet before its rows: widths and usual sizes stand there."""
    head, _, _ = sheet.partition(b"<sheetData")
    return etree.fromstring(head, etree.XMLParser(recover=True, resolve_entities=False))
