"""Conditional formats and data validations: areas with formulas that are read anew for every cell in them.

Such a formula is written for the top row of its areas and means, in each further row, what filling it down
would give. When rows repeat, the formula each output row needs is found first; what all of them share is
then written once, from the new top row: a reference that runs along stays relative, one that stays put
becomes fixed. Where neither holds (an item compared with the heading of its own group) the areas are
split, each part with its own formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.office.excel.formulas import Formula, read_formula
from generator.office.excel.moves import Moves, over, placed, read_areas, runs, whole_columns
from generator.office.excel.references import LAST_ROW, Corner, Reference
from generator.office.excel.rowmap import OutputRow


@dataclass(frozen=True, slots=True)
class Part:
    """Areas that share their formulas, written for the top row of these areas."""

    areas: tuple[Reference, ...]
    formulas: tuple[str, ...]

    @property
    def sqref(self) -> str:
        return " ".join(map(str, self.areas))


# The references of all formulas, as one output row needs them.
Needed = list[Reference]
# An end of a reference: whether its row is fixed, and the row or the distance to it.
End = tuple[bool, int]


def moved_parts(sqref: str, formulas: Sequence[str], moves: Moves) -> list[Part]:
    """Return what became of areas with formulas; nothing if all their rows vanished."""
    areas = read_areas(sqref)
    if not moves.rows.moves or any(whole_columns(area) for area in areas):
        return [Part(tuple(areas), tuple(moves.formula(text) for text in formulas))]
    base = min(area.first.row for area in areas)
    lying = [over(moves.rows, area) for area in areas]
    rows = sorted({row for numbers in lying for row in numbers})
    groups = _groups([read_formula(text) for text in formulas], base, rows, moves)
    return [_part(areas, lying, texts, held) for texts, held in groups]


def _part(areas: list[Reference], lying: list[list[int]], texts: tuple[str, ...], held: set[int]) -> Part:
    inside = (runs(row for row in numbers if row in held) for numbers in lying)
    found = (part for area, spans in zip(areas, inside, strict=True) for part in placed(area, spans))
    return Part(tuple(found), texts)


def _groups(
    formulas: list[Formula], base: int, rows: list[int], moves: Moves
) -> Iterator[tuple[tuple[str, ...], set[int]]]:
    """Yield the formulas, written for the top row of a group, and the rows of the group."""
    references = [reference for formula in formulas for reference in formula.references]
    if not rows:
        return
    if all(_same_everywhere(reference, base, moves) for reference in references):
        yield _written(formulas, [_anywhere(ref, base, rows[0], moves) for ref in references]), set(rows)
        return
    needed = {row: _needed(references, base, moves.rows.at(row), moves) for row in rows}
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


def _same_everywhere(reference: Reference, base: int, moves: Moves) -> bool:
    """Tell whether a reference needs no look at every row: its own row, or a fixed row outside all lists."""
    corners = (reference.first, reference.end)
    if not reference.first.row:
        return True
    if not any(corner.row_fixed for corner in corners):
        own = all(corner.row == base for corner in corners) and not reference.prefix
        return own and (reference.last is None or reference.first.column != reference.last.column)
    layout = moves.rows.layout
    alone = reference.last is None and reference.first.row in layout.controls
    lists = alone or any(layout.chain(corner.row) for corner in corners)
    return all(corner.row_fixed for corner in corners) and (bool(reference.prefix) or not lists)


def _anywhere(reference: Reference, base: int, top: int, moves: Moves) -> Reference:
    if reference.first.row == base and not reference.first.row_fixed:
        return reference.with_rows(top, top)
    return moves.reference(reference) or reference


def _needed(references: list[Reference], base: int, row: OutputRow, moves: Moves) -> Needed:
    """Return every reference as the formulas need it in one output row; a lost one is always empty."""
    filled = [reference.shifted(row.template - base, 0) for reference in references]
    moved = [(ref and moves.reference(ref, row)) for ref in filled]
    lost = (reference.with_rows(LAST_ROW, LAST_ROW) for reference in references)
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


def _written(formulas: list[Formula], references: list[Reference]) -> tuple[str, ...]:
    waiting = iter(references)
    return tuple(formula.moved(lambda _: str(next(waiting))) for formula in formulas)
