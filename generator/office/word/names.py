"""WordprocessingML's names, spelt in one place."""

from __future__ import annotations

from generator.office.xml import Element

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DRAWING_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
LINK_ON_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
PICTURE_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
GRAPHIC_DATA = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{MAIN}}}{name}"


PARAGRAPH, TABLE, ROW, CELL, TEXT = w("p"), w("tbl"), w("tr"), w("tc"), w("t")
RUN, DRAWING = w("r"), w("drawing")
FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
TEXT_OF_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
CELL_LOOKS, PARAGRAPH_LOOKS = w("tcPr"), w("pPr")
TEXT_BOX = w("txbxContent")
NOTES = frozenset({w("footnote"), w("endnote")})
NOTE_PARTS = frozenset({w("footnotes"), w("endnotes")})

# Marks of ranges: they may stand anywhere between blocks, so none is lost when its paragraph vanishes.
RANGE_MARKS = frozenset(
    w(name)
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)


def holder(element: Element, name: str) -> Element | None:
    """Return the nearest element called `name` around `element`."""
    return next(element.iterancestors(name), None)
