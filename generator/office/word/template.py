"""A Word template: every part that holds tags becomes a program once, and is run for each document."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.diagnostics import Diagnostic, Tell
from generator.errors import InvalidTemplate
from generator.office.language import Language, Program, compile_program
from generator.office.names import printed_names
from generator.office.package import Member, Package, read_package, write_package
from generator.office.properties import Properties, property_changes
from generator.office.relations import main_part, read_relations
from generator.office.syntax import Grammar, check_tags
from generator.office.tags import Tag
from generator.office.word.lifting import SPECIAL_WORDS, kept_paragraph, lift_tags
from generator.office.word.names import W14
from generator.office.word.pages import pages_beside
from generator.office.word.paper import Paper
from generator.office.word.repair import Repairs, plan_repairs
from generator.office.word.source import make_source
from generator.office.word.spots import BODY
from generator.office.word.tagging import FoundTag, mark_tags
from generator.office.word.writing import WRITERS
from generator.office.xml import Element


@dataclass(frozen=True, slots=True)
class WordPart:
    """A part with tags, compiled: its program, and what its output needs before it is sound."""

    name: str
    program: Program
    repairs: Repairs


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A compiled `.docx`: the package as it came, and the parts that are made anew for each document."""

    package: Package
    parts: tuple[WordPart, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that the template prints, each once."""
        placed = [tag for part in self.parts for tag in part.program.tags]
        return printed_names(placed, word_language())

    def render(
        self,
        values: Mapping[str, object],
        *,
        now: dt.datetime,
        properties: Properties,
        tell: Tell = lambda _: None,
    ) -> bytes:
        """Return the document filled with `values`. Word computes nothing: `now` and `tell` are not used.

        Raises InvalidTemplate with every name the data lack and every value that does not fit.
        """
        changes: dict[str, bytes | Member | None] = {}
        problems: list[Diagnostic] = []
        for part in self.parts:
            paper = Paper(part.repairs)
            problems += part.program.run(values, write=paper.write).problems
            if not problems:
                changes[part.name] = paper.member()
        if problems:
            raise InvalidTemplate(tuple(problems))
        return write_package(self.package, {**changes, **property_changes(self.package, properties)})


def compile_docx(data: bytes, name: str) -> WordTemplate:
    """Compile a Word template, called `name` in messages. Raises InvalidTemplate with all that is wrong."""
    package = read_package(data, name)
    parts: list[WordPart] = []
    problems: list[Diagnostic] = []
    for part, root, where in _parts(package):
        try:
            parts += _compile_part(part, root, where, name)
        except InvalidTemplate as invalid:
            problems += invalid.diagnostics
    if problems:
        raise InvalidTemplate(tuple(problems))
    return WordTemplate(package, tuple(parts))


def _parts(package: Package) -> Iterator[tuple[str, Element, str]]:
    """Yield the parts that may hold tags, with their roots and what a reader calls them."""
    main = main_part(package)
    body = package.read_xml(main)
    yield main, body, BODY
    for part, where in pages_beside(body, read_relations(package, main)):
        if part in package:
            yield part, package.read_xml(part), where


@functools.cache
def word_language() -> Language:
    """Return the template language with Word's writers."""
    return Language(WRITERS)


def _compile_part(name: str, root: Element, where: str, file: str) -> list[WordPart]:
    """Return the compiled part, or nothing where it holds neither tags nor braces written as `{_{`."""
    found = mark_tags(root, where, file)
    if not found and "{_" not in etree.tostring(root, method="text", encoding="unicode"):
        return []
    language = word_language()
    problems = check_tags([each.placed for each in found], Grammar(language, SPECIAL_WORDS))
    lifted = lift_tags(found)
    if problems or lifted.problems:
        raise InvalidTemplate((*problems, *lifted.problems))
    repeats = _repeats(found)
    if repeats:
        _forget_edit_ids(root)
    source = make_source(root, found)
    if source.problems:
        raise InvalidTemplate(source.problems)
    program = compile_program(language, source.text, source.tags, source.writer_of)
    kept = tuple(kept_paragraph(looks) for looks in lifted.kept)
    return [WordPart(name, program, plan_repairs(source.text, kept, repeats=repeats))]


def _repeats(found: list[FoundTag]) -> bool:
    return any(isinstance(each.tag, Tag) and each.tag.word == "for" for each in found)


def _forget_edit_ids(root: Element) -> None:
    """Take out ids of paragraphs and rows: they must be unique, and only Word's own editing uses them."""
    for element in root.iter():
        for attribute in (f"{{{W14}}}paraId", f"{{{W14}}}textId"):
            if attribute in element.attrib:
                del element.attrib[attribute]
