"""What tags in drawings printed, put into the copies of the drawings: texts, and pictures fitted into their boxes.

A picture's box is what its anchor covers. The picture fills it as far as it can without distortion; its anchor then
says where it begins and how large it is (`oneCellAnchor`), since the widths of columns depend on the fonts of the
machine and would distort it. Where none is named the box stays as an empty frame.
"""

from __future__ import annotations

import copy

from lxml import etree

from generator.office.excel.attached.anchors import (
    DRAWING,
    ONE_CELL,
    TWO_CELL,
    Geometry,
    Size,
    edges,
    point_of,
    put_point,
    size_between,
)
from generator.office.excel.carriers import Carrier, DrawnText, carriers
from generator.office.excel.moving.references import Corner
from generator.office.excel.recorder import Drawn, Written
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.xml import RELATIONS
from generator.office.media import Media
from generator.office.parts import Parts
from generator.office.pictures import Picture
from generator.office.pictures.drawing import (
    CLEAR_PIXEL,
    box_of,
    fitted,
    put_frame,
    put_picture,
    resize,
    size_of,
    write_size,
)
from generator.office.xml import Element, legal

_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EXTENT = f"{DRAWING}ext"
_ANCHORS = frozenset({TWO_CELL, ONE_CELL, f"{DRAWING}absoluteAnchor"})
_CREDIBLE = (0.5, 2.0)
_MEDIA = "xl/media"


class DrawnFilling:
    """Fills the drawing `part` of a rendered sheet; made before anything in it moves."""

    def __init__(self, sheet: RenderedSheet, part: str, parts: Parts, geometry: Geometry) -> None:
        self._sheet, self._part, self._parts, self._geometry = sheet, part, parts, geometry
        self._media = Media(parts, _MEDIA)
        self._texts: dict[int, list[DrawnText]] = {}
        for text in sheet.template.drawn:
            self._texts.setdefault(text.holder, []).append(text)
        self._scales: dict[tuple[int, int], tuple[float, float]] = {}
        self._replaced: set[str] = set()
        self._look_at_placeholders()

    def holds(self, holder: int) -> bool:
        """Tell whether tags are in a child of the drawing."""
        return holder in self._texts

    def _look_at_placeholders(self) -> None:
        """Note how much larger than our measure each box is to the program that drew it, and what it shows."""
        for holder, texts in self._texts.items():
            for text, carrier in zip(texts, carriers(self._parts.xml(self._part)[holder]), strict=True):
                if carrier.picture is not None:
                    self._scales[holder, text.index] = self._scale(carrier.picture)
                    self._replaced |= _relations_of(carrier.picture)

    def _scale(self, pic: Element) -> tuple[float, float]:
        anchor, drawn = _anchor(pic), box_of(pic)
        points = [point_of(edge) for edge in edges(anchor)] if anchor is not None else []
        if drawn is None or len(points) != 2 or points[0] is None or points[1] is None:
            return 1.0, 1.0
        ruled = size_between(self._geometry.before, points[0], points[1])
        return _credible(drawn[0], ruled[0]), _credible(drawn[1], ruled[1])

    def fill(self, holder: int, element: Element, cell: Corner | None) -> None:
        """Fill a copy of a child of the drawing which begins over `cell` of the output now."""
        texts = self._texts.get(holder, ())
        for text, carrier in list(zip(texts, carriers(element), strict=True)):
            drawn = self._sheet.drawn(text.number, cell if text.cell else None) or Drawn()
            if carrier.picture is not None:
                self._put_picture(carrier.picture, drawn.picture, self._scales[holder, text.index])
            if carrier.attribute:
                name = drawn.picture.name if drawn.picture else ""
                carrier.element.set(carrier.attribute, legal(_text(drawn.text).strip() or name))
            else:
                _write_runs(carrier, drawn.text)

    def release(self) -> None:
        """Take out the pictures of placeholders that the drawing shows no more."""
        used = {str(value) for e in self._parts.xml(self._part).iter() for value in e.attrib.values()}
        for key in sorted(self._replaced - used):
            self._parts.release(self._part, key)

    # --- pictures ------------------------------------------------------------------------------------------

    def _put_picture(self, pic: Element, picture: Picture | None, scale: tuple[float, float]) -> None:
        if picture is None:
            put_frame(pic, self._media.relate(self._part, CLEAR_PIXEL, "png"))
            return
        vector = self._media.relate(self._part, picture.content, "svg") if picture.fallback else None
        raster = (picture.fallback, "png") if picture.fallback else (picture.content, picture.ending)
        put_picture(pic, self._media.relate(self._part, *raster), vector)
        self._fit(pic, picture, scale)

    def _fit(self, pic: Element, picture: Picture, scale: tuple[float, float]) -> None:
        anchor = _anchor(pic)
        if anchor is None:  # within a group, which says how large its parts are
            if box := box_of(pic):
                resize(pic, fitted(box, picture))
            return
        extent = anchor.find(_EXTENT)
        box = size_of(extent) if extent is not None else self._covered(anchor, scale)
        if box is None:
            return
        size = fitted(box, picture)
        resize(pic, size)
        if extent is not None:
            write_size(extent, size)
        elif anchor.get("editAs") == "absolute":
            self._end_after(anchor, size)
        else:
            _say_size(anchor, size)

    def _covered(self, anchor: Element, scale: tuple[float, float]) -> Size | None:
        """Return the size of what an anchor between two cells covers now."""
        start, end = (point_of(edge) for edge in edges(anchor))
        if start is None or end is None:
            return None
        width, height = size_between(self._geometry.after, start, end)
        size = round(width * scale[0]), round(height * scale[1])
        return size if min(size) > 0 else None

    def _end_after(self, anchor: Element, size: Size) -> None:
        """Let an anchor that keeps its place on paper end where the picture does."""
        start, end = edges(anchor)
        point = point_of(start)
        if end is not None and point is not None:
            put_point(end, self._geometry.end(point, size))


def _say_size(anchor: Element, size: Size) -> None:
    """Turn an anchor between two cells into one that begins in a cell and says its size."""
    start, end = edges(anchor)
    if start is None or end is None:
        return
    anchor.tag = ONE_CELL
    anchor.attrib.pop("editAs", "")
    anchor.remove(end)
    extent = etree.Element(_EXTENT)
    write_size(extent, size)
    start.addnext(extent)


def _anchor(pic: Element) -> Element | None:
    """Return the anchor that holds a picture itself, None for one within a group."""
    parent = pic.getparent()
    return parent if parent is not None and parent.tag in _ANCHORS else None


def _credible(drawn: int, ruled: int) -> float:
    """Return how much larger something was drawn than we measure it; 1 where that says nothing."""
    factor = drawn / ruled if ruled > 0 else 1.0
    low, high = _CREDIBLE
    return factor if low <= factor <= high else 1.0


def _relations_of(pic: Element) -> set[str]:
    """Return the ids of the relationships that a picture names."""
    named = (pair for element in pic.iter(etree.Element) for pair in element.attrib.items())
    return {str(value) for name, value in named if str(name).startswith(f"{{{RELATIONS}}}")}


# --- texts -------------------------------------------------------------------------------------------------


def _text(written: Written) -> str:
    return "".join(text for _, text in written)


def _write_runs(carrier: Carrier, written: Written) -> None:
    """Write what was printed into the runs of a paragraph, each piece in the formatting of its own."""
    for number, element in enumerate(carrier.texts):
        _write_lines(element, "".join(text for run, text in written if run == number))


def _write_lines(element: Element, text: str) -> None:
    """Write a text into a run; for each line break there is one, and a run of the same looks behind it."""
    first, *others = legal(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    element.text = first
    run = element.getparent()
    for line in reversed(others):
        _add_line(run, line)


def _add_line(run: Element | None, line: str) -> None:
    if run is None:
        return
    looks = run.findall(f"{_MAIN}rPr")
    made, broken = etree.Element(f"{_MAIN}r"), etree.Element(f"{_MAIN}br")
    for holder in (made, broken):
        holder.extend(copy.deepcopy(looks))
    etree.SubElement(made, f"{_MAIN}t").text = line
    run.addnext(made)
    run.addnext(broken)
