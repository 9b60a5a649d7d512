"""Tags in the properties of a document: its title, the company, fields of the author's own.

The parts are small and hold texts only, so each text is a program of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import pass_context
from lxml import etree
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from generator.errors import InvalidTemplate
from generator.office.guards import text_of
from generator.office.language import Language, Program
from generator.office.package import Package
from generator.office.properties import Properties, property_changes
from generator.office.tags import PlacedTag
from generator.office.xml import Element, legal, read_xml, write_xml

_CORE = frozenset({"title", "subject", "creator", "keywords", "category", "description"})
_SHEET_NAMES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}TitlesOfParts"


class TaggedProperty(Struct, frozen=True):
    """A property whose text has tags: the part, the place of its element in it, its name, and its program."""

    part: str
    number: int
    name: str
    program: Program


class TaggedProperties(Struct, frozen=True):
    """All properties of a template that have tags."""

    found: tuple[TaggedProperty, ...]

    @property
    def tags(self) -> tuple[PlacedTag, ...]:
        """Return their tags, in the order of the file."""
        return tuple(tag for each in self.found for tag in each.program.tags)

    def changes(
        self, package: Package, properties: Properties, values: Mapping[str, object]
    ) -> dict[str, bytes]:
        """Return the parts of `package` that change so that it carries `properties` and what the template says.

        Raises InvalidTemplate with everything that is wrong with names and values.
        """
        texts = self._texts(values)
        core: dict[str, Any] = {each.name: text for each, text in texts.items() if each.name in _CORE}
        changes = property_changes(package, replace(properties, **core))
        beside: dict[str, Element] = {}
        for each, text in texts.items():
            if each.name not in _CORE:
                content = changes.get(each.part) or package.read(each.part)
                root = beside.setdefault(each.part, read_xml(content, each.part, package.file))
                list(texts_of(root))[each.number].text = text
        return changes | {part: write_xml(root) for part, root in beside.items()}

    def _texts(self, values: Mapping[str, object]) -> dict[TaggedProperty, str]:
        runs = {each: each.program.run(values) for each in self.found}
        problems = tuple(problem for run in runs.values() for problem in run.problems)
        if problems:
            raise InvalidTemplate(problems)
        return {each: legal(" ".join(run.text.split())) for each, run in runs.items()}


def texts_of(root: Element) -> Iterator[Element]:
    """Yield the elements that hold text and nothing else; the list of a workbook's sheets only repeats their names."""
    plain = (each for each in root.iter(etree.Element) if len(each) == 0)
    return (each for each in plain if next(each.iterancestors(_SHEET_NAMES), None) is None)


@functools.cache
def property_language() -> Language:
    """Return the template language of properties."""
    return Language({"property": _write})


@pass_context
def _write(_context: Any, value: Any) -> Markup:
    """Write a value into a text that is no markup; the tree that takes it escapes it."""
    return Markup(text_of(value))  # noqa: S704 - it is not read as markup
