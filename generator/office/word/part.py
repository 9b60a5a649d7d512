"""One part of a Word template (the document, a header, a footer, notes): compiled once, printed for each document."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.language import Language, Program, compile_program
from generator.office.package import Member, Package
from generator.office.parts import Parts
from generator.office.relations import read_relations
from generator.office.syntax import Grammar, check_tags
from generator.office.tags import Tag, TagKind
from generator.office.word.attributes import Beside, tagged_addresses
from generator.office.word.chart_texts import tagged_texts
from generator.office.word.charts import chart_faults
from generator.office.word.comments import placed_comments
from generator.office.word.fields.completing import complete_fields, hide_results
from generator.office.word.fields.results import Results, plan_results
from generator.office.word.filling import Filling, Places
from generator.office.word.lifting import SPECIAL_WORDS, Lifted, kept_paragraph, lift_tags
from generator.office.word.list_styles import read_prose_styles
from generator.office.word.names import W14, w
from generator.office.word.notes import NO_NOTES, CarriedAll
from generator.office.word.objects import ObjectTemplate, lift_objects
from generator.office.word.paper import Paper
from generator.office.word.repair import Repairs, plan_repairs
from generator.office.word.source import make_source
from generator.office.word.tagging import MARK, FoundTag, mark_tags
from generator.office.word.writing import WRITERS
from generator.office.xml import Element


class Finisher(Protocol):
    """What has to be done to a part when its whole text is there."""

    def attach(self, paper: Paper, parts: Parts) -> None:
        """Have it done on `paper`; other parts of the file that change with it are those in `parts`."""
        ...


@dataclass(frozen=True, slots=True)
class WordPart:
    """A part with tags, compiled: its program, what is filled after it, what its output needs to be sound."""

    name: str
    program: Program
    places: Places
    repairs: Repairs
    results: Results | None
    finishers: tuple[Finisher, ...]

    def render(self, values: Mapping[str, object], filling: Filling) -> Member | None:
        """Return the part filled with `values`; None when `filling` then holds problems."""
        paper = Paper(self.repairs)
        printed = self.program.run(values, write=paper.write)
        filling.problems += printed.problems
        if filling.problems:
            return None
        if self.places:
            paper.prepare(lambda text: filling.fill(self.name, text, self.places, printed.kept))
        for finisher in self.finishers:
            finisher.attach(paper, filling.parts)
        return None if filling.problems else paper.member()


@functools.cache
def word_language() -> Language:
    """Return the template language with Word's writers."""
    return Language(WRITERS)


@dataclass(frozen=True, slots=True)
class PartSource:
    """A part of a template as it was read: its root, and what the reader calls it. `main` is the document."""

    package: Package
    main: str
    name: str
    root: Element
    where: str
    notes: CarriedAll = NO_NOTES

    def beside(self) -> Beside:
        """Return what the part's relationships lead to that holds tags."""
        relations = read_relations(self.package, self.name)
        charts = {
            each.id: texts
            for each in relations
            if each.kind == "chart" and each.target in self.package
            if (texts := tagged_texts(self.package.read_xml(each.target)))
        }
        return Beside(tagged_addresses(relations), charts)

    def marked(self, beside: Beside) -> list[FoundTag]:
        """Return the tags of the part, each replaced in it by its mark."""
        hide_results(self.root)
        return mark_tags(self.root, self.where, self.package.file, beside)

    def compiled(self) -> WordPart | None:
        """Return the compiled part; None where it holds no tags, no braces written as `{_{`, no field to complete.

        Raises InvalidTemplate with everything that is wrong with its tags.
        """
        beside = self.beside()
        completed = complete_fields(self.root)
        found = self.marked(beside)
        if not (found or completed or _has_hidden_braces(self.root)):
            return None
        lifted = _checked(found)
        self._forget(found)
        objects = self._objects(found)
        results = plan_results(self, found)
        finishers = self._finishers(results, found)
        text, program = self._program(found)
        places = self._places(lifted, beside, objects)
        kept = tuple(kept_paragraph(looks) for looks in lifted.kept)
        whole = bool(places or finishers)
        repairs = plan_repairs(text + places.markup(), kept, repeats=_repeats(found), whole=whole)
        return WordPart(self.name, program, places, repairs, results, finishers)

    def _objects(self, found: list[FoundTag]) -> tuple[ObjectTemplate, ...]:
        """Return the part's objects. Raises InvalidTemplate for charts that no data could fill."""
        objects = lift_objects(self.root, found)
        parts = Parts(self.package)
        targets = {each.id: each.target for each in read_relations(self.package, self.name)}
        problems = [
            fault
            for each in objects
            if each.kind == "chart" and each.place is not None
            for fault in chart_faults(parts, targets.get(each.relation, ""), each.place)
        ]
        if problems:
            raise InvalidTemplate(tuple(problems))
        return objects

    def _forget(self, found: list[FoundTag]) -> None:
        """Take out what would not be true of the filled part."""
        if _repeats(found):
            _forget_edit_ids(self.root)
        _forget_bindings(self.root)

    def _finishers(self, results: Results | None, found: list[FoundTag]) -> tuple[Finisher, ...]:
        comments = placed_comments(self.package, self.name, self.root) if _has_blocks(found) else None
        return tuple(each for each in (results, self.notes, comments) if each)

    def _program(self, found: list[FoundTag]) -> tuple[str, Program]:
        """Return the part's source and its program. Raises InvalidTemplate for blocks at different depths."""
        source = make_source(self.root, found)
        if source.problems:
            raise InvalidTemplate(source.problems)
        return source.text, compile_program(word_language(), source.text, source.tags, source.writer_of)

    def _places(self, lifted: Lifted, beside: Beside, objects: tuple[ObjectTemplate, ...]) -> Places:
        styles = read_prose_styles(self.package, self.main) if lifted.prose else None
        return Places(tuple(lifted.prose), styles, tuple(beside.addresses), objects)


def _checked(found: list[FoundTag]) -> Lifted:
    """Return the part's tags lifted. Raises InvalidTemplate with everything that is wrong with them."""
    grammar = Grammar(word_language(), SPECIAL_WORDS, prose=True)
    problems: tuple[Diagnostic, ...] = check_tags([each.placed for each in found], grammar)
    lifted = lift_tags(found)
    if problems or lifted.problems:
        raise InvalidTemplate((*problems, *lifted.problems))
    return lifted


def _has_hidden_braces(root: Element) -> bool:
    return "{_" in etree.tostring(root, method="text", encoding="unicode")


def _has_blocks(found: list[FoundTag]) -> bool:
    return any(isinstance(each.tag, Tag) and each.tag.kind is TagKind.BLOCK for each in found)


def _repeats(found: list[FoundTag]) -> bool:
    return any(isinstance(each.tag, Tag) and each.tag.word == "for" for each in found)


def _forget_edit_ids(root: Element) -> None:
    """Take out ids of paragraphs and rows: they must be unique, and only Word's own editing uses them."""
    for element in root.iter():
        for attribute in (f"{{{W14}}}paraId", f"{{{W14}}}textId"):
            if attribute in element.attrib:
                del element.attrib[attribute]


def _forget_bindings(root: Element) -> None:
    """Unbind content controls that hold tags: Word would show the bound property again instead of the value."""
    for binding in list(root.iter(w("dataBinding"))):
        looks = binding.getparent()
        control = None if looks is None else looks.getparent()
        if looks is not None and control is not None and _holds_tags(control):
            looks.remove(binding)


def _holds_tags(element: Element) -> bool:
    return MARK.search(etree.tostring(element, method="text", encoding="unicode")) is not None
