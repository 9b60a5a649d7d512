"""Tags in the properties of a document: its title, the company, fields of the author's own.

The parts are small and hold texts only, so each text is a program of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import pass_context
from lxml import etree
from markupsafe import Markup

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.braces import hide_braces
from generator.office.guards import text_of
from generator.office.language import Language, Program
from generator.office.package import Package
from generator.office.programs import compile_program
from generator.office.properties import Properties, property_changes
from generator.office.relations import read_relations
from generator.office.syntax import Grammar, check_tags
from generator.office.tags import PlacedTag, Stray, Tag, find_tags
from generator.office.xml import Element, legal, read_xml, write_xml

_KINDS = ("core-properties", "extended-properties", "custom-properties")
_CORE = frozenset({"title", "subject", "creator", "keywords", "category", "description"})
_SHEET_NAMES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}TitlesOfParts"
_WORDS = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "keywords": "标记",
    "category": "类别",
    "description": "备注",
    "Company": "公司",
    "Manager": "经理",
}


@dataclass(frozen=True, slots=True)
class TaggedProperty:
    """A property whose text has tags: the part, the place of its element in it, its name, and its program."""

    part: str
    number: int
    name: str
    program: Program


@dataclass(frozen=True, slots=True)
class TaggedProperties:
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
                list(_texts_of(root))[each.number].text = text
        return changes | {part: write_xml(root) for part, root in beside.items()}

    def _texts(self, values: Mapping[str, object]) -> dict[TaggedProperty, str]:
        runs = {each: each.program.run(values) for each in self.found}
        problems = tuple(problem for run in runs.values() for problem in run.problems)
        if problems:
            raise InvalidTemplate(problems)
        return {each: legal(" ".join(run.text.split())) for each, run in runs.items()}


def compile_properties(package: Package) -> TaggedProperties:
    """Return the properties of `package` that have tags. Raises InvalidTemplate with what is wrong with them."""
    found: list[TaggedProperty] = []
    problems: list[Diagnostic] = []
    for relation in read_relations(package):
        if relation.kind in _KINDS and relation.target in package:
            for number, element in enumerate(_texts_of(package.read_xml(relation.target))):
                try:
                    found += _compiled(relation.target, number, element, package.file)
                except InvalidTemplate as invalid:
                    problems += invalid.diagnostics
    if problems:
        raise InvalidTemplate(tuple(problems))
    return TaggedProperties(tuple(found))


def _texts_of(root: Element) -> Iterator[Element]:
    """Yield the elements that hold text and nothing else; the list of a workbook's sheets only repeats their names."""
    plain = (each for each in root.iter(etree.Element) if len(each) == 0)
    return (each for each in plain if next(each.iterancestors(_SHEET_NAMES), None) is None)


def tags_of_properties(package: Package) -> Iterator[tuple[PlacedTag, ...]]:
    """Yield the tags of each property that has any, however wrong they are."""
    for relation in read_relations(package):
        if relation.kind in _KINDS and relation.target in package:
            for element in _texts_of(package.read_xml(relation.target)):
                if placed := _placed(element, package.file):
                    yield placed


def _placed(element: Element, file: str) -> tuple[PlacedTag, ...]:
    name = etree.QName(element).localname
    holder = element.getparent()
    shown = _WORDS.get(name) or (holder.get("name", name) if holder is not None else name)
    place = Place(file, spot=f"文档属性「{shown}」")
    return tuple(PlacedTag(tag, place) for tag in find_tags(element.text or ""))


def _compiled(part: str, number: int, element: Element, file: str) -> Iterator[TaggedProperty]:
    placed = _placed(element, file)
    if not placed:
        return
    if problems := check_tags(placed, Grammar(property_language())):
        raise InvalidTemplate(problems)
    tags = tuple(each.tag for each in placed)
    program = compile_program(
        property_language(), _source(element.text or "", tags), placed, lambda _: "property"
    )
    yield TaggedProperty(part, number, etree.QName(element).localname, program)


def _source(text: str, tags: tuple[Tag | Stray, ...]) -> str:
    pieces: list[str] = []
    at = 0
    for tag in tags:
        if isinstance(tag, Tag):
            pieces += (_literal(text[at : tag.start]), tag.source)
            at = tag.end
    return "".join([*pieces, _literal(text[at:])])


def _literal(text: str) -> str:
    return hide_braces(" ".join(text.splitlines()))


@functools.cache
def property_language() -> Language:
    """Return the template language of properties."""
    return Language({"property": _write})


@pass_context
def _write(_context: Any, value: Any) -> Markup:
    """Write a value into a text that is no markup; the tree that takes it escapes it."""
    return Markup(text_of(value))  # noqa: S704 - it is not read as markup
