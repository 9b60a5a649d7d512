"""References by their meaning, along one axis, and how each is written in the template and at full length.

A `Place` is one axis of a reference: `drawn` is what a person types into the template, `meant` what the rules
(docstring of the engine's row map) say it must read at full length, standing in a given copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tests.real.oracle.axis import LAST_COLUMN, Axis, Block, Copy


@dataclass(frozen=True, slots=True)
class End:
    """One end of a reference along one axis: a line, or none for a whole row or column."""

    line: int
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """A reference along one axis; `last` is none for a single line."""

    first: End
    last: End | None = None

    @property
    def until(self) -> End:
        return self.last or self.first


class Place(Protocol):
    """One axis of a reference."""

    def drawn(self) -> Ends:
        """Return what stands in the template."""
        ...

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends | None:
        """Return what must stand at full length, none where Excel has `#REF!`.

        `listed` says that a single cell is the argument of a function that takes a list.
        """
        ...


def _over(axis: Axis, found: list[int], drawn: Ends) -> Ends:
    """Return the range over output lines; the empty last line of the sheet if there is none."""
    first, last = (found[0], found[-1]) if found else (axis.end, axis.end)
    return Ends(End(first, drawn.first.fixed), End(last, drawn.until.fixed))


@dataclass(frozen=True, slots=True)
class Whole:
    """All lines: the rows of `B:B`."""

    def drawn(self) -> Ends:
        return Ends(End(0), End(0))

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        return self.drawn()


@dataclass(frozen=True, slots=True)
class One:
    """A single line that is no control line: its own copy, or the first one, or all for a list."""

    line: int
    fixed: bool = False

    def drawn(self) -> Ends:
        return Ends(End(self.line, self.fixed))

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        chain = axis.chain(self.line)
        shared = axis.together(self.line, standing.template)
        found = axis.copies(range(self.line, self.line + 1), standing.path[:shared])
        if listed and shared < len(chain):
            return _over(axis, found, self.drawn())
        return Ends(End(found[0] if found else axis.end, self.fixed))


@dataclass(frozen=True, slots=True)
class Beside:
    """The control line above (`before`) or below an iteration, named singly from inside it."""

    loop: int
    before: bool
    fixed: bool = False
    closing: int = 0

    def drawn(self) -> Ends:
        return Ends(End(self.loop if self.before else self.closing, self.fixed))

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends | None:
        block = axis.block(self.loop)
        own = axis.copies(range(block.opening, block.closing), standing.path[: len(block.chain) + 1])
        line = own[0] - 1 if self.before else own[-1] + 1
        return Ends(End(line, self.fixed)) if line else None


@dataclass(frozen=True, slots=True)
class Control:
    """A control line named singly from outside its block: the first line made, or all for a list."""

    opening: int
    closing: int
    at_end: bool = False
    fixed: bool = False

    def drawn(self) -> Ends:
        return Ends(End(self.closing if self.at_end else self.opening, self.fixed))

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        shared = axis.together(self.opening, standing.template)
        found = axis.copies(range(self.opening, self.closing), standing.path[:shared])
        if listed:
            return _over(axis, found, self.drawn())
        return Ends(End(found[0] if found else axis.end, self.fixed))


@dataclass(frozen=True, slots=True)
class Span:
    """A range that its reader sees from outside: all copies of all its lines, whole blocks if it names controls."""

    first: End
    last: End

    def drawn(self) -> Ends:
        return Ends(self.first, self.last)

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        lines = widened(axis, self.first.line, self.last.line)
        shared = axis.together(lines.start, lines.stop - 1, standing.template)
        return _over(axis, axis.copies(lines, standing.path[:shared]), self.drawn())


@dataclass(frozen=True, slots=True)
class Stepping:
    """Lines of the own iteration, fixed or as a range of one cell: all iterations of the innermost loop."""

    first: End
    last: End

    def drawn(self) -> Ends:
        return Ends(self.first, self.last)

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        lines = range(self.first.line, self.last.line + 1)
        return _over(axis, axis.copies(lines, standing.path[:-1]), self.drawn())


@dataclass(frozen=True, slots=True)
class Own:
    """Lines of the own iteration (or of one around it), not fixed: those lines of this iteration."""

    first: int
    last: int
    fixed: bool = False

    def drawn(self) -> Ends:
        return Ends(End(self.first, self.fixed), End(self.last, self.fixed))

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        depth = len(axis.chain(self.first))
        lines = range(self.first, self.last + 1)
        return _over(axis, axis.copies(lines, standing.path[:depth]), self.drawn())


@dataclass(frozen=True, slots=True)
class Running:
    """From a line above, or from the first copy (its line, or its control line, fixed), to the own copy."""

    first: End
    own: int

    def drawn(self) -> Ends:
        return Ends(self.first, End(self.own))

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        begun = widened(axis, self.first.line, self.first.line)
        lines = range(begun.start, max(begun.stop, self.own + 1))
        found = axis.copies(lines, standing.path[: self._depth(axis, standing)])
        own = axis.copies(range(self.own, self.own + 1), standing.path)
        return Ends(End(found[0], self.first.fixed), End(own[0]))

    def _depth(self, axis: Axis, standing: Copy) -> int:
        return min(axis.together(self.first.line, self.own), len(standing.path) - 1)


@dataclass(frozen=True, slots=True)
class Remaining:
    """From the own copy to the last copy (its line, or its control line, fixed), or to a line below."""

    own: int
    last: End

    def drawn(self) -> Ends:
        return Ends(End(self.own), self.last)

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        ended = widened(axis, self.last.line, self.last.line)
        lines = range(min(ended.start, self.own), ended.stop)
        depth = min(axis.together(self.last.line, self.own), len(standing.path) - 1)
        found = axis.copies(lines, standing.path[:depth])
        own = axis.copies(range(self.own, self.own + 1), standing.path)
        return Ends(End(own[0]), End(found[-1], self.last.fixed))


@dataclass(frozen=True, slots=True)
class Here:
    """The line it stands in, in a formula that is read anew in every cell of an area that begins at `top`."""

    top: int

    def drawn(self) -> Ends:
        return Ends(End(self.top))

    def meant(self, axis: Axis, standing: Copy, *, listed: bool) -> Ends:
        own = axis.copies(range(standing.template, standing.template + 1), standing.path)
        return Ends(End(own[0]))


def empty(axis: Axis) -> Ends:
    """Return the last line there is, which is always empty."""
    return Ends(End(axis.end))


def widened(axis: Axis, first: int, last: int) -> range:
    """Return the lines from first to last, with the whole of every block whose control lines an end is."""
    touched: list[Block] = [axis.controls[line] for line in (first, last) if line in axis.controls]
    return range(
        min((first, *(block.opening for block in touched))),
        max((last, *(block.closing for block in touched))) + 1,
    )


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference: its rows, its columns, and the sheet it names (none for its own).

    It is `listed` where a function takes a list, `through` where a function takes several sheets.
    """

    rows: Place
    columns: Place
    sheet: str | None = None
    listed: bool = False
    through: bool = False

    def drawn(self) -> str:
        return self.prefix + written(self.rows.drawn(), self.columns.drawn())

    @property
    def prefix(self) -> str:
        return f"'{self.sheet}'!" if self.sheet else ""


def written(rows: Ends, columns: Ends) -> str:
    """Write a reference in A1 style."""
    first = _corner(rows.first, columns.first)
    if rows.last is None and columns.last is None:
        return first
    return f"{first}:{_corner(rows.until, columns.until)}"


def _corner(row: End, column: End) -> str:
    return (_fixed(column, letters(column.line)) if column.line else "") + (
        _fixed(row, str(row.line)) if row.line else ""
    )


def _fixed(end: End, text: str) -> str:
    return f"${text}" if end.fixed else text


def letters(column: int) -> str:
    """Return the letters of a column."""
    if not 1 <= column <= LAST_COLUMN:
        raise ValueError(f"no column: {column}")
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
