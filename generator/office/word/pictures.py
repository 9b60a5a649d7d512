"""A picture put into its placeholder, or the empty frame that stays of one: functions on a `w:drawing`.

The placeholder is a box: the picture fills it as far as it can without distortion and is never larger. What stands
free on the page (`wp:anchor`) keeps the place of its upper left corner, or its alignment.

A missing picture leaves a dashed grey frame of the box's size with one clear pixel in it; why that and not a shape
is said in `office.pictures.drawing`.
"""

from __future__ import annotations

from generator.office.pictures import Picture
from generator.office.pictures.drawing import (
    box_of,
    fitted,
    put_frame,
    put_picture,
    resize,
    size_of,
    write_size,
)
from generator.office.word.names import DRAWING_PROPERTIES, GRAPHIC_DATA, PICTURE, PICTURE_PROPERTIES
from generator.office.xml import Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EXTENT = f"{_DRAWING}extent"
_RELATIVE_SIZES = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}}{name}"
    for name in ("sizeRelH", "sizeRelV")
)


def with_picture(
    drawing: Element, picture: Picture, embed: str, vector: str | None, description: str
) -> None:
    """Show `picture` in the placeholder `drawing`, fitted into its box; nothing else of it changes.

    `embed` is the id of the relationship to its PNG or JPEG, `vector` that to the SVG which the PNG stands for.
    `description` is its alternative text, or else the picture's name.
    """
    for pic in list(drawing.iter(PICTURE))[:1]:
        put_picture(pic, embed, vector)
        _fit(drawing, pic, picture)
    _describe(drawing, description.strip() or picture.name)


def empty_frame(drawing: Element, description: str, embed: str) -> None:
    """Leave the placeholder's box as an empty frame; `embed` is the id of the relationship to `CLEAR_PIXEL`."""
    for pic in list(drawing.iter(PICTURE))[:1]:
        put_frame(pic, embed)
    _describe(drawing, description.strip())


def _fit(drawing: Element, pic: Element, picture: Picture) -> None:
    parent = pic.getparent()
    extent = next(drawing.iter(_EXTENT), None)
    alone = parent is not None and parent.tag == GRAPHIC_DATA
    box = size_of(extent) if alone else box_of(pic)
    if box is None:
        return
    size = fitted(box, picture)
    resize(pic, size)
    if alone and extent is not None:
        write_size(extent, size)
        _forget_relative_size(drawing)


def _forget_relative_size(drawing: Element) -> None:
    """Take out sizes in percent of the page, which Word would follow instead."""
    for element in list(drawing.iter(*_RELATIVE_SIZES)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _describe(drawing: Element, description: str) -> None:
    """Write the alternative text; the picture inside has a copy of it where Word has written one."""
    for properties in drawing.iter(DRAWING_PROPERTIES):
        properties.set("descr", description)
    for properties in drawing.iter(PICTURE_PROPERTIES):
        if "descr" in properties.attrib:
            properties.set("descr", description)
