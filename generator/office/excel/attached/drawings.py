"""Pictures, text boxes, shapes and charts over the cells of a sheet follow them by their edit mode.

What moves and sizes with cells (`twoCell`) keeps its edges in their cells; what only moves (`oneCell`) keeps its
size; what does neither (`absolute`) keeps its place on paper. Within a list all of them are repeated.
Anchors of form controls belong to the controls.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from generator.office.excel.attached.charts import move_chart
from generator.office.excel.attached.ruler import Ruler, rulers
from generator.office.excel.attached.shown import CellValues
from generator.office.excel.copies import SHARED
from generator.office.excel.moving.moves import OUTSIDE, Copy, Moves, Spot
from generator.office.excel.moving.references import Corner, Reference
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.xml import RELATIONS
from generator.office.parts import Parts, guid
from generator.office.xml import Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_CHART_X = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_CREATION = "{http://schemas.microsoft.com/office/drawing/2014/main}creationId"
_CONTROL = "{http://schemas.microsoft.com/office/drawing/2010/main}compatExt"
_ID = f"{{{RELATIONS}}}id"
_NUMBERED = re.compile(r"(.*?)\s*\d+$")
_ANCHORS = frozenset({f"{_DRAWING}twoCellAnchor", f"{_DRAWING}oneCellAnchor"})


@dataclass(frozen=True)
class Geometry:
    """The rows and columns of a sheet on paper, as in the template and as they came to be."""

    template: bytes
    output: bytes

    @cached_property
    def before(self) -> tuple[Ruler, Ruler]:
        return rulers(self.template)

    @cached_property
    def after(self) -> tuple[Ruler, Ruler]:
        return rulers(self.output)


def move_drawings(sheet: RenderedSheet, moves: Moves, parts: Parts, values: CellValues) -> None:
    """Move what is drawn over the cells of a sheet, and refill its charts."""
    for relation in parts.relations(sheet.part):
        if relation.kind == "drawing" and relation.target in parts:
            template = parts.package.read(sheet.template.part)
            geometry = Geometry(template, parts.read(sheet.part))
            _Drawing(relation.target, moves, parts, values, geometry).move()


def move_chart_sheets(part: str, moves: Moves, parts: Parts, values: CellValues) -> None:
    """Refill the charts that have sheets of their own in the workbook `part`."""
    sheets = (relation.target for relation in parts.relations(part) if relation.kind == "chartsheet")
    for sheet in sheets:
        for drawing in (r.target for r in parts.relations(sheet) if r.kind == "drawing"):
            for relation in parts.relations(drawing):
                if relation.kind in ("chart", "chartEx") and relation.target in parts:
                    move_chart(parts.xml(relation.target), moves, OUTSIDE, values)


class _Drawing:
    """One drawing part while its anchors are moved."""

    def __init__(self, part: str, moves: Moves, parts: Parts, values: CellValues, geometry: Geometry):
        self.part, self.moves, self.parts, self.values = part, moves, parts, values
        self.geometry = geometry
        self.root = parts.xml(part)
        self.highest = max((int(e.get("id", "0")) for e in self._named(self.root)), default=0)

    def move(self) -> None:
        for holder in list(self.root):
            anchors = [holder] if holder.tag in _ANCHORS else list(holder.iter(*_ANCHORS))
            if not anchors or next(holder.iter(_CONTROL), None) is not None:
                self._refill(holder, OUTSIDE)
            elif self.moves.tab.moves:
                self._move(holder, anchors)
            else:
                self._refill(holder, OUTSIDE)

    def _move(self, holder: Element, anchors: list[Element]) -> None:
        """Repeat, move or take away what one anchor (in several versions perhaps) holds on the sheet."""
        area = _area(anchors[0])
        copies = self.moves.copies(area)
        inside = any(copied.spot.row.path or copied.spot.column.path for copied in copies)
        if not copies:
            self.root.remove(holder)
        for number, copied in enumerate(copies):
            twin = copy.deepcopy(holder) if number < len(copies) - 1 else holder
            if number:
                self._make_unlike(twin, number)
            if twin is not holder:
                holder.addprevious(twin)
            for anchor in [twin] if twin.tag in _ANCHORS else list(twin.iter(*_ANCHORS)):
                self._place(anchor, area, copied, repeated=inside)
            self._refill(twin, copied.spot if inside else OUTSIDE, copied_chart=number < len(copies) - 1)

    def _place(self, anchor: Element, area: Reference, copied: Copy, *, repeated: bool) -> None:
        mode = anchor.get("editAs", "twoCell") if anchor.tag == f"{_DRAWING}twoCellAnchor" else "oneCell"
        start, end = anchor.find(f"{_DRAWING}from"), anchor.find(f"{_DRAWING}to")
        old_start, old_end = _point(start), _point(end)
        if mode == "absolute" and not repeated:
            for element, point in ((start, old_start), (end, old_end)):
                if element is not None and point:
                    _put(element, self._same_place(point))
            return
        if start is None or old_start is None:
            return
        first, last = copied.area.first, copied.area.end
        new_start = (first.row - 1, old_start[1], first.column - 1, old_start[3])
        _put(start, new_start)
        if end is None or old_end is None:
            return
        if mode == "twoCell":
            row = last.row - 1 + (old_end[0] + 1 - area.end.row)
            column = last.column - 1 + (old_end[2] + 1 - area.end.column)
            _put(end, (row, old_end[1], column, old_end[3]))
        else:
            _put(end, self._same_size(old_start, old_end, new_start))

    def _same_place(self, point: Point) -> Point:
        """Return the point that lies as far from the sheet's edges as `point` did in the template."""
        (rows, columns), (new_rows, new_columns) = self.geometry.before, self.geometry.after
        row = new_rows.line(rows.at(point[0], point[1]))
        return (*row, *new_columns.line(columns.at(point[2], point[3])))

    def _same_size(self, start: Point, end: Point, new_start: Point) -> Point:
        """Return the end of what begins at `new_start` and is as large as it was."""
        (rows, columns), (new_rows, new_columns) = self.geometry.before, self.geometry.after
        height = rows.at(end[0], end[1]) - rows.at(start[0], start[1])
        width = columns.at(end[2], end[3]) - columns.at(start[2], start[3])
        row = new_rows.line(new_rows.at(new_start[0], new_start[1]) + height)
        return (*row, *new_columns.line(new_columns.at(new_start[2], new_start[3]) + width))

    def _named(self, holder: Element) -> Iterator[Element]:
        return (e for e in holder.iter() if str(e.tag).endswith("}cNvPr"))

    def _make_unlike(self, holder: Element, number: int) -> None:
        """Give a copy ids and names of its own."""
        for element in self._named(holder):
            self.highest += 1
            element.set("id", str(self.highest))
            name = element.get("name", "")
            found = _NUMBERED.fullmatch(name)
            element.set("name", f"{found[1] if found else name} {self.highest}".strip())
        for element in holder.iter(_CREATION):
            element.set("id", guid(element.get("id", ""), number))

    def _link(self, holder: Element, spot: Spot) -> None:
        """Move the cells whose text shapes show; what cannot be read stays."""
        for element in holder.iter():
            if text := element.get("textlink"):
                with suppress(ValueError):
                    element.set("textlink", self.moves.formula(text, spot))

    def _refill(self, holder: Element, spot: Spot, *, copied_chart: bool = False) -> None:
        """Move what the charts in an anchor show; a copied anchor gets a chart of its own."""
        self._link(holder, spot)
        relations = {relation.id: relation for relation in self.parts.relations(self.part)}
        for element in holder.iter(_CHART, _CHART_X):
            relation = relations.get(element.get(_ID, ""))
            if relation is None or relation.target not in self.parts:
                continue
            part = relation.target
            if copied_chart:
                part = self.parts.copy_tree(part, SHARED)
                element.set(_ID, self.parts.relate_like(self.part, relation, part))
            move_chart(self.parts.xml(part), self.moves, spot, self.values)


# Row, offset in it, column, offset in it; lines from 0, offsets in EMU.
Point = tuple[int, int, int, int]


def _point(element: Element | None) -> Point | None:
    if element is None:
        return None
    found = (element.findtext(f"{_DRAWING}{name}", "0") for name in ("row", "rowOff", "col", "colOff"))
    row, row_offset, column, column_offset = (int(text) for text in found)
    return row, row_offset, column, column_offset


def _put(element: Element, point: Point) -> None:
    for name, number in zip(("row", "rowOff", "col", "colOff"), point, strict=True):
        child = element.find(f"{_DRAWING}{name}")
        if child is not None:
            child.text = str(max(number, 0))


def _area(anchor: Element) -> Reference:
    """Return the cells that an anchor lies on; an edge on the border of a cell is not in it."""
    start, end = _point(anchor.find(f"{_DRAWING}from")), _point(anchor.find(f"{_DRAWING}to"))
    row, _, column, _ = start or (0, 0, 0, 0)
    first = Corner(column + 1, row + 1)
    if end is None:
        return Reference("", first, first)
    last_row = end[0] - (end[1] == 0 and end[0] > row)
    last_column = end[2] - (end[3] == 0 and end[2] > column)
    return Reference("", first, Corner(last_column + 1, last_row + 1))
