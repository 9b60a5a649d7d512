"""Prose: a paragraph that holds only `{{p text }}` becomes the paragraphs and lists of the text.

Paragraphs look as the template's does. Entries of lists take the built-in list styles, each numbered list with a
numbering of its own; in a table they keep the cell's paragraph style and take the numbering alone, so that
their size stays the cell's. Where the template has no list style, marks and numbers are written as text.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from lxml import etree
from msgspec import Struct, field

from generator.office.blank import Blank
from generator.office.filters import WrongKind, plain_text
from generator.office.markdown import Block, Span, read_prose
from generator.office.word.list_styles import ListStyle, ProseStyles
from generator.office.word.names import CELL, MAIN, PARAGRAPH_LOOKS, RANGE_MARKS, RUN, holder, w
from generator.office.word.numbering import Numbering
from generator.office.word.writing import text_runs
from generator.office.xml import Element, escape

PLACE = re.compile(r"<\?prose (\d+) (\d*)\?>")
_BEFORE_NUMBERING = frozenset(
    w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


class ProseTemplate(Struct, frozen=True):
    """The paragraph that held the tag, as markup: its looks, those of its text, the marks of ranges around the tag.

    `bold` is the text's looks made bold, `styled` those around the id of a style for bold words; None where the text
    has a style already. `numbered` is, in a table's cell, the paragraph's looks around a numbering.
    """

    looks: str
    text_looks: str
    bold: str
    styled: tuple[str, str] | None
    numbered: tuple[str, str] | None
    before: str
    behind: str


def lift_prose(paragraph: Element, tagged: Element) -> ProseTemplate:
    """Return what prose needs of a paragraph whose tag stands in the text element `tagged`."""
    known = paragraph.getroottree().getroot().nsmap
    run = holder(tagged, RUN)
    looks, text_looks = paragraph.find(PARAGRAPH_LOOKS), None if run is None else run.find(w("rPr"))
    before, behind = _marks_around(paragraph, tagged)
    return ProseTemplate(
        looks=_markup(looks, known),
        text_looks=_markup(text_looks, known),
        bold=_markup(_bold(text_looks), known),
        styled=_styled(text_looks, known),
        numbered=None if holder(paragraph, CELL) is None else _numbered(looks, known),
        before="".join(_markup(mark, known) for mark in before),
        behind="".join(_markup(mark, known) for mark in behind),
    )


def _marks_around(paragraph: Element, tagged: Element) -> tuple[list[Element], list[Element]]:
    """Return the marks of ranges and comments before a text element of a paragraph, and those behind it."""
    before: list[Element] = []
    behind: list[Element] = []
    reached = False
    for element in paragraph.iter():
        reached = reached or element is tagged
        if element.tag in RANGE_MARKS or _refers_to_comment(element):
            (behind if reached else before).append(element)
    return before, behind


def _markup(element: Element | None, known: Mapping[str | None, str]) -> str:
    """Return an element as it stands in a part whose root declares the `known` namespaces, "" for none."""
    if element is None:
        return ""
    begin, end, rest = etree.tostring(element, encoding="unicode", with_tail=False).partition(">")
    for prefix, namespace in known.items():
        begin = begin.replace(f' xmlns{":" + prefix if prefix else ""}="{namespace}"', "")
    return begin + end + rest


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


class ProseWriter(Struct):
    """Writes the prose of one part; `numbering` makes numbered lists begin anew."""

    styles: ProseStyles
    numbering: Numbering
    counted: Counter[int] = field(default_factory=Counter)

    def write(self, template: ProseTemplate, blocks: Sequence[Block]) -> str:
        """Return the paragraphs (`w:p`) that stand for the template's."""
        restarted: dict[int, str] = {}
        self.counted.clear()
        made = [self._paragraph(template, block, restarted) for block in blocks]
        last = len(made) - 1
        return "".join(
            f"<w:p>{looks}{template.before if number == 0 else ''}"
            f"{content}{template.behind if number == last else ''}</w:p>"
            for number, (looks, content) in enumerate(made)
        )

    def _paragraph(self, template: ProseTemplate, block: Block, restarted: dict[int, str]) -> tuple[str, str]:
        """Return the looks of a block's paragraph, and its runs."""
        style = self.styles.of(block.kind, block.depth) if block.depth else None
        looks = template.looks
        if style is not None:
            looks = _list_looks(template, style, self._number(style, block, restarted))
        spans = block.spans if style or not block.depth else (Span(self._typed(block)), *block.spans)
        return looks, "".join(
            f"<w:r>{self._text_looks(template) if span.bold else template.text_looks}{text_runs(span.text)}</w:r>"
            for span in spans
        )

    def _text_looks(self, template: ProseTemplate) -> str:
        """Return the looks of bold words: by the template's style for them where the text has none of its own."""
        if self.styles.strong and template.styled:
            return f'<w:rStyle w:val="{escape(self.styles.strong)}"/>'.join(template.styled)
        return template.bold

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


def _list_looks(template: ProseTemplate, style: ListStyle, number: str) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{style.level}"/><w:numId w:val="{escape(number)}"/></w:numPr>'
    if template.numbered is not None:
        return numbering.join(template.numbered)
    return f'<w:pPr><w:pStyle w:val="{escape(style.style)}"/>{numbering}</w:pPr>'


def _numbered(looks: Element | None, known: Mapping[str | None, str]) -> tuple[str, str]:
    """Return a paragraph's looks around the place of a numbering."""
    made = _empty(PARAGRAPH_LOOKS) if looks is None else copy.deepcopy(looks)
    for old in made.findall(w("numPr")):
        made.remove(old)
    place = sum(child.tag in _BEFORE_NUMBERING for child in made)
    return _around(made, place, known)


def _styled(looks: Element | None, known: Mapping[str | None, str]) -> tuple[str, str] | None:
    """Return a text's looks around the place of a style; None where it has one."""
    if looks is None:
        return "<w:rPr>", "</w:rPr>"
    if looks.find(w("rStyle")) is not None:
        return None
    return _around(copy.deepcopy(looks), 0, known)


def _around(element: Element, place: int, known: Mapping[str | None, str]) -> tuple[str, str]:
    """Return the markup of an element before its child number `place` and from there on."""
    here = etree.ProcessingInstruction("here")
    element.insert(place, here)
    before, _, behind = _markup(element, known).partition(etree.tostring(here, encoding="unicode"))
    return before, behind


def _bold(looks: Element | None) -> Element:
    made = _empty(w("rPr")) if looks is None else copy.deepcopy(looks)
    for name in ("b", "bCs"):
        for old in made.findall(w(name)):
            made.remove(old)
    place = sum(child.tag in (w("rStyle"), w("rFonts")) for child in made)
    made.insert(place, etree.Element(w("b")))
    made.insert(place + 1, etree.Element(w("bCs")))
    return made


def _empty(tag: str) -> Element:
    return etree.Element(tag, nsmap={"w": MAIN})
