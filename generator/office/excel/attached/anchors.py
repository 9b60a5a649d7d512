"""Where a drawing lies on a sheet: between which cells, and how large that is on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from generator.office.excel.attached.ruler import Ruler, rulers
from generator.office.excel.moving.references import Corner, Reference
from generator.office.xml import Element

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TWO_CELL, ONE_CELL = f"{DRAWING}twoCellAnchor", f"{DRAWING}oneCellAnchor"
ANCHORS = frozenset({TWO_CELL, ONE_CELL})
CONTROL = "{http://schemas.microsoft.com/office/drawing/2010/main}compatExt"

# Row, offset in it, column, offset in it; lines from 0, offsets in EMU.
Point = tuple[int, int, int, int]
Size = tuple[int, int]
"""Width and height in EMU."""


class Geometry(Struct, frozen=True, dict=True):
    """The rows and columns of a sheet on paper, as in the template and as they came to be; read where asked for."""

    template: Callable[[], bytes]
    output: Callable[[], bytes]

    @cached_property
    def before(self) -> tuple[Ruler, Ruler]:
        return rulers(self.template())

    @cached_property
    def after(self) -> tuple[Ruler, Ruler]:
        return rulers(self.output())

    def same_place(self, point: Point) -> Point:
        """Return the point that lies as far from the sheet's edges as `point` did in the template."""
        (rows, columns), (new_rows, new_columns) = self.before, self.after
        row = new_rows.line(rows.at(point[0], point[1]))
        return (*row, *new_columns.line(columns.at(point[2], point[3])))

    def end(self, start: Point, size: Size) -> Point:
        """Return where something of a size ends that begins at `start`."""
        rows, columns = self.after
        row = rows.line(rows.at(start[0], start[1]) + size[1])
        return (*row, *columns.line(columns.at(start[2], start[3]) + size[0]))


def size_between(ruled: tuple[Ruler, Ruler], start: Point, end: Point) -> Size:
    """Return how far two points are from each other on paper."""
    rows, columns = ruled
    height = rows.at(end[0], end[1]) - rows.at(start[0], start[1])
    return columns.at(end[2], end[3]) - columns.at(start[2], start[3]), height


def edges(anchor: Element) -> tuple[Element | None, Element | None]:
    """Return the elements that say where an anchor begins and ends; one that only begins has no end."""
    return anchor.find(f"{DRAWING}from"), anchor.find(f"{DRAWING}to")


def point_of(element: Element | None) -> Point | None:
    if element is None:
        return None
    found = (element.findtext(f"{DRAWING}{name}", "0") for name in ("row", "rowOff", "col", "colOff"))
    row, row_offset, column, column_offset = (int(text) for text in found)
    return row, row_offset, column, column_offset


def put_point(element: Element, point: Point) -> None:
    for name, number in zip(("row", "rowOff", "col", "colOff"), point, strict=True):
        child = element.find(f"{DRAWING}{name}")
        if child is not None:
            child.text = str(max(number, 0))


def anchors_in(holder: Element) -> list[Element]:
    """Return the anchors on cells that a child of a drawing is or holds, in several versions perhaps."""
    return [holder] if holder.tag in ANCHORS else list(holder.iter(*ANCHORS))


def area_of(anchor: Element) -> Reference:
    """Return the cells that an anchor lies on; an edge on the border of a cell is not in it."""
    start, end = (point_of(element) for element in edges(anchor))
    row, _, column, _ = start or (0, 0, 0, 0)
    first = Corner(column + 1, row + 1)
    if end is None:
        return Reference("", first, first)
    last_row = end[0] - (end[1] == 0 and end[0] > row)
    last_column = end[2] - (end[3] == 0 and end[2] > column)
    return Reference("", first, Corner(last_column + 1, last_row + 1))


def home_of(anchor: Element) -> Reference:
    """Return the cell that an anchor begins in."""
    first = area_of(anchor).first
    return Reference("", first, first)
