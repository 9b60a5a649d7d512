"""A Word template: every part that holds tags becomes a program once, and is run for each document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Tell
from generator.errors import InvalidTemplate
from generator.office.names import printed_names
from generator.office.package import Package, read_package
from generator.office.parts import Parts
from generator.office.properties import Properties, property_changes
from generator.office.relations import main_part, read_relations
from generator.office.word.filling import Filling
from generator.office.word.pages import pages_beside
from generator.office.word.part import PartSource, WordPart, word_language
from generator.office.word.spots import BODY


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
        filling = Filling(Parts(self.package))
        for part in self.parts:
            if (made := part.render(values, filling)) is not None:
                filling.parts.put(part.name, made)
        if filling.problems:
            raise InvalidTemplate(tuple(filling.problems))
        filling.parts.put_all(property_changes(self.package, properties))
        return filling.parts.written()


def compile_docx(data: bytes, name: str) -> WordTemplate:
    """Compile a Word template, called `name` in messages. Raises InvalidTemplate with all that is wrong."""
    package = read_package(data, name)
    parts: list[WordPart] = []
    problems: list[Diagnostic] = []
    for source in _sources(package):
        try:
            part = source.compiled()
        except InvalidTemplate as invalid:
            problems += invalid.diagnostics
        else:
            parts += [part] if part else []
    if problems:
        raise InvalidTemplate(tuple(problems))
    return WordTemplate(package, tuple(parts))


def _sources(package: Package) -> Iterator[PartSource]:
    """Yield the parts that may hold tags."""
    main = main_part(package)
    body = package.read_xml(main)
    yield PartSource(package, main, main, body, BODY)
    for part, where in pages_beside(body, read_relations(package, main)):
        if part in package:
            yield PartSource(package, main, part, package.read_xml(part), where)
