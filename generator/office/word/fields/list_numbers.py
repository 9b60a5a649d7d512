"""The numbers that Word computes for paragraphs of a list: 一、 · (二) · 2.1.

They stand nowhere in the text; a contents table and cross references print them. They are counted here as Word
counts them: every use of an abstract numbering counts on, deeper levels begin anew behind a higher one, and a
numbering with a start of its own takes it the first time it is used (ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from generator.office.word.fields.numerals import numeral
from generator.office.word.fields.outline import Styles, number_of
from generator.office.word.names import w
from generator.office.xml import Element

_PLACE = re.compile(r"%([1-9])")
_DEPTH = 9


class Level(Struct, frozen=True):
    """One level: `text` holds %1 … %9 for the numbers of the levels; `suffix` is what follows it.

    `restart` is the number of the level (from 1) behind which it begins anew, 0 for never, None for any higher.
    `style` is the paragraph style bound to it.
    """

    start: int = 1
    style_of_number: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


class Numbering(Struct, frozen=True, eq=False):
    """A `w:num`: the abstract numbering it counts in, its levels, and the levels it starts anew."""

    abstract: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int]


class PrintedNumber(Struct, frozen=True):
    """What stands before a numbered paragraph; `full` is led by the numbers it stands under: 一、(二)."""

    text: str
    suffix: str
    full: str


class Numberings(Struct, frozen=True):
    """All numberings of a document by w:numId, and the styles that name them."""

    by_id: Mapping[str, Numbering]
    styles: Styles

    def of(self, style: str, number: str | None, level: int | None) -> tuple[str, int] | None:
        """Return numbering and level of a paragraph in `style` that itself names `number` and `level`."""
        from_style = self.styles.numbering(style)
        key = number if number is not None else from_style[0] if from_style else None
        found = self.by_id.get(key or "")
        if key is None or found is None:
            return None
        if level is None and number is None:
            level = next((n for n, each in enumerate(found.levels) if each.style == style), None)
            level = level if level is not None else from_style[1] if from_style else None
        return key, min(level or 0, len(found.levels) - 1)


class Counting(Struct):
    """Counts through a document, paragraph by paragraph."""

    numberings: Mapping[str, Numbering]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def next(self, key: str, level: int) -> PrintedNumber:
        """Return the number of the next paragraph at `level` (from 0) of numbering `key`."""
        numbering = self.numberings[key]
        counts = self.counts.setdefault(numbering.abstract, [None] * _DEPTH)
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = numbering.levels[higher].start
        counts[level] = self._count(key, numbering, level, counts[level])
        for deeper in range(level + 1, len(numbering.levels)):
            restart = numbering.levels[deeper].restart
            if restart is None or level < restart:
                counts[deeper] = None
        return _printed(numbering, level, tuple(counts[: level + 1]))

    def _count(self, key: str, numbering: Numbering, level: int, before: int | None) -> int:
        if level in numbering.starts and (key, level) not in self.started:
            self.started.add((key, level))
            return numbering.starts[level]
        return (
            before + 1 if before is not None else numbering.starts.get(level, numbering.levels[level].start)
        )


@functools.lru_cache(maxsize=1024)
def _printed(numbering: Numbering, level: int, counts: tuple[int | None, ...]) -> PrintedNumber:
    own = numbering.levels[level]
    if own.style_of_number == "bullet":
        return PrintedNumber("", own.suffix, "")
    named = {int(place[1]) - 1 for place in _PLACE.finditer(own.text)}
    above = [_text(numbering, each, counts) for each in range(level) if each not in named]
    text = _text(numbering, level, counts)
    return PrintedNumber(text, own.suffix, "".join([*above, text]))


def _text(numbering: Numbering, level: int, counts: Sequence[int | None]) -> str:
    own = numbering.levels[level]

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        if at > level:
            return ""
        style = "decimal" if own.legal else numbering.levels[at].style_of_number
        return numeral(counts[at] or 0, style)

    return _PLACE.sub(number, own.text)


def read_numberings(root: Element | None, styles: Styles) -> Numberings:
    """Return the numberings of a numbering part; without one there are none."""
    if root is None:
        return Numberings({}, styles)
    abstracts = {each.get(w("abstractNumId"), ""): each for each in root.findall(w("abstractNum"))}
    nums = {each.get(w("numId"), ""): each for each in root.findall(w("num"))}
    by_style = {link: key for key, each in abstracts.items() if (link := _value(each, "styleLink"))}
    by_id: dict[str, Numbering] = {}
    for key, num in nums.items():
        abstract = _value(num, "abstractNumId")
        if abstract in abstracts:
            abstract = by_style.get(_value(abstracts[abstract], "numStyleLink"), abstract)
            by_id[key] = _numbering(num, abstract, abstracts[abstract])
    return Numberings(by_id, styles)


def _numbering(num: Element, key: str, abstract: Element) -> Numbering:
    levels = [Level()] * _DEPTH
    for each in abstract.findall(w("lvl")):
        levels[_index(each)] = _level(each)
    starts: dict[int, int] = {}
    for override in num.findall(w("lvlOverride")):
        redefined, start = override.find(w("lvl")), number_of(override.find(w("startOverride")))
        if redefined is not None:
            levels[_index(override)] = _level(redefined)
        if start is not None:
            starts[_index(override)] = start
    return Numbering(key, tuple(levels), starts)


def _level(level: Element) -> Level:
    start, legal = number_of(level.find(w("start"))), level.find(w("isLgl"))
    return Level(
        start=0 if start is None else start,
        style_of_number=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText"),
        suffix=_value(level, "suff") or "tab",
        restart=number_of(level.find(w("lvlRestart"))),
        legal=legal is not None and legal.get(w("val"), "1") not in ("0", "false", "off"),
        style=_value(level, "pStyle"),
    )


def _index(element: Element) -> int:
    text = element.get(w("ilvl"), "0")
    return min(int(text), _DEPTH - 1) if text.isdecimal() else 0


def _value(element: Element, name: str) -> str:
    found = element.find(w(name))
    return "" if found is None else found.get(w("val"), "")
