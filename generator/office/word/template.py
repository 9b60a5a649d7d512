"""A compiled Word template: every part that holds tags is a program, run for each document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct

from generator.diagnostics import Diagnostic, Tell
from generator.errors import InvalidTemplate
from generator.office.package import Filled, Package
from generator.office.parts import Parts
from generator.office.pictures import PictureSource, no_pictures
from generator.office.properties import Properties
from generator.office.property_tags import TaggedProperties
from generator.office.word.filling import Filling
from generator.office.word.part import WordPart


class WordTemplate(Struct, frozen=True):
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
        filling.parts.put_all(self._described(properties, values, filling.problems))
        if filling.problems:
            raise InvalidTemplate(tuple(filling.problems))
        for part in self.parts:
            for found in part.results.lost(filling.parts) if part.results else ():
                tell(found)
        return filling.parts.filled()

    def _described(
        self, properties: Properties, values: Mapping[str, object], problems: list[Diagnostic]
    ) -> dict[str, bytes]:
        """Return the parts that say what the document is."""
        try:
            return self.properties.changes(self.package, properties, values)
        except InvalidTemplate as invalid:
            problems += invalid.diagnostics
            return {}
