"""Text in cells, with its runs of formatting, and the workbook's table of shared strings.

A shared string that holds a tag is only a pattern: its slot is given to a text that rendering makes, so
that no index in an untouched sheet changes and no tag is left behind in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from generator.office.excel.xml import MAIN, child, children, tag
from generator.office.xml import DECLARATION, Element, escape_text

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Run:
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


def _item(runs: Runs) -> str:
    """Return runs as an `si` element."""
    if len(runs) == 1 and runs[0].look is None:
        return f"<si>{_text(runs[0].text)}</si>"
    return f"<si>{''.join(f'<r>{run.look or str()}{_text(run.text)}</r>' for run in runs)}</si>"


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
    """The shared strings of one rendering."""

    def __init__(self, items: Sequence[str], free: Sequence[int], extra: str) -> None:
        self._items = list(items)
        for slot in free:
            self._items[slot] = "<si><t/></si>"
        self._free = list(reversed(free))
        self._known: dict[Runs, int] = {}
        self._extra = extra
        self.used = bool(free)

    def index(self, runs: Runs) -> int:
        """Return the index of a text, entering it if it is new."""
        found = self._known.get(runs)
        if found is None:
            found = self._known[runs] = self._enter(_item(runs))
        return found

    def _enter(self, item: str) -> int:
        self.used = True
        if self._free:
            slot = self._free.pop()
            self._items[slot] = item
            return slot
        self._items.append(item)
        return len(self._items) - 1

    def part(self) -> bytes:
        """Return the finished part."""
        return f'{DECLARATION}<sst xmlns="{MAIN}">{"".join(self._items)}{self._extra}</sst>'.encode()


def _as_text(element: Element) -> str:
    """Return an element of the part as text; the part declares SpreadsheetML as its default."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    head, sign, rest = text.partition(">")
    return head.replace(f' xmlns="{MAIN}"', "") + sign + rest
