"""On which cells the comments of a campaign file hang as notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.campaign import Path
from generator.form.layout import Block

Anchor = tuple[str, tuple[int, int] | None]
"""A block by its title, and a cell of it by row and column; without a cell it is the title."""
Entries = Mapping[str, Sequence[tuple[Path, Any]]]
"""The entries of every block by its title, each with its path."""


def place_notes(comments: Mapping[Path, str], blocks: Iterable[Block], entries: Entries) -> dict[Anchor, str]:
    """Return the text of every note: on the cell of what it is about, or on the nearest there is."""
    anchors = _anchors(blocks, entries)
    notes: dict[Anchor, list[str]] = {}
    for path, comment in comments.items():
        anchor = _nearest(path, anchors)
        if anchor is not None:
            notes.setdefault(anchor, []).append(comment)
    return {anchor: "\n".join(texts) for anchor, texts in notes.items()}


def _anchors(blocks: Iterable[Block], entries: Entries) -> dict[Path, Anchor]:
    """Return the cells of paths: of values, of groups (that of their first value), of entries (their first one)."""
    anchors: dict[Path, Anchor] = {}
    for block in blocks:
        anchors.setdefault(block.path, (block.title, None))
        first = len(block.columns) - len(block.fields)
        for row, (path, _) in enumerate(entries[block.title]):
            if block.form == "table":
                anchors.setdefault(path[:-1], (block.title, (row, 0)))
                anchors[path] = (block.title, (row, 0))
            for column, field in enumerate(block.fields, first):
                for length in range(1, len(field.steps) + 1):
                    anchors.setdefault((*path, *field.steps[:length]), (block.title, (row, column)))
    return anchors


def _nearest(path: Path, anchors: Mapping[Path, Anchor]) -> Anchor | None:
    for length in range(len(path), 0, -1):
        if path[:length] in anchors:
            return anchors[path[:length]]
    return next((anchor for there, anchor in anchors.items() if there[: len(path)] == path), None)
