"""The lines of a sheet along one axis, in the template and at full length. A line is a row or a column.

A template line is known by its number, counted from 1, control lines included. An output line is a *copy* of
one, made in a path of iterations; iterations are numbered as they are made, over the whole axis.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
SPARE = -1
"""The iteration that an empty Table keeps."""

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """One line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that repeats the whole sheet, and vanishes."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Lines repeated for each item; `counts` says for how many each time it is met, over and over."""

    body: tuple[Part, ...]
    counts: tuple[int, ...]
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Lines that stand only where a condition holds: `kept` each time it is met, over and over."""

    body: tuple[Part, ...]
    kept: tuple[bool, ...]


Part = Plain | Mark | Loop | Choice


@dataclass(frozen=True, slots=True)
class Block:
    """A loop or a choice with the numbers of its control lines, and the loops around it."""

    opening: int
    closing: int
    part: Loop | Choice
    chain: tuple[int, ...]

    def holds(self, line: int) -> bool:
        return self.opening < line < self.closing


@dataclass(frozen=True, slots=True)
class Copy:
    """An output line: the template line it was made of, and the iterations it was made in."""

    template: int
    path: Path = ()


OUTSIDE = Copy(0)


@dataclass(frozen=True)
class Axis:
    """The lines of one sheet along one axis."""

    parts: tuple[Part, ...]
    end: int = LAST_ROW

    @cached_property
    def placed(self) -> tuple[dict[int, tuple[int, ...]], tuple[Block, ...]]:
        """The loops around every template line by its number, the outermost first, and all blocks."""
        chains: dict[int, tuple[int, ...]] = {}
        blocks: list[Block] = []
        self._place(self.parts, (), chains, blocks)
        return chains, tuple(sorted(blocks, key=lambda block: block.opening))

    def _place(
        self,
        parts: tuple[Part, ...],
        chain: tuple[int, ...],
        chains: dict[int, tuple[int, ...]],
        blocks: list[Block],
    ) -> None:
        for part in parts:
            opening = len(chains) + 1
            chains[opening] = chain
            if isinstance(part, Plain | Mark):
                continue
            inside = (*chain, opening) if isinstance(part, Loop) else chain
            self._place(part.body, inside, chains, blocks)
            closing = len(chains) + 1
            chains[closing] = chain
            blocks.append(Block(opening, closing, part, chain))

    @property
    def size(self) -> int:
        """The number of template lines."""
        return len(self.placed[0])

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.placed[1]

    def chain(self, line: int) -> tuple[int, ...]:
        """Return the loops around a template line, by their opening lines; none for a line outside."""
        return self.placed[0].get(line, ())

    @cached_property
    def controls(self) -> dict[int, Block]:
        return {line: block for block in self.blocks for line in (block.opening, block.closing)}

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The template lines that are no control lines."""
        return tuple(line for line in self.placed[0] if line not in self.controls and line != self.mark)

    @cached_property
    def mark(self) -> int | None:
        """The line that repeats the sheet: a mark stands outside all blocks."""
        line = 0
        for part in self.parts:
            line += _length(part)
            if isinstance(part, Mark):
                return line
        return None

    def block(self, opening: int) -> Block:
        return self.controls[opening]

    # --- at full length ------------------------------------------------------------------------------------

    @cached_property
    def made(self) -> tuple[Copy, ...]:
        """The output lines in order."""
        return self._walked[0]

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every time that a block was met."""
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[tuple[Copy, ...], tuple[Meeting, ...]]:
        met = _Met()
        return tuple(self._made(range(1, self.size + 1), (), met)), tuple(met.meetings)

    def _made(self, span: range, path: Path, met: _Met) -> Iterator[Copy]:
        line = span.start
        while line < span.stop:
            block = self.controls.get(line)
            if block is None:
                if line != self.mark:
                    yield Copy(line, path)
                line += 1
                continue
            inside = range(block.opening + 1, block.closing)
            for inner in met.paths(block, path):
                yield from self._made(inside, inner, met)
            line = block.closing + 1

    def copies(self, lines: range, inside: Path = ()) -> list[int]:
        """Return the output lines made of any of `lines` within the iterations `inside`."""
        depth = len(inside)
        return [
            number
            for number, copy in enumerate(self.made, start=1)
            if copy.template in lines and copy.path[:depth] == inside
        ]

    def together(self, *lines: int) -> int:
        """Return how many loops hold all of `lines`."""
        chains = [self.chain(line) for line in lines]
        depth = 0
        while all(len(chain) > depth for chain in chains) and len({chain[depth] for chain in chains}) == 1:
            depth += 1
        return depth


def _length(part: Part) -> int:
    """Return the number of template lines of a part."""
    return 2 + sum(map(_length, part.body)) if isinstance(part, Loop | Choice) else 1


def later(parts: tuple[Part, ...], times: int) -> tuple[Part, ...]:
    """Return the same lines with other counts: those that come `times` places later."""
    return tuple(_later(part, times) for part in parts)


def _later(part: Part, times: int) -> Part:
    if isinstance(part, Loop):
        turn = times % len(part.counts)
        return Loop(later(part.body, times), part.counts[turn:] + part.counts[:turn], part.spare)
    if isinstance(part, Choice):
        turn = times % len(part.kept)
        return Choice(later(part.body, times), part.kept[turn:] + part.kept[:turn])
    return part


@dataclass(frozen=True, slots=True)
class Meeting:
    """One time that a block is met within `path`: the path of each time that its body is written."""

    block: Block
    path: Path
    inner: tuple[Path, ...]


class _Met:
    """Counts how often each block was met, and the iterations."""

    def __init__(self) -> None:
        self.meetings: list[Meeting] = []
        self._times: dict[int, int] = {}
        self._iterations = 0

    def paths(self, block: Block, path: Path) -> tuple[Path, ...]:
        """Return the path of each time that the body of `block` is written here."""
        time = self._times.get(block.opening, 0)
        self._times[block.opening] = time + 1
        self.meetings.append(Meeting(block, path, self._paths(block.part, path, time)))
        return self.meetings[-1].inner

    def _paths(self, part: Loop | Choice, path: Path, time: int) -> tuple[Path, ...]:
        if isinstance(part, Choice):
            return (path,) if part.kept[time % len(part.kept)] else ()
        count = part.counts[time % len(part.counts)]
        if not count and part.spare:
            return ((*path, SPARE),)
        begun = self._iterations
        self._iterations += count
        return tuple((*path, begun + number) for number in range(1, count + 1))
