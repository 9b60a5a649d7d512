"""A template looked at as a file: its parts, as far as they can be read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.package import Package
from generator.office.relations import Relation, relations_in, relations_part
from generator.office.xml import Element

_XML = (".xml", ".rels")


class Subject(ABC):
    """A package under inspection. A part that is missing or cannot be read is None: it is told once."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.unreadable: list[Diagnostic] = []
        self._roots: dict[str, Element | None] = {}
        for part in sorted(package.members):
            if part.lower().endswith(_XML):
                self._roots[part] = self._read(part)

    def _read(self, part: str) -> Element | None:
        try:
            return self.package.read_xml(part)
        except InvalidTemplate as invalid:
            self.unreadable += invalid.diagnostics
            return None

    def root(self, part: str | None) -> Element | None:
        """Return the root of a part, None where there is nothing to read."""
        return self._roots.get(part) if part else None

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """Return the relationships of a part; those of the package for ""."""
        root = self.root(relations_part(part))
        return relations_in(root, part) if root is not None else ()

    def holders(self) -> Iterator[str]:
        """Yield every part that has relationships; charts keep their workbook by one and are left out."""
        charts = {
            r.target for part in self.package.members for r in self.relations(part) if r.kind in _CHARTS
        }
        yield from (
            part for part in sorted(self.package.members) if part not in charts and self.relations(part)
        )

    def related(self, kind: str, part: str | None = None) -> Element | None:
        """Return the root of the first part that `part` (the main one) has by this kind of relationship."""
        relations = self.relations(self.main if part is None else part)
        return next((self.root(r.target) for r in relations if r.kind == kind and not r.external), None)

    @cached_property
    def theme(self) -> Element | None:
        return self.related("theme")

    @abstractmethod
    def spot_of_relation(self, part: str, key: str) -> str:
        """Return where the reader finds what uses the relationship `key` of `part`."""


_CHARTS = frozenset({"chart", "chartEx", "chartUserShapes"})
