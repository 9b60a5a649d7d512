"""The styles of a template in which prose is written: its lists, and its bold words.

Word's built-in styles are known by their names (`w:name`, the same in every language), not by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.office.package import Package
from generator.office.relations import read_relations
from generator.office.word.fields.outline import Styles, read_styles
from generator.office.word.names import w
from generator.office.xml import Element

_LIST = re.compile(r"list (bullet|number)(?: ([2-5]))?")


class ListStyle(Struct, frozen=True):
    """A style for entries of a list: its id, and the numbering and level it uses; `abstract` is what counts."""

    style: str
    numbering: str
    level: int
    abstract: str


class ProseStyles(Struct, frozen=True):
    """List styles by kind and depth (from 1), and the id of the style for bold words, if there is one."""

    lists: Mapping[tuple[str, int], ListStyle]
    strong: str
    numbering_part: str

    def of(self, kind: str, depth: int) -> ListStyle | None:
        """Return the style for entries at `depth`: its own, or that of the list outside at a deeper level."""
        for nearest in range(depth, 0, -1):
            if found := self.lists.get((kind, nearest)):
                deeper = min(found.level + depth - nearest, 8)
                return ListStyle(found.style, found.numbering, deeper, found.abstract)
        return None


def read_prose_styles(package: Package, main: str) -> ProseStyles:
    """Return what the styles and the numbering of the document `main` offer for prose."""
    targets = {relation.kind: relation.target for relation in read_relations(package, main)}
    numbering = targets.get("numbering", "")
    root = _root(package, targets.get("styles", ""))
    styles, abstract = read_styles(root), _abstracts(_root(package, numbering))
    lists = dict(_lists(styles, abstract))
    return ProseStyles(lists, "" if root is None else _strong(root), numbering)


def _root(package: Package, part: str) -> Element | None:
    return package.read_xml(part) if part in package else None


def _lists(styles: Styles, abstract: Mapping[str, str]) -> Iterator[tuple[tuple[str, int], ListStyle]]:
    """Yield the list styles by kind and depth; one without a numbering shows no marks and is none."""
    for key, style in styles.by_id.items():
        match, found = _LIST.fullmatch(style.name), styles.numbering(key)
        if match and found and found[0] in abstract:
            number, level = found
            yield (match[1], int(match[2] or 1)), ListStyle(key, number, level or 0, abstract[number])


def _strong(styles: Element) -> str:
    """Return the id of the character style "Strong", "" if there is none."""
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        if name is not None and name.get(w("val"), "").lower() == "strong":
            return style.get(w("styleId"), "")
    return ""


def _abstracts(numbering: Element | None) -> dict[str, str]:
    """Return what each numbering (`w:num`) counts by."""
    nums = () if numbering is None else numbering.iter(w("num"))
    found = ((num.get(w("numId"), ""), num.find(w("abstractNumId"))) for num in nums)
    return {key: abstract.get(w("val"), "") for key, abstract in found if abstract is not None}
