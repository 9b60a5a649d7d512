"""Text in cells, with its runs of formatting, and the workbook's table of shared strings.

A shared string that holds a tag is only a pattern: its slot is given to a text that rendering makes, so
that no index in an untouched sheet changes and no tag is left behind in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree
from msgspec import Struct

from generator.office.excel.xml import MAIN, child, children, tag
from generator.office.xml import DECLARATION, Element, escape_text

_ITEMS_AT_ONCE = 1000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Run(Struct, frozen=True):
    """A piece of text in one formatting; `look` is its `rPr` element as text, None for the cell's own font."""

    text: str
    look: str | None = None


Runs = tuple[Run, ...]


def read_runs(holder: Element) -> Runs:
    """Return the text of an `si` or `is` element. Phonetic guides are not text."""
    plain = child(holder, "t")
    if plain is not None:
        return (Run(_unescaped(plain.text or "")),)
    return tuple(Run(_run_text(run), _look(run)) for run in children(holder, "r"))


def _look(run: Element) -> str | None:
    look = child(run, "rPr")
    return None if look is None else _as_text(look)


def _run_text(run: Element) -> str:
    return _unescaped("".join(text.text or "" for text in children(run, "t")))


def plain_text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def joined(written: Sequence[tuple[int, str]], pattern: Runs) -> Runs:
    """Return the printed pieces in the formatting of the pattern's runs, neighbours of one run as one."""
    runs: list[Run] = []
    last = -1
    for number, text in written:
        if number == last:
            runs[-1] = Run(runs[-1].text + text, runs[-1].look)
        else:
            runs.append(Run(text, pattern[number].look))
            last = number
    return tuple(run for run in runs if run.text)


def _item(text: str | Runs) -> str:
    """Return plain text, or runs, as an `si` element."""
    if isinstance(text, str):
        return f"<si>{_text(text)}</si>"
    return f"<si>{''.join(f'<r>{run.look or str()}{_text(run.text)}</r>' for run in text)}</si>"


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{space}>{escape_text(escaped(text))}</t>"


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """Return text as it is written: what looks like an escape of Excel's (`_x0007_`) must not be one."""
    return _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)


class SharedStrings:
    """The shared strings of a template; they never change, a rendering takes a `StringTable` of them."""

    def __init__(self, root: Element | None) -> None:
        items = [] if root is None else children(root, "si")
        self.items = tuple(_as_text(item) for item in items)
        self.runs = [read_runs(item) for item in items]
        self.patterns: set[int] = set()
        self.extra = "" if root is None else "".join(_as_text(e) for e in root if e.tag != tag("si"))

    def table(self) -> StringTable:
        """Return a fresh table in which the slots of the patterns are free."""
        return StringTable(self.items, sorted(self.patterns), self.extra)


class StringTable:
    """The shared strings of one rendering: the template's, and those that rendering makes; `known` are the latter."""

    def __init__(self, items: Sequence[str], free: Sequence[int], extra: str) -> None:
        self._items = list(items)
        for slot in free:
            self._items[slot] = "<si><t/></si>"
        self._free = list(reversed(free))
        self._made: list[str | Runs] = []
        self.known: dict[str | Runs, int] = {}
        self._extra = extra
        self.used = bool(free)

    def index(self, text: str | Runs) -> int:
        """Return the index of a text in the cell's own font, or of runs in others, entering what is new."""
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = self._enter(text)
        return found

    def _enter(self, text: str | Runs) -> int:
        self.used = True
        if self._free:
            slot = self._free.pop()
            self._items[slot] = _item(text)
            return slot
        self._made.append(text)
        return len(self._items) + len(self._made) - 1

    def text(self, index: int) -> str:
        """Return the text with this index as a reader sees it."""
        if index < len(self._items):
            item = self._items[index].replace("<si", f'<si xmlns="{MAIN}"', 1)
            return plain_text(read_runs(etree.fromstring(item)))
        made = self._made[index - len(self._items)]
        return made if isinstance(made, str) else plain_text(made)

    def pieces(self) -> Iterator[bytes]:
        """Yield the finished part, piece by piece."""
        yield f'{DECLARATION}<sst xmlns="{MAIN}">{"".join(self._items)}'.encode()
        made = map(_item, self._made)
        while piece := "".join(islice(made, _ITEMS_AT_ONCE)):
            yield piece.encode()
        yield f"{self._extra}</sst>".encode()


def _as_text(element: Element) -> str:
    """Return an element of the part as text; the part declares SpreadsheetML as its default."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    head, sign, rest = text.partition(">")
    return head.replace(f' xmlns="{MAIN}"', "") + sign + rest
