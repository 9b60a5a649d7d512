"""What a pen writes with: the cells of a row that differ from copy to copy, and what all pens of a sheet share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.office.excel.calculate import Stored
from generator.office.excel.grid import Cell
from generator.office.excel.heights import Measure
from generator.office.excel.moving.copied import CopiedFormula
from generator.office.excel.moving.moves import Moves
from generator.office.excel.shadow import SeenCells
from generator.office.excel.strings import StringTable
from generator.office.excel.values import Refusal

# Told of a value that cannot stand in a template's cell, and why.
OnRefusal = Callable[[Cell, Refusal], None]
# Makes the `f` element of a cell in an output row one that the computation can read.
Resolve = Callable[["Slot", str, int], str]
# The values of a sheet's formulas by row and column; a formula without one is left to Excel.
Computed = Mapping[tuple[int, int], Stored]


class Slot(Struct, frozen=True):
    """A cell that differs from copy to copy: what stands around its row number and at its end, and its value.

    `plain` says that it is filled with a value, and that a text in it has the cell's own font.
    """

    column: int
    head: str
    attributes: str
    cell: Cell
    after: str
    plain: bool
    formula: CopiedFormula | None = None
    computed: bool = False
    seen: bool = False
    wraps: bool = False

    @property
    def stored(self) -> Stored | None:
        """The value that the template's cell holds beside its formula."""
        if self.cell.stored is None:
            return None
        kind, text = self.cell.stored
        return Stored(None if kind == "n" else kind, text)


class Page(Struct, frozen=True):
    """What one filling writes a sheet on: the workbook's texts, and where refused values are told."""

    strings: StringTable
    on_refusal: OnRefusal


class Ink(Struct, frozen=True):
    """What all pens of a sheet draw with; `fits` says that rows get the height that their texts need."""

    moves: Moves
    date1904: bool
    measure: Measure
    tagged: Mapping[tuple[int, int], Cell]
    seen: SeenCells
    fits: bool
