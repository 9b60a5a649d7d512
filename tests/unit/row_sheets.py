"""Sheets of lists within lists, drawn by hypothesis, for the laws of whatever the rows move."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from generator.office.excel.moving.layout import Block, Layout, Loop
from generator.office.excel.moving.rowmap import Line, RowMap


@dataclass
class Sheet:
    """A sheet drawn for a test: template rows laid out, and the copies made of them."""

    loops: list[Loop] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    iterations: int = 0

    def map(self) -> RowMap:
        return RowMap(Layout(tuple(self.loops), tuple(self.blocks)), self.rows)


# A part of a sheet: "row", ("for", parts, how often, each time it is met) or ("if", parts, whether).
Part = object
parts = st.recursive(
    st.just("row"),
    lambda inner: st.tuples(
        st.sampled_from(["for", "if"]),
        st.lists(inner, min_size=1, max_size=3),
        st.lists(st.integers(0, 3), min_size=1, max_size=3),
    ),
    max_leaves=8,
)


def draw(content: list[Part]) -> RowMap:
    """Lay the parts out from row 1 on and repeat them as they say."""
    sheet = Sheet()
    placed = _place(sheet, content, iter(range(1, 10_000)))
    _repeat(sheet, placed, ())
    return sheet.map()


def _place(sheet: Sheet, content: list[Part], numbers) -> list[tuple]:
    placed = []
    for part in content:
        if part == "row":
            placed.append(("row", next(numbers)))
            continue
        kind, inner, counts = part
        opening = next(numbers)
        body = _place(sheet, inner, numbers)
        closing = next(numbers)
        sheet.blocks.append(Block((opening, closing)))
        if kind == "for":
            sheet.loops.append(Loop(opening, closing))
        placed.append((kind, body, list(counts)))
    return placed


def _repeat(sheet: Sheet, placed: list[tuple], path: tuple[int, ...]) -> None:
    for part in placed:
        if part[0] == "row":
            sheet.rows.append(Line(part[1], path))
            continue
        kind, body, counts = part
        count = counts.pop(0) if len(counts) > 1 else counts[0]
        for _ in range(count if kind == "for" else min(count, 1)):
            sheet.iterations += 1
            _repeat(sheet, body, (*path, sheet.iterations) if kind == "for" else path)


sheets = st.lists(parts, min_size=1, max_size=5).map(draw)
