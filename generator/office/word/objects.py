"""Objects: pictures and charts whose alternative text begins with a tag, which are filled instead of printed.

An object is lifted out of the part. In its place stands an instruction with its number and its tag, followed by
one instruction for each text that belongs to it: the rest of the alternative text, and the texts of the chart.
Loops repeat and conditions drop them like anything else; `filling` puts the filled objects in their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Place
from generator.office.tags import Tag, TagKind
from generator.office.word.attributes import TEXT_OF_CHART
from generator.office.word.names import (
    CHART,
    CHOICE,
    DRAWING,
    DRAWING_PROPERTIES,
    FALLBACK,
    GRAPHIC_DATA,
    PICTURE,
    PICTURE_PROPERTIES,
    RELATION_ID,
    RUN,
    TEXT_BOX,
    holder,
)
from generator.office.word.tagging import MARK, FoundTag
from generator.office.xml import Element, escape

_LEADING = re.compile(rf"\s*({MARK.pattern})\s*(.*)", re.DOTALL)
PLACE = re.compile(r"<\?object (\d+) (\d*)\?>((?:<\?words [^>]*\?>)*)")
_WORDS = re.compile(r"<\?words ?([^>]*)\?>")
_RELATED = re.compile(
    r"\{http://schemas\.openxmlformats\.org/officeDocument/2006/relationships\}(embed|id|link)"
)


class ObjectTemplate(Struct, frozen=True):
    """A picture or a chart of the template; `relation` is the id by which the part names the chart.

    `drawing` is its `w:drawing`, or the `pic:pic` of a picture in a group. `texts` tells which paragraphs of the
    chart hold tags, counted from 0, `attributes` which of the drawing do: the number of the element, the name.
    `released` are relationships of what showed the object to older programs. `place` is that of the tag that names
    the object's value, None where only texts are filled.
    """

    kind: Literal["picture", "chart"]
    drawing: Element
    relation: str = ""
    texts: tuple[int, ...] = ()
    attributes: tuple[tuple[int, str], ...] = ()
    released: frozenset[str] = frozenset()
    place: Place | None = None


def lift_objects(root: Element, found: Sequence[FoundTag]) -> tuple[ObjectTemplate, ...]:
    """Replace the objects of a part whose tags have been marked by instructions; the n-th bears number n."""
    lifted: list[ObjectTemplate] = []
    for drawing in list(root.iter(DRAWING)):
        properties = next(drawing.iter(DRAWING_PROPERTIES), None)
        if properties is None or drawing.getparent() is None:
            continue
        chart = next(drawing.iter(CHART), None)
        pictures = [pic for pic in drawing.iter(PICTURE) if holder(pic, DRAWING) is drawing]
        if chart is not None:
            _lift_chart(drawing, chart, properties, found, lifted)
        elif len(pictures) == 1 and _is_alone(pictures[0]):
            _lift_picture(drawing, properties, found, lifted)
        else:
            _lift_grouped(pictures, properties, found, lifted)
    return tuple(lifted)


def _lift_chart(
    drawing: Element,
    chart: Element,
    properties: Element,
    found: Sequence[FoundTag],
    lifted: list[ObjectTemplate],
) -> None:
    parent = drawing.getparent()
    if parent is None or parent.tag != RUN:
        return
    tag, words = _alternative(properties.get("descr", ""), found)
    texts = _texts_of_chart(drawing)
    if tag or texts:
        properties.set("descr", "")
        made = ObjectTemplate("chart", drawing, chart.get(RELATION_ID, ""), tuple(texts))
        _lift(made, tag, [words, *texts.values()], found, lifted)


def _lift_picture(
    picture: Element, properties: Element, found: Sequence[FoundTag], lifted: list[ObjectTemplate]
) -> None:
    tag, words = _alternative(properties.get("descr", ""), found)
    if tag:
        for described in (properties, *picture.iter(PICTURE_PROPERTIES)):
            if "descr" in described.attrib:
                described.set("descr", "")
        _lift(ObjectTemplate("picture", picture), tag, [words], found, lifted)


def _lift_grouped(
    pictures: Sequence[Element],
    properties: Element,
    found: Sequence[FoundTag],
    lifted: list[ObjectTemplate],
) -> None:
    """Lift pictures out of a group, which stays: each by its own tag, a single one also by that of the group."""
    tag, words = _alternative(properties.get("descr", ""), found)
    owned = [(pic, next(pic.iter(PICTURE_PROPERTIES), None)) for pic in pictures]
    if tag and len(owned) == 1 and owned[0][1] is not None:
        properties.set("descr", words)
        owned[0][1].set("descr", tag)
    for pic, own in owned:
        if own is not None:
            _lift_picture(pic, own, found, lifted)


def _is_alone(picture: Element) -> bool:
    parent = picture.getparent()
    return parent is not None and parent.tag == GRAPHIC_DATA


def _lift(
    made: ObjectTemplate,
    tag: str,
    words: Sequence[str],
    found: Sequence[FoundTag],
    lifted: list[ObjectTemplate],
) -> None:
    drawing = made.drawing
    attributes = dict(_marked_attributes(drawing))
    released = _drop_fallback(drawing)
    _put(drawing, f"{len(lifted)} {tag}", [*words, *attributes.values()])
    place = _place_of(tag, found)
    lifted.append(replace(made, attributes=tuple(attributes), released=released, place=place))


def _marked_attributes(drawing: Element) -> Iterator[tuple[tuple[int, str], str]]:
    """Yield the attributes of a drawing that hold marks: number of the element, name, text."""
    for number, element in enumerate(drawing.iter(etree.Element)):
        for name, text in element.attrib.items():
            if MARK.search(str(text)):
                yield (number, str(name)), str(text)


def _drop_fallback(drawing: Element) -> frozenset[str]:
    """Take out what stands for a drawing in programs before 2010: it would show the placeholder for ever.

    Return the ids of relationships in it.
    """
    for around in drawing.iterancestors(CHOICE, TEXT_BOX):
        beside = None if around.tag == TEXT_BOX else around.getparent()
        if beside is None:
            break
        fallbacks = beside.findall(FALLBACK)
        for fallback in fallbacks:
            beside.remove(fallback)
        return frozenset(key for fallback in fallbacks for key in related_keys(fallback))
    return frozenset()


def related_keys(element: Element) -> Iterator[str]:
    """Yield the ids of relationships that an element and what it holds name."""
    for each in element.iter(etree.Element):
        yield from (str(key) for name, key in each.attrib.items() if _RELATED.fullmatch(str(name)))


def _texts_of_chart(drawing: Element) -> dict[int, str]:
    """Take the texts of a chart off the element that carries them."""
    carriers = [
        (e, name) for e in drawing.iter(CHART) for name in e.attrib if str(name).startswith(TEXT_OF_CHART)
    ]
    return {int(str(name).removeprefix(TEXT_OF_CHART)): str(e.attrib.pop(name)) for e, name in carriers}


def _alternative(text: str, found: Sequence[FoundTag]) -> tuple[str, str]:
    """Return the mark of the tag with which an alternative text begins, and the rest; no mark if it does not."""
    leading = _LEADING.fullmatch(text)
    tag = found[int(leading[2])].tag if leading else None
    if leading is None or not isinstance(tag, Tag) or tag.kind is not TagKind.OUTPUT:
        return "", text
    return leading[1], leading[3]


def _place_of(tag: str, found: Sequence[FoundTag]) -> Place | None:
    mark = MARK.fullmatch(tag)
    return found[int(mark[1])].place if mark else None


def _put(drawing: Element, number: str, texts: Sequence[str]) -> None:
    parent = drawing.getparent()
    if parent is None:
        return
    instructions = [etree.ProcessingInstruction("object", number)]
    instructions += [etree.ProcessingInstruction("words", escape(text)) for text in texts]
    for instruction in instructions:
        drawing.addprevious(instruction)
    instructions[-1].tail = drawing.tail
    parent.remove(drawing)


def words_of(place: re.Match[str]) -> list[str]:
    """Return the texts that belong to the object in a place of the rendered part."""
    return [unescape(text) for text in _WORDS.findall(place[3])]
