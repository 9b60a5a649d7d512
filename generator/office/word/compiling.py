"""Word templates read and compiled: what is wrong with them is found here, once, and what they print is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from lxml import etree
from msgspec import Struct

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.language import Program
from generator.office.names import printed_names
from generator.office.package import Package, read_package
from generator.office.parts import Parts
from generator.office.programs import compile_program
from generator.office.property_reading import compile_properties
from generator.office.relations import main_part, read_relations
from generator.office.syntax import Grammar, check_tags
from generator.office.tags import Tag, TagKind
from generator.office.word.attributes import Beside, tagged_addresses
from generator.office.word.chart_texts import tagged_texts
from generator.office.word.charts import chart_faults
from generator.office.word.comments import placed_comments
from generator.office.word.fields.completing import complete_fields, hide_results
from generator.office.word.fields.results import Results, plan_results, without_update_prompt
from generator.office.word.filling import Places
from generator.office.word.lifting import SPECIAL_WORDS, Lifted, kept_paragraph, lift_tags
from generator.office.word.list_styles import read_prose_styles
from generator.office.word.names import W14, w
from generator.office.word.notes import NO_NOTES, CarriedAll, carry_notes
from generator.office.word.objects import ObjectTemplate, lift_objects
from generator.office.word.pages import pages_beside
from generator.office.word.part import Finisher, WordPart, word_language
from generator.office.word.prefixes import read_part
from generator.office.word.repair import plan_repairs
from generator.office.word.source import make_source
from generator.office.word.spots import BODY
from generator.office.word.tagging import MARK, FoundTag, mark_tags
from generator.office.word.template import WordTemplate
from generator.office.xml import Element

_Made = TypeVar("_Made")


def compile_docx(data: bytes, name: str) -> WordTemplate:
    """Compile a Word template, called `name` in messages. Raises InvalidTemplate with all that is wrong."""
    package = without_update_prompt(read_package(data, name))
    problems: list[Diagnostic] = []
    parts = [part for source in part_sources(package) if (part := _or_told(source.compiled, problems))]
    properties = _or_told(lambda: compile_properties(package), problems)
    if problems or properties is None:
        raise InvalidTemplate(tuple(problems))
    placed = [tag for part in parts for tag in part.program.tags]
    names = printed_names([*placed, *properties.tags], word_language())
    return WordTemplate(package, tuple(parts), properties, names)


def _or_told(make: Callable[[], _Made | None], problems: list[Diagnostic]) -> _Made | None:
    """Return what `make` does; where it refuses, its reasons are among the problems."""
    try:
        return make()
    except InvalidTemplate as invalid:
        problems += invalid.diagnostics
        return None


def part_sources(package: Package) -> Iterator[PartSource]:
    """Yield the parts that may hold tags."""
    main = main_part(package)
    body, relations = read_part(package, main), read_relations(package, main)
    notes = carry_notes(package, body, relations)
    yield PartSource(package, main, main, body, BODY, notes)
    carried = {each.part for each in notes.parts}
    for part, where in pages_beside(body, relations):
        if part in package and part not in carried:
            yield PartSource(package, main, part, read_part(package, part), where)


class PartSource(Struct, frozen=True):
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
