"""The paragraphs of a part as text, with what the outline and the numbers of a document depend on.

Text boxes are left out: what stands in them has no place in the order of the page.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from html import unescape

from msgspec import Struct

from generator.office.word.fields.list_numbers import Counting, Numberings, PrintedNumber
from generator.office.word.fields.outline import BODY_LEVEL

_BEGIN = re.compile(r"<w:p(?: [^>]*)?(?<!/)>(?:<w:pPr/>)?")
_LOOKS, _END_OF_LOOKS = "<w:pPr>", "</w:pPr>"
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_NUMBERING = re.compile(r'<w:numPr>(?:<w:ilvl w:val="(\d+)"/>)?(?:<w:numId w:val="(\d+)"/>)?')
_LEVEL = re.compile(r'<w:outlineLvl w:val="(\d)"')
_BOUND = re.compile(r"<w:p(?: [^>]*)?(?<!/)>|(</w:p>)")
_BEGINS, _END = ("<w:p ", "<w:p>"), "</w:p>"
_BOX = re.compile(r"<w:txbxContent>.*?</w:txbxContent>", re.DOTALL)
_HIDING = ("<w:txbxContent>", "<w:rt>", "<mc:Fallback>", "<w:vanish/>")
_HIDDEN = re.compile(
    r"<w:txbxContent>.*?</w:txbxContent>|<w:rt>.*?</w:rt>|<mc:Fallback>.*?</mc:Fallback>"
    r"|<w:r(?: [^>]*)?><w:rPr>(?:(?!</w:rPr>).)*?<w:vanish/>.*?</w:r>",
    re.DOTALL,
)
_SHOWN = re.compile(
    r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:tab|br|cr|ptab)(?: [^>]*)?/>|(<w:noBreakHyphen/>)|(</w:p>)"
)
_BLANKS = re.compile(r"\s+")


# Style, w:numId, w:ilvl and outline level, as `Paragraph` has them.
Looks = tuple[str, str | None, int | None, int | None]


class Paragraph(Struct, frozen=True):
    """A paragraph: where it starts, where its content starts, and what its own looks say.

    `numbering` is w:numId, `list_level` w:ilvl, `level` the outline level 1 … 9, 0 for body text; None is
    what the looks leave to the style.
    """

    start: int
    inside: int
    style: str
    numbering: str | None
    list_level: int | None
    level: int | None


def paragraphs_in(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part in their order."""
    for start, inside in begins_in(text):
        looks, behind = looks_at(text, inside)
        yield Paragraph(start, behind, *looks)


def begins_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph starts, and where its looks may stand."""
    boxes = boxes_in(text)
    at = 0
    for begin in _BEGIN.finditer(text):
        start = begin.start()
        while at < len(boxes) and boxes[at][1] < start:
            at += 1
        if at == len(boxes) or start < boxes[at][0]:
            yield start, begin.end()


def begin_at(text: str, start: int) -> int:
    """Return where the looks of the paragraph that starts at `start` may stand."""
    inside = text.index(">", start) + 1
    return inside + len("<w:pPr/>") if text.startswith("<w:pPr/>", inside) else inside


def looks_at(text: str, inside: int) -> tuple[Looks, int]:
    """Return what the looks at `inside` say, if there are any, and where the content behind them starts."""
    if not text.startswith(_LOOKS, inside):
        return _looks_of(""), inside
    end = text.index(_END_OF_LOOKS, inside)
    looks = text[inside + len(_LOOKS) : end]
    if "<w:pPrChange" in looks:  # it holds the looks that there were before
        change = text.index("<w:pPrChange", inside)
        end = text.index(_END_OF_LOOKS, text.index("</w:pPrChange>", change))
        looks = text[inside + len(_LOOKS) : change]
    return _looks_of(looks), end + len(_END_OF_LOOKS)


@functools.lru_cache(maxsize=1024)
def _looks_of(looks: str) -> Looks:
    """Return what a paragraph's looks say; most paragraphs of a document share theirs with others."""
    style, numbering, level = _STYLE.search(looks), _NUMBERING.search(looks), _LEVEL.search(looks)
    return (
        style[1] if style else "",
        numbering[2] if numbering else None,
        int(numbering[1]) if numbering and numbering[1] else None,
        (int(level[1]) + 1) % (BODY_LEVEL + 1) if level else None,
    )


def boxes_in(text: str) -> Sequence[tuple[int, int]]:
    """Return where the contents of text boxes stand."""
    return [box.span() for box in _BOX.finditer(text)] if "<w:txbxContent>" in text else []


def end_of(text: str, start: int) -> int:
    """Return where the end mark (`</w:p>`) of the paragraph that starts at `start` begins."""
    end = text.find(_END, start)
    if all(text.find(begin, start + 1, end) < 0 for begin in _BEGINS):
        return end if end >= 0 else len(text)
    depth = 0
    for bound in _BOUND.finditer(text, start):
        depth += -1 if bound[1] else 1
        if depth == 0:
            return bound.start()
    return len(text)


def start_around(text: str, place: int) -> int | None:
    """Return where the paragraph around `place` starts; None where another one lies between."""
    start = max(text.rfind("<w:p>", 0, place), text.rfind("<w:p ", 0, place))
    return None if start < 0 or text.find("</w:p>", start, place) >= 0 else start


def visible_text(text: str, start: int, end: int) -> str:
    """Return what a reader sees of a stretch, in one line; text boxes and hidden text are left out."""
    stretch = text[start:end]
    if any(mark in stretch for mark in _HIDING):
        stretch = _HIDDEN.sub("", stretch)
    shown = _SHOWN.findall(stretch)
    pieces = [unescape(words) if words else "-" if hyphen else " " for words, hyphen, _ in shown]
    return _BLANKS.sub(" ", "".join(pieces)).strip()


def numbered(
    paragraphs: Sequence[Paragraph], numberings: Numberings
) -> Iterator[tuple[Paragraph, PrintedNumber | None]]:
    """Yield every paragraph with the number that Word prints before it."""
    counting = Counting(numberings.by_id)
    styles = numberings.styles
    known: dict[str, tuple[str, int] | None] = {}
    for each in paragraphs:
        style = each.style or styles.default
        if each.numbering is None and each.list_level is None:
            if style not in known:
                known[style] = numberings.of(style, None, None)
            found = known[style]
        else:
            found = numberings.of(style, each.numbering, each.list_level)
        yield each, counting.next(*found) if found else None
