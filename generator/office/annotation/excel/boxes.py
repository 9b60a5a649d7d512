"""The boxes of a sheet's notes: shapes in its old drawing (VML), which a note needs to be shown."""

from __future__ import annotations

import posixpath

from lxml import etree
from msgspec import Struct, field

from generator.office.annotation.excel.anchors import Cell
from generator.office.annotation.excel.notes import free_part
from generator.office.excel.attached.vml import BLOCK, OldDrawing, old_drawing, shape_number
from generator.office.excel.moving.references import LAST_ROW
from generator.office.excel.xml import RELATIONS, child, drop, tag
from generator.office.letters import LAST_COLUMN
from generator.office.parts import Parts
from generator.office.xml import Element, write_xml

_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATION = f"{RELATIONS}/vmlDrawing"
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# What may follow `legacyDrawing` on a sheet.
_FOLLOWING = frozenset(
    tag(name)
    for name in (
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
        *("webPublishItems", "tableParts", "extLst"),
    )
)
_WIDE, _CHARACTERS, _ROW_HEIGHT, _LINE_HEIGHT = 4, 22, 20, 18  # columns; characters a line; pixels


class Boxes(Struct):
    """The old drawing of a sheet while boxes are added; `free` is the number of the next shape.

    `has_kind` tells whether the kind of shape that notes have is declared.
    """

    drawing: OldDrawing
    free: int
    has_kind: bool
    homes: dict[Cell, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Parts, sheet: str, number: int) -> Boxes:
        """Return the drawing of a sheet, a new one where it has none that can be read. Raises InvalidTemplate."""
        drawing = old_drawing(parts.xml(sheet), sheet, parts) or _new_drawing(parts, sheet, number)
        numbers = [found for shape in drawing.shapes() if (found := shape_number(shape))]
        homes = {home: data for shape in drawing.shapes() for home, data in _homes(shape)}
        has_kind = bool(drawing.root.xpath('*[local-name()="shapetype"][@id="_x0000_t202"]'))
        return cls(drawing, max(numbers, default=BLOCK * number) + 1, has_kind, homes)

    def add(self, cell: Cell, lines: list[str]) -> None:
        """Give a note its box; one that has a box already gets a taller one."""
        rows = _rows(lines)
        if cell in self.homes:
            _stretch(self.homes[cell], rows)
            return
        root = self.drawing.root
        if not self.has_kind:
            root.append(_parsed(_KIND))
            self.has_kind = True
        root.append(_parsed(_shape(self.free, cell, rows)))
        self.free += 1

    def close(self, parts: Parts) -> None:
        """Write the drawing; it lists the blocks of numbers that its shapes take."""
        used = {found // BLOCK for shape in self.drawing.shapes() if (found := shape_number(shape))}
        for element in self.drawing.root.iter(f"{_OFFICE}idmap"):
            element.set("data", ",".join(map(str, sorted(used))))
        parts.put(self.drawing.part, write_xml(self.drawing.root))


def _new_drawing(parts: Parts, sheet: str, number: int) -> OldDrawing:
    room = posixpath.dirname(posixpath.dirname(sheet))
    part = free_part(parts, posixpath.join(room, "drawings", "vmlDrawing"), "vml")
    root = etree.fromstring(
        f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout></xml>'
    )
    parts.put(part, write_xml(root))
    parts.declare(part, _TYPE)
    _name_drawing(parts.xml(sheet), parts.relate(sheet, _RELATION, part))
    return OldDrawing(part, root)


def _name_drawing(sheet: Element, key: str) -> None:
    """Name the drawing on its sheet, at the place that the schema has for it."""
    unreadable = child(sheet, "legacyDrawing")
    if unreadable is not None:
        drop(unreadable)
    element = etree.Element(tag("legacyDrawing"), {f"{{{RELATIONS}}}id": key})
    following = next((each for each in sheet if _follows(each)), None)
    if following is None:
        sheet.append(element)
    else:
        following.addprevious(element)


def _follows(element: Element) -> bool:
    """Tell whether an element stands behind the drawing; one in two versions is told by what is in it."""
    return element.tag in _FOLLOWING or any(
        inner.tag in _FOLLOWING for inner in element.iter("{*}controls", "{*}oleObjects")
    )


def _homes(shape: Element) -> list[tuple[Cell, Element]]:
    """Return the cell that the note of a shape belongs to, with the shape's data."""
    found = []
    for data in shape.iter(f"{_EXCEL}ClientData"):
        row, column = (data.findtext(f"{_EXCEL}{name}", "").strip() for name in ("Row", "Column"))
        if data.get("ObjectType") == "Note" and row.isdecimal() and column.isdecimal():
            found.append(((int(row) + 1, int(column) + 1), data))
    return found


def _rows(lines: list[str]) -> int:
    """Return how many rows of a sheet a text takes that is four columns wide."""
    printed = sum(1 + len(line) // _CHARACTERS for line in lines)
    return 1 + printed * _LINE_HEIGHT // _ROW_HEIGHT


def _stretch(data: Element, rows: int) -> None:
    anchor = data.find(f"{_EXCEL}Anchor")
    numbers = [] if anchor is None else [text.strip() for text in (anchor.text or "").split(",")]
    if anchor is not None and len(numbers) == 8 and numbers[6].isdecimal():
        numbers[6] = str(min(int(numbers[6]) + rows, LAST_ROW - 1))
        anchor.text = ", ".join(numbers)


def _shape(number: int, cell: Cell, rows: int) -> str:
    row, column = cell[0] - 1, cell[1] - 1
    left, top = min(column + 1, LAST_COLUMN - _WIDE - 1), min(max(row - 1, 0), LAST_ROW - rows - 1)
    anchor = f"{left}, 15, {top}, 4, {left + _WIDE}, 15, {top + rows}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;z-index:{number % BLOCK};'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _parsed(text: str) -> Element:
    """Return an element out of its text, with the namespaces of old drawings."""
    return etree.fromstring(f"<xml {_NAMESPACES}>{text}</xml>")[0]
