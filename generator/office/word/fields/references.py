"""Cross references: what REF, PAGEREF and NOTEREF fields show of the bookmarks they name.

What they name is looked up in the filled document. Where a condition took it out, the reference says so, in
`NOWHERE`: its old text would name something else now. A page that nobody has computed is a blank to be filled
in; Word and WPS fill it when fields are updated, LibreOffice at once. A name that the template itself does not
know is the template's own: such a field keeps its text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape

from msgspec import Struct

from generator.office.blank import Blank
from generator.office.word.fields.codes import Edit, Field, FieldedText, new_result
from generator.office.word.fields.list_numbers import Numberings, PrintedNumber
from generator.office.word.fields.numerals import numeral
from generator.office.word.fields.paragraphs import Paragraph, numbered, paragraphs_in, visible_text

NOWHERE = "(引用的内容不在本文件中)"
LONGEST_NAME = 40  # of a bookmark
KINDS = frozenset({"REF", "PAGEREF", "NOTEREF"})
_START = re.compile(r"<w:bookmarkStart\b[^>]*/>")
_END = re.compile(r'<w:bookmarkEnd\b[^>]*?\bw:id="(-?\d+)"[^>]*/>')
_ID = re.compile(r'\bw:id="(-?\d+)"')
_NAME = re.compile(r'\bw:name="([^"]*)"')
_NOTE = re.compile(r"<w:(footnote|endnote)Reference\b(?![^>]*customMarkFollows)[^>]*/>")
_NOT_TEXT = re.compile(r"<w:(?:drawing|pict|object)\b|<w:tbl>")


def bookmarks_in(text: str) -> dict[str, tuple[int, int]]:
    """Return what each bookmark encloses, by its name in small letters: Word does not tell A from a."""
    ends = {end[1]: end.start() for end in _END.finditer(text)}
    found: dict[str, tuple[int, int]] = {}
    for start in _START.finditer(text):
        number, name = _ID.search(start[0]), _NAME.search(start[0])
        if number and name:
            found.setdefault(unescape(name[1]).casefold(), (start.end(), ends.get(number[1], start.end())))
    return found


class Targets(Struct, frozen=True, dict=True):
    """The filled document as references see it; `notes` are the number formats of `footnote` and `endnote`."""

    text: str
    numberings: Numberings
    notes: Mapping[str, str]

    @cached_property
    def _bookmarks(self) -> dict[str, tuple[int, int]]:
        return bookmarks_in(self.text)

    @cached_property
    def _numbers(self) -> Sequence[tuple[Paragraph, PrintedNumber | None]]:
        return list(numbered(list(paragraphs_in(self.text)), self.numberings))

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._bookmarks

    def words(self, name: str) -> str | None:
        """Return the text of a bookmark; None where it is more than text: a picture, a table."""
        start, end = self._bookmarks[name.casefold()]
        if _NOT_TEXT.search(self.text, start, end):
            return None
        return visible_text(self.text, start, end)

    def number(self, name: str, *, full: bool) -> str:
        """Return the number of the paragraph that a bookmark stands in, `full` with those it stands under."""
        start = self._bookmarks[name.casefold()][0]
        at = bisect_right(self._numbers, start, key=lambda numbered: numbered[0].start) - 1
        number = self._numbers[at][1] if at >= 0 else None
        if number is None:
            return "0"  # as Word says it
        return (number.full if full else number.text).rstrip(".")

    def note(self, name: str) -> str | None:
        """Return the number of the note whose mark a bookmark encloses."""
        start, end = self._bookmarks[name.casefold()]
        mark = _NOTE.search(self.text, start, end)
        if mark is None or mark[1] not in self.notes:
            return None
        before = sum(each[1] == mark[1] for each in _NOTE.finditer(self.text, 0, mark.start()))
        return numeral(before + 1, self.notes[mark[1]])


def refresh_references(part: FieldedText, targets: Targets, known: frozenset[str]) -> FieldedText:
    """Return the part with its references showing what they name; `known` are the template's bookmarks."""
    return part.edited(_edits(part, targets, known))


def _edits(part: FieldedText, targets: Targets, known: frozenset[str]) -> Iterator[Edit]:
    contents_end = 0
    for each in part.fields:
        if each.kind == "TOC":
            contents_end = max(contents_end, each.end)
        elif each.kind in KINDS and each.start >= contents_end:
            value = _value(each, targets, known)
            if value is not None and (edit := new_result(part.text, each, value)):
                yield edit


def _value(each: Field, targets: Targets, known: frozenset[str]) -> str | None:
    """Return what a reference shows, None where it keeps what it has."""
    code = each.code
    if code.first not in targets:
        names = {code.first.casefold(), original_name(code.first).casefold()}
        return None if names.isdisjoint(known) else NOWHERE
    if code.kind == "PAGEREF":
        return str(Blank("number"))
    if code.kind == "NOTEREF":
        return targets.note(code.first)
    if "p" in code or "f" in code:
        return None
    if any(switch in code for switch in "nrw"):
        return targets.number(code.first, full="n" not in code)
    return targets.words(code.first)


_GONE = "_0"


def name_of_nothing(name: str) -> str:
    """Return a name that no bookmark has, for a reference whose own copy of `name` was left out."""
    return name + _GONE


def original_name(name: str) -> str:
    """Undo `name_of_nothing`."""
    return name.removesuffix(_GONE)
