"""The values of finished sheets, for what remembers them elsewhere: the points of charts.

They are asked of the sheets that write them; nothing that was written is read again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from generator.office.excel.heights import Look
from generator.office.excel.moving.references import Reference
from generator.office.excel.written import Written

# Returns what stands in a row of a finished sheet, column by column.
RowValues = Callable[[int, range], Sequence[Written | None]]
_MOST_CELLS = 2_000_000
_FIRST_DAY, _FIRST_DAY_OF_MAC = (
    dt.datetime(1899, 12, 30, tzinfo=dt.UTC),
    dt.datetime(1904, 1, 1, tzinfo=dt.UTC),
)
_TRUTH = {("b", "1"): "TRUE", ("b", "0"): "FALSE"}


class Shown(Struct, frozen=True):
    """A cell's value as it is stored; `label` is what stands for it in words, a day for its number."""

    text: str
    number: bool
    label: str


class CellValues:
    """Values of the finished sheets, area by area."""

    def __init__(
        self,
        sheets: Mapping[str, RowValues],
        looks: Sequence[Look],
        *,
        names: Mapping[str, str],
        from_1904: bool,
    ) -> None:
        """Take the rows of the sheets by their names, and the workbook's cell formats.

        `names` are the defined names (in lower case) with what they stand for.
        """
        self.names = names
        self._sheets = {name.casefold(): rows for name, rows in sheets.items()}
        self._looks = looks
        self._first_day = _FIRST_DAY_OF_MAC if from_1904 else _FIRST_DAY

    def area(self, sheet: str, area: Reference) -> list[list[Shown | None]] | None:
        """Return the values of an area row by row, None where there is no such sheet or the area is too large."""
        rows = self._sheets.get(sheet.casefold())
        first, last = area.first, area.end
        size = (last.row - first.row + 1) * (last.column - first.column + 1)
        if rows is None or not first.row or not first.column or size > _MOST_CELLS:
            return None
        columns = range(first.column, last.column + 1)
        return [[self._shown(each) for each in rows(row, columns)] for row in range(first.row, last.row + 1)]

    def _shown(self, written: Written | None) -> Shown | None:
        if written is None:
            return None
        kind, text = written.kind, written.text
        if kind == "s":
            return Shown(text, number=False, label=text)
        if not text:
            return None
        if kind == "n":
            return Shown(text, number=True, label=self._label(text, written.style))
        text = _TRUTH.get((kind, text), text)
        return Shown(text, number=False, label=text)

    def _label(self, text: str, style: int) -> str:
        """Return a number as words: days as dates, anything else as it is."""
        if style >= len(self._looks) or not self._looks[style].day:
            return text
        days = float(text)
        try:
            moment = self._first_day + dt.timedelta(days=days)
        except OverflowError:  # no day of the calendar: Excel shows #### there
            return text
        return f"{moment:%Y-%m-%d}" if days == int(days) else f"{moment:%Y-%m-%d %H:%M}"
