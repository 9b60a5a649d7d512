"""Contents tables and tables of figures: TOC fields, filled with the headings that the document really has.

A TOC field says in its switches which paragraphs it lists. Each gets a line in the template's own style, with the
number that Word prints before the heading, a link to a bookmark around it, and a field for its page. Where a
stretch is listed that has a `_Toc…` bookmark already, that one is used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.office.word.entries import Entry, Look, default_look, fitted, line, looks_in, widest_numbers
from generator.office.word.fields import Code, Edit, Field, fields_in, with_edits
from generator.office.word.frames import Frame, frame_of
from generator.office.word.list_numbers import Numberings, PrintedNumber
from generator.office.word.outline import Styles
from generator.office.word.paragraphs import Paragraph, end_of, numbered, paragraphs_in, visible_text
from generator.office.word.references import bookmarks_in

NOTHING = "(本文件没有目录项)"
_OWN = re.compile(r'<w:bookmarkStart\b[^>]*?\bw:name="(_Toc[^"]*)"')
_IDS = re.compile(r'<w:bookmarkStart\b[^>]*?\bw:id="(\d+)"')
_RANGE = re.compile(r"([1-9])\s*[-–—~]\s*([1-9])")
_SEPARATORS = re.compile("[,;，；]")
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_PAGE_WIDTH = re.compile(r'<w:pgSz\b[^>]*?\bw:w="(\d+)"')
_MARGIN = re.compile(r'\bw:(?:left|right|gutter)="(\d+)"')
_USUAL_WIDTH = 8306  # twips between the margins of an A4 page as Word sets them


@dataclass(frozen=True, slots=True)
class Selection:
    """What a TOC field lists. A level outside `levels` is not listed; `unnumbered` are levels without pages."""

    code: Code
    headings: range
    outline: range
    named: Mapping[str, int]
    unnumbered: range

    @classmethod
    def of(cls, code: Code) -> Selection:
        """Read the switches; a field without any lists all headings."""
        plain = not any(switch in code for switch in "otufca")
        every = range(1, 10)
        headings = _range(code, "o") or (every if plain or "o" in code else range(0))
        outline = (_range(code, "o") or every) if "u" in code else range(0)
        unnumbered = (_range(code, "n") or every) if "n" in code else range(0)
        return cls(code, headings, outline, _named(code.switches.get("t", "")), unnumbered)

    @property
    def sequence(self) -> str:
        """The name of the captions listed, in small letters."""
        return (self.code.switches.get("c") or self.code.switches.get("a") or "").casefold()

    def level(self, each: Paragraph, styles: Styles) -> int | None:
        """Return the level at which a paragraph is listed for its style or its outline level."""
        style = each.style or styles.default
        named = styles.level_by_names(self.named, style) if self.named else None
        heading = styles.heading_level(style)
        if named or (heading in self.headings):
            return named or heading
        if not self.outline or (style in styles.by_id and styles.by_id[style].name.startswith("toc ")):
            return None
        level = styles.outline_level(style) if each.level is None else each.level
        return level if level in self.outline else None


def _range(code: Code, switch: str) -> range:
    found = _RANGE.search(code.switches.get(switch, ""))
    return range(int(found[1]), int(found[2]) + 1) if found else range(0)


def _named(listed: str) -> dict[str, int]:
    """Read `附属标题,1,正文标题,2`."""
    words = [word.strip() for word in _SEPARATORS.split(listed)]
    pairs = zip(words[::2], words[1::2], strict=False)
    return {name.lower(): int(level) for name, level in pairs if level.isdecimal()}


@dataclass(frozen=True, slots=True)
class Contents:
    """Fills the contents tables of a part; prepared from the template's styles and numberings."""

    styles: Styles
    numberings: Numberings

    def refreshed(self, text: str) -> str:
        """Return the part with its contents tables as its headings are."""
        fields = fields_in(text)
        frames = [frame for each in fields if each.code.kind == "TOC" and (frame := frame_of(text, each))]
        if not frames:
            return text
        filling = _Filling(self, text, fields, frames)
        edits = [filling.table(frame) for frame in frames]
        return with_edits(text, [*edits, *filling.anchors.edits()])


@dataclass(slots=True)
class _Filling:
    """One document while its contents tables are filled."""

    contents: Contents
    text: str
    fields: Sequence[Field]
    frames: Sequence[Frame]
    paragraphs: list[tuple[Paragraph, PrintedNumber | None]] = field(init=False)
    anchors: _Anchors = field(init=False)

    def __post_init__(self) -> None:
        listed = numbered(list(paragraphs_in(self.text)), self.contents.numberings)
        self.paragraphs = [each for each in listed if not self._in_table(each[0].start)]
        self.anchors = _Anchors(self.text)

    def _in_table(self, place: int) -> bool:
        return any(frame.start <= place < frame.end for frame in self.frames)

    def table(self, frame: Frame) -> Edit:
        """Return the edit that fills one contents table."""
        selection = Selection.of(frame.field.code)
        entries = sorted(self._entries(selection), key=lambda entry: entry.start)
        looks = self._looks(frame, selection, entries)
        lines = [
            (looks[entry.level].paragraph, self._line(entry, looks[entry.level], selection))
            for entry in entries
        ]
        nothing = (looks[1].paragraph, f"<w:r>{looks[1].text}<w:t>{NOTHING}</w:t></w:r>")
        return frame.start, frame.end, frame.filled(lines or [nothing])

    def _line(self, entry: Entry, look: Look, selection: Selection) -> str:
        code = selection.code
        return line(
            entry,
            look,
            anchor=self.anchors.of(entry.start),
            linked="h" in code,
            page=entry.level not in selection.unnumbered,
            separator=code.switches.get("p"),
        )

    def _looks(self, frame: Frame, selection: Selection, entries: list[Entry]) -> dict[int, Look]:
        styles = self.contents.styles
        drawn = looks_in(frame.shown, styles)
        numbers = widest_numbers(entries)
        width = _text_width(self.text, frame.end)
        figures = bool(selection.sequence)
        return {
            level: fitted(
                drawn.get(level) or default_look(styles, level, figures=figures),
                styles,
                numbers.get(level, ""),
                width,
            )
            for level in {1, *(entry.level for entry in entries)}
        }

    # --- what is listed ------------------------------------------------------------------------------------

    def _entries(self, selection: Selection) -> Iterator[Entry]:
        first, last = self._stretch(selection.code.switches.get("b", ""))
        captions = self._captions(selection)
        for each, number in self.paragraphs:
            if not first <= each.start < last:
                continue
            end = end_of(self.text, each.start) if selection.level(each, self.contents.styles) else each.start
            level = selection.level(each, self.contents.styles)
            if level and (words := visible_text(self.text, each.inside, end)):
                yield Entry(
                    each.start, level, number.text if number else "", number.suffix if number else "", words
                )
            elif each.start in captions:
                yield Entry(each.start, 1, "", "", captions[each.start])
        if "f" in selection.code:
            yield from self._marked(selection)

    def _stretch(self, bookmark: str) -> tuple[int, int]:
        """Return the stretch that is listed: all, or what a bookmark encloses."""
        found = bookmarks_in(self.text).get(bookmark.casefold()) if bookmark else None
        return found or (0, len(self.text))

    def _captions(self, selection: Selection) -> dict[int, str]:
        """Return the text of each caption of the sequence by where its paragraph starts."""
        if not selection.sequence:
            return {}
        found: dict[int, str] = {}
        for each in self.fields:
            if each.code.kind == "SEQ" and each.code.first.casefold() == selection.sequence:
                paragraph = self._around(each.start)
                begin = each.end if "a" in selection.code else paragraph.inside
                found.setdefault(
                    paragraph.start, visible_text(self.text, begin, end_of(self.text, paragraph.start))
                )
        return found

    def _around(self, place: int) -> Paragraph:
        starts = [each.start for each, _ in self.paragraphs]
        return self.paragraphs[max(bisect_right(starts, place) - 1, 0)][0]

    def _marked(self, selection: Selection) -> Iterator[Entry]:
        """Yield what TC fields mark for the table."""
        kind = selection.code.switches["f"].upper() or "C"
        for each in self.fields:
            code = each.code
            if code.kind == "TC" and (code.switches.get("f", "").upper() or "C") == kind:
                level = code.switches.get("l", "")
                depth = int(level) if level.isdecimal() and "1" <= level <= "9" else 1
                yield Entry(self._around(each.start).start, depth, "", "", code.first)


@dataclass(slots=True)
class _Anchors:
    """The bookmarks that entries lead to, by where their paragraphs start."""

    text: str
    made: dict[int, str] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)

    def of(self, start: int) -> str:
        """Return the name of the bookmark of a paragraph; one without gets a new one."""
        if start not in self.made:
            own = _OWN.search(self.text, start, end_of(self.text, start))
            self.made[start] = own[1] if own else self._fresh(start)
        return self.made[start]

    def _fresh(self, start: int) -> str:
        self.new.append(start)
        number = len(self.new)
        while (name := f"_Toc{number:09}") in self.made.values() or f'"{name}"' in self.text:
            number += 1
        return name

    def edits(self) -> Iterator[Edit]:
        """Yield what puts the new bookmarks around the contents of their paragraphs."""
        number = max((int(found) for found in _IDS.findall(self.text)), default=0)
        inside = {each.start: each.inside for each in paragraphs_in(self.text)} if self.new else {}
        for start in sorted(self.new):
            number += 1
            begin, end = inside[start], end_of(self.text, start)
            yield begin, begin, f'<w:bookmarkStart w:id="{number}" w:name="{self.made[start]}"/>'
            yield end, end, f'<w:bookmarkEnd w:id="{number}"/>'


def _text_width(text: str, place: int) -> int:
    """Return the width between the margins of the section around a place, in twips."""
    section = _SECTION.search(text, place)
    page = _PAGE_WIDTH.search(section[0]) if section else None
    margins = re.search(r"<w:pgMar\b[^>]*>", section[0]) if section else None
    if page is None or margins is None:
        return _USUAL_WIDTH
    return int(page[1]) - sum(int(each) for each in _MARGIN.findall(margins[0]))
