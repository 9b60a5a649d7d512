"""Objects: pictures and charts whose alternative text begins with a tag, which are filled instead of printed.

An object is lifted out of the part. In its place stands an instruction with its number and its tag, followed by
one instruction for each text that belongs to it: the rest of the alternative text, and the texts of the chart.
Loops repeat and conditions drop them like anything else; `filling` puts the filled objects in their places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from xml.sax.saxutils import unescape

from lxml import etree

from generator.diagnostics import Place
from generator.office.tags import Tag, TagKind
from generator.office.word.attributes import TEXT_OF_CHART
from generator.office.word.names import CHART, DRAWING, DRAWING_PROPERTIES, PICTURE, RELATION_ID, RUN
from generator.office.word.tagging import MARK, FoundTag
from generator.office.xml import Element, escape

_LEADING = re.compile(rf"\s*({MARK.pattern})\s*(.*)", re.DOTALL)
_QUOTES = {"&quot;": '"', "&#39;": "'"}
PLACE = re.compile(r"<\?object (\d+) (\d*)\?>((?:<\?words [^>]*\?>)*)")
_WORDS = re.compile(r"<\?words ?([^>]*)\?>")


@dataclass(frozen=True, slots=True)
class ObjectTemplate:
    """A picture or a chart of the template; `relation` is the id by which the part names the chart.

    `texts` tells which paragraphs of the chart hold tags, counted from 0. `place` is that of the tag that names
    the object's value, None where only texts are filled.
    """

    kind: Literal["picture", "chart"]
    drawing: Element
    relation: str = ""
    texts: tuple[int, ...] = ()
    place: Place | None = None


def lift_objects(root: Element, found: Sequence[FoundTag]) -> tuple[ObjectTemplate, ...]:
    """Replace the objects of a part whose tags have been marked by instructions; the n-th bears number n."""
    lifted: list[ObjectTemplate] = []
    for drawing in list(root.iter(DRAWING)):
        properties = next(drawing.iter(DRAWING_PROPERTIES), None)
        if properties is None:
            continue
        tag, words = _alternative(properties.get("descr", ""), found)
        texts = _texts_of_chart(drawing)
        made = _object(drawing, tuple(texts))
        if made is not None and (tag or texts):
            _put(drawing, f"{len(lifted)} {tag}", [words, *texts.values()])
            lifted.append(replace(made, place=_place_of(tag, found)))
    return tuple(lifted)


def _texts_of_chart(drawing: Element) -> dict[int, str]:
    """Take the texts of a chart off the element that carries them."""
    carriers = [
        (e, name) for e in drawing.iter(CHART) for name in e.attrib if str(name).startswith(TEXT_OF_CHART)
    ]
    return {int(str(name).removeprefix(TEXT_OF_CHART)): str(e.attrib.pop(name)) for e, name in carriers}


def _object(drawing: Element, texts: tuple[int, ...]) -> ObjectTemplate | None:
    """Return what a drawing is, None for shapes, groups and whatever else is not filled."""
    parent = drawing.getparent()
    if parent is None or parent.tag != RUN:
        return None
    chart = next(drawing.iter(CHART), None)
    if chart is not None:
        return ObjectTemplate("chart", drawing, chart.get(RELATION_ID, ""), texts)
    return ObjectTemplate("picture", drawing) if len(list(drawing.iter(PICTURE))) == 1 else None


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
    return [unescape(text, _QUOTES) for text in _WORDS.findall(place[3])]
