"""Cell formulas: in the list, below it, and on other sheets."""

from __future__ import annotations

import re

from tests.compare.areas import REFERENCE, area
from tests.compare.checks.check import Check, Checks, Judge, different, first_fault
from tests.compare.frame import AFTER, BEFORE, SHEET, TABLE
from tests.compare.result import Result, shift

_checks = Checks()
_KIND = "cell formulas"

# In every copy: the column, and the formula as it reads in its row.
_IN_LIST = {
    "in the list, own row (`B8*C8`)": ("D", "B{row}*C{row}"),
    "in the list, a range over the whole list": ("E", "D{row}/SUM($D${first}:$D${last})"),
    "in the list, an absolute cell above": ("F", "B{row}*$B$3"),
    "in the list, mixed references keep their dollar signs": ("G", "$C{row}*B$3"),
}

# Elsewhere: sheet, cell and formula, rows of the bare workbook in braces.
_ELSEWHERE = {
    "below, a sum over the list": (SHEET, "C{11}", "SUM(C{first}:C{last})"),
    "below, a cell that moved": (SHEET, "B{12}", "D{11}*2"),
    "on a sheet before, a sum over the list": (BEFORE, "B2", "SUM('清单 1'!C{first}:C{last})"),
    "on a sheet before, a cell that moved": (BEFORE, "B3", "'清单 1'!D{11}"),
    "on a sheet after, a sum over the list": (AFTER, "B3", "SUM('清单 1'!C{first}:C{last})"),
    "on a sheet after, an absolute cell that moved": (AFTER, "B5", "'清单 1'!$D${11}*2"),
    "on other sheets, absolute ranges in COUNTA": (AFTER, "B4", "COUNTA('清单 1'!$A${first}:$A${last})"),
    "on other sheets, absolute ranges in SUMIF": (
        BEFORE,
        "B7",
        "SUMIF('清单 1'!$A${first}:$A${last},\"项目001\",'清单 1'!$C${first}:$C${last})",
    ),
    "a whole column stays whole": (BEFORE, "B4", "SUM('清单 1'!C:C)"),
    "a whole row moves": (BEFORE, "B5", "SUM('清单 1'!{11}:{11})"),
    "whole rows over the list grow": (BEFORE, "B6", "SUM('清单 1'!$7:${end})"),
    "a union grows": (SHEET, "C{12}", "SUM((B{first}:B{last},D{first}:D{last}))"),
    "an intersection grows": (SHEET, "D{12}", "SUM(B{first}:D{last} C{5}:C{12})"),
}


def _on_label(found: Result, text: str) -> str:
    """Write a text as `Result.write` does; `{end}` is the last row of the list or the heading above it."""
    end = found.list_rows[-1] if found.list_rows else found.at(7)
    return found.write(text.replace("{end}", str(end)))


def _in_every_copy(column: str, formula: str) -> Judge:
    def judge(found: Result) -> str:
        return first_fault((_list_fault(found), *_copy_faults(found, column, formula)))

    return judge


def _copy_faults(found: Result, column: str, formula: str) -> list[str]:
    faults = []
    for row in found.list_rows:
        text = found.cell(f"{column}{row}").formula
        wanted = formula.replace("{row}", str(row))
        faults.append(found.formula_fault(text, wanted) or _dollar_fault(found, text, wanted))
    return faults


def _dollar_fault(found: Result, text: str, wanted: str) -> str:
    marks = [re.sub(r"\d+|'", "", each[0]) for each in REFERENCE.finditer(text)]
    expected = [re.sub(r"\d+|'", "", each[0]) for each in REFERENCE.finditer(found.write(wanted))]
    return different(marks, expected)


def _list_fault(found: Result) -> str:
    """Tell whether the list itself is not there row by row, between what stood above and below it."""
    between = list(range(found.at(7) + 1, found.at(9)))
    wanted = [f"项目{number:03}" for number in range(1, found.count + 1)]
    names = [found.cell(f"A{row}").value for row in found.list_rows]
    return different(found.list_rows, between) or different(names, wanted)


def _elsewhere(sheet: str, place: str, formula: str) -> Judge:
    def judge(found: Result) -> str:
        text = found.cell(found.write(place), sheet).formula
        return found.formula_fault(text, _on_label(found, formula), sheet)

    return judge


for _says, (_column, _formula) in _IN_LIST.items():
    _checks.add(_KIND, _says)(_in_every_copy(_column, _formula))
for _says, (_sheet, _place, _formula) in _ELSEWHERE.items():
    _checks.add(_KIND, _says)(_elsewhere(_sheet, _place, _formula))


@_checks.add(_KIND, "the name of a sheet stays quoted")
def _quoted(found: Result) -> str:
    texts = [found.cell(place, BEFORE).formula for place in ("B2", "B3", "B7")]
    return first_fault(
        "" if "'清单 1'!" in text.replace("$'", "'") else f"{text or 'nothing'} is not quoted"
        for text in texts
    )


@_checks.add(_KIND, "a 3-D range means the moved cell on each sheet")
def _through_sheets(found: Result) -> str:
    still = found.frame.row(20)
    wanted = {(BEFORE, still), (SHEET, found.at(20)), (AFTER, still)}
    text = found.cell("B9", BEFORE).formula
    meant = {(each.sheet, row) for each in found.meant(text, BEFORE) for row in each.rows}
    return different(text[:4], "SUM(") or different(sorted(meant), sorted(wanted))


@_checks.add(_KIND, "structured references are left alone")
def _structured(found: Result) -> str:
    row = next((row for (row, column), cell in found.cells(TABLE).items() if cell.value == "表下"), 0)
    texts = (found.cell("B16", BEFORE).formula, found.cell(f"B{row}", TABLE).formula)
    return first_fault(different(text, "SUM(明细[金额])") for text in texts)


@_checks.add("spills and arrays", "a dynamic array formula moves, its range grows, it stays dynamic")
def _dynamic(found: Result) -> str:
    cell = found.cell(found.write("AA{13}"))
    begins = area(cell.array).top if cell.array else 0
    return (
        found.formula_fault(cell.formula, "_xlfn._xlws.SORT(C{first}:C{last})")
        or different(begins, found.at(13))
        or ("" if cell.metadata and "xl/metadata.xml" in found.parts else "it is no dynamic array any more")
    )


@_checks.add("spills and arrays", "a reference to a spill (`AA13#`) follows its cell")
def _spill(found: Result) -> str:
    text = found.cell(found.write("AB{13}")).formula
    return different(text.count("ANCHORARRAY"), 1) or found.formula_fault(
        text, "SUM(_xlfn.ANCHORARRAY(AA{13}))"
    )


@_checks.add("spills and arrays", "an array formula in the list is one in every copy")
def _array_in_list(found: Result) -> str:
    cells = [(row, found.cell(f"T{row}")) for row in found.list_rows]
    return _list_fault(found) or first_fault(
        different(cell.array.partition(":")[0], f"T{row}")
        or found.formula_fault(cell.formula, f"SUM(B{row}:C{row}*1)")
        for row, cell in cells
    )


@_checks.add("spills and arrays", "an array formula below moves and its ranges grow")
def _array_below(found: Result) -> str:
    place = found.write("B{17}")
    cell = found.cell(place)
    return different(cell.array.partition(":")[0], place) or found.formula_fault(
        cell.formula, "MAX(B{first}:B{last}*C{first}:C{last})"
    )


@_checks.add("shared formulas", "filled along the list's row: every copy its own")
def _shared_in_list(found: Result) -> str:
    faults = [each for column in "UVW" for each in _copy_faults(found, column, f"$B{{row}}*{column}$7")]
    return first_fault((_list_fault(found), *faults))


@_checks.add("shared formulas", "filled down below the list: each moves")
def _shared_below(found: Result) -> str:
    rows = (found.write(f"B{{{number}}}") for number in (14, 15, 16))
    wanted = shift("C14*2", "B14", found.write("B{14}"))
    return first_fault(
        found.formula_fault(found.cell(cell).formula, shift(wanted, found.write("B{14}"), cell))
        for cell in rows
    )


CHECKS: tuple[Check, ...] = tuple(_checks.made)
list_fault = _list_fault
