"""The paragraph styles of a document as its outline sees them: heading levels, numberings, contents styles.

Built-in styles are known by their names (`w:name`, English in every language), not by their ids. What a style
does not say, the style it is based on says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from generator.office.word.names import w
from generator.office.xml import Element

BODY_LEVEL = 9  # w:outlineLvl of a paragraph outside the outline; headings have 0 … 8
_HEADING = re.compile(r"heading ([1-9])")
_LOCAL_HEADING = re.compile(r"标题 ?([1-9])")
_T = TypeVar("_T")


class Tab(Struct, frozen=True):
    """A tab stop: its alignment, its leader (`none` for nothing) and its place in twips."""

    align: str
    leader: str
    position: int


class ParagraphStyle(Struct, frozen=True):
    """A paragraph style by itself; None is what it leaves to the style it is based on.

    `numbering` is w:numId and `list_level` w:ilvl; `size` is the font's in half points; `indent` in twips.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    based_on: str
    level: int | None
    numbering: str | None
    list_level: int | None
    tabs: tuple[Tab, ...]
    size: int | None
    indent: int | None


class Styles(Struct, frozen=True):
    """The paragraph styles by id; `default` is that of paragraphs that name none, `size` the document's."""

    by_id: Mapping[str, ParagraphStyle]
    default: str
    size: int

    def id_of(self, name: str) -> str:
        """Return the id of the style with this name or alias, "" if there is none."""
        return next((style.id for style in self.by_id.values() if name in (style.name, *style.aliases)), "")

    def heading_level(self, style: str) -> int | None:
        """Return 1 … 9 for the built-in heading styles."""
        found = self.by_id.get(style)
        match = _HEADING.fullmatch(found.name) if found else None
        return int(match[1]) if match else None

    def outline_level(self, style: str) -> int | None:
        """Return the outline level 1 … 9 of paragraphs in a style, None for body text."""
        level = self._inherited(style, lambda each: each.level)
        return None if level is None or level >= BODY_LEVEL else level + 1

    def level_by_names(self, levels: Mapping[str, int], style: str) -> int | None:
        """Return the level that a list of style names gives to a style; the Chinese names of headings count."""
        found = self.by_id.get(style)
        if found is None:
            return None
        heading = _HEADING.fullmatch(found.name)
        names = (
            found.name,
            *found.aliases,
            *((f"标题 {heading[1]}", f"标题{heading[1]}") if heading else ()),
        )
        return next((levels[name] for name in names if name in levels), None)

    def numbering(self, style: str) -> tuple[str, int | None] | None:
        """Return the numbering of a style and its level in it, if the style names one."""
        number = self._inherited(style, lambda each: each.numbering)
        if number is None:
            return None
        return number, self._inherited(style, lambda each: each.list_level)

    def tabs(self, style: str) -> tuple[Tab, ...]:
        """Return the tab stops of a style: its own, else those of the style it is based on."""
        return next((each.tabs for each in self._chain(style) if each.tabs), ())

    def size_of(self, style: str) -> int:
        """Return the font size of a style in half points."""
        return self._inherited(style, lambda each: each.size) or self.size

    def indent_of(self, style: str) -> int:
        """Return the left indent of a style in twips."""
        return self._inherited(style, lambda each: each.indent) or 0

    def _inherited(self, style: str, get: Callable[[ParagraphStyle], _T | None]) -> _T | None:
        return next((value for each in self._chain(style) if (value := get(each)) is not None), None)

    def _chain(self, style: str) -> Iterator[ParagraphStyle]:
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = self.by_id[style].based_on


def read_styles(root: Element | None) -> Styles:
    """Return the paragraph styles of a styles part; without one there are none."""
    if root is None:
        return Styles({}, "", 20)
    found = [style for style in root.iter(w("style")) if style.get(w("type"), "paragraph") == "paragraph"]
    default = next(
        (each.get(w("styleId"), "") for each in found if each.get(w("default")) in ("1", "true")), ""
    )
    size = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}")
    read = [_style(each) for each in found]
    return Styles({each.id: each for each in read}, default, number_of(size) or 20)


def _style(style: Element) -> ParagraphStyle:
    looks = style.find(w("pPr"))
    looks = style if looks is None else looks
    aliases = _value(style.find(w("aliases"))).split(",")
    number = looks.find(f"{w('numPr')}/{w('numId')}")
    indent = looks.find(w("ind"))
    left = None if indent is None else indent.get(w("left"), indent.get(w("start"), ""))
    return ParagraphStyle(
        id=style.get(w("styleId"), ""),
        name=_value(style.find(w("name"))).lower(),
        aliases=tuple(alias.strip().lower() for alias in aliases if alias.strip()),
        based_on=_value(style.find(w("basedOn"))),
        level=number_of(looks.find(w("outlineLvl"))),
        numbering=None if number is None else _value(number),
        list_level=number_of(looks.find(f"{w('numPr')}/{w('ilvl')}")),
        tabs=tuple(_tab(tab) for tab in looks.findall(f"{w('tabs')}/{w('tab')}")),
        size=number_of(style.find(f"{w('rPr')}/{w('sz')}")),
        indent=int(left) if left and left.isdecimal() else None,
    )


def _tab(tab: Element) -> Tab:
    position = tab.get(w("pos"), "0")
    return Tab(
        tab.get(w("val"), "left"),
        tab.get(w("leader"), "none"),
        int(position) if position.lstrip("-").isdecimal() else 0,
    )


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(w("val"), "")


def number_of(element: Element | None) -> int | None:
    """Return the whole number that an element gives as its value, None where it gives none."""
    text = _value(element)
    return int(text) if text.removeprefix("-").isdecimal() else None
