"""Which template rows repeat: the control rows of a sheet, as blocks and the loops among them.

A control row holds `{%tr … %}` and vanishes. A *block* is all of `for … endfor` or `if … endif`, control rows
included. A *loop* is the body that one `for` repeats. Only loops make copies; an `if` merely leaves rows out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile

from msgspec import Struct


class Block(Struct, frozen=True):
    """A construct from its first control row to its last; `controls` are all its control rows, in order."""

    controls: tuple[int, ...]

    @property
    def opening(self) -> int:
        return self.controls[0]

    @property
    def closing(self) -> int:
        return self.controls[-1]


class Loop(Struct, frozen=True):
    """The rows strictly between two control rows, repeated once for each item."""

    opening: int
    closing: int

    def holds(self, row: int) -> bool:
        return self.opening < row < self.closing


class Layout(Struct, frozen=True, dict=True):
    """The repeating structure of one sheet. `depth` is its last control row: below, rows only move."""

    loops: tuple[Loop, ...] = ()
    blocks: tuple[Block, ...] = ()

    @cached_property
    def depth(self) -> int:
        return max((block.closing for block in self.blocks), default=0)

    @cached_property
    def controls(self) -> frozenset[int]:
        return frozenset(row for block in self.blocks for row in block.controls)

    def chain(self, row: int) -> tuple[int, ...]:
        """Return the loops that repeat `row`, the outermost first, by their number."""
        if row not in self._chains:
            holding = [number for number, loop in enumerate(self.loops) if loop.holds(row)]
            self._chains[row] = tuple(sorted(holding, key=lambda number: self._nesting(number)))
        return self._chains[row]

    def together(self, *rows: int) -> int:
        """Return how many loops hold all of `rows`."""
        if rows not in self._together:
            chains = [self.chain(row) for row in rows]
            held = takewhile(lambda loops: len(set(loops)) == 1, zip(*chains, strict=False))
            self._together[rows] = sum(1 for _ in held)
        return self._together[rows]

    @cached_property
    def _chains(self) -> dict[int, tuple[int, ...]]:
        return {}

    @cached_property
    def _together(self) -> dict[tuple[int, ...], int]:
        return {}

    def _nesting(self, number: int) -> tuple[int, int]:
        return self.loops[number].opening, -self.loops[number].closing

    def blocks_touched(self, row: int) -> Iterator[Block]:
        """Yield the blocks that `row` is a control row of."""
        return (block for block in self.blocks if row in block.controls)

    def repeats(self, first: int, last: int) -> bool:
        """Tell whether any of these rows is in a block."""
        return any(block.opening <= last and first <= block.closing for block in self.blocks)

    def widened(self, first: int, last: int) -> tuple[int, int]:
        """Return the rows of a range, widened over every block whose control rows its ends touch."""
        touched = [block for row in {first, last} for block in self.blocks_touched(row)]
        return (
            min((first, *(block.opening for block in touched))),
            max((last, *(block.closing for block in touched))),
        )

    def reached(self, first: int, last: int) -> tuple[int, int]:
        """Return the template rows whose copies a reference to these rows may come to lie on, however they repeat.

        Copies of one row have the other rows of its loops between them, and a control row stands for its neighbour.
        """
        while True:
            touched = [block for block in self.blocks if block.opening <= last and first <= block.closing]
            beside = 1 if self.controls & {first, last} else 0
            low = min((first, *(block.opening for block in touched))) - beside
            high = max((last, *(block.closing for block in touched))) + beside
            if (low, high) == (first, last):
                return first, last
            first, last = low, high

    def only_controls(self, first: int, last: int) -> bool:
        """Tell whether nothing but control rows lies between the two."""
        controls = self.controls
        return last <= self.depth and all(row in controls for row in range(first, last + 1))
