"""What a workbook says, as facts with their places, and what differs between two of them.

Relative references of rules are written out for each cell; dollar signs and `A1:A1` for `A1` do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import get_column_letter

from tests.office.excel.workbooks import computed, opened

Facts = dict[str, Any]
_ONE_CELL = re.compile(r"\b([A-Z]{1,3}\d+):\1\b(?!\d)")


def plain(text: str) -> str:
    """Return a formula or reference without what makes no difference to what it reads."""
    return _ONE_CELL.sub(r"\1", text.replace("$", "").replace("'", "").lstrip("="))


def facts(workbook: bytes) -> Facts:
    """Return everything that a workbook says about its cells, except computed values."""
    book = opened(workbook)
    found: Facts = {f"name {name}": plain(each.attr_text) for name, each in book.defined_names.items()}
    for sheet in book.worksheets:
        found |= {f"{sheet.title}!{what}": fact for what, fact in _of_sheet(sheet)}
    return found


def _of_sheet(sheet: Any) -> Iterator[tuple[str, Any]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                formula = cell.data_type == "f"
                yield cell.coordinate, f"={plain(cell.value)}" if formula else cell.value
    yield "merges", sorted(map(str, sheet.merged_cells.ranges))
    yield from _rules(sheet)
    for table in sheet.tables.values():
        yield f"table {table.name}", (table.ref, table.autoFilter.ref, _columns(table))
    yield "print area", plain(sheet.print_area or "")
    yield "print titles", (sheet.print_title_rows, sheet.print_title_cols)
    for name, breaks in (("row breaks", sheet.row_breaks), ("column breaks", sheet.col_breaks)):
        yield name, sorted(each.id for each in breaks.brk)


def _columns(table: Any) -> list[tuple[str, str | None]]:
    formulas = [column.calculatedColumnFormula for column in table.tableColumns]
    texts = [formula.attr_text if formula is not None else None for formula in formulas]
    return [(column.name, text) for column, text in zip(table.tableColumns, texts, strict=True)]


def _rules(sheet: Any) -> Iterator[tuple[str, Any]]:
    """Yield which formulas of conditional formats and validations are read in each cell."""
    found: dict[str, list[str]] = {}
    for formats in sheet.conditional_formatting:
        for rule in formats.rules:
            for place, text in _everywhere(formats.sqref, rule.formula[0]):
                found.setdefault(f"format {place}", []).append(text)
    for validation in sheet.data_validations.dataValidation:
        for place, text in _everywhere(validation.sqref, validation.formula1):
            found.setdefault(f"validation {place}", []).append(text)
    yield from ((what, sorted(texts)) for what, texts in found.items())


def _everywhere(areas: Any, formula: str) -> Iterator[tuple[str, str]]:
    """Yield every cell of the areas with the formula as it is read there."""
    ranges = list(areas.ranges)
    left, top = min(area.min_col for area in ranges), min(area.min_row for area in ranges)
    reader = Translator(f"={formula}", f"{get_column_letter(left)}{top}")
    for area in ranges:
        for row, column in area.cells:
            place = f"{get_column_letter(column)}{row}"
            yield place, _read_at(reader, place)


def _read_at(reader: Translator, place: str) -> str:
    try:
        return plain(reader.translate_formula(place))
    except TranslatorError:
        return "#REF!"


def differences(expected: Facts, got: Facts) -> list[str]:
    """Return a line for each fact that differs."""
    return [
        f"{what}: expected {expected.get(what)!r}, got {got.get(what)!r}"
        for what in sorted({*expected, *got})
        if not same(expected.get(what), got.get(what))
    ]


def same(expected: Any, got: Any) -> bool:
    if isinstance(expected, bool) or isinstance(got, bool):
        return type(expected) is type(got) and expected == got
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return bool(got == pytest.approx(expected, rel=1e-9, abs=1e-9))
    return bool(expected == got)


def miscomputed(judged: Facts, stored: Facts, formulas: Facts) -> list[str]:
    """Return a line for each stored value that LibreOffice does not find.

    Which of several errors counts is each program's own affair. A workbook with `#REF!` in a formula may leave
    values to Excel: the programs disagree on what COUNT and ROWS say of it.
    """
    lost = any("#REF!" in str(fact) for fact in formulas.values())
    passed = {
        what
        for what in {*judged, *stored}
        if (_fails(judged.get(what)) and _fails(stored.get(what))) or (lost and what not in stored)
    }
    return [line for line in differences(judged, stored) if line.partition(": ")[0] not in passed]


def _fails(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("#")


def values(workbook: bytes) -> Facts:
    """Return the values of all cells as they are stored; an empty text is nothing."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in computed(workbook).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }
