"""What the fields of a part show, made anew from the filled text: captions, cross references, contents tables.

A template's fields show what was true of the template. Which of them a part has is found out once, when it is
compiled; a part without any pays nothing. Page numbers are left open: only a program that sets pages knows them
(`page_numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place, Severity
from generator.office.faults import diagnose
from generator.office.package import Member, Package
from generator.office.parts import Parts
from generator.office.relations import read_relations
from generator.office.word.fields.captions import Headings, renumber_captions
from generator.office.word.fields.codes import Code, FieldedText
from generator.office.word.fields.completing import fields_of
from generator.office.word.fields.contents import Contents
from generator.office.word.fields.following import follow_copies, mark_turns
from generator.office.word.fields.list_numbers import read_numberings
from generator.office.word.fields.outline import read_styles
from generator.office.word.fields.paragraphs import paragraphs_in
from generator.office.word.fields.references import KINDS as REFERENCES
from generator.office.word.fields.references import NOWHERE, Targets, refresh_references
from generator.office.word.names import TEXT, w
from generator.office.word.paper import Paper
from generator.office.word.spots import spotted_paragraphs
from generator.office.word.tagging import FoundTag
from generator.office.xml import Element, read_xml

_HANDLED = REFERENCES | {"SEQ", "TOC"}
_LONGEST = 60  # characters of a paragraph that a message quotes
_NOTES = {"footnote": "decimal", "endnote": "lowerRoman"}
_PROMPT = re.compile(rb"<w:updateFields\b[^>]*?/>")


class Source(Protocol):
    """The part of a template whose fields are looked at; `main` is its document."""

    @property
    def package(self) -> Package: ...
    @property
    def main(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def root(self) -> Element: ...
    @property
    def where(self) -> str: ...


class Results(Struct, frozen=True):
    """The fields of one part that are made anew; `document` is the part that references look into.

    `known` are the bookmarks of the template, in small letters; `notes` are the number formats of its notes, as
    far as these are numbered through. `follows` says that references follow their own copies in a loop.
    """

    name: str
    document: str
    place: Place
    kinds: frozenset[str]
    contents: Contents
    notes: Mapping[str, str]
    known: frozenset[str]
    follows: bool

    def attach(self, paper: Paper, parts: Parts) -> None:
        """Have a part's text refreshed when it is otherwise finished; the document is finished before others."""
        if self.follows:
            paper.prepare(follow_copies)
        paper.finish(lambda text: self.refreshed(text, lambda: parts.read(self.document).decode()))

    def refreshed(self, text: str, document: Callable[[], str]) -> str:
        """Return the finished part with its fields showing what is true of it."""
        part = FieldedText.of(text)
        if "SEQ" in self.kinds:
            part = renumber_captions(part, self._headings(text) if "\\s " in text else ())
        if self._refers:
            target = part.text if self.name == self.document else document()
            part = refresh_references(part, Targets(target, self.contents.numberings, self.notes), self.known)
        return self.contents.refreshed(part) if "TOC" in self.kinds else part.text

    def lost(self, parts: Parts) -> Iterator[Diagnostic]:
        """Yield a finding for each paragraph of the finished part that refers to what a condition took out."""
        if not self._refers or NOWHERE.encode() not in (content := parts.read(self.name)):
            return
        for paragraph, spot in spotted_paragraphs(
            read_xml(content, self.name, self.place.file), self.place.spot
        ):
            words = "".join(each.text or "" for each in paragraph.iter(TEXT))
            if NOWHERE in words:
                found = diagnose("T-220", replace(self.place, spot=spot), text=words.strip()[:_LONGEST])
                yield replace(found, severity=Severity.WARNING)

    @property
    def _refers(self) -> bool:
        return not REFERENCES.isdisjoint(self.kinds)

    def _headings(self, text: str) -> Headings:
        level = self.contents.styles.heading_level
        return [(each.start, found) for each in paragraphs_in(text) if (found := level(each.style))]


def plan_results(source: Source, found: Sequence[FoundTag]) -> Results | None:
    """Return what has to be made anew in a part of a template, None where that is nothing.

    `found` are its tags, lifted. A part without tags stays as it is, but for a contents table without entries.
    """
    codes = [each.code for each in fields_of(source.root) if found or each.awaits_entries]
    wanted = _HANDLED if source.name == source.main else REFERENCES
    codes = [code for code in codes if code.kind in wanted]
    if not codes:
        return None
    body = source.root if source.name == source.main else source.package.read_xml(source.main)
    known = frozenset(mark.get(w("name"), "").casefold() for mark in body.iter(w("bookmarkStart")))
    parts = _Beside(source.package, source.main)
    outlined = any(_needs_outline(code) for code in codes)
    styles = read_styles(parts.root("styles") if outlined else None)
    numberings = read_numberings(parts.root("numbering") if outlined else None, styles)
    noted = any(code.kind == "NOTEREF" for code in codes)
    return Results(
        name=source.name,
        document=source.main,
        place=Place(source.package.file, spot=source.where),
        kinds=frozenset(code.kind for code in codes),
        contents=Contents(styles, numberings),
        notes=_note_formats(body, parts.root("settings")) if noted else {},
        known=known,
        follows=mark_turns(source.root, found),
    )


class _Beside(Struct, frozen=True):
    """The parts that a document is set with."""

    package: Package
    document: str

    def root(self, kind: str) -> Element | None:
        """Return the root of the part of this kind, None where there is none."""
        for relation in read_relations(self.package, self.document):
            if relation.kind == kind and relation.target in self.package:
                return self.package.read_xml(relation.target)
        return None


def _needs_outline(code: Code) -> bool:
    numbered = code.kind == "REF" and any(switch in code for switch in "nrw")
    return numbered or code.kind == "TOC" or (code.kind == "SEQ" and "s" in code)


def _note_formats(body: Element, settings: Element | None) -> dict[str, str]:
    """Return the number formats of footnotes and endnotes; none for notes that begin anew on pages or in sections."""
    found: dict[str, str] = {}
    for kind, usual in _NOTES.items():
        own = None if settings is None else settings.find(w(f"{kind}Pr"))
        sections = [each for each in body.iter(w(f"{kind}Pr")) if len(each)]
        restart = None if own is None else own.find(w("numRestart"))
        start = None if own is None else own.find(w("numStart"))
        if not sections and restart is None and start is None:
            style = None if own is None else own.find(w("numFmt"))
            found[kind] = usual if style is None else style.get(w("val"), usual)
    return found


def without_update_prompt(package: Package) -> Package:
    """Return a template whose documents do not ask their readers to update fields (`w:updateFields`)."""
    settings = re.compile(r"word/settings\d*\.xml")
    asking = {
        part: Member.of(_PROMPT.sub(b"", content))
        for part in package.members
        if settings.fullmatch(part) and b"updateFields" in (content := package.read(part))
    }
    return replace(package, members={**package.members, **asking}) if asking else package
