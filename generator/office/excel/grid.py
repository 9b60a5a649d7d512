"""The rows and cells of a template sheet, read once: positions made explicit, shared formulas written out.

A shared formula (`<f t="shared" si="0"/>`) is Excel's way to store a filled-down formula once. Its cells do
not stay neighbours when rows repeat, so each gets its own formula, as if it had been typed there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.office.excel.formulas import read_formula
from generator.office.excel.references import Reference, column_letters, column_number, read_reference
from generator.office.excel.strings import Runs, SharedStrings, read_runs
from generator.office.excel.xml import child, children, drop_attributes
from generator.office.xml import Element

_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A template cell: its element and what it holds, text in runs or a formula or neither.

    `spilled` says that a formula in another cell fills this one.
    """

    row: int
    column: int
    element: Element
    text: Runs | None = None
    formula: str | None = None
    string: int | None = None
    spilled: bool = False

    @property
    def name(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def holds_value(self) -> bool:
        """Tell whether something other than a formula was typed into the cell."""
        return self.formula is None and (child(self.element, "v") is not None or bool(self.text))


@dataclass(frozen=True, slots=True)
class Row:
    """A template row; `element` holds the cells' elements in the same order as `cells`."""

    number: int
    element: Element
    cells: tuple[Cell, ...]


def read_rows(data: Element, strings: SharedStrings) -> dict[int, Row]:
    """Return the rows of a `sheetData` element by their number. Its elements are completed in place."""
    rows: dict[int, Row] = {}
    masters: dict[str, tuple[str, int, int]] = {}
    arrays: list[Reference] = []
    number = 0
    for element in children(data, "row"):
        number = int(element.get("r") or number + 1)
        element.set("r", str(number))
        cells = _read_cells(element, number, strings, masters)
        arrays += [area for cell in cells if (area := _array(cell.element))]
        rows[number] = Row(number, element, tuple(_marked(cell, arrays) for cell in cells))
    return rows


def _array(cell: Element) -> Reference | None:
    """Return the range that the formula of a cell fills, if it fills others."""
    formula = child(cell, "f")
    area = read_reference(formula.get("ref") or "") if formula is not None else None
    return area if area and area.last and area.first != area.last else None


def _marked(cell: Cell, arrays: list[Reference]) -> Cell:
    inside = any(
        area.first.row <= cell.row <= area.end.row and area.first.column <= cell.column <= area.end.column
        for area in arrays
    )
    return replace(cell, spilled=True) if inside and cell.formula is None else cell


def _read_cells(
    row: Element, number: int, strings: SharedStrings, masters: dict[str, tuple[str, int, int]]
) -> tuple[Cell, ...]:
    cells = []
    column = 0
    for element in children(row, "c"):
        place = _CELL.fullmatch(element.get("r") or "")
        column = column_number(place[1]) if place else column + 1
        element.set("r", f"{column_letters(column)}{number}")
        formula = _read_formula(element, number, column, masters)
        string = _string_index(element) if formula is None else None
        text = _read_text(element, string, strings) if formula is None else None
        cells.append(Cell(number, column, element, text, formula, string))
    return tuple(cells)


def _string_index(cell: Element) -> int | None:
    value = child(cell, "v")
    return int(value.text or 0) if cell.get("t") == "s" and value is not None else None


def _read_text(cell: Element, string: int | None, strings: SharedStrings) -> Runs | None:
    if string is not None:
        return strings.runs[string]
    inline = child(cell, "is") if cell.get("t") == "inlineStr" else None
    return read_runs(inline) if inline is not None else None


def _read_formula(
    cell: Element, row: int, column: int, masters: dict[str, tuple[str, int, int]]
) -> str | None:
    element = child(cell, "f")
    if element is None:
        return None
    if element.get("t") == "shared":
        _write_out(element, row, column, masters)
    return element.text or ""


def _write_out(element: Element, row: int, column: int, masters: dict[str, tuple[str, int, int]]) -> None:
    """Turn one cell's share of a shared formula into a formula of its own."""
    key = element.get("si", "")
    if element.text:
        masters[key] = (element.text, row, column)
    elif key in masters:
        text, master_row, master_column = masters[key]
        element.text = read_formula(text).shifted(row - master_row, column - master_column)
    drop_attributes(element, "t", "si", "ref")
