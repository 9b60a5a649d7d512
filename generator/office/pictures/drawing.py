"""A picture in DrawingML, the same in Word (`pic:pic`) and Excel (`xdr:pic`): what it shows and how large it is.

A placeholder keeps how it looks: its outline, shape, shadow and colouring. What belonged to the old picture goes: its
crop, its link to a file, the SVG beside it, the layers of artistic effects.

Where there is no picture the placeholder becomes an empty frame: it holds one clear pixel and gets a thin dashed grey
outline. A shape without a picture would be truer, but needs an alternative for programs before 2010, and LibreOffice
and WPS draw the two at different places; a picture element without a picture shows a red cross in Word.
"""

from __future__ import annotations

import struct
import zlib

from lxml import etree

from generator.office.pictures.picture import Picture
from generator.office.xml import Element

MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EMBED, _LINK = f"{{{_RELATIONS}}}embed", f"{{{_RELATIONS}}}link"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_EFFECTS = ("ln", "effectLst", "effectDag", "scene3d", "sp3d", "extLst")
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_OUTLINE = (
    f'<a:ln xmlns:a="{MAIN[1:-1]}" w="9525"><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill>'
    '<a:prstDash val="dash"/></a:ln>'
)

Size = tuple[int, int]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


CLEAR_PIXEL = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0" * 5, 9)),
        _chunk(b"IEND", b""),
    )
)
"""The PNG that an empty frame holds."""


def fitted(box: Size, picture: Picture) -> Size:
    """Return the size in EMU at which a picture fills a box as far as it can without distortion, never beyond it."""
    width, height = picture.width, picture.height
    if box[0] * height <= box[1] * width:
        return box[0], min(box[1], max(1, round(box[0] * height / width)))
    return min(box[0], max(1, round(box[1] * width / height))), box[1]


def size_of(extent: Element | None) -> Size | None:
    """Return the size that an element says in `cx` and `cy`, None where it says none that anything has."""
    if extent is None:
        return None
    width, height = extent.get("cx", ""), extent.get("cy", "")
    known = width.isdecimal() and height.isdecimal() and int(width) > 0 and int(height) > 0
    return (int(width), int(height)) if known else None


def write_size(extent: Element, size: Size) -> None:
    """Write a size into `cx` and `cy`."""
    extent.set("cx", str(size[0]))
    extent.set("cy", str(size[1]))


def box_of(pic: Element) -> Size | None:
    """Return the size that the picture element itself has, None where it says none."""
    return size_of(pic.find(f"{_looks_name(pic)}/{MAIN}xfrm/{MAIN}ext"))


def resize(pic: Element, size: Size) -> None:
    """Write the size of the picture element, where it has one."""
    for extent in pic.iterfind(f"{_looks_name(pic)}/{MAIN}xfrm/{MAIN}ext"):
        write_size(extent, size)


def put_picture(pic: Element, embed: str, vector: str | None = None) -> None:
    """Show another picture: `embed` is the id of its relationship, `vector` that of the SVG that it stands for."""
    fill = _fill(pic)
    blip = fill.find(f"{MAIN}blip")
    if blip is None:
        blip = etree.Element(f"{MAIN}blip")
        fill.insert(0, blip)
    for name in (_LINK, "cstate"):
        blip.attrib.pop(name, "")
    blip.set(_EMBED, embed)
    for old in blip.findall(f"{MAIN}extLst"):
        blip.remove(old)
    if vector is not None:
        blip.append(_svg_extension(vector))
    for old in [e for e in fill if e.tag in (f"{MAIN}srcRect", f"{MAIN}tile", f"{MAIN}stretch")]:
        fill.remove(old)
    etree.SubElement(etree.SubElement(fill, f"{MAIN}stretch"), f"{MAIN}fillRect")


def put_frame(pic: Element, embed: str) -> None:
    """Make the picture an empty frame; `embed` is the id of the relationship to `CLEAR_PIXEL`."""
    put_picture(pic, embed)
    for blip in pic.iter(f"{MAIN}blip"):
        blip[:] = []
    for style in [e for e in pic if etree.QName(e).localname == "style"]:
        pic.remove(style)
    looks = pic.find(_looks_name(pic))
    if looks is None:
        return
    for old in [e for e in looks if etree.QName(e).localname in (*_EFFECTS, *_FILLS)]:
        looks.remove(old)
    etree.SubElement(looks, f"{MAIN}noFill")
    looks.append(etree.fromstring(_OUTLINE))


def _svg_extension(key: str) -> Element:
    extensions = etree.Element(f"{MAIN}extLst")
    extension = etree.SubElement(extensions, f"{MAIN}ext", uri=_SVG_EXTENSION)
    etree.SubElement(extension, f"{{{_SVG}}}svgBlip", {_EMBED: key}, nsmap={"asvg": _SVG, "r": _RELATIONS})
    return extensions


def _namespace(pic: Element) -> str:
    return f"{{{etree.QName(pic).namespace}}}"


def _looks_name(pic: Element) -> str:
    return f"{_namespace(pic)}spPr"


def _fill(pic: Element) -> Element:
    """Return the element that says what a picture shows; it stands before that of its looks."""
    name = f"{_namespace(pic)}blipFill"
    found = pic.find(name)
    if found is None:
        found = etree.Element(name)
        pic.insert(1, found)
    return found
