"""One compiled part of a Word template (the document, a header, a footer, notes), printed for each document."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from generator.office.language import Language, Program
from generator.office.package import Member
from generator.office.parts import Parts
from generator.office.word.fields.results import Results
from generator.office.word.filling import Filling, Places
from generator.office.word.paper import Paper
from generator.office.word.repair import Repairs
from generator.office.word.writing import WRITERS


class Finisher(Protocol):
    """What has to be done to a part when its whole text is there."""

    def attach(self, paper: Paper, parts: Parts) -> None:
        """Have it done on `paper`; other parts of the file that change with it are those in `parts`."""
        ...


class WordPart(Struct, frozen=True):
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
