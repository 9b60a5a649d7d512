"""Texts with tags in a drawing: alternative texts, and the paragraphs of text boxes and shapes.

A tag speaks where the drawing begins: it sees what the cell under the upper left corner sees. A picture whose
alternative text begins with a tag is replaced by the picture that this names.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from generator.office.excel.attached.anchors import CONTROL, DRAWING, anchors_in, home_of
from generator.office.excel.attached.vml import VML
from generator.office.excel.controls import Tags
from generator.office.excel.moving.references import Corner
from generator.office.excel.strings import Run, Runs, plain_text
from generator.office.tags import Tag, TagKind, find_tags
from generator.office.xml import Element

_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARAGRAPH, _RUN, _TEXT = f"{_MAIN}p", f"{_MAIN}r", f"{_MAIN}t"
_PROPERTIES, _PICTURE, _SHAPE = f"{DRAWING}cNvPr", f"{DRAWING}pic", f"{DRAWING}sp"
_OLD_SHAPE = f"{VML}shape"
_ATTRIBUTES = (("descr", "的替代文字"), ("title", "的替代文字标题"))


class Carrier(Struct, frozen=True):
    """A text with tags: the attribute of an element, or the runs of a paragraph (no attribute)."""

    element: Element
    attribute: str
    runs: Runs
    tags: Tags
    where: str

    @property
    def picture(self) -> Element | None:
        """Return the picture that the first tag replaces, if the text begins with a tag of one."""
        first, holder = self.tags[0], self._holder()
        if self.attribute not in ("descr", "alt") or holder is None or not isinstance(first, Tag):
            return None
        begins = not plain_text(self.runs)[: first.start].strip()
        return holder if begins and first.kind is TagKind.OUTPUT and not first.scope else None

    def _holder(self) -> Element | None:
        """Return the picture whose alternative text this is."""
        if self.element.tag == _OLD_SHAPE:
            return self.element
        properties = self.element.getparent()
        holder = properties.getparent() if properties is not None else None
        return holder if holder is not None and holder.tag == _PICTURE else None

    @property
    def texts(self) -> list[Element]:
        """Return the elements that hold the text of a paragraph, one for each run."""
        return _texts(self.element)


class DrawnText(Struct, frozen=True):
    """A carrier of a sheet's drawing: the `number` by which its text is recorded and where it is found again.

    It is the `index`-th carrier in the `holder`-th child of the drawing. Row and column are 0 for what no cell
    holds.
    """

    number: int
    holder: int
    index: int
    cell: Corner | None
    carrier: Carrier

    @property
    def spot(self) -> str:
        return f"{self.cell or '图形'}{self.carrier.where}"


def drawn_texts(root: Element, first: int = 0) -> Iterator[DrawnText]:
    """Yield the texts with tags of a drawing part, numbered from `first`."""
    number = first
    for place, holder in enumerate(root):
        anchors = anchors_in(holder)
        cell = home_of(anchors[0]).first if anchors else None
        for index, carrier in enumerate(carriers(holder)):
            yield DrawnText(number, place, index, cell, carrier)
            number += 1


def carriers(holder: Element) -> Iterator[Carrier]:
    """Yield the texts with tags in a child of a drawing. The faces of form controls are not drawn from it."""
    if next(holder.iter(CONTROL), None) is not None:
        return
    for element in holder.iter(_PROPERTIES, _PARAGRAPH):
        if element.tag == _PARAGRAPH:
            yield from _in_paragraph(element)
            continue
        for attribute, where in _ATTRIBUTES:
            text = element.get(attribute, "")
            if tags := find_tags(text):
                yield Carrier(element, attribute, (Run(text),), tags, where)


def _in_paragraph(paragraph: Element) -> Iterator[Carrier]:
    """Yield a paragraph with tags; one that shows a cell is filled with the cell."""
    if shows_cell(paragraph):
        return
    runs = tuple(Run(text.text or "") for text in _texts(paragraph))
    if tags := find_tags(plain_text(runs)):
        yield Carrier(paragraph, "", runs, tags, "的文本框")


def shows_cell(element: Element) -> bool:
    """Tell whether an element lies in a shape whose text is that of a cell."""
    shape = next(element.iterancestors(_SHAPE), None)
    return shape is not None and bool(shape.get("textlink"))


def _texts(paragraph: Element) -> list[Element]:
    found = (run.find(_TEXT) for run in paragraph.iterchildren(_RUN))
    return [text for text in found if text is not None]


def without_texts(root: Element) -> str:
    """Return a drawing part as text without what is filled in it, for a look at the rest; spoils the root."""
    for holder in root:
        for carrier in list(carriers(holder)):
            if carrier.attribute:
                carrier.element.set(carrier.attribute, "")
            for text in carrier.texts:
                text.text = ""
    for text in root.iter(_TEXT):
        if shows_cell(text):
            text.text = ""
    return etree.tostring(root, encoding="unicode")
