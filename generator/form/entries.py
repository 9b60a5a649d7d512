"""Several entries in one cell, one a line.

A line that ends with ↵ goes on in the next one: so an entry may have line breaks of its own. An ↵ that is meant is
written twice there.
"""

from __future__ import annotations

import re

GOES_ON = "↵"
_SEPARATORS = re.compile(r"[\n、,，;；]")


def join_entries(entries: list[str]) -> str:
    """Return entries as the text of a cell."""
    return "\n".join(_with_marks(entry) for entry in entries)


def _with_marks(entry: str) -> str:
    *before, last = (_doubled(line) for line in entry.split("\n"))
    return "\n".join([*(line + GOES_ON for line in before), last])


def _doubled(line: str) -> str:
    bare = line.rstrip(GOES_ON)
    return bare + GOES_ON * 2 * (len(line) - len(bare))


def split_entries(text: str) -> list[str]:
    """Return the entries in the text of a cell; lines that say nothing are none."""
    entries: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        bare = line.rstrip(GOES_ON)
        marks = len(line) - len(bare)
        said = bare + GOES_ON * (marks // 2)
        if goes_on:
            entries[-1] += f"\n{said}"
        elif said.strip() or marks % 2:
            entries.append(said)
        goes_on = marks % 2 == 1
    return entries


def split_short(text: str) -> list[str]:
    """Return short values that stand in one cell: one a line, or all on one line with signs between them."""
    parts = split_entries(text) if "\n" in text else _SEPARATORS.split(text)
    return [part.strip() for part in parts if part.strip()]


def join_short(values: list[str]) -> str:
    """Return short values as the text of a cell."""
    if any(_SEPARATORS.search(value) for value in values):
        return join_entries(values)
    return "、".join(values)


def is_short(text: str) -> bool:
    """Tell whether a text stays whole among others in one cell."""
    return not _SEPARATORS.search(text)
