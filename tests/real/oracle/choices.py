"""Which references have one clear meaning, by the line they stand on: what the strategies choose from.

Left out is what the rules do not settle, such as a range from an own row to a control row of another list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations_with_replacement, product

from tests.real.oracle.axis import Axis, Block
from tests.real.oracle.references import (
    Beside,
    Control,
    End,
    One,
    Own,
    Place,
    Remaining,
    Running,
    Span,
    Stepping,
    widened,
)

BOTH = (False, True)


@cache
def singles(axis: Axis, at: int) -> tuple[Place, ...]:
    """Return what a reference to a single line may be, standing on line `at` (0: on another sheet)."""
    found: list[Place] = [One(line, fixed) for line, fixed in product(axis.lines, BOTH)]
    for block, at_end in product(axis.blocks, BOTH):
        if not block.opening < at < block.closing:
            found.append(Control(block.opening, block.closing, at_end))
    return tuple(found)


def beside(axis: Axis, at: int, *, before: bool) -> tuple[Place, ...]:
    """Return the references to the line beside an own iteration."""
    loops = [axis.block(opening) for opening in axis.chain(at)]
    return tuple(Beside(loop.opening, before, fixed, loop.closing) for loop, fixed in product(loops, BOTH))


@cache
def ranges(axis: Axis, at: int) -> tuple[Place, ...]:
    """Return what a range of lines may be, standing on line `at`."""
    ends = (line for line in range(1, axis.size + 1) if line != axis.mark)
    pairs = combinations_with_replacement(ends, 2)
    return tuple(place for first, last in pairs for place in _ranges(axis, at, first, last))


def _ranges(axis: Axis, at: int, first: int, last: int) -> Iterator[Place]:
    owned = [_own(axis, at, line) for line in (first, last)]
    if all(owned):
        yield from _own_ranges(axis, at, first, last)
    elif any(owned):
        yield from _half_own(axis, at, first, last)
    elif _seen_alike(axis, at, first, last):
        yield from _spans(axis, at, first, last)
    yield from _running(axis, at, first, last)


def _own(axis: Axis, at: int, line: int) -> bool:
    """Tell whether a line is no control line and has one copy in the iteration of `at`."""
    chain = axis.chain(line)
    return bool(chain) and line not in axis.controls and axis.chain(at)[: len(chain)] == chain


def _innermost(axis: Axis, at: int, line: int) -> bool:
    return axis.chain(line) == axis.chain(at)


def _own_ranges(axis: Axis, at: int, first: int, last: int) -> Iterator[Place]:
    if axis.chain(first) != axis.chain(last):
        return
    yield Own(first, last)
    if _innermost(axis, at, first):
        yield Stepping(End(first, True), End(last, True))
        if first == last:
            yield Stepping(End(first), End(last))
    else:
        yield Own(first, last, fixed=True)


def _half_own(axis: Axis, at: int, first: int, last: int) -> Iterator[Place]:
    """From an own line to a list within the own iteration, or the other way round."""
    chain = axis.chain(at)
    inside = all(axis.chain(line)[: len(chain)] == chain for line in (first, last))
    if inside and not any(_holds(axis, line, at) for line in (first, last)):
        yield Span(End(first), End(last))


def _holds(axis: Axis, control: int, at: int) -> bool:
    """Tell whether `control` is a control line of a block around `at`."""
    block = axis.controls.get(control)
    return block is not None and block.opening < at < block.closing


def _seen_alike(axis: Axis, at: int, first: int, last: int) -> bool:
    """Tell whether `at` shares the same loops with both ends."""
    if first == last and _holds(axis, first, at):
        return False
    return axis.together(first, at) == axis.together(last, at)


def _spans(axis: Axis, at: int, first: int, last: int) -> Iterator[Place]:
    yield Span(End(first), End(last))
    chain = axis.chain(at)
    if not chain or not any(axis.chain(line) == chain for line in (first, last)):
        yield Span(End(first, True), End(last, True))
    if not chain:
        yield Span(End(first, True), End(last))
        yield Span(End(first), End(last, True))


def _running(axis: Axis, at: int, first: int, last: int) -> Iterator[Place]:
    if not axis.chain(at):
        return
    if last == at:
        yield from (Running(End(first, fixed), at) for fixed in _far(axis, at, first))
    if first == at:
        yield from (Remaining(at, End(last, fixed)) for fixed in _far(axis, at, last))


def _far(axis: Axis, at: int, line: int) -> tuple[bool, ...]:
    """Return whether the far end of a running range may be fixed, and may be loose."""
    block = axis.controls.get(line)
    if block is not None:
        return (True,) if line in _ends_of_loops(axis, at) else ()
    if _innermost(axis, at, line):
        return (True,)
    outer = axis.chain(line) == axis.chain(at)[: len(axis.chain(line))]
    return BOTH if outer else ()


def _ends_of_loops(axis: Axis, at: int) -> set[int]:
    loops = [axis.block(opening) for opening in axis.chain(at)]
    return {line for loop in loops for line in (loop.opening, loop.closing)}


def is_single(place: Place) -> bool:
    """Tell whether both ends of a range name one line."""
    drawn = place.drawn()
    return drawn.first.line == drawn.until.line


def fit(rows: Place, columns: Place) -> bool:
    """Tell whether both axes of a range agree on whether it is a range of one cell, which steps out."""
    return _fits(rows, columns) and _fits(columns, rows)


def _fits(one: Place, other: Place) -> bool:
    if isinstance(one, Own) and is_single(one):
        return not is_single(other)
    if isinstance(one, Stepping) and not one.first.fixed:
        return is_single(other)
    return True


def areas(axis: Axis) -> list[tuple[int, int]]:
    """Return the lines that an area may lie on: it holds all of a block, lies within its body, or outside."""
    pairs = combinations_with_replacement(range(1, axis.size + 1), 2)
    return [pair for pair in pairs if all(_clear(block, *pair) for block in axis.blocks)]


def _clear(block: Block, first: int, last: int) -> bool:
    holding = first <= block.opening and block.closing <= last
    within = block.opening < first and last < block.closing
    return holding or within or last < block.opening or block.closing < first


def left_of(axis: Axis, places: Iterable[Place], start: int, limit: int) -> list[Place]:
    """Return the references that read lines from `start` to before `limit` only, in any copy."""
    within = (place for place in places if start <= _first(axis, place) and _last(axis, place) < limit)
    return [place for place in within if not isinstance(place, Stepping | Running | Remaining)]


def _first(axis: Axis, place: Place) -> int:
    drawn = place.drawn()
    return widened(axis, drawn.first.line, drawn.until.line).start


def _last(axis: Axis, place: Place) -> int:
    drawn = place.drawn()
    return widened(axis, drawn.first.line, drawn.until.line).stop - 1


def fixed_ranges(axis: Axis, lines: tuple[int, int]) -> list[Place]:
    """Return ranges, fixed at both ends, that mean something on each of `lines` of an area."""
    inside = [line for line in axis.lines if lines[0] <= line <= lines[1]]
    choices = [
        {place for place in ranges(axis, line) if _all_fixed(place) and not isinstance(place, Own)}
        for line in inside
    ]
    return sorted(set.intersection(*choices), key=str) if choices else []


def _all_fixed(place: Place) -> bool:
    drawn = place.drawn()
    return drawn.first.fixed and drawn.until.fixed


def fixed_seen(axis: Axis) -> list[Place]:
    """Return the ranges, fixed at both ends, that another sheet or a defined name may hold."""
    return [place for place in ranges(axis, 0) if _all_fixed(place)]
