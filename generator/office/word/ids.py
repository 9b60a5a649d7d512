"""Ids and names that must be unique in a part: of drawings, content controls, shapes, bookmarks, tracked changes.

The first to use an id keeps it, since other parts may refer to it; its copies get new ones. What is rendered holds
no ids but those of its source, so new ones are counted from there and a rendering can be gone through in windows.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct, field

from generator.office.searching import replaced_at

_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")(\d+)(")')
_CONTROL = re.compile(r'(<w:sdtPr[ >](?:(?!</w:sdtPr>).)*?<w:id w:val=")(-?\d+)(")', re.DOTALL)
_REVISION = re.compile(
    r'(<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)\b[^>]*?\sw:id=")(\d+)(")'
)
_SHAPE = re.compile(r'(<v:(?:shape|rect|roundrect|oval|line|group|textbox)\b[^>]*?\sid=")([^"]*)(")')
_BOOKMARK = re.compile(  # its kind, its id and its name, in whatever order
    r'<w:bookmark(Start|End)\b(?:(?=[^>]*?\bw:id="(-?\d+)"))?(?:(?=[^>]*?\bw:name="([^"]*)"))?[^>]*/>'
)
_MARK = "<w:bookmark"
_BLOCK_OR_BOOKMARK = re.compile(
    r"\{%-?\s*(?:(?P<opens>(?:if|for|with)\b)|(?P<turns>el(?:if|se)\b)|(?P<closes>end))|" + _BOOKMARK.pattern
)
_ID = re.compile(r'\bw:id="(-?\d+)"')
_NAME = re.compile(r'\bw:name="([^"]*)"')
_LONGEST_NAME = 40

Renewal = Callable[[str], str]


class _Kind(Protocol):
    """One kind of ids, as the source has them; `begin` returns what renews those of one rendering."""

    def begin(self) -> Renewal: ...


class Ids(Struct, frozen=True):
    """The ids of a part, by the markup that has them.

    With `halves` rendering can leave half a bookmark, and has to be gone through as a whole.
    """

    kinds: tuple[tuple[str, _Kind], ...]
    halves: bool

    @classmethod
    def of(cls, source: str) -> Ids | None:
        """Return the ids of a source, None where it has none."""
        kinds = [(mark, make(source)) for mark, make in _KINDS.items() if mark in source]
        return cls(tuple(kinds), not _bookmarks_stay_whole(source)) if kinds else None

    def begin(self) -> Renewal:
        """Return what gives new ids to whatever a loop has copied, and takes halves of bookmarks out."""
        steps = [(mark, kind.begin()) for mark, kind in self.kinds]

        def renew(text: str) -> str:
            for mark, step in steps:
                text = step(text) if mark in text else text
            return text

        return renew


class _Numbers(Struct, frozen=True):
    """Ids that are numbers; those from `free` on are not used. Their markup begins with `stretch`."""

    stretch: str
    pattern: re.Pattern[str]
    free: int

    @classmethod
    def of(cls, source: str, stretch: str, pattern: re.Pattern[str]) -> _Numbers:
        return cls(
            stretch, pattern, max((int(match[2]) for match in pattern.finditer(source)), default=0) + 1
        )

    def begin(self) -> Renewal:
        fresh = _Fresh(lambda _, copies: str(self.free + copies))
        return lambda text: replaced_at(self.stretch, self.pattern, fresh.replace, text)


class _Shapes(Struct, frozen=True):
    """Ids of shapes, which are names."""

    taken: frozenset[str]

    @classmethod
    def of(cls, source: str) -> _Shapes:
        return cls(frozenset(match[2] for match in _SHAPE.finditer(source)))

    def begin(self) -> Renewal:
        fresh = _Fresh(self._new)
        return lambda text: _SHAPE.sub(fresh.replace, text)

    def _new(self, name: str, copies: int) -> str:
        made = f"{name}_c{copies + 1}"
        return made if made not in self.taken else f"{made}_"


class _Fresh(Struct):
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


class _Bookmarks(Struct, frozen=True):
    """Bookmarks are pairs: an end belongs to the last start with its id. A half without the other goes."""

    names: frozenset[str]
    free: int
    halves: bool

    @classmethod
    def of(cls, source: str) -> _Bookmarks:
        marks = [mark[0] for mark in _BOOKMARK.finditer(source)]
        ids = [int(found[1]) for mark in marks if (found := _ID.search(mark))]
        names = frozenset(found[1] for mark in marks if (found := _NAME.search(mark)))
        return cls(names, max(ids, default=0) + 1, not _bookmarks_stay_whole(source))

    def begin(self) -> Renewal:
        marks = _Marks(self.names, self.free)

        def renew(text: str) -> str:
            first, *stretches = text.split(_MARK)
            found = [_mark_at(each[: each.find(">") + 1]) for each in stretches]
            if not self.halves and marks.takes([mark for mark in found if mark]):
                return text
            lonely = _widows(found) if self.halves else ()
            pieces = [first]
            for number, (mark, stretch) in enumerate(zip(found, stretches, strict=True)):
                new = "" if number in lonely else mark and marks.renewed(mark)
                if mark is None or new == mark.text:
                    pieces += (_MARK, stretch)
                else:
                    pieces += (new or "", stretch[len(mark.text) - len(_MARK) :])
            return "".join(pieces)

        return renew


class _Mark(Struct, frozen=True):
    """One end of a bookmark; a start has a name."""

    text: str
    starts: bool
    id: str | None
    name: str | None

    def with_values(self, new_id: str, new_name: str | None) -> str:
        text = self.text.replace(f'w:id="{self.id}"', f'w:id="{new_id}"', 1)
        return text.replace(f'w:name="{self.name}"', f'w:name="{new_name}"', 1)


@functools.lru_cache(maxsize=4096)
def _mark_at(rest: str) -> _Mark | None:
    """Return the mark whose text behind `_MARK` this is; the copies that a loop makes are alike."""
    found = _BOOKMARK.fullmatch(_MARK + rest)
    return _Mark(found[0], found[1] == "Start", found[2], found[3]) if found else None


class _Marks(Struct):
    """The bookmarks of one rendering so far."""

    names: frozenset[str]
    next_id: int
    used_ids: set[str] = field(default_factory=set)
    used_names: set[str] = field(default_factory=set)
    copies: dict[str, int] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)

    def takes(self, found: Sequence[_Mark]) -> bool:
        """Take the bookmarks of a stretch as they are, if none is a copy and each ends in it."""
        starts = [mark.id for mark in found if mark.starts]
        ends = [mark.id for mark in found if not mark.starts]
        names = [mark.name for mark in found if mark.starts]
        free = self.used_ids.isdisjoint(starts) and self.used_names.isdisjoint(names)
        single = len(starts) == len(set(starts)) == len(set(names)) and None not in (*starts, *names)
        if self.open or not free or not single or set(starts) != set(ends) or len(starts) != len(ends):
            return False
        self.used_ids.update(filter(None, starts))
        self.used_names.update(filter(None, names))
        return True

    def renewed(self, mark: _Mark) -> str:
        """Return the mark with an id and a name that only it has; nothing for one that has no id."""
        old, name = mark.id, mark.name
        if old is None:
            return ""
        if not mark.starts:
            new = self.open.pop(old)
        else:
            new = self.open[old] = self._new_id(old)
            name = name and self._new_name(name)
        return mark.text if (new, name) == (old, mark.name) else mark.with_values(new, name)

    def _new_id(self, old: str) -> str:
        new = old
        if old in self.used_ids:
            new, self.next_id = str(self.next_id), self.next_id + 1
        self.used_ids.add(old)
        return new

    def _new_name(self, old: str) -> str:
        new, number = old, self.copies.get(old, 1)
        while new in self.used_names or (number > 1 and new in self.names):
            number += 1
            suffix = f"_{number}"
            new = old[: _LONGEST_NAME - len(suffix)] + suffix
        self.used_names.add(new)
        self.copies[old] = number
        return new


def _widows(marks: Sequence[_Mark | None]) -> set[int]:
    """Return the numbers of starts without an end and of ends without a start."""
    open_at: dict[str | None, int] = {}
    lonely: set[int] = set()
    for number, mark in enumerate(marks):
        if mark is None:
            continue
        if mark.starts:
            lonely |= {open_at[mark.id]} if mark.id in open_at else set()
            open_at[mark.id] = number
        elif mark.id in open_at:
            del open_at[mark.id]
        else:
            lonely.add(number)
    return lonely | set(open_at.values())


def _bookmarks_stay_whole(source: str) -> bool:
    """Tell whether both ends of every bookmark are copied and dropped together: one block holds them."""
    blocks: list[int] = []
    open_in: dict[str, tuple[int, ...]] = {}
    for number, mark in enumerate(_BLOCK_OR_BOOKMARK.finditer(source)):
        if mark["opens"] or mark["turns"]:
            blocks = [*(blocks if mark["opens"] else blocks[:-1]), number]
        elif mark["closes"]:
            blocks = blocks[:-1]
        elif not _pairs(mark[0], tuple(blocks), open_in):
            return False
    return not open_in


def _pairs(mark: str, blocks: tuple[int, ...], open_in: dict[str, tuple[int, ...]]) -> bool:
    """Take one mark of a bookmark in; tell whether it stands where it may."""
    found = _ID.search(mark)
    key = found[1] if found else ""
    if not mark.startswith("<w:bookmarkStart"):
        return open_in.pop(key, None) == blocks
    fits = key not in open_in
    open_in[key] = blocks
    return fits


_KINDS: dict[str, Callable[[str], _Kind]] = {
    "<wp:docPr": lambda source: _Numbers.of(source, "<wp:docPr", _DRAWING),
    "<w:sdtPr": lambda source: _Numbers.of(source, "<w:sdtPr", _CONTROL),
    ' w:author="': lambda source: _Numbers.of(source, "<w:", _REVISION),
    "<v:": _Shapes.of,
    _MARK: _Bookmarks.of,
}
