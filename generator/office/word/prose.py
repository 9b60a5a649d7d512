"""Prose: a paragraph that holds only `{{p text }}` becomes the paragraphs and lists of the text.

Paragraphs look as the template's does. Entries of lists take the built-in list styles, each numbered list with a
numbering of its own; in a table they keep the cell's paragraph style and take the numbering alone, so that
their size stays the cell's. Where the template has no list style, marks and numbers are written as text.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from generator.office.blank import Blank
from generator.office.filters import WrongKind, plain_text
from generator.office.markdown import Block, Span, read_prose
from generator.office.word.list_styles import ListStyle, ProseStyles
from generator.office.word.names import CELL, PARAGRAPH_LOOKS, RANGE_MARKS, RUN, holder, w
from generator.office.word.numbering import Numbering
from generator.office.word.writing import text_runs
from generator.office.xml import Element

PLACE = re.compile(r"<\?prose (\d+) (\d*)\?>")
_BEFORE_NUMBERING = frozenset(
    w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


@dataclass(frozen=True, slots=True)
class ProseTemplate:
    """The paragraph that held the tag: its looks, those of its text, the marks of ranges around the tag."""

    looks: Element | None
    text_looks: Element | None
    before: tuple[Element, ...] = ()
    behind: tuple[Element, ...] = ()
    in_cell: bool = False


def lift_prose(paragraph: Element, tagged: Element) -> ProseTemplate:
    """Return what prose needs of a paragraph whose tag stands in the text element `tagged`."""
    run = holder(tagged, RUN)
    before: list[Element] = []
    behind: list[Element] = []
    reached = False
    for element in paragraph.iter():
        reached = reached or element is tagged
        if element.tag in RANGE_MARKS or _refers_to_comment(element):
            (behind if reached else before).append(element)
    return ProseTemplate(
        paragraph.find(PARAGRAPH_LOOKS),
        None if run is None else run.find(w("rPr")),
        tuple(before),
        tuple(behind),
        holder(paragraph, CELL) is not None,
    )


def _refers_to_comment(element: Element) -> bool:
    """Tell whether an element is the run by which a comment belongs to the paragraph, and nothing else."""
    return element.tag == RUN and [each.tag for each in element if each.tag != w("rPr")] == [
        w("commentReference")
    ]


def prose_of(value: object) -> tuple[Block, ...]:
    """Return the blocks of a value; one empty paragraph for empty text. Raises WrongKind for no text.

    A list of texts is one paragraph after the other.
    """
    if isinstance(value, Blank) or value is None:
        return (Block("paragraph", (Span(plain_text(value)),)),)
    texts = value if isinstance(value, list | tuple) else [value]
    blocks: list[Block] = []
    for number, text in enumerate(texts):
        if isinstance(text, dict | list | tuple):
            raise WrongKind("请给一段文字, 或由文字组成的列表")
        blocks += (_in_list(block, number) for block in read_prose(plain_text(text)))
    return tuple(blocks) or (Block("paragraph", ()),)


def _in_list(block: Block, text: int) -> Block:
    """Return a block whose list is told from those of the other texts."""
    return Block(block.kind, block.spans, block.depth, block.group + text * 10_000, block.start)


@dataclass(slots=True)
class ProseWriter:
    """Writes the prose of one part; `numbering` makes numbered lists begin anew."""

    styles: ProseStyles
    numbering: Numbering
    counted: Counter[int] = field(default_factory=Counter)

    def write(self, template: ProseTemplate, blocks: Sequence[Block]) -> str:
        """Return the paragraphs (`w:p`) that stand for the template's."""
        restarted: dict[int, str] = {}
        self.counted.clear()
        made = [self._paragraph(template, block, restarted) for block in blocks]
        for mark in reversed(template.before):
            made[0].insert(0 if made[0].find(PARAGRAPH_LOOKS) is None else 1, copy.deepcopy(mark))
        made[-1].extend(copy.deepcopy(mark) for mark in template.behind)
        return "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in made)

    def _paragraph(self, template: ProseTemplate, block: Block, restarted: dict[int, str]) -> Element:
        paragraph = etree.Element(w("p"), nsmap=_NAMESPACES)
        style = self.styles.of(block.kind, block.depth) if block.depth else None
        looks = copy.deepcopy(template.looks)
        if style is not None:
            looks = _list_looks(template, style, self._number(style, block, restarted))
        if looks is not None:
            paragraph.append(looks)
        spans = block.spans if style or not block.depth else (Span(self._typed(block)), *block.spans)
        for span in spans:
            paragraph.extend(_runs(span, template.text_looks, self.styles.strong))
        return paragraph

    def _number(self, style: ListStyle, block: Block, restarted: dict[int, str]) -> str:
        """Return the numbering of an entry: a numbered list has one of its own."""
        if block.kind == "bullet":
            return style.numbering
        if block.group not in restarted:
            restarted[block.group] = self.numbering.restart(style.abstract, style.level, block.start)
        return restarted[block.group]

    def _typed(self, block: Block) -> str:
        """Return the mark of an entry as people type it."""
        self.counted[block.group] += 1
        number = f"{block.start + self.counted[block.group] - 1}. "
        return "\u3000" * (block.depth - 1) + (number if block.kind == "number" else "• ")


_NAMESPACES = {"w": w("p")[1:].partition("}")[0]}


def _list_looks(template: ProseTemplate, style: ListStyle, number: str) -> Element:
    numbered = etree.Element(w("numPr"))
    etree.SubElement(numbered, w("ilvl")).set(w("val"), str(style.level))
    etree.SubElement(numbered, w("numId")).set(w("val"), number)
    if not template.in_cell:
        looks = etree.Element(PARAGRAPH_LOOKS)
        etree.SubElement(looks, w("pStyle")).set(w("val"), style.style)
    else:
        looks = etree.Element(PARAGRAPH_LOOKS) if template.looks is None else copy.deepcopy(template.looks)
    for old in looks.findall(w("numPr")):
        looks.remove(old)
    looks.insert(sum(child.tag in _BEFORE_NUMBERING for child in looks), numbered)
    return looks


def _runs(span: Span, looks: Element | None, strong: str) -> Iterator[Element]:
    """Yield the run of a span, in the looks of the tag's."""
    run = etree.fromstring(f'<w:r xmlns:w="{_NAMESPACES["w"]}">{text_runs(span.text)}</w:r>')
    own = _bold(looks, strong) if span.bold else copy.deepcopy(looks)
    if own is not None:
        run.insert(0, own)
    yield run


def _bold(looks: Element | None, strong: str) -> Element:
    """Return looks made bold: by the template's style for it where the run has none of its own."""
    made = etree.Element(w("rPr")) if looks is None else copy.deepcopy(looks)
    if strong and made.find(w("rStyle")) is None:
        style = etree.Element(w("rStyle"))
        style.set(w("val"), strong)
        made.insert(0, style)
        return made
    for name in ("b", "bCs"):
        for old in made.findall(w(name)):
            made.remove(old)
    place = sum(child.tag in (w("rStyle"), w("rFonts")) for child in made)
    made.insert(place, etree.Element(w("b")))
    made.insert(place + 1, etree.Element(w("bCs")))
    return made
