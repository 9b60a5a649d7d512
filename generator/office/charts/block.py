"""Where the data of a chart stand on a sheet: names along one edge, categories along the other, numbers between.

Whatever a template's references named (columns apart, categories of several levels, no header at all), a refilled
chart names one rectangle: that is what Office can show as the chart's data and extend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.office.charts.data import ChartData
from generator.office.excel.moving.references import Corner, Reference, read_reference, sheet_prefix

_WORKBOOK = re.compile(r"\[[^\]]*\]")

# What stands in a cell of the data; None is an empty cell.
Value = str | Decimal | None


class Named(Struct, frozen=True):
    """The cells that a series of a template names: its own name, its categories, its numbers."""

    name: Reference | None
    categories: Reference | None
    values: Reference | None

    @property
    def areas(self) -> tuple[Reference, ...]:
        return tuple(each for each in (self.name, self.categories, self.values) if each is not None)


def read_cells(text: str | None) -> Reference | None:
    """Return the cells that a chart's formula names, None for names, lists of areas and whole columns."""
    found = read_reference(_WORKBOOK.sub("", text or "").strip())
    return found if found and found.sheet and found.first.row and found.first.column else None


class Block(Struct, frozen=True):
    """The rectangle of a chart's data, seen from its upper left cell.

    `by_rows` says that each series is a row; else it is a column.
    """

    sheet: str
    top: int = 1
    left: int = 1
    by_rows: bool = False

    def name(self, series: int) -> Reference:
        """Return the cell with the name of a series (from 0)."""
        return self._cells((0, series + 1), (0, series + 1))

    def categories(self, count: int) -> Reference:
        return self._cells((1, 0), (count, 0))

    def values(self, series: int, count: int) -> Reference:
        return self._cells((1, series + 1), (count, series + 1))

    def area(self, series: int, categories: int) -> Reference:
        """Return the whole rectangle of so many series and categories, as attributes of its sheet name it."""
        down, right = categories, series
        if self.by_rows:
            down, right = right, down
        last = Corner(self.left + right, self.top + down)
        return Reference("", Corner(self.left, self.top), last)

    def grid(self, data: ChartData, corner: str, categories: Sequence[Value]) -> list[list[Value]]:
        """Return the rows of the rectangle; `corner` stands where names and categories meet."""
        names = [corner, *(series.name for series in data.series)]
        columns = zip(*(series.values for series in data.series), strict=True)
        rows: list[list[Value]] = [
            [*names],
            *([name, *numbers] for name, numbers in zip(categories, columns, strict=True)),
        ]
        return [list(row) for row in zip(*rows, strict=True)] if self.by_rows else rows

    def _cells(self, first: tuple[int, int], last: tuple[int, int]) -> Reference:
        start, end = (self._corner(*each) for each in (first, last))
        return Reference(sheet_prefix(self.sheet), start, None if start == end else end)

    def _corner(self, down: int, right: int) -> Corner:
        if self.by_rows:
            down, right = right, down
        return Corner(self.left + right, self.top + down, column_fixed=True, row_fixed=True)


def find_block(series: Iterable[Named], sheets: Sequence[str]) -> Block | None:
    """Return where the data stand, told by the first series whose numbers are named.

    `sheets` are those of the workbook; of none of them nothing is known. Without a series that names cells the
    data begin in the corner of the first sheet.
    """
    for each in series:
        if each.values is not None:
            known = _known(each.values.sheet or "", sheets)
            return _block_of(each, each.values, known) if known else Block(sheets[0])
    return Block(sheets[0]) if sheets else None


def _known(sheet: str, sheets: Sequence[str]) -> str | None:
    """Return the name of a sheet as the workbook writes it."""
    if not sheets:
        return sheet
    return next((name for name in sheets if name.casefold() == sheet.casefold()), None)


def _block_of(named: Named, values: Reference, sheet: str) -> Block:
    by_rows = _is_by_rows(named, values)
    name, categories, numbers = (
        each.turned() if each and by_rows else each for each in (named.name, named.categories, values)
    )
    assert numbers is not None  # noqa: S101 - for the type checker: `values` is not None
    top = name.first.row if name and name.first.row < numbers.first.row else max(numbers.first.row - 1, 1)
    left = categories.first.column if categories else max(numbers.first.column - 1, 1)
    return Block(sheet, left, top, by_rows) if by_rows else Block(sheet, top, left)


def _is_by_rows(named: Named, values: Reference) -> bool:
    """Tell whether a series is a row: its numbers stand beside each other, or its name before a single one."""
    first, last = values.first, values.end
    if (first.row, first.column) != (last.row, last.column):
        return first.row == last.row
    return named.name is not None and named.name.first.row == first.row
