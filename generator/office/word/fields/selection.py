"""Which paragraphs a contents table lists: the switches of a TOC field, read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.office.word.fields.codes import Code
from generator.office.word.fields.outline import Styles
from generator.office.word.fields.paragraphs import Paragraph

_RANGE = re.compile(r"([1-9])\s*[-–—~]\s*([1-9])")
_SEPARATORS = re.compile("[,;，；]")
_EVERY = range(1, 10)


class Selection(Struct, frozen=True):
    """What a TOC field lists. A level outside `levels` is not listed; `unnumbered` are levels without pages."""

    code: Code
    headings: range
    outline: range
    named: Mapping[str, int]
    unnumbered: range

    @classmethod
    def of(cls, code: Code) -> Selection:
        """Read the switches; a field without any lists all headings."""
        plain = not any(switch in code for switch in "otufca")
        headings = _range(code, "o") or (_EVERY if plain or "o" in code else range(0))
        outline = (_range(code, "o") or _EVERY) if "u" in code else range(0)
        unnumbered = (_range(code, "n") or _EVERY) if "n" in code else range(0)
        return cls(code, headings, outline, _named(code.switches.get("t", "")), unnumbered)

    @property
    def sequence(self) -> str:
        """The name of the captions listed, in small letters."""
        return (self.code.switches.get("c") or self.code.switches.get("a") or "").casefold()

    def levels(self, styles: Styles) -> Callable[[Paragraph], int | None]:
        """Return what tells the level at which a paragraph is listed, None for one that is not."""
        known: dict[tuple[str, int | None], int | None] = {}

        def level(each: Paragraph) -> int | None:
            key = each.style or styles.default, each.level
            if key not in known:
                known[key] = self._level(*key, styles)
            return known[key]

        return level

    def _level(self, style: str, own: int | None, styles: Styles) -> int | None:
        named = styles.level_by_names(self.named, style) if self.named else None
        heading = styles.heading_level(style)
        if named or (heading in self.headings):
            return named or heading
        if not self.outline or (style in styles.by_id and styles.by_id[style].name.startswith("toc ")):
            return None
        level = styles.outline_level(style) if own is None else own
        return level if level in self.outline else None


def _range(code: Code, switch: str) -> range:
    found = _RANGE.search(code.switches.get(switch, ""))
    return range(int(found[1]), int(found[2]) + 1) if found else range(0)


def _named(listed: str) -> dict[str, int]:
    """Read `附属标题,1,正文标题,2`."""
    words = [word.strip() for word in _SEPARATORS.split(listed)]
    pairs = zip(words[::2], words[1::2], strict=False)
    return {name.lower(): int(level) for name, level in pairs if level.isdecimal()}


def level_of_mark(code: Code, selection: Selection) -> int | None:
    """Return the level at which a TC field is listed, None where it belongs to another table."""
    if (code.switches.get("f") or "C").upper() != (selection.code.switches.get("f") or "C").upper():
        return None
    level = code.switches.get("l", "1")
    depth = int(level) if level.isdecimal() else 1
    listed = _range(selection.code, "l") or _EVERY
    return depth if depth in listed else None
