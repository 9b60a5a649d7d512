"""Where each template row went: the one map that moves everything that names a cell.

Every output row is a copy of one template row, made in one iteration of each loop around it (its *path*).
A reference stands somewhere, too: on a template row, in a path (its *standing*), or outside all loops.

What a reference becomes, by what it names:

* **a row outside all loops**: that row, wherever it moved.
* **a row of the loop iteration it stands in** (or of one around that): its own copy, dollar signs or not.
* **a range over a block**, from anywhere: all copies. A range is over a block when an end touches one of
  the block's control rows or lies beyond it. Inside an iteration `E6:H6` is its own row; fixed rows
  (`$E$6:$E$7`) or a range of one cell (`E6:E6`) step out to all copies; `E$6:E6` runs from the first copy
  to its own.
* **a single cell of a loop it does not stand in**: the first copy, or all copies where a function takes
  a list of it (`SUM(E6)`).
* **the control row above** (below) its own iteration: the row just above (below) that iteration, which is
  the previous (next) copy or the row before (after) the list. So running totals are written `=E5+F6`.
* **rows that no copy was made of** (an empty list): the sheet's last row, which is always empty. SUM
  gives 0, COUNTIF 0, AVERAGE #DIV/0!, as of any empty range; `#REF!` would spoil whatever uses it.

Columns follow the same rules: the map of the columns is the row map of the sheet turned on its side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from generator.office.excel.moving.layout import Layout
from generator.office.excel.moving.references import LAST_ROW, Corner, Form, Reference


class Line(Struct, frozen=True):
    """A copy of a template row (or column); `path` numbers the iterations it was made in, the outermost first."""

    template: int
    path: tuple[int, ...] = ()


class Span(Struct, frozen=True):
    """Output rows from first to last."""

    first: int
    last: int


NO_LINE = Line(0)


class RowMap:
    """The output rows of one sheet, and what they do to whatever names a template row."""

    def __init__(self, layout: Layout, rows: Sequence[Line], end: int = LAST_ROW) -> None:
        """Take the copies in their order; of the rows below `layout.depth` none is needed: they only move.

        `end` is the last row of any sheet: `LAST_ROW`, or `LAST_COLUMN` for a map of columns.
        """
        self.layout = layout
        self.end = end
        self.nowhere = Span(end, end)
        self.rows = tuple(row for row in rows if row.template <= layout.depth)
        self.shift = len(self.rows) - layout.depth
        self._all: dict[int, list[int]] = {}
        self._single: dict[tuple[int, tuple[int, ...]], int] = {}
        self._inside: dict[tuple[int, tuple[int, ...]], list[int]] = {}
        self.overs: dict[tuple[int, int], list[int]] = {}
        self.spans: dict[tuple[int, int], list[Span]] = {}
        self._hulls: dict[tuple[int, int, tuple[int, ...]], Span | None] = {}
        for number, row in enumerate(self.rows, start=1):
            self._enter(number, row)

    def _enter(self, number: int, row: Line) -> None:
        self._all.setdefault(row.template, []).append(number)
        self._single[row.template, row.path] = number
        for depth in range(1, len(row.path)):
            self._inside.setdefault((row.template, row.path[:depth]), []).append(number)

    @cached_property
    def _iterations(self) -> dict[tuple[int, ...], Span]:
        """The rows of every iteration, from the first to the last."""
        spans: dict[tuple[int, ...], Span] = {}
        for number, row in enumerate(self.rows, start=1):
            for depth in range(1, len(row.path) + 1):
                begun = spans.get(row.path[:depth])
                spans[row.path[:depth]] = Span(begun.first if begun else number, number)
        return spans

    @cached_property
    def moves(self) -> bool:
        """Tell whether anything stands elsewhere than in the template."""
        return self.layout.depth > 0

    def copies(self, row: int, inside: tuple[int, ...] = ()) -> Sequence[int]:
        """Return the output rows made of `row` within the iterations `inside`."""
        if row > self.layout.depth:
            return (row + self.shift,)
        if not inside:
            return self._all.get(row, ())
        own = self._single.get((row, inside))
        return self._inside.get((row, inside), ()) if own is None else (own,)

    def at(self, number: int) -> Line:
        """Return what an output row was made of."""
        if number <= len(self.rows):
            return self.rows[number - 1]
        return Line(number - self.shift)

    def hull(self, first: int, last: int, inside: tuple[int, ...] = ()) -> Span | None:
        """Return the rows from the first to the last copy of any row in the range; None if there is none."""
        key = (first, last, inside)
        if key not in self._hulls:
            self._hulls[key] = self._hull(*key)
        return self._hulls[key]

    def _hull(self, first: int, last: int, inside: tuple[int, ...]) -> Span | None:
        depth = self.layout.depth
        made = [self.copies(row, inside) for row in range(first, min(last, depth) + 1)]
        edges = [row for copies in made if copies for row in (copies[0], copies[-1])]
        if last > depth:
            end = self.end if last == self.end else min(last + self.shift, self.end)
            edges += [max(first, depth + 1) + self.shift, end]
        return Span(min(edges), max(edges)) if edges else None

    def moved(self, reference: Reference, standing: Line = NO_LINE) -> Reference | None:
        """Return where `reference`, standing in `standing`, points now; None where Excel has `#REF!`."""
        if not reference.first.row or not self.moves:
            return reference
        span = self._span(reference, standing)
        return reference.with_rows(span.first, span.last) if span else None

    def _span(self, reference: Reference, standing: Line) -> Span | None:
        row = reference.first.row
        single = reference.written is Form.CELL
        if single and not (reference.ranged and self._is_list(row, standing)):
            return self._cell(row, standing)
        return self._range(reference, standing)

    def _is_list(self, row: int, standing: Line) -> bool:
        """Tell whether a single cell of `row` stands for several from where the reference stands."""
        if row in self.layout.controls:
            return not any(
                block.opening < standing.template < block.closing for block in self.layout.blocks_touched(row)
            )
        return not self._holds(row, standing)

    def _holds(self, row: int, standing: Line) -> bool:
        """Tell whether `row` has exactly one copy in the iteration (or outside all loops) of `standing`."""
        chain = self.layout.chain(row)
        return self.layout.chain(standing.template)[: len(chain)] == chain

    def _shared(self, standing: Line, *rows: int) -> int:
        """Return how many loops around `standing` hold all of `rows`."""
        return self.layout.together(standing.template, *rows) if standing.path else 0

    def _cell(self, row: int, standing: Line) -> Span | None:
        if row in self.layout.controls:
            return self._beside(row, standing)
        found = self.copies(row, standing.path[: self._shared(standing, row)])
        return Span(found[0], found[0]) if found else self.nowhere

    def _beside(self, control: int, standing: Line) -> Span | None:
        """Return what a control row stands for when a single cell of it is named."""
        block = next(self.layout.blocks_touched(control))
        inside = standing.path[: self._shared(standing, block.opening)]
        if block.opening < standing.template < block.closing:
            around = self._iteration(control, standing) or self.hull(block.opening, block.closing, inside)
            return self._neighbour(around, above=control == block.opening)
        found = self.hull(block.opening, block.closing, inside)
        return Span(found.first, found.first) if found else self.nowhere

    def _iteration(self, control: int, standing: Line) -> Span | None:
        """Return the rows of the iteration around `standing` that `control` opens or closes."""
        for depth, number in enumerate(self.layout.chain(standing.template), start=1):
            loop = self.layout.loops[number]
            if control in (loop.opening, loop.closing):
                return self._iterations[standing.path[:depth]]
        return None

    def _range(self, reference: Reference, standing: Line) -> Span:
        first, last = reference.first, reference.end
        low, high = self.layout.widened(first.row, last.row)
        depth = self._shared(standing, low, high)
        if self._steps_out(reference, standing):
            return self.hull(low, high, standing.path[: depth - 1]) or self.nowhere
        hull = self.hull(low, high, standing.path[:depth])
        if self._loose_on_control(first) or self._loose_on_control(last):
            return hull or self.nowhere
        return self._with_own_ends(hull, first, last, standing)

    def _loose_on_control(self, corner: Corner) -> bool:
        return not corner.row_fixed and corner.row in self.layout.controls

    def _steps_out(self, reference: Reference, standing: Line) -> bool:
        """Tell whether a range within the own iteration means all iterations."""
        first, last = reference.first, reference.end
        chain = self.layout.chain(standing.template)
        if not chain or any(self.layout.chain(row) != chain for row in (first.row, last.row)):
            return False
        if {first.row, last.row} & self.layout.controls or first.row_fixed != last.row_fixed:
            return False
        return first.row_fixed or reference.written is Form.ONE_CELL_RANGE

    def _with_own_ends(self, hull: Span | None, first: Corner, last: Corner, standing: Line) -> Span:
        """Return the range whose ends follow their own copy where they have one, else the whole range."""
        begin, finish = self._own(first, standing), self._own(last, standing)
        if begin and not finish and self._steps(last, standing):
            finish = self._stepped_out(first, last, last, standing)
        if finish and not begin and self._steps(first, standing):
            begin = self._stepped_out(first, last, first, standing)
        whole = hull or self.nowhere
        return Span(begin.first if begin else whole.first, finish.last if finish else whole.last)

    def _steps(self, corner: Corner, standing: Line) -> bool:
        """Tell whether a fixed end means all iterations of the loop that it shares with `standing`."""
        if not corner.row_fixed:
            return False
        chains = self.layout.chain(corner.row), self.layout.chain(standing.template)
        return corner.row in self.layout.controls or chains[0] == chains[1]

    def _own(self, corner: Corner, standing: Line) -> Span | None:
        """Return the copy that an end of a range follows because it stands in the same iteration."""
        chain = self.layout.chain(corner.row)
        innermost = chain == self.layout.chain(standing.template)
        if not chain or not self._holds(corner.row, standing) or (innermost and corner.row_fixed):
            return None
        found = self.copies(corner.row, standing.path[: len(chain)])
        return Span(found[0], found[0]) if found else None

    def _stepped_out(self, first: Corner, last: Corner, fixed: Corner, standing: Line) -> Span | None:
        """Return all copies that a range has in the loop that its fixed end steps out of."""
        depth = self._shared(standing, fixed.row)
        if fixed.row not in self.layout.controls:
            depth -= 1
        return self.hull(*self.layout.widened(first.row, last.row), standing.path[:depth])

    def _neighbour(self, around: Span | None, *, above: bool) -> Span | None:
        if around is None:
            return self.nowhere
        row = around.first - 1 if above else around.last + 1
        return Span(row, row) if row else None
