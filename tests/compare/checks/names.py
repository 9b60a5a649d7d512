"""Defined names, those of Excel among them."""

from __future__ import annotations

from tests.compare.checks.check import Check, Checks, Judge, different
from tests.compare.frame import BEFORE, SHEET
from tests.compare.result import MAIN, Result

_checks = Checks()

_NAMES = {
    "a name of the workbook over the list grows": ("单价全部", None, "'清单 1'!$C${first}:$C${last}"),
    "a name of the workbook for a cell below moves": ("合计额", None, "'清单 1'!$D${11}"),
    "a name of the list's sheet grows": ("本表数量", SHEET, "'清单 1'!$B${first}:$B${last}"),
    "a formula named on another sheet grows": ("外名", BEFORE, "SUM('清单 1'!$B${first}:$B${last})*2"),
    "the print area grows": ("_xlnm.Print_Area", SHEET, "'清单 1'!$A$1:$K${24}"),
    "the print titles stay": ("_xlnm.Print_Titles", SHEET, "'清单 1'!$6:$7"),
    "the hidden name of the filter grows": (
        "_xlnm._FilterDatabase",
        SHEET,
        "'清单 1'!$A$7:$H${end}",
    ),
}


def _named(name: str, sheet: str | None, formula: str) -> Judge:
    def judge(found: Result) -> str:
        position = list(found.sheets).index(sheet) if sheet else None
        texts = [
            each.text or ""
            for each in found.book.iter(f"{MAIN}definedName")
            if each.get("name") == name
            and each.get("localSheetId") == (None if position is None else str(position))
        ]
        end = str(found.list_rows[-1] if found.list_rows else found.at(7))
        return different(len(texts), 1) or found.formula_fault(texts[0], formula.replace("{end}", end))

    return judge


for _says, (_name, _sheet, _formula) in _NAMES.items():
    _checks.add("defined names", _says)(_named(_name, _sheet, _formula))

CHECKS: tuple[Check, ...] = tuple(_checks.made)
