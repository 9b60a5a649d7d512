"""Contents tables and tables of figures: TOC fields, filled with the headings that the document really has.

A TOC field says in its switches which paragraphs it lists. Each gets a line in the template's own style, with the
number that Word prints before the heading, a link to a bookmark around it, and a field for its page. Where a
stretch is listed that has a `_Toc…` bookmark already, that one is used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import count

from msgspec import Struct, field
from msgspec.structs import replace

from generator.office.searching import matches_at
from generator.office.word.fields.codes import Edit, Field, FieldedText, read_code, with_edits
from generator.office.word.fields.entries import (
    Entry,
    Look,
    default_look,
    fitted,
    line,
    looks_in,
    widest_numbers,
)
from generator.office.word.fields.frames import Frame, frame_of
from generator.office.word.fields.list_numbers import Numberings, PrintedNumber
from generator.office.word.fields.listing import Listing, Numbered
from generator.office.word.fields.outline import Styles
from generator.office.word.fields.paragraphs import Paragraph, end_of, visible_text
from generator.office.word.fields.references import bookmarks_in
from generator.office.word.fields.selection import Selection, level_of_mark

NOTHING = "(本文件没有目录项)"
_OWN = re.compile(r'<w:bookmarkStart\b[^>]*?\bw:name="(_Toc[^"]*)"')
_IDS = re.compile(r'<w:bookmarkStart\b[^>]*?\bw:id="(\d+)"')
_NAMES = re.compile(r'<w:bookmarkStart\b[^>]*?\bw:name="([^"]*)"')
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_PAGE_WIDTH = re.compile(r'<w:pgSz\b[^>]*?\bw:w="(\d+)"')
_MARGIN = re.compile(r'\bw:(?:left|right|gutter)="(\d+)"')
_NONE = PrintedNumber("", "", "")
_USUAL_WIDTH = 8306  # twips between the margins of an A4 page as Word sets them


class Contents(Struct, frozen=True):
    """Fills the contents tables of a part; prepared from the template's styles and numberings."""

    styles: Styles
    numberings: Numberings
    listings: dict[tuple[str, ...], Listing] = field(default_factory=dict)

    def refreshed(self, part: FieldedText) -> str:
        """Return the part with its contents tables as its headings are."""
        text, fields = part.text, part.fields
        frames = [frame for each in fields if each.kind == "TOC" and (frame := frame_of(text, each))]
        if not frames:
            return text
        stretches = [(frame.start, frame.end) for frame in frames]
        beside = [each for each in fields if not any(s <= each.start < e for s, e in stretches)]
        listed = self._listing(tuple(frame.field.words for frame in frames)).paragraphs(
            text, beside, stretches
        )
        filling = _Filling(text, self, beside, listed, _Anchors(text))
        edits = [filling.table(frame) for frame in frames]
        return with_edits(text, [*edits, *filling.anchors.edits()])

    def _listing(self, codes: tuple[str, ...]) -> Listing:
        """Return what looks for paragraphs for these tables, made once for all documents."""
        if codes not in self.listings:
            selections = [Selection.of(read_code(code)) for code in codes]
            self.listings[codes] = Listing(selections, self.styles, self.numberings)
        return self.listings[codes]


class _Filling(Struct, frozen=True):
    """One document while its contents tables are filled."""

    text: str
    contents: Contents
    fields: Sequence[Field]
    paragraphs: Sequence[Numbered]
    anchors: _Anchors

    def table(self, frame: Frame) -> Edit:
        """Return the edit that fills one contents table."""
        selection = Selection.of(frame.field.code)
        listed = (entry for entry in self._entries(selection) if entry.text)
        entries = sorted(listed, key=lambda entry: entry.start)
        looks = self._looks(frame, selection, entries)
        lines = [(looks[each.level].paragraph, self._line(each, looks, selection)) for each in entries]
        nothing = (looks[1].paragraph, f"<w:r>{looks[1].text}<w:t>{NOTHING}</w:t></w:r>")
        return frame.start, frame.end, frame.filled(lines or [nothing])

    def _line(self, entry: Entry, looks: Mapping[int, Look], selection: Selection) -> str:
        return line(
            entry,
            looks[entry.level],
            anchor=self.anchors.of(entry),
            linked="h" in selection.code,
            page=entry.level not in selection.unnumbered,
            separator=selection.code.switches.get("p"),
        )

    def _looks(self, frame: Frame, selection: Selection, entries: list[Entry]) -> dict[int, Look]:
        styles = self.contents.styles
        drawn = looks_in(frame.shown, styles)
        numbers = widest_numbers(entries)
        width = _text_width(self.text, frame.end)
        looks: dict[int, Look] = {}
        for level in {1, *(entry.level for entry in entries)}:
            look = drawn.get(level) or default_look(styles, level, figures=bool(selection.sequence))
            looks[level] = fitted(look, styles, numbers.get(level, ""), width)
        return looks

    def _entries(self, selection: Selection) -> Iterator[Entry]:
        """Yield what the table lists: headings, captions of a sequence, paragraphs marked by TC fields."""
        first, last = self._stretch(selection.code.switches.get("b", ""))
        marked = {} if "f" not in selection.code else self._marked(selection)
        captions = self._captions(selection) if selection.sequence else {}
        level_of = selection.levels(self.contents.styles)
        for each, number in self.paragraphs:
            if not first <= each.start < last:
                continue
            if level := level_of(each):
                yield self._entry(each, level, number or _NONE)
            elif each.start in captions:
                yield self._entry(each, 1, begin=captions[each.start])
            for level, words in marked.get(each.start, ()):
                yield replace(self._entry(each, level), text=words)

    def _entry(
        self, each: Paragraph, level: int, number: PrintedNumber = _NONE, begin: int | None = None
    ) -> Entry:
        end = end_of(self.text, each.start)
        words = visible_text(self.text, each.inside if begin is None else begin, end)
        return Entry(each.start, each.inside, end, level, number.text, number.suffix, words)

    def _stretch(self, bookmark: str) -> tuple[int, int]:
        """Return the stretch that is listed: all, or what a bookmark encloses."""
        found = bookmarks_in(self.text).get(bookmark.casefold()) if bookmark else None
        return found or (0, len(self.text))

    def _captions(self, selection: Selection) -> dict[int, int]:
        """Return, by the start of its paragraph, where the listed text of each caption begins."""
        found: dict[int, int] = {}
        for each in self.fields:
            if each.kind == "SEQ" and each.code.first.casefold() == selection.sequence:
                paragraph = self._around(each.start)
                found.setdefault(paragraph.start, each.end if "a" in selection.code else paragraph.inside)
        return found

    def _marked(self, selection: Selection) -> dict[int, list[tuple[int, str]]]:
        """Return, by the start of its paragraph, what TC fields mark: levels and texts."""
        found: dict[int, list[tuple[int, str]]] = {}
        for each in self.fields:
            if each.kind == "TC" and (level := level_of_mark(each.code, selection)):
                found.setdefault(self._around(each.start).start, []).append((level, each.code.first))
        return found

    def _around(self, place: int) -> Paragraph:
        at = bisect_right(self.paragraphs, place, key=lambda each: each[0].start)
        return self.paragraphs[max(at - 1, 0)][0]


class _Anchors:
    """The bookmarks that entries lead to, by where their paragraphs start; whoever has none gets a new one."""

    def __init__(self, text: str) -> None:
        self._text = text
        marks = matches_at("<w:bookmarkStart", _NAMES, text)
        self._taken = {unescape(mark[1]).casefold() for mark in marks}
        self._names: dict[int, str] = {}
        self._new: list[Entry] = []

    def of(self, entry: Entry) -> str:
        """Return the name of the bookmark around the paragraph of an entry."""
        if entry.start not in self._names:
            own = _OWN.search(self._text, entry.start, entry.end)
            self._names[entry.start] = own[1] if own else self._fresh(entry)
        return self._names[entry.start]

    def _fresh(self, entry: Entry) -> str:
        self._new.append(entry)
        names = (f"_Toc{number:09}" for number in count(len(self._new)))
        name = next(name for name in names if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name

    def edits(self) -> Iterator[Edit]:
        """Yield what puts the new bookmarks around the contents of their paragraphs."""
        ids = matches_at("<w:bookmarkStart", _IDS, self._text)
        used = max((int(found[1]) for found in ids), default=0)
        for number, entry in enumerate(sorted(self._new, key=lambda each: each.start), used + 1):
            name = self._names[entry.start]
            yield entry.inside, entry.inside, f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            yield entry.end, entry.end, f'<w:bookmarkEnd w:id="{number}"/>'


def _text_width(text: str, place: int) -> int:
    """Return the width between the margins of the section around a place, in twips."""
    section = _SECTION.search(text, place)
    page = _PAGE_WIDTH.search(section[0]) if section else None
    margins = re.search(r"<w:pgMar\b[^>]*>", section[0]) if section else None
    if page is None or margins is None:
        return _USUAL_WIDTH
    return int(page[1]) - sum(int(each) for each in _MARGIN.findall(margins[0]))
