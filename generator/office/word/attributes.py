"""Tags beside the text: in attributes (alternative texts above all), in addresses of links, in charts.

An address stands in the part's relationships, which all copies of a link share. Its tags are written in place of
the relationship's id, behind `ADDRESS`; after rendering each address gets a relationship (`links`). The texts of
a chart stand in a part of their own; they are carried by attributes of the element that names it (`objects`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct, field

from generator.office.relations import Relation
from generator.office.word.names import (
    CHART,
    LINK_ON_DRAWING,
    MAIN,
    NOTE_PARTS,
    NOTES,
    PARAGRAPH,
    RELATION_ID,
    holder,
    w,
)
from generator.office.xml import Element

ADDRESS = "\ue002"
"""Begins an attribute that holds an address instead of a relationship's id; no id begins so."""

TEXT_OF_CHART = "text"
"""Begins the name of an attribute that carries a text of a chart; its number follows."""

_LINKS = (w("hyperlink"), LINK_ON_DRAWING)
_WORDS = {
    "descr": "的替代文字",
    "alt": "的替代文字",
    "title": "的替代文字标题",
    "string": "的艺术字",
    w("tblCaption"): "的表格标题",
    w("tblDescription"): "的表格说明",
    w("tooltip"): "的屏幕提示",
    w("instr"): "的域代码",
}
_BRACES = re.compile("[{｛][{｛%％#＃]|[}｝%％#＃][}｝]")
_IN_ATTRIBUTE = re.compile(f'="[^"<>]*(?:{_BRACES.pattern})')
_NEXT_PARAGRAPH = etree.XPath("following::w:p[1]", namespaces={"w": MAIN})


class TaggedAttribute(Struct, frozen=True):
    """An attribute with tags: `text` is what stands in it, `prefix` is put before it, `where` ends its place."""

    element: Element
    name: str
    text: str
    where: str
    prefix: str = ""


def tagged_addresses(relations: Iterable[Relation]) -> dict[str, str]:
    """Return the addresses with tags by the ids of their relationships; Word writes braces as %7B."""
    addresses = {relation.id: unquote(relation.target) for relation in relations if relation.external}
    return {key: address for key, address in addresses.items() if has_braces(address)}


class Beside(Struct, frozen=True):
    """What a part's relationships lead to that holds tags, by their ids.

    `addresses` of links, and `charts`: the texts of each by their numbers.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


NOTHING_BESIDE = Beside()


def tagged_attributes(root: Element, beside: Beside) -> Mapping[Element, list[TaggedAttribute]]:
    """Return the attributes with tags by the paragraph that they stand in, or that follows them."""
    found: dict[Element, list[TaggedAttribute]] = defaultdict(list)
    for attribute in (*_texts(root), *_addresses(root, beside), *_chart_texts(root, beside)):
        for paragraph in _paragraph_of(attribute.element):
            found[paragraph].append(attribute)
    return found


def _paragraph_of(element: Element) -> Sequence[Element]:
    around = holder(element, PARAGRAPH)
    return [around] if around is not None else cast("list[Element]", _NEXT_PARAGRAPH(element))


def _texts(root: Element) -> Iterator[TaggedAttribute]:
    if not _IN_ATTRIBUTE.search(etree.tostring(root, encoding="unicode")):
        return
    for element in root.iter(etree.Element):
        for name, text in element.items():
            if _BRACES.search(str(text)):
                words = _WORDS.get(str(name)) or _WORDS.get(str(element.tag), "的属性")
                yield TaggedAttribute(element, str(name), str(text), words)


def _addresses(root: Element, beside: Beside) -> Iterator[TaggedAttribute]:
    carried = root.tag not in NOTE_PARTS  # the ids of notes that stand in a body are those of their own part
    for element in root.iter(*_LINKS) if beside.addresses else ():
        address = beside.addresses.get(element.get(RELATION_ID, ""))
        if address and not (carried and next(element.iterancestors(*NOTES), None) is not None):
            yield TaggedAttribute(element, RELATION_ID, address, "的链接", ADDRESS)


def _chart_texts(root: Element, beside: Beside) -> Iterator[TaggedAttribute]:
    for element in root.iter(CHART) if beside.charts else ():
        for number, text in beside.charts.get(element.get(RELATION_ID, ""), {}).items():
            yield TaggedAttribute(element, f"{TEXT_OF_CHART}{number}", text, "的图表")


def has_braces(text: str) -> bool:
    """Tell whether a text may hold tags."""
    return any(brace in text for brace in "{｛}｝")
