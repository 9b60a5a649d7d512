"""Parts that hang on a sheet: notes and their boxes, drawings, charts, form controls.

Some are moved while the sheet is made, because the sheet names them (`WITH_SHEET`); others when its rows are
written, because they need their heights and values (`AFTER_ROWS`). To add a kind, write a function and enter it.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.office.excel.attached.drawings import move_drawings
from generator.office.excel.attached.form_controls import move_controls
from generator.office.excel.attached.notes import move_notes
from generator.office.excel.attached.pivots import move_pivot_tables
from generator.office.excel.attached.shown import CellValues
from generator.office.excel.moving.moves import Moves
from generator.office.excel.sheets import RenderedSheet
from generator.office.parts import Parts

# A sheet whose `root` is made but not written; a sheet whose part is written.
WithSheet = Callable[[RenderedSheet, Moves, Parts], None]
AfterRows = Callable[[RenderedSheet, Moves, Parts, CellValues], None]

WITH_SHEET: tuple[WithSheet, ...] = (move_controls, move_notes, move_pivot_tables)
AFTER_ROWS: tuple[AfterRows, ...] = (move_drawings,)


def move_with_sheet(sheet: RenderedSheet, moves: Moves, parts: Parts) -> None:
    """Move what the sheet itself names, while it is made."""
    for mover in WITH_SHEET:
        mover(sheet, moves, parts)


def move_after_rows(sheet: RenderedSheet, moves: Moves, parts: Parts, values: CellValues) -> None:
    """Move what lies over the rows of a sheet, when they are written."""
    for mover in AFTER_ROWS:
        mover(sheet, moves, parts, values)
