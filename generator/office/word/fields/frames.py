"""Where a contents table stands: the paragraphs of its field, and what of them stays when its lines are new.

The marks of the field go into the first line and behind the last one, or stay in a paragraph of their own, as the
template has them. Halves of bookmarks and a section's end that lie between stay as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from generator.office.word.fields.codes import Field
from generator.office.word.fields.paragraphs import end_of, paragraphs_in, start_around

_RUN_END = "</w:r>"
_PARAGRAPH_END = "</w:p>"
_CODE = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
_SHOWN = re.compile(r"<w:t[ >]|<w:hyperlink\b")
_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)
_SIMPLE = re.compile(r'<w:fldSimple\b[^>]*?\bw:instr="([^"]*)"')
_RANGE_MARK = re.compile(
    r'<w:(bookmark|commentRange|perm|moveFromRange|moveToRange)(Start|End)\b[^>]*?\bw:id="(-?\d+)"[^>]*/>'
)
_CONTAINERS = ("sdt", "sdtContent", "tbl", "tr", "tc", "txbxContent")


class Frame(Struct, frozen=True):
    """A contents table in a text, from the start of its first paragraph to the end of its last.

    `lead` comes before the first line's text, `tail` behind the last's, `behind` in paragraphs after it; `shown`
    is what the field shows now, `section` the end of a section that the last line has to carry.
    """

    field: Field
    start: int
    end: int
    opening: str
    lead: str
    shown: str
    tail: str
    behind: str
    section: str

    def filled(self, lines: Sequence[tuple[str, str]]) -> str:
        """Return the table with these lines: the looks of each paragraph and its content."""
        last = len(lines) - 1
        made = [
            f"{self.opening if number == 0 else '<w:p>'}"
            f"<w:pPr>{looks}{self.section if number == last else ''}</w:pPr>"
            f"{self.lead if number == 0 else ''}{content}{self.tail if number == last else ''}</w:p>"
            for number, (looks, content) in enumerate(lines)
        ]
        return "".join([*made, self.behind])


def frame_of(text: str, each: Field) -> Frame | None:
    """Return where the table of a TOC field stands; None where it cannot be filled anew.

    That is a locked one, one without a result, and one whose marks stand in different containers.
    """
    start, last = start_around(text, each.start), start_around(text, each.end)
    if each.result is None or each.locked or start is None or last is None:
        return None
    end = end_of(text, last)
    if any(text.count(f"<w:{c}>", start, end) != text.count(f"</w:{c}>", start, end) for c in _CONTAINERS):
        return None
    inside = start + next(paragraphs_in(text[start:end])).inside
    lead, begin, finish, tail = _cut(text, each, inside, end)
    own = last > start and not _SHOWN.search(text, last, finish)  # the field ends in a paragraph of its own
    removed = text[begin : last if own else finish]
    replaced = text[start:inside] + text[begin : last if own else end + len(_PARAGRAPH_END)]
    halves = _halves(removed)
    return Frame(
        field=each,
        start=start,
        end=end + len(_PARAGRAPH_END),
        opening=text[start : text.index(">", start) + 1],
        lead=lead,
        shown=replaced,
        tail="" if own else halves + tail,
        behind=halves + text[last : end + len(_PARAGRAPH_END)] if own else "",
        section="".join(_SECTION.findall(replaced)[-1:]),
    )


def _cut(text: str, each: Field, inside: int, end: int) -> tuple[str, int, int, str]:
    """Return what comes before the result, where the result begins and ends, and what comes behind it."""
    first, last = each.result or (each.end, each.end)
    if each.simple:
        code = _SIMPLE.match(text, each.start)
        begun = _mark("begin") + _CODE.format(code[1] if code else "") + _mark("separate")
        return text[inside : each.start] + begun, first, last, _mark("end") + text[each.end : end]
    begin = text.index(_RUN_END, first) + len(_RUN_END)
    finish = max(text.rfind("<w:r>", 0, last), text.rfind("<w:r ", 0, last))
    return text[inside:begin], begin, max(begin, finish), text[finish:end]


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _halves(text: str) -> str:
    """Return the marks of ranges that begin or end in a stretch but not both."""
    marks = list(_RANGE_MARK.finditer(text))
    counts = Counter((mark[1], mark[3]) for mark in marks)
    return "".join(mark[0] for mark in marks if counts[mark[1], mark[3]] == 1)
