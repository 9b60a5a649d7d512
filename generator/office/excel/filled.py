"""The cells that an array formula, or a data table, fills where it stands now."""

from __future__ import annotations

from generator.office.excel.grid import Cell, CellFormula
from generator.office.excel.moving.layout import Layout
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.excel.moving.references import read_area


def _moves_as_one(layout: Layout, first: int, last: int, own: int) -> bool:
    """Tell whether lines lie in the same loops as `own`, with no list between them: they move with it."""
    together = layout.chain(first) == layout.chain(last) == layout.chain(own)
    return together and not any(first <= control <= last for control in layout.controls)


def filled_area(cell: Cell, formula: CellFormula, moves: Moves, spot: Spot, at: tuple[int, int]) -> str:
    """Return the cells that an array formula fills where it stands now: grown over a list, else shifted."""
    area = formula.area
    assert area is not None  # noqa: S101 - for the type checker: the caller has looked
    tab, (row, column) = moves.tab, at
    shifted = area.shifted(row - cell.row, column - cell.column)
    down = _moves_as_one(tab.rows.layout, area.first.row, area.end.row, cell.row)
    if (
        shifted
        and down
        and _moves_as_one(tab.columns.layout, area.first.column, area.end.column, cell.column)
    ):
        return str(shifted)
    copies = [each.area for each in moves.copies(area)]
    for each in copies:
        if each.first.row <= row <= each.end.row and each.first.column <= column <= each.end.column:
            return str(each)
    return str(read_area(str(area)).shifted(row - cell.row, column - cell.column) or area)
