"""The styles of a template in which prose is written: its lists, and its bold words.

Word's built-in styles are known by their names (`w:name`, the same in every language), not by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.office.package import Package
from generator.office.relations import read_relations
from generator.office.word.names import w
from generator.office.xml import Element

_LIST = re.compile(r"list (bullet|number)(?: ([2-5]))?")


@dataclass(frozen=True, slots=True)
class ListStyle:
    """A style for entries of a list: its id, and the numbering and level it uses; `abstract` is what counts."""

    style: str
    numbering: str
    level: int
    abstract: str


@dataclass(frozen=True, slots=True)
class ProseStyles:
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
    styles = targets.get("styles", "")
    numbering = targets.get("numbering", "")
    root = package.read_xml(styles) if styles in package else None
    abstract = _abstracts(package.read_xml(numbering)) if numbering in package else {}
    named = {} if root is None else _by_name(root)
    lists = {key: made for key, style in _lists(named).items() if (made := _list_style(style, abstract))}
    strong = named.get("strong")
    return ProseStyles(lists, "" if strong is None else strong.get(w("styleId"), ""), numbering)


def _by_name(styles: Element) -> dict[str, Element]:
    found = ((style.find(w("name")), style) for style in styles.iter(w("style")))
    return {name.get(w("val"), "").lower(): style for name, style in found if name is not None}


def _lists(named: Mapping[str, Element]) -> dict[tuple[str, int], Element]:
    matches = ((_LIST.fullmatch(name), style) for name, style in named.items())
    return {(match[1], int(match[2] or 1)): style for match, style in matches if match}


def _list_style(style: Element, abstract: Mapping[str, str]) -> ListStyle | None:
    """Return a list style; None for one without a numbering, which shows no marks."""
    looks = style.find(f"{w('pPr')}/{w('numPr')}")
    if looks is None:
        return None
    number, level = looks.find(w("numId")), looks.find(w("ilvl"))
    key = "" if number is None else number.get(w("val"), "")
    if key not in abstract:
        return None
    depth = 0 if level is None else int(level.get(w("val"), "0"))
    return ListStyle(style.get(w("styleId"), ""), key, depth, abstract[key])


def _abstracts(numbering: Element) -> dict[str, str]:
    """Return what each numbering (`w:num`) counts by."""
    found = ((num.get(w("numId"), ""), num.find(w("abstractNumId"))) for num in numbering.iter(w("num")))
    return {key: abstract.get(w("val"), "") for key, abstract in found if abstract is not None}
