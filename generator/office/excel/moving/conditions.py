"""Conditional formats and data validations: areas with formulas that are read anew for every cell in them.

Such a formula is written for the top row of its areas and means, in each further row, what filling it down
would give. When rows repeat, the formula each output row needs is found first; what all of them share is
then written once, from the new top row: a reference that runs along stays relative, one that stays put
becomes fixed. Where neither holds (an item compared with the heading of its own group) the areas are
split, each part with its own formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.office.excel.moving.axis import all_runs, is_whole, over, placed, runs
from generator.office.excel.moving.formulas import Formula
from generator.office.excel.moving.moves import Moves
from generator.office.excel.moving.references import Corner, Reference, read_areas
from generator.office.excel.moving.rowmap import NO_LINE, Line, RowMap


class Part(Struct, frozen=True):
    """Areas that share their formulas, written for the top row of these areas."""

    areas: tuple[Reference, ...]
    formulas: tuple[str, ...]

    @property
    def sqref(self) -> str:
        return " ".join(map(str, self.areas))


class Along(Struct, frozen=True):
    """The moves along one axis. Of columns it speaks as of rows: its references are turned."""

    moves: Moves
    columns: bool = False

    @property
    def rows(self) -> RowMap:
        return self.moves.tab.columns if self.columns else self.moves.tab.rows

    def reference(self, reference: Reference, standing: Line = NO_LINE) -> Reference | None:
        """Return where a reference points along this axis."""
        tab = None if reference.sheets else self.moves.meant(reference)
        if tab is None:
            return reference
        rows = tab.columns if self.columns else tab.rows
        return rows.moved(reference, standing if tab is self.moves.tab else NO_LINE)


class _Shared(Struct, frozen=True):
    """Areas with the formulas they share, as `Part`, along one axis."""

    areas: tuple[Reference, ...]
    formulas: tuple[Formula, ...]

    def turned(self) -> _Shared:
        areas = tuple(area.turned() for area in self.areas)
        return _Shared(areas, tuple(formula.turned() for formula in self.formulas))


# The references of all formulas, as one output row needs them.
Needed = list[Reference]
# An end of a reference: whether its row is fixed, and the row or the distance to it.
End = tuple[bool, int]


def moved_parts(sqref: str, formulas: Sequence[str], moves: Moves) -> list[Part]:
    """Return what became of areas with formulas; nothing if all their cells vanished."""
    whole = _Shared(tuple(read_areas(sqref)), tuple(moves.read(text) for text in formulas))
    by_rows = _along(whole, Along(moves))
    both = (
        by_rows
        if not moves.columns_move
        else [f.turned() for part in by_rows for f in _along(part.turned(), Along(moves, columns=True))]
    )
    return [Part(part.areas, tuple(_named(formula, moves) for formula in part.formulas)) for part in both]


def _named(formula: Formula, moves: Moves) -> str:
    """Write a formula whose references have moved along both axes already."""
    return formula.moved(lambda reference: moves.prefixed(reference))


def _along(shared: _Shared, along: Along) -> list[_Shared]:
    if not along.rows.moves or any(is_whole(along.rows, area) for area in shared.areas):
        return [_Shared(shared.areas, tuple(_once(formula, along) for formula in shared.formulas))]
    base = min(area.first.row for area in shared.areas)
    lying = [over(along.rows, area) for area in shared.areas]
    rows = sorted({row for numbers in lying for row in numbers})
    groups = _groups(list(shared.formulas), base, rows, along)
    return [_Shared(tuple(_held(shared.areas, lying, held, along)), formulas) for formulas, held in groups]


def _once(formula: Formula, along: Along) -> Formula:
    """Move the references of a formula that stands in the same rows as before."""
    return formula.with_references([along.reference(ref) or _empty(ref, along) for ref in formula.references])


def _empty(reference: Reference, along: Along) -> Reference:
    """Return what stands for a lost reference: cells that are always empty."""
    return reference.with_rows(along.rows.end, along.rows.end)


def _held(
    areas: Sequence[Reference], lying: list[list[int]], held: set[int] | None, along: Along
) -> Iterator[Reference]:
    """Yield what of the areas lies on the `held` rows, None for all of them."""
    for area, numbers in zip(areas, lying, strict=True):
        spans = all_runs(along.rows, area) if held is None else runs(n for n in numbers if n in held)
        yield from placed(area, spans)


def _groups(
    formulas: list[Formula], base: int, rows: list[int], along: Along
) -> Iterator[tuple[tuple[Formula, ...], set[int] | None]]:
    """Yield the formulas, written for the top row of a group, and the rows of the group, None for all of them."""
    references = [reference for formula in formulas for reference in formula.references]
    if not rows:
        return
    if all(_same_everywhere(reference, base, along) for reference in references):
        yield _written(formulas, [_anywhere(ref, base, rows[0], along) for ref in references]), None
        return
    needed = {row: _needed(references, base, along.rows.at(row), along) for row in rows}
    columns = [_ends(list(needed), [found[n] for found in needed.values()]) for n in range(len(references))]
    groups: dict[tuple[tuple[End, ...], ...], list[int]] = {}
    for row, ends in zip(rows, zip(*columns, strict=True), strict=True):
        groups.setdefault(ends, []).append(row)
    for ends, held in groups.items():
        top = held[0]
        yield (
            _written(formulas, [_at(ref, end, top) for ref, end in zip(needed[top], ends, strict=True)]),
            set(held),
        )


def _same_everywhere(reference: Reference, base: int, along: Along) -> bool:
    """Tell whether a reference needs no look at every row: its own row, or a fixed row outside all lists."""
    corners = (reference.first, reference.end)
    if not reference.first.row:
        return True
    if not any(corner.row_fixed for corner in corners):
        own = all(corner.row == base for corner in corners) and not reference.prefix
        return own and (reference.last is None or reference.first.column != reference.last.column)
    layout = along.rows.layout
    alone = reference.last is None and reference.first.row in layout.controls
    lists = alone or any(layout.chain(corner.row) for corner in corners)
    return all(corner.row_fixed for corner in corners) and (bool(reference.prefix) or not lists)


def _anywhere(reference: Reference, base: int, top: int, along: Along) -> Reference:
    if reference.first.row == base and not reference.first.row_fixed:
        return reference.with_rows(top, top)
    return along.reference(reference) or reference


def _needed(references: list[Reference], base: int, row: Line, along: Along) -> Needed:
    """Return every reference as the formulas need it in one output row; a lost one is always empty."""
    filled = [reference.shifted(row.template - base, 0) for reference in references]
    moved = [(ref and along.reference(ref, row)) for ref in filled]
    lost = (_empty(reference, along) for reference in references)
    return [found or empty for found, empty in zip(moved, lost, strict=True)]


def _ends(rows: list[int], references: list[Reference]) -> list[tuple[End, ...]]:
    """Return the ends of one reference in every row; an end that never moves is fixed."""
    firsts = _end(rows, [reference.first for reference in references])
    lasts = _end(rows, [reference.end for reference in references])
    return list(zip(firsts, lasts, strict=True))


def _end(rows: list[int], corners: list[Corner]) -> list[End]:
    running = len({corner.row - row for row, corner in zip(rows, corners, strict=True)}) == 1
    staying = len({corner.row for corner in corners}) == 1
    if corners[0].row_fixed or (staying and not running):
        return [(True, corner.row) for corner in corners]
    return [(False, corner.row - row) for row, corner in zip(rows, corners, strict=True)]


def _at(reference: Reference, ends: tuple[End, ...], top: int) -> Reference:
    """Return a reference with its rows as they are written in the row `top`."""
    (first_fixed, first), (last_fixed, last) = ends
    begin = replace(reference.first, row_fixed=first_fixed, row=first if first_fixed else top + first)
    finish = replace(reference.end, row_fixed=last_fixed, row=last if last_fixed else top + last)
    return replace(reference, first=begin, last=finish if reference.last else None)


def _written(formulas: list[Formula], references: list[Reference]) -> tuple[Formula, ...]:
    waiting = iter(references)
    return tuple(formula.with_references([next(waiting) for _ in formula.references]) for formula in formulas)
