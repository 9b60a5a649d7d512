"""Text in cells, with its runs of formatting, and the workbook's table of shared strings.

A shared string that holds a tag is only a pattern: its slot is given to a text that rendering makes, so
that no index in an untouched sheet changes and no tag is left behind in the file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count

from lxml import etree

from generator.office.excel.xml import MAIN, child, children, drop_attributes, tag
from generator.office.xml import Element, write_xml

_NO_STRINGS = f'<sst xmlns="{MAIN}"/>'.encode()
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one formatting; `look` is its `rPr` element, None for the cell's own font."""

    text: str
    look: Element | None = None


Runs = tuple[Run, ...]


def read_runs(holder: Element) -> Runs:
    """Return the text of an `si` or `is` element. Phonetic guides are not text."""
    plain = child(holder, "t")
    if plain is not None:
        return (Run(_unescaped(plain.text or "")),)
    return tuple(Run(_run_text(run), child(run, "rPr")) for run in children(holder, "r"))


def _run_text(run: Element) -> str:
    return _unescaped("".join(text.text or "" for text in children(run, "t")))


def plain_text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def write_runs(holder: Element, runs: Runs) -> None:
    """Make `runs` the content of an `si` or `is` element."""
    if len(runs) == 1 and runs[0].look is None:
        _write_text(holder, runs[0].text)
        return
    for run in runs:
        element = etree.SubElement(holder, tag("r"))
        if run.look is not None:
            element.append(copy.deepcopy(run.look))
        _write_text(element, run.text)


def _write_text(holder: Element, text: str) -> None:
    element = etree.SubElement(holder, tag("t"))
    element.text = escaped(text)
    if text != text.strip() or "\n" in text:
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """Return text as it is written: what looks like an escape of Excel's (`_x0007_`) must not be one."""
    return _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)


class SharedStrings:
    """The shared strings of a template; they never change, a rendering takes a `StringTable` of them."""

    def __init__(self, root: Element | None) -> None:
        self._root = etree.fromstring(_NO_STRINGS) if root is None else root
        self._items = children(self._root, "si")
        self.runs = [read_runs(item) for item in self._items]
        self.patterns: set[int] = set()

    def table(self) -> StringTable:
        """Return a fresh table in which the slots of the patterns are free."""
        root = copy.deepcopy(self._root)
        return StringTable(root, sorted(self.patterns))


class StringTable:
    """The shared strings of one rendering."""

    def __init__(self, root: Element, free: list[int]) -> None:
        self._root = root
        self._items = children(root, "si")
        for slot in free:
            _emptied(self._items[slot])
        self._slots: Iterator[int] = chain(free, count(len(self._items)))
        self._known: dict[Runs, int] = {}
        self._freed = bool(free)

    @property
    def used(self) -> bool:
        """Tell whether the table differs from the template's."""
        return self._freed or bool(self._known)

    def index(self, runs: Runs) -> int:
        """Return the index of a text, entering it if it is new."""
        if runs not in self._known:
            self._known[runs] = slot = next(self._slots)
            write_runs(self._item(slot), runs)
        return self._known[runs]

    def text(self, index: int) -> str:
        """Return the text at an index."""
        return plain_text(read_runs(self._items[index])) if index < len(self._items) else ""

    def _item(self, slot: int) -> Element:
        if slot == len(self._items):
            self._items.append(etree.SubElement(self._root, tag("si")))
        return self._items[slot]

    def part(self) -> bytes:
        """Return the finished part."""
        for item in self._items:
            if len(item) == 0:
                etree.SubElement(item, tag("t"))
        drop_attributes(self._root, "count", "uniqueCount")
        return write_xml(self._root)


def _emptied(item: Element) -> None:
    for inner in list(item):
        item.remove(inner)
