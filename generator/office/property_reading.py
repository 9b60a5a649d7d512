"""Tags in the properties of a template, read and compiled."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.braces import hide_braces
from generator.office.package import Package
from generator.office.programs import compile_program
from generator.office.property_tags import TaggedProperties, TaggedProperty, property_language, texts_of
from generator.office.relations import read_relations
from generator.office.syntax import Grammar, check_tags
from generator.office.tags import PlacedTag, Stray, Tag, find_tags
from generator.office.xml import Element

_KINDS = ("core-properties", "extended-properties", "custom-properties")
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


def compile_properties(package: Package) -> TaggedProperties:
    """Return the properties of `package` that have tags. Raises InvalidTemplate with what is wrong with them."""
    found: list[TaggedProperty] = []
    problems: list[Diagnostic] = []
    for relation in read_relations(package):
        if relation.kind in _KINDS and relation.target in package:
            for number, element in enumerate(texts_of(package.read_xml(relation.target))):
                try:
                    found += _compiled(relation.target, number, element, package.file)
                except InvalidTemplate as invalid:
                    problems += invalid.diagnostics
    if problems:
        raise InvalidTemplate(tuple(problems))
    return TaggedProperties(tuple(found))


def tags_of_properties(package: Package) -> Iterator[tuple[PlacedTag, ...]]:
    """Yield the tags of each property that has any, however wrong they are."""
    for relation in read_relations(package):
        if relation.kind in _KINDS and relation.target in package:
            for element in texts_of(package.read_xml(relation.target)):
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
