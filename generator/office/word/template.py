"""A Word template: every part that holds tags becomes a program once, and is run for each document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.diagnostics import Diagnostic, Tell
from generator.errors import InvalidTemplate
from generator.office.names import printed_names
from generator.office.package import Filled, Package, read_package
from generator.office.parts import Parts
from generator.office.pictures import PictureSource, no_pictures
from generator.office.properties import Properties
from generator.office.property_tags import TaggedProperties, compile_properties
from generator.office.relations import main_part, read_relations
from generator.office.word.fields.results import without_update_prompt
from generator.office.word.filling import Filling
from generator.office.word.notes import carry_notes
from generator.office.word.pages import pages_beside
from generator.office.word.part import PartSource, WordPart, word_language
from generator.office.word.prefixes import read_part
from generator.office.word.spots import BODY

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A compiled `.docx`: the package as it came, and the parts that are made anew for each document.

    `names` are the names that it prints, each once.
    """

    package: Package
    parts: tuple[WordPart, ...]
    properties: TaggedProperties
    names: tuple[str, ...]

    def fill(
        self,
        values: Mapping[str, object],
        *,
        now: dt.datetime,
        properties: Properties,
        tell: Tell = lambda _: None,
        pictures: PictureSource = no_pictures,
    ) -> Filled:
        """Return the document filled with `values`; `pictures` opens the pictures that these name.

        Word computes nothing: `now` is not used. `tell` is told of references to what is not in the document.
        Raises InvalidTemplate with every name the data lack and every value that does not fit.
        """
        filling = Filling(Parts(self.package), pictures)
        for part in self.parts:
            if (made := part.render(values, filling)) is not None:
                filling.parts.put(part.name, made)
        changes = _or_told(
            lambda: self.properties.changes(self.package, properties, values), filling.problems
        )
        filling.parts.put_all(changes or {})
        if filling.problems:
            raise InvalidTemplate(tuple(filling.problems))
        for part in self.parts:
            for found in part.results.lost(filling.parts) if part.results else ():
                tell(found)
        return filling.parts.filled()


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
