"""Tags beside the text: in alternative texts of pictures and shapes, in addresses of links, in charts.

An address stands in the part's relationships, which all copies of a link share. Its tags are written in place of
the relationship's id, behind `ADDRESS`; after rendering each address gets a relationship (`links`). The texts of
a chart stand in a part of their own; they are carried by attributes of the element that names it (`objects`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from generator.office.relations import Relation
from generator.office.word.names import (
    CHART,
    DRAWING_PROPERTIES,
    LINK_ON_DRAWING,
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
_TEXTS = (("descr", "的替代文字"), ("title", "的替代文字标题"))


@dataclass(frozen=True, slots=True)
class TaggedAttribute:
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


@dataclass(frozen=True, slots=True)
class Beside:
    """What a part's relationships lead to that holds tags, by their ids.

    `addresses` of links, and `charts`: the texts of each by their numbers.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


NOTHING_BESIDE = Beside()


def tagged_attributes(root: Element, beside: Beside) -> Mapping[Element | None, list[TaggedAttribute]]:
    """Return the attributes with tags by the paragraph that they stand in."""
    found: dict[Element | None, list[TaggedAttribute]] = defaultdict(list)
    for attribute in (*_alternative_texts(root), *_addresses(root, beside), *_chart_texts(root, beside)):
        found[holder(attribute.element, PARAGRAPH)].append(attribute)
    return found


def _alternative_texts(root: Element) -> Iterator[TaggedAttribute]:
    for element in root.iter(DRAWING_PROPERTIES):
        for name, where in _TEXTS:
            if has_braces(text := element.get(name, "")):
                yield TaggedAttribute(element, name, text, where)


def _addresses(root: Element, beside: Beside) -> Iterator[TaggedAttribute]:
    for element in root.iter(*_LINKS) if beside.addresses else ():
        address = beside.addresses.get(element.get(RELATION_ID, ""))
        if address and next(element.iterancestors(*NOTES), None) is None:  # a note's ids are its own part's
            yield TaggedAttribute(element, RELATION_ID, address, "的链接", ADDRESS)


def _chart_texts(root: Element, beside: Beside) -> Iterator[TaggedAttribute]:
    for element in root.iter(CHART) if beside.charts else ():
        for number, text in beside.charts.get(element.get(RELATION_ID, ""), {}).items():
            yield TaggedAttribute(element, f"{TEXT_OF_CHART}{number}", text, "的图表")


def has_braces(text: str) -> bool:
    """Tell whether a text may hold tags."""
    return any(brace in text for brace in "{｛}｝")
