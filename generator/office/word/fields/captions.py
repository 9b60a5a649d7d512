"""Captions are numbered by SEQ fields: 图 1, 表 2. Loops copy them and conditions drop them, so they are counted anew.

Each sequence counts in the order of the text. A text box stands there twice, for new programs and for old ones
(`mc:Choice`, `mc:Fallback`); the second copy shows what the first does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from generator.office.word.fields.codes import Code, Edit, Field, FieldedText, new_result
from generator.office.word.fields.numerals import numeral, style_of_switch

_TWINS = re.compile(r"<mc:Choice\b.*?(<mc:Fallback>)(.*?)</mc:Fallback>", re.DOTALL)
_PICTURE = re.compile(r"[0#]+")
Headings = Sequence[tuple[int, int]]  # where headings start, and their levels


def renumber_captions(part: FieldedText, headings: Headings = ()) -> FieldedText:
    """Return the part with every SEQ field showing its number; `headings` matter to `\\s` switches only."""
    sequences = [each for each in part.fields if each.kind == "SEQ" and each.code.first]
    return part.edited(_edits(part.text, sequences, headings))


def _edits(text: str, sequences: Sequence[Field], headings: Headings) -> Iterator[Edit]:
    twins = _twins(text, [each.start for each in sequences])
    counting = _Counting(headings)
    values: list[str] = []
    for number, each in enumerate(sequences):
        values.append(values[twins[number]] if number in twins else counting.value(each))
        if edit := new_result(text, each, values[number]):
            yield edit


def _twins(text: str, starts: Sequence[int]) -> dict[int, int]:
    """Return for each field of a second copy which field of the first it repeats."""
    found: dict[int, int] = {}
    if "<mc:Fallback>" not in text:
        return found
    for twin in _TWINS.finditer(text):
        first = bisect_left(starts, twin.start())
        second, last = bisect_left(starts, twin.start(1)), bisect_left(starts, twin.end())
        found.update({at: first + at - second for at in range(second, last) if first + at - second < second})
    return found


class _Counting(Struct):
    """Where each sequence is, and in which chapter it was there."""

    headings: Headings
    counts: dict[str, int] = field(default_factory=dict)
    chapters: dict[str, int] = field(default_factory=dict)

    def value(self, each: Field) -> str:
        """Return what a field shows, having counted it."""
        name, code = each.code.first.casefold(), each.code
        if "s" in code and self._new_chapter(name, each.start, code.switches["s"]):
            self.counts[name] = 0
        if "r" in code and code.switches["r"].isdecimal():
            self.counts[name] = int(code.switches["r"])
        elif "c" not in code:
            self.counts[name] = self.counts.get(name, 0) + 1
        hidden = "h" in code and not code.formats
        return "" if hidden else _written(self.counts.get(name, 0), code)

    def _new_chapter(self, name: str, at: int, level: str) -> bool:
        """Tell whether a heading of this level or a higher one came since the last field of the sequence."""
        depth = int(level) if level.isdecimal() else 1
        starts = [start for start, heading in self.headings if heading <= depth]
        chapter = bisect_right(starts, at)
        before = self.chapters.get(name, 0)
        self.chapters[name] = chapter
        return chapter != before


def _written(number: int, code: Code) -> str:
    picture = code.switches.get("#", "")
    if _PICTURE.fullmatch(picture):
        return str(number).zfill(picture.count("0"))
    return numeral(number, style_of_switch(code.formats))
