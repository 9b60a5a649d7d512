"""Values for the formulas of a finished workbook, computed by formualizer.

Phones, mail previews and Protected View show stored values only. What formualizer cannot compute (a
function it does not know, a circle) gets no value, nor does anything that hangs on it, and Excel is told to
compute the workbook when it opens it: a missing number is better than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from formualizer import ExcelEvaluationError, FormualizerHostError, InspectionError, Workbook

from generator.office.excel.references import Corner, quoted, read_reference
from generator.office.excel.structured import KnownTable, Standing, resolved

ERRORS = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
_FAILURES = (OSError, ValueError, RuntimeError, ExcelEvaluationError, FormualizerHostError)
_LONG_NUMBER = re.compile(r"(?<![\d.])\d+\.\d{10,}(?![\d.])")
_MOST_DEPENDENTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A computed value as a cell stores it: the `t` attribute (none for a number) and the text of `v`."""

    kind: str | None
    text: str


Values = Mapping[Standing, Stored]


def compute(
    package: bytes, formulas: Mapping[Standing, str], tables: Sequence[KnownTable], now: dt.datetime
) -> Values:
    """Compute a workbook that has no stored values; cells whose value is not known are not in the result.

    `formulas` are its formulas (empty for a cell that another one's formula fills), `now` is what TODAY()
    and NOW() say.
    """
    try:
        workbook = Workbook.from_bytes(package)
    except _FAILURES:
        return {}
    workbook.set_temporal_egress("serial")
    workbook.set_deterministic_clock(now.replace(tzinfo=dt.UTC))
    for cell, formula in formulas.items():
        if "[" in formula:
            workbook.set_formula(cell.sheet, cell.row, cell.column, f"={resolved(formula, cell, tables)}")
    values = _evaluated(workbook, formulas)
    unknown = [cell for cell in formulas if cell not in values]
    lost = _hanging_on(workbook, unknown) if unknown else set()
    return {cell: value for cell, value in values.items() if cell not in lost}


def _evaluated(workbook: Workbook, cells: Iterable[Standing]) -> dict[Standing, Stored]:
    """Return the values of all cells that have one; a formula that stops the whole is passed over."""
    try:
        workbook.evaluate_all()
        found = {cell: workbook.get_value(cell.sheet, cell.row, cell.column) for cell in cells}
    except _FAILURES:
        found = {cell: _single(workbook, cell) for cell in cells}
    known = {cell: stored(value) for cell, value in found.items()}
    return {cell: value for cell, value in known.items() if value}


def _single(workbook: Workbook, cell: Standing) -> object:
    try:
        return workbook.evaluate_cell(cell.sheet, cell.row, cell.column)
    except _FAILURES:
        return None


def _hanging_on(workbook: Workbook, unknown: Iterable[Standing]) -> set[Standing]:
    """Return the cells that name one of `unknown`, directly or not: IFERROR would hide the fault."""
    lost: set[Standing] = set()
    waiting = list(unknown)
    while waiting:
        cell = waiting.pop()
        name = f"{quoted(cell.sheet)}!{Corner(cell.column, cell.row)}"
        try:
            report = workbook.dependents(name, max_results=_MOST_DEPENDENTS, max_work=_MOST_DEPENDENTS)
        except InspectionError:
            continue
        found = {_standing(dependent.cell) for dependent in report.dependents} - lost
        lost |= found
        waiting += found
    return lost


def _standing(name: str) -> Standing:
    reference = read_reference(name)
    if reference is None or reference.sheet is None:
        raise ValueError(f"not a cell of a sheet: {name!r}")
    return Standing(reference.sheet, reference.first.row, reference.first.column)


def stored(value: object) -> Stored | None:
    """Return a value of formualizer's as a cell stores it."""
    match value:
        case bool():
            return Stored("b", str(int(value)))
        case int() | float():
            return Stored(None, _number(value))
        case str():
            return Stored("str", _LONG_NUMBER.sub(_shortened, value))
        case {"type": "Error", "kind": str(kind)} if kind in ERRORS:
            return Stored("e", ERRORS[kind])
    return None


def _shortened(found: re.Match[str]) -> str:
    """Return a number joined into text with the 15 digits that Excel would write of it."""
    exact = Decimal(found[0])
    return f"{Context(prec=15).plus(exact).normalize():f}" if len(exact.as_tuple().digits) > 15 else found[0]


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(float(value))
