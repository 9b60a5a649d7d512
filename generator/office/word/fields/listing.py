"""The paragraphs that a contents table can list, found without looking at all the others.

A long report has hundreds of paragraphs, of which some dozen are headings, are numbered or hold a caption.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct, field

from generator.office.searching import last_begin, places_of
from generator.office.word.fields.codes import Field
from generator.office.word.fields.list_numbers import Counting, Numberings, PrintedNumber
from generator.office.word.fields.outline import Styles
from generator.office.word.fields.paragraphs import (
    Looks,
    Paragraph,
    begin_at,
    begins_in,
    boxes_in,
    looks_at,
)
from generator.office.word.fields.selection import Selection

Numbered = tuple[Paragraph, PrintedNumber | None]
_HOLDING = frozenset({"SEQ", "TC"})
_OWN = ("<w:numPr>", "<w:outlineLvl ")


class Listing(Struct, frozen=True, dict=True):
    """Looks for the paragraphs of a part that a set of contents tables can list."""

    selections: Sequence[Selection]
    styles: Styles
    numberings: Numberings
    kinds: dict[Looks, tuple[tuple[str, int] | None, bool]] = field(default_factory=dict)

    @cached_property
    def _mattering(self) -> list[str]:
        return [style for style in self.styles.by_id if self._matters(style)]

    @cached_property
    def _styled(self) -> re.Pattern[str]:
        return re.compile(f'<w:pStyle w:val="(?:{"|".join(map(re.escape, self._mattering))})"')

    def _matters(self, style: str) -> bool:
        """Tell whether paragraphs in a style have a level, or a number that others are counted on from."""
        bare = Paragraph(0, 0, style, None, None, None)
        levels = (each.levels(self.styles)(bare) for each in self.selections)
        return any(levels) or self.numberings.of(style, None, None) is not None

    def paragraphs(
        self, text: str, fields: Sequence[Field], tables: Sequence[tuple[int, int]]
    ) -> list[Numbered]:
        """Return the paragraphs of a finished part that have a level or hold one of the `fields` that are listed.

        Those within the `tables` cannot be listed, but are numbered like all others.
        """
        boxes = boxes_in(text)
        holding = {_around(text, each.start, boxes) for each in fields if each.kind in _HOLDING}
        counting, found = Counting(self.numberings.by_id), []
        for start, inside in self._begins(text, holding, boxes):
            looks, behind = looks_at(text, inside)
            each = Paragraph(start, behind, *looks)
            if looks not in self.kinds:
                self.kinds[looks] = self._kind(each)
            numbering, has_level = self.kinds[looks]
            number = counting.next(*numbering) if numbering else None
            if (has_level or start in holding) and not any(s <= start < e for s, e in tables):
                found.append((each, number))
        return found

    def _kind(self, each: Paragraph) -> tuple[tuple[str, int] | None, bool]:
        """Return where a paragraph is counted, and whether it has a level in a table."""
        style = each.style or self.styles.default
        levels = (selection.levels(self.styles)(each) for selection in self.selections)
        return self.numberings.of(style, each.numbering, each.list_level), any(levels)

    def _begins(self, text: str, holding: set[int], boxes: Boxes) -> Iterator[tuple[int, int]]:
        """Yield where the paragraphs start that may matter, and where their looks may stand."""
        if self.styles.default in self._mattering:
            yield from begins_in(text)
            return
        marks = (place for name in _OWN for place in places_of(name, text))
        styled = (found.start() for found in self._styled.finditer(text)) if self._mattering else ()
        for start in sorted({*holding, *(last_begin("<w:p", text, place) for place in (*marks, *styled))}):
            if start >= 0 and not _is_within(boxes, start):
                yield start, begin_at(text, start)


Boxes = Sequence[tuple[int, int]]


def _around(text: str, place: int, boxes: Boxes) -> int:
    """Return where the paragraph around a place starts; of a text box, the one that holds the box."""
    box = next((box for box in boxes if box[0] <= place < box[1]), None)
    return last_begin("<w:p", text, place if box is None else box[0])


def _is_within(boxes: Boxes, place: int) -> bool:
    at = bisect_right(boxes, (place + 1,)) - 1
    return at >= 0 and place < boxes[at][1]
