"""Pictures in headers and footers (`&G`), which Excel keeps in an old drawing of the sheet's own.

A picture whose alternative text begins with a tag is replaced, fitted into its box. These drawings know no SVG: they
get the PNG that stands for it. LibreOffice shows no pictures in headers at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.office.excel.attached.vml import OFFICE, VML, read_vml
from generator.office.excel.carriers import Carrier, DrawnText
from generator.office.excel.recorder import Drawn
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.strings import Run
from generator.office.excel.xml import RELATIONS, child
from generator.office.media import Media
from generator.office.package import Package
from generator.office.parts import Parts
from generator.office.pictures import Picture
from generator.office.pictures.drawing import CLEAR_PIXEL, fitted
from generator.office.relations import Relation
from generator.office.tags import find_tags
from generator.office.xml import Element, legal, write_xml

_SHAPE, _IMAGE, _RELATION = f"{VML}shape", f"{VML}imagedata", f"{OFFICE}relid"
_SIZE = re.compile(r"(?<![-\w])(width|height)\s*:\s*(\d+\.?\d*|\.\d+)(pt|in|px|mm|cm)", re.IGNORECASE)
_EMU = {"pt": 12_700, "in": 914_400, "px": 9_525, "mm": 36_000, "cm": 360_000}
_OUTLINE = {"stroked": "t", "strokecolor": "#a6a6a6", "strokeweight": ".75pt"}


def header_drawing(sheet: Element, relations: tuple[Relation, ...]) -> str | None:
    """Return the part that holds the pictures of a sheet's headers and footers."""
    element = child(sheet, "legacyDrawingHF")
    key = element.get(f"{{{RELATIONS}}}id") if element is not None else None
    return next((r.target for r in relations if r.id == key and not r.external), None)


def header_texts(package: Package, part: str | None, first: int) -> Iterator[DrawnText]:
    """Yield the alternative texts with tags in the drawing of a sheet's headers, numbered from `first`."""
    root = read_vml(package.read(part)) if part is not None and part in package else None
    if root is not None:
        for index, carrier in enumerate(_carriers(root)):
            yield DrawnText(first + index, 0, index, None, carrier)


def without_header_texts(content: bytes) -> str:
    """Return the drawing as text without what is filled in it, for a look at the rest."""
    root = read_vml(content)
    if root is None:
        return content.decode("utf-8", "replace")
    for carrier in list(_carriers(root)):
        carrier.element.set(carrier.attribute, "")
    return write_xml(root).decode()


def fill_header_pictures(sheet: RenderedSheet, parts: Parts) -> None:
    """Fill the pictures in the headers and footers of a sheet."""
    texts = sheet.template.header_pictures
    part = header_drawing(sheet.root, parts.relations(sheet.part)) if texts else None
    root = read_vml(parts.read(part)) if part is not None else None
    if part is None or root is None:
        return
    media, replaced = Media(parts, "xl/media"), set()
    for text, carrier in zip(texts, list(_carriers(root)), strict=True):
        drawn = sheet.drawn(text.number, None) or Drawn()
        shape, picture = carrier.element, drawn.picture
        described = "".join(piece for _, piece in drawn.text).strip()
        shape.set("alt", legal(described or (picture.name if picture else "")))
        if carrier.picture is not None:
            replaced |= {image.get(_RELATION, "") for image in shape.iter(_IMAGE)}
            _show(shape, picture, media, part)
    parts.put(part, write_xml(root))
    used = {image.get(_RELATION, "") for image in root.iter(_IMAGE)}
    for key in sorted(replaced - used):
        parts.release(part, key)


def _carriers(root: Element) -> Iterator[Carrier]:
    for shape in root.iter(_SHAPE):
        text = shape.get("alt", "")
        if tags := find_tags(text):
            yield Carrier(shape, "alt", (Run(text),), tags, "页眉页脚的图片")


def _show(shape: Element, picture: Picture | None, media: Media, part: str) -> None:
    if picture is None:
        key = media.relate(part, CLEAR_PIXEL, "png")
        for name, value in _OUTLINE.items():
            shape.set(name, value)
    elif picture.fallback is not None:
        key = media.relate(part, picture.fallback, "png")
    else:
        key = media.relate(part, picture.content, picture.ending)
    for image in shape.iter(_IMAGE):
        image.set(_RELATION, key)
        image.set(f"{OFFICE}title", legal(picture.name) if picture is not None else "")
    if picture is not None:
        _fit(shape, picture)


def _fit(shape: Element, picture: Picture) -> None:
    style = shape.get("style", "")
    found = {name.lower(): float(number) * _EMU[unit.lower()] for name, number, unit in _SIZE.findall(style)}
    if found.keys() != {"width", "height"} or min(found.values()) < 1:
        return
    width, height = fitted((round(found["width"]), round(found["height"])), picture)
    size = {"width": width, "height": height}
    points = {name: f"{name}:{emu / _EMU['pt']:.6g}pt" for name, emu in size.items()}
    shape.set("style", _SIZE.sub(lambda each: points[each[1].lower()], style))
