"""Values for the formulas of a finished workbook, computed by formualizer.

Phones, mail previews and Protected View show stored values only. What formualizer cannot compute (a
function it does not know, a circle) gets no value, nor does anything that hangs on it, and Excel is told to
compute the workbook when it opens it: a missing number is better than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from functools import lru_cache, partial

from formualizer import (
    EvaluationConfig,
    ExcelEvaluationError,
    FormualizerHostError,
    InspectionError,
    Workbook,
    WorkbookConfig,
)
from msgspec import Struct

from generator.office.excel.moving.references import Corner, quoted, read_reference

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
_MANY = 20_000
_NO_CLOCK = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - nobody asks for it
_MOST_DEPENDENTS = 1_000_000
_MOST_TIMES = 32
"""How often a workbook is computed before it is opened anew: each time formualizer keeps some kilobytes (measured)."""


class Stored(Struct, frozen=True):
    """A computed value as a cell stores it: the `t` attribute (none for a number) and the text of `v`."""

    kind: str | None
    text: str


# What formualizer computes otherwise than Excel: formats of TEXT for weekdays, amounts in words and powers
# of ten; VALUE of a number with commas; LOOKUP and MATCH of a huge number, written to find the last one; bytes of text.
_DOUBTFUL = re.compile(
    r"""\bTEXT\(.*"[^"]*(?:aaa|DBNum|E[+-]0)[^"]*"|\bVALUE\(|\b(?:LOOKUP|MATCH)\(\s*9\.9+E\+?30"""
    r"""|\b(?:LEN|LEFT|RIGHT|MID|FIND|SEARCH|REPLACE)B\(|\b(?:CELL|INFO)\(""",
    re.IGNORECASE | re.DOTALL,
)

# Functions that formualizer computes over a whole range where they stand in SUMPRODUCT. Of every other one it takes
# the first cell, or fails: SUMPRODUCT(LEN(A1:A9)) is LEN(A1) to it.
_SPREAD = frozenset(
    {"SUMPRODUCT", "IF", "IFERROR", "UPPER", "LOWER", "PROPER", "TRIM", "SUBSTITUTE", "EXACT", "TEXT"}
    | {"SUM", "COUNT", "COUNTA", "COUNTBLANK", "MAX", "MIN", "AVERAGE", "ROWS", "COLUMNS", "INDEX"}
)
_OVER_CELLS = re.compile(r"\bSUMPRODUCT\(")
_FUNCTION = re.compile(r"\b([A-Z][A-Z0-9.]*)\(")
_TEXTS = re.compile(r'"[^"]*"')

# Functions that look at a reference more than at its value: of a lost one Excel makes something else.
_BLIND = re.compile(r"\b(?:ROWS?|COLUMNS?|COUNT\w*|TYPE|SUBTOTAL|AGGREGATE)\(", re.IGNORECASE)

# A cell of a sheet, by row and column; what it holds as the computation sees it, None if nothing.
Cell = tuple[int, int]
Literal = str | float | bool | None
# By the name of the sheet: what cells hold, the cells whose values are wanted, and the values found.
Inputs = Mapping[str, Mapping[Cell, Literal]]
Asked = Mapping[str, Sequence[Cell]]
Values = dict[str, dict[Cell, Stored]]
# The sheet, row and column of a formula whose value is not to be trusted.
Doubtful = tuple[str, int, int]


@lru_cache(maxsize=4096)
def is_doubtful(formula: str) -> bool:
    """Tell whether formualizer is known to compute a formula otherwise than Excel does."""
    lost = "#REF!" in formula and _BLIND.search(formula)
    return bool(_DOUBTFUL.search(formula) or lost or _spreads(formula))


def _spreads(formula: str) -> bool:
    """Tell whether a formula has a function computed over each cell of a range that formualizer takes as one."""
    plain = _TEXTS.sub('""', formula.upper())
    return any(
        name not in _SPREAD
        for found in _OVER_CELLS.finditer(plain)
        for name in _FUNCTION.findall(_bracketed(plain, found.end()))
    )


def _bracketed(formula: str, start: int) -> str:
    """Return what stands from `start` to the bracket that closes the one before it."""
    depth = 1
    for at in range(start, len(formula)):
        depth += {"(": 1, ")": -1}.get(formula[at], 0)
        if depth == 0:
            return formula[start:at]
    return formula[start:]


class Calculator:
    """The formulas of a workbook, computed again when some of the values that they look at have changed.

    `package` is the workbook with the values `inputs`; `cells` are those whose values are wanted. Values that are
    not known are left out; so are the `doubtful` ones, and whatever hangs on them. `clock` says that a formula asks
    for the time.
    """

    def __init__(
        self, package: bytes, inputs: Inputs, cells: Asked, doubtful: Sequence[Doubtful], *, clock: bool
    ) -> None:
        self._inputs = inputs
        self._cells = cells
        self._doubtful = tuple(doubtful)
        self._clock = clock
        self._count = sum(map(len, cells.values()))
        self._workbook = _opened(package, self._count)
        self._times = 0
        self._known: tuple[dt.datetime, Values] | None = None

    def enter(self, inputs: Inputs) -> bool:
        """Put other values into the cells, where that is quicker than a new calculator, and tell whether it is."""
        changed, workbook = list(_changed(self._inputs, inputs)), self._workbook
        if workbook is None or len(changed) > self._count // 2 or self._times >= _MOST_TIMES:
            return False
        self._workbook = None  # until all is entered: what is half entered must never be computed
        for sheet, cell, value in changed:
            workbook.set_value(sheet, *cell, value)
        self._workbook, self._inputs = workbook, inputs
        self._known = None if changed else self._known
        return True

    def values(self, now: dt.datetime) -> Values:
        """Return the values of the formulas; `now` is what TODAY() and NOW() say."""
        moment = now if self._clock else _NO_CLOCK
        if self._known is None or self._known[0] != moment:
            self._known = moment, self._compute(moment)
        return {sheet: dict(values) for sheet, values in self._known[1].items()}

    def _compute(self, now: dt.datetime) -> Values:
        known: Values = {sheet: {} for sheet in self._cells}
        workbook = self._workbook
        if workbook is None:
            return known
        self._times += 1
        workbook.set_deterministic_clock(now.replace(tzinfo=dt.UTC))
        if not _evaluate(workbook, self._cells, known):
            self._workbook = None  # what fails as a whole is opened anew the next time
        for sheet, row, column in self._doubtful:
            known[sheet].pop((row, column), None)
        unknown = [(s, *cell) for s, listed in self._cells.items() for cell in listed if cell not in known[s]]
        for sheet, row, column in _hanging_on(workbook, unknown) if unknown else ():
            known[sheet].pop((row, column), None)
        return known


def _changed(before: Inputs, inputs: Inputs) -> Iterator[tuple[str, Cell, Literal]]:
    """Yield the cells whose values have changed; both have the same cells."""
    for sheet, cells in inputs.items():
        held = before[sheet]
        for cell, value in cells.items():
            if value != held[cell] or type(value) is not type(held[cell]):
                yield sheet, cell, value


def _opened(package: bytes, formulas: int) -> Workbook | None:
    """Return the workbook as formualizer holds it, None where it cannot be read."""
    try:
        workbook = Workbook.from_bytes(package, config=_config(formulas))
    except _FAILURES:
        return None
    workbook.set_temporal_egress("serial")
    return workbook


def _config(formulas: int) -> WorkbookConfig:
    """Return the settings: threads cost more than they bring unless there is much to compute."""
    settings = EvaluationConfig()
    settings.enable_parallel = formulas > _MANY
    return WorkbookConfig(eval_config=settings, enable_changelog=False)


def _evaluate(workbook: Workbook, cells: Asked, known: Values) -> bool:
    """Enter the values of all cells that have one, and tell whether all could be computed at once.

    A formula that stops the whole is passed over.
    """
    value_of, whole = workbook.get_value, True
    try:
        workbook.evaluate_all()
    except _FAILURES:
        value_of, whole = partial(_single, workbook), False
    for sheet, listed in cells.items():
        found = known[sheet]
        for cell in listed:
            if value := stored(value_of(sheet, *cell)):
                found[cell] = value
    return whole


def _single(workbook: Workbook, sheet: str, row: int, column: int) -> object:
    try:
        return workbook.evaluate_cell(sheet, row, column)
    except _FAILURES:
        return None


def _hanging_on(workbook: Workbook, unknown: Iterable[tuple[str, int, int]]) -> set[tuple[str, int, int]]:
    """Return the cells that name one of `unknown`, directly or not: IFERROR would hide the fault."""
    lost: set[tuple[str, int, int]] = set()
    waiting = list(unknown)
    while waiting:
        sheet, row, column = waiting.pop()
        name = f"{quoted(sheet)}!{Corner(column, row)}"
        try:
            report = workbook.dependents(name, max_results=_MOST_DEPENDENTS, max_work=_MOST_DEPENDENTS)
        except InspectionError:
            continue
        found = {_standing(dependent.cell) for dependent in report.dependents} - lost
        lost |= found
        waiting += found
    return lost


def _standing(name: str) -> tuple[str, int, int]:
    reference = read_reference(name)
    if reference is None or reference.sheet is None:
        raise ValueError(f"not a cell of a sheet: {name!r}")
    return reference.sheet, reference.first.row, reference.first.column


def stored(value: object) -> Stored | None:
    """Return a value of formualizer's as a cell stores it."""
    if type(value) is str:  # first what comes most often
        return Stored("str", _LONG_NUMBER.sub(_shortened, value) if "." in value else value)
    if type(value) is float:
        return Stored(None, _number(value))
    match value:
        case bool():
            return Stored("b", str(int(value)))
        case int():
            return Stored(None, _number(value))
        case {"type": "Error", "kind": str(kind)} if kind in ERRORS:
            return Stored("e", ERRORS[kind])
    return None


def _shortened(found: re.Match[str]) -> str:
    """Return a number joined into text with the 15 digits that Excel would write of it."""
    exact = Decimal(found[0])
    return f"{Context(prec=15).plus(exact).normalize():f}" if len(exact.as_tuple().digits) > 15 else found[0]


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(float(value))
