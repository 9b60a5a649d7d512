"""Pictures, text boxes, shapes and charts over the cells of a sheet follow them by their edit mode.

What moves and sizes with cells (`twoCell`) keeps its edges in their cells; what only moves (`oneCell`) keeps its
size; what does neither (`absolute`) keeps its place on paper. Within a list all of them are repeated.
Anchors of form controls belong to the controls.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import partial

from generator.office.excel.attached.anchors import (
    CONTROL,
    TWO_CELL,
    Geometry,
    anchors_in,
    area_of,
    edges,
    home_of,
    point_of,
    put_point,
    size_between,
)
from generator.office.excel.attached.charts import move_chart
from generator.office.excel.attached.empty_charts import put_text_for
from generator.office.excel.attached.filling import DrawnFilling
from generator.office.excel.attached.linked import move_links
from generator.office.excel.attached.shown import CellValues
from generator.office.excel.copies import SHARED
from generator.office.excel.moving.moves import OUTSIDE, Copy, Moves, Spot
from generator.office.excel.moving.references import Reference
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.xml import RELATIONS
from generator.office.parts import Parts, guid
from generator.office.xml import Element

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_CHART_X = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_CREATION = "{http://schemas.microsoft.com/office/drawing/2014/main}creationId"
_ID = f"{{{RELATIONS}}}id"
_NUMBERED = re.compile(r"(.*?)\s*\d+$")


def move_drawings(sheet: RenderedSheet, moves: Moves, parts: Parts, values: CellValues) -> None:
    """Move what is drawn over the cells of a sheet, fill its texts and pictures, and refill its charts."""
    for part, geometry in _drawings(sheet, parts):
        filling = DrawnFilling(sheet, part, parts, geometry)
        _Drawing(part, moves, parts, values, geometry, filling).move()
        filling.release()


def fill_drawings(sheet: RenderedSheet, parts: Parts) -> None:
    """Fill the texts and pictures that are drawn over the cells of a sheet on which nothing moves."""
    for part, geometry in _drawings(sheet, parts):
        filling = DrawnFilling(sheet, part, parts, geometry)
        for number, holder in enumerate(list(parts.xml(part))):
            if filling.holds(number):
                anchors = anchors_in(holder)
                filling.fill(number, holder, home_of(anchors[0]).first if anchors else None)
        filling.release()


def _drawings(sheet: RenderedSheet, parts: Parts) -> Iterator[tuple[str, Geometry]]:
    """Yield the drawing of a sheet with how its rows and columns lie."""
    for relation in parts.relations(sheet.part):
        if relation.kind == "drawing" and relation.target in parts:
            template = partial(parts.package.read, sheet.template.part)
            yield relation.target, Geometry(template, partial(parts.read, sheet.part))


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

    def __init__(
        self,
        part: str,
        moves: Moves,
        parts: Parts,
        values: CellValues,
        geometry: Geometry,
        filling: DrawnFilling,
    ) -> None:
        self.part, self.moves, self.parts, self.values = part, moves, parts, values
        self.geometry, self.filling = geometry, filling
        self.root = parts.xml(part)
        self.highest = max((int(e.get("id", "0")) for e in self._named(self.root)), default=0)

    def move(self) -> None:
        for number, holder in enumerate(list(self.root)):
            anchors = anchors_in(holder)
            if anchors and self.moves.tab.moves and next(holder.iter(CONTROL), None) is None:
                self._move(number, holder, anchors)
            else:
                self.filling.fill(number, holder, home_of(anchors[0]).first if anchors else None)
                self._refill(holder, OUTSIDE)

    def _move(self, place: int, holder: Element, anchors: list[Element]) -> None:
        """Repeat, move or take away what one anchor (in several versions perhaps) holds on the sheet."""
        area, copies = self._copies(place, anchors[0])
        inside = any(copied.spot.row.path or copied.spot.column.path for copied in copies)
        if not copies:
            self.root.remove(holder)
        for number, copied in enumerate(copies):
            twin = copy.deepcopy(holder) if number < len(copies) - 1 else holder
            if number:
                self._make_unlike(twin, number)
            if twin is not holder:
                holder.addprevious(twin)
            for anchor in anchors_in(twin):
                self._place(anchor, area, copied, repeated=inside)
            self.filling.fill(place, twin, copied.area.first)
            self._refill(twin, copied.spot if inside else OUTSIDE, copied_chart=number < len(copies) - 1)

    def _copies(self, place: int, anchor: Element) -> tuple[Reference, list[Copy]]:
        """Return the cells that something belongs to, and where they went.

        With tags it belongs to the iterations of the cell that it begins in, also where it reaches beyond.
        """
        area, home = area_of(anchor), home_of(anchor)
        copies = self.moves.copies(area)
        if self.filling.holds(place):
            at_home = self.moves.copies(home)
            if [_path(each) for each in at_home] != [_path(each) for each in copies]:
                return home, at_home
        return area, copies

    def _place(self, anchor: Element, area: Reference, copied: Copy, *, repeated: bool) -> None:
        mode = anchor.get("editAs", "twoCell") if anchor.tag == TWO_CELL else "oneCell"
        if mode == "twoCell" and area_of(anchor) != area:  # it reaches beyond what it belongs to
            mode = "oneCell"
        start, end = edges(anchor)
        old_start, old_end = point_of(start), point_of(end)
        if mode == "absolute" and not repeated:
            for element, point in ((start, old_start), (end, old_end)):
                if element is not None and point:
                    put_point(element, self.geometry.same_place(point))
            return
        if start is None or old_start is None:
            return
        first, last = copied.area.first, copied.area.end
        new_start = (first.row - 1, old_start[1], first.column - 1, old_start[3])
        put_point(start, new_start)
        if end is None or old_end is None:
            return
        if mode == "twoCell":
            row = last.row - 1 + (old_end[0] + 1 - area.end.row)
            column = last.column - 1 + (old_end[2] + 1 - area.end.column)
            put_point(end, (row, old_end[1], column, old_end[3]))
        else:
            size = size_between(self.geometry.before, old_start, old_end)
            put_point(end, self.geometry.end(new_start, size))

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

    def _refill(self, holder: Element, spot: Spot, *, copied_chart: bool = False) -> None:
        """Move what the charts in an anchor show; a copied anchor gets a chart of its own."""
        move_links(holder, self.moves, spot, self.values)
        relations = {relation.id: relation for relation in self.parts.relations(self.part)}
        for element in list(holder.iter(_CHART, _CHART_X)):
            relation = relations.get(element.get(_ID, ""))
            if relation is None or relation.target not in self.parts:
                continue
            part = relation.target
            if copied_chart:
                part = self.parts.copy_tree(part, SHARED)
                element.set(_ID, self.parts.relate_like(self.part, relation, part))
            if move_chart(self.parts.xml(part), self.moves, spot, self.values):
                put_text_for(element)
                self.parts.release(self.part, element.get(_ID, ""))


def _path(copied: Copy) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the iterations that a copy belongs to."""
    return copied.spot.row.path, copied.spot.column.path
