"""Reading and writing of XML parts, with the caution that a file from elsewhere deserves."""

from __future__ import annotations

import re

from lxml import etree

from generator.diagnostics import Place
from generator.office.faults import refuse

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def escape(text: str) -> str:
    """Return `text` as it stands in XML, in content or between quotes."""
    text = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def escape_text(text: str) -> str:
    """Return `text` as it stands between tags, quotes as they are."""
    if not _SPECIAL.search(text):
        return text
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read_xml(content: bytes, part: str, file: str) -> Element:
    """Return the root of a part; a part with a document type (and so entities) is refused."""
    # huge_tree stays off: lxml's own limits on depth and text size hold; a parser is not shared by threads
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise refuse("T-007", Place(file=file), part=part, reason=f"第 {error.lineno} 行无法读取") from error
    if b"<!DOCTYPE" in content or root.getroottree().docinfo.internalDTD is not None:
        raise refuse("T-007", Place(file=file), part=part, reason="含有文档类型声明(DTD)")
    return root


def write_xml(root: Element) -> bytes:
    """Return the part as Office writes it: UTF-8, standalone."""
    return DECLARATION.encode() + etree.tostring(root, encoding="UTF-8")
