"""A cell of a form, as messages name it: 预算!F7."""

from __future__ import annotations

from msgspec import Struct

from generator.office.letters import column_letters


class Spot(Struct, frozen=True):
    """A cell: its sheet, row and column, from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"
