"""SVG as a package may hold it: drawn from itself alone, and nothing in it runs, animates or looks elsewhere.

What cannot be seen goes without a word: scripts, event handlers, links, animations, comments, what drawing programs
note for themselves (names and folders of people among it). What would change the picture is refused: references
to other files, entities, HTML. Pictures inside are read like any other: decoded, bounded, without their EXIF.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from lxml import etree

from generator.office.pictures import css
from generator.office.pictures.picture import EMU_PER_PIXEL, BrokenPicture, Picture
from generator.office.pictures.raster import read_raster
from generator.office.pictures.svg_png import png_of
from generator.office.pictures.svg_size import give_size, pixels_of
from generator.office.xml import Element

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_HREFS = ("href", f"{{{_XLINK}}}href")
_KEPT = (f"{{{_XML}}}space", f"{{{_XML}}}lang")
_INVISIBLE = frozenset(
    {"script", "metadata", "title", "desc", "handler", "listener", "cursor", "view", "discard"}
    | {"set", "animate", "animateColor", "animateMotion", "animateTransform", "audio", "video"}
)
_FOREIGN = frozenset({"foreignObject", "iframe", "object", "embed", "canvas"})
_DATA = re.compile(r"data:image/(png|jpe?g)(?:;charset=[\w-]+)?(;base64)?,(.*)", re.DOTALL | re.IGNORECASE)
_DATA_KIND = re.compile(r"data:([\w.+/-]*)", re.IGNORECASE)
_EMBED = "在绘图软件里把引用的文件嵌入 SVG, 或另存为 PNG"
_EXPORT = "在绘图软件里另存为普通的 SVG, 或另存为 PNG"


def read_svg(content: bytes, name: str) -> Picture:
    """Return the picture of an SVG, with a PNG for programs that cannot draw it. Raises BrokenPicture.

    Letters in the PNG are drawn with the fonts of this machine: the SVG itself stays the picture, the PNG is what
    older programs show instead, and may differ from one machine to the next.
    """
    root = _parsed(content)
    _clean(root)
    width, height = give_size(root)
    cleaned = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    emu = tuple(max(1, round(pixels * EMU_PER_PIXEL)) for pixels in (width, height))
    return Picture(cleaned, "svg", emu[0], emu[1], name, png_of(root, pixels_of(width, height)))


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = f"第 {error.lineno} 行" if isinstance(error, etree.XMLSyntaxError) and error.lineno else ""
        raise BrokenPicture(f"SVG {line}无法读取", _EXPORT) from error
    if root.tag != f"{{{SVG}}}svg":
        raise BrokenPicture("不是完整的 SVG 图片", _EXPORT)
    document_type = root.getroottree().docinfo.internalDTD
    if _declares(document_type) or next(root.iter(etree.Entity), None) is not None:
        raise BrokenPicture("SVG 含有实体声明(DTD)", _EXPORT)
    return root


def _declares(document_type: Any) -> bool:
    """Tell whether a document type holds more than the name of the format, which old programs write."""
    if document_type is None:
        return False
    return any(True for _ in (*document_type.iterentities(), *document_type.iterelements()))


def _clean(root: Element) -> None:
    """Take out what is not seen, and refuse what would have to be fetched."""
    for element in list(root.iter()):
        name = etree.QName(element)
        if name.namespace != SVG or name.localname in _INVISIBLE or _has_other_version(element):
            _drop(element)
            continue
        if name.localname in _FOREIGN:
            raise BrokenPicture(f"SVG 含有网页内容({name.localname})", _EXPORT)
        _clean_attributes(element, name.localname)
        if name.localname == "style":
            sheet = "".join(str(text) for text in element.itertext())
            element[:] = []
            element.text = css.cleaned(sheet)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xlink"])


def _has_other_version(element: Element) -> bool:
    """Tell whether an element is HTML for programs that know it, with something else for those that do not."""
    parent = element.getparent()
    return (
        element.tag == f"{{{SVG}}}foreignObject" and parent is not None and parent.tag == f"{{{SVG}}}switch"
    )


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail
    element.tail = None
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _clean_attributes(element: Element, name: str) -> None:
    for key, value in list(element.attrib.items()):
        if key in _HREFS:
            _clean_reference(element, str(key), name)
        elif key in _KEPT or not str(key).lower().startswith(("{", "on")):
            element.set(key, css.cleaned_value(str(value)))
        else:
            del element.attrib[key]


def _clean_reference(element: Element, key: str, name: str) -> None:
    target = element.get(key, "").strip()
    if name == "a":
        del element.attrib[key]
    elif name in ("image", "feImage") and target.lower().startswith("data:"):
        element.set(key, _embedded(target))
    elif not target:
        del element.attrib[key]
    elif not target.startswith("#"):
        raise BrokenPicture(f"SVG 引用了别的文件「{target[:60]}」", _EMBED)


def _embedded(address: str) -> str:
    """Return a picture inside the SVG as one that has been read: whole, bounded, without what cameras say."""
    found = _DATA.fullmatch(address)
    if found is None:
        kind = _DATA_KIND.match(address)
        raise BrokenPicture(
            f"SVG 里嵌入了 {kind[1] if kind else '未知的'} 图片",
            "里面的图片改用 PNG 或 JPEG, 或整张另存为 PNG",
        )
    try:
        content = base64.b64decode("".join(found[3].split())) if found[2] else unquote_to_bytes(found[3])
    except (binascii.Error, ValueError) as error:
        raise BrokenPicture("SVG 里嵌入的图片已损坏", _EXPORT) from error
    png = content.startswith(b"\x89PNG")
    try:
        picture = read_raster(content, "", "png" if png else "jpeg")
    except BrokenPicture as broken:
        raise BrokenPicture(f"SVG 里嵌入的图片{broken.reason}", broken.remedy) from broken
    return f"data:image/{picture.ending};base64,{base64.b64encode(picture.content).decode()}"
