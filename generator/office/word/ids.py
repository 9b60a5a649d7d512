"""Ids and names that must be unique in a part: of drawings, content controls, shapes and bookmarks.

The first to use an id keeps it, since other parts may refer to it; its copies get new ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")(\d+)(")')
_CONTROL = re.compile(r'(<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:id w:val=")(-?\d+)(")', re.DOTALL)
_SHAPE = re.compile(r'(<v:(?:shape|rect|roundrect|oval|line|group|textbox)\b[^>]*?\sid=")([^"]*)(")')
_BOOKMARK = re.compile(r"<w:bookmark(Start|End)\b[^>]*/>")
_ID = re.compile(r'\bw:id="(-?\d+)"')
_NAME = re.compile(r'\bw:name="([^"]*)"')
_LONGEST_NAME = 40


def make_ids_unique(text: str) -> str:
    """Return the part with new ids for whatever a loop has copied, and without halves of bookmarks."""
    if "<wp:docPr" in text:
        text = _renumbered(text, _DRAWING)
    if "<w:sdtPr>" in text:
        text = _renumbered(text, _CONTROL)
    if "<v:" in text:
        text = _renamed(text, _SHAPE)
    if "<w:bookmark" in text:
        text = _BOOKMARK.sub(_Bookmarks.of(text).replace, text)
    return text


def _renumbered(text: str, pattern: re.Pattern[str]) -> str:
    taken = [int(match[2]) for match in pattern.finditer(text)]
    if len(taken) == len(set(taken)):
        return text
    free = max(taken, default=0) + 1
    return pattern.sub(_Fresh(lambda _, copies: str(free + copies)).replace, text)


def _renamed(text: str, pattern: re.Pattern[str]) -> str:
    taken = {match[2] for match in pattern.finditer(text)}

    def fresh(name: str, copies: int) -> str:
        made = f"{name}_c{copies + 1}"
        return made if made not in taken else f"{made}_"

    return pattern.sub(_Fresh(fresh).replace, text)


@dataclass(slots=True)
class _Fresh:
    """Leaves the first use of an id and makes a new one for each later use."""

    make: Callable[[str, int], str]
    seen: set[str] = field(default_factory=set)
    copies: int = 0

    def replace(self, match: re.Match[str]) -> str:
        if match[2] not in self.seen:
            self.seen.add(match[2])
            return match[0]
        made = self.make(match[2], self.copies)
        self.copies += 1
        return f"{match[1]}{made}{match[3]}"


@dataclass(slots=True)
class _Bookmarks:
    """Bookmarks are pairs: an end belongs to the last start with its id. A half without the other goes."""

    names: set[str]
    next_id: int
    widows: set[int]
    used_ids: set[str] = field(default_factory=set)
    used_names: set[str] = field(default_factory=set)
    open: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> _Bookmarks:
        marks = list(_BOOKMARK.finditer(text))
        ids = [int(found[1]) for mark in marks if (found := _ID.search(mark[0]))]
        names = {found[1] for mark in marks if (found := _NAME.search(mark[0]))}
        return cls(names, max(ids, default=0) + 1, _widows(marks))

    def replace(self, mark: re.Match[str]) -> str:
        found = _ID.search(mark[0])
        if found is None or mark.start() in self.widows:
            return ""
        if mark[1] == "End":
            return mark[0].replace(found[0], f'w:id="{self.open.pop(found[1])}"')
        self.open[found[1]] = self._new_id(found[1])
        renumbered = mark[0].replace(found[0], f'w:id="{self.open[found[1]]}"')
        return _NAME.sub(lambda name: f'w:name="{self._new_name(name[1])}"', renumbered)

    def _new_id(self, old: str) -> str:
        new = old
        if old in self.used_ids:
            new, self.next_id = str(self.next_id), self.next_id + 1
        self.used_ids.add(old)
        return new

    def _new_name(self, old: str) -> str:
        new, number = old, 1
        while new in self.used_names or (number > 1 and new in self.names):
            number += 1
            suffix = f"_{number}"
            new = old[: _LONGEST_NAME - len(suffix)] + suffix
        self.used_names.add(new)
        return new


def _widows(marks: list[re.Match[str]]) -> set[int]:
    """Return where starts without an end and ends without a start stand."""
    open_at: dict[str, int] = {}
    lonely: set[int] = set()
    for mark in marks:
        found = _ID.search(mark[0])
        key = found[1] if found else ""
        if mark[1] == "Start":
            lonely |= {open_at[key]} if key in open_at else set()
            open_at[key] = mark.start()
        elif key in open_at:
            del open_at[key]
        else:
            lonely.add(mark.start())
    return lonely | set(open_at.values())
