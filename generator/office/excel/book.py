"""A workbook template as it was read and compiled: what every filling of it begins with, and nothing changes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.office.excel.heights import Look
from generator.office.excel.moving.formulas import Formula
from generator.office.excel.shadow import Seen
from generator.office.excel.shapes import SheetTemplate
from generator.office.excel.strings import SharedStrings
from generator.office.excel.xml import descendants
from generator.office.language import Program
from generator.office.package import Package
from generator.office.relations import Relation
from generator.office.tags import PlacedTag
from generator.office.xml import Element


class Sheet(Struct, frozen=True):
    """A sheet of a template with its compiled source, if it has tags and they are sound.

    `pictures` says which of the tags name pictures, by their place in `placed`.
    """

    template: SheetTemplate
    literals: tuple[str, ...]
    program: Program | None
    placed: tuple[PlacedTag, ...] = ()
    pictures: frozenset[int] = frozenset()


class Book(Struct, frozen=True):
    """A workbook template; `root` is its list of sheets (`part`).

    `seen` are the cells that formulas look at, `formulas` these themselves by their texts. `doubtful` are those of
    which formualizer is known to make something else than Excel.
    """

    package: Package
    part: str
    root: Element
    sheets: tuple[Sheet, ...]
    relations: tuple[Relation, ...]
    strings: SharedStrings
    looks: tuple[Look, ...]
    seen: Seen
    formulas: Mapping[str, Formula]
    doubtful: frozenset[str]

    @property
    def other_names(self) -> list[str]:
        """The names of the sheets that have no cells: chart sheets and the like."""
        ours = {sheet.template.name for sheet in self.sheets}
        names = (element.get("name", "") for element in descendants(self.root, "sheet"))
        return [name for name in names if name not in ours]
