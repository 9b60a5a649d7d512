"""Tables: one around a list, one below a list, one that sums a list from another sheet."""

from __future__ import annotations

from tests.compare.areas import area
from tests.compare.checks.check import Check, Checks, different, first_fault
from tests.compare.frame import AFTER, SHEET, TABLE
from tests.compare.result import MAIN, Element, Result

_checks = Checks()
_AROUND = "Tables around a list"
_ELSEWHERE = "Tables elsewhere"


def _table(found: Result, sheet: str, header: str) -> Element:
    """Return the Table of a sheet that has a column of this name."""
    for link in found.links(found.sheets[sheet], "table"):
        root = found.root(link.target)
        if header in _headers(root):
            return root
    raise LookupError(f"the Table with the column {header} is lost")


def _headers(root: Element) -> list[str]:
    return [each.get("name", "") for each in root.iter(f"{MAIN}tableColumn")]


def _around(found: Result) -> Element:
    return _table(found, TABLE, "单价")


def _data_rows(found: Result) -> tuple[int, int]:
    """Return the rows of the list in the Table: of an empty list Excel needs one empty row."""
    rows = found.table_rows
    return (rows[0], rows[-1]) if rows else (8, 8)


def _totals(found: Result) -> int:
    return next(
        row for (row, column), cell in found.cells(TABLE).items() if cell.value == "合计" and column == 1
    )


@_checks.add(_AROUND, "its area is header, list and totals row")
def _ref(found: Result) -> str:
    first, last = _data_rows(found)
    wanted = f"A{first - 1}:D{last + 1}"
    return (
        different(len(found.table_rows), found.count)
        or different(_around(found).get("ref"), wanted)
        or different(_totals(found), last + 1)
    )


@_checks.add(_AROUND, "its filter lies on header and list")
def _filter(found: Result) -> str:
    first, last = _data_rows(found)
    holder = _around(found).find(f"{MAIN}autoFilter")
    ref = holder.get("ref") if holder is not None else None
    return different(len(found.table_rows), found.count) or different(ref, f"A{first - 1}:D{last}")


@_checks.add(_AROUND, "its sort state lies on the list")
def _sort(found: Result) -> str:
    holder = _around(found).find(f".//{MAIN}sortState")
    if not found.count:
        return ""  # how an empty list is sorted says nothing to anybody
    if holder is None:
        return "it is lost"
    first, last = _data_rows(found)
    condition = holder.find(f"{MAIN}sortCondition")
    refs = (holder.get("ref"), condition.get("ref") if condition is not None else None)
    wanted = (f"A{first}:D{last}", f"C{first}:C{last}")
    return different(len(found.table_rows), found.count) or different(refs, wanted)


@_checks.add(_AROUND, "the calculated column has its formula, and each row too")
def _calculated(found: Result) -> str:
    formula = next(each for each in _around(found).iter(f"{MAIN}tableColumn") if each.get("name") == "金额")
    text = formula.findtext(f"{MAIN}calculatedColumnFormula") or ""
    cells = [found.cell(f"D{row}", TABLE).formula for row in found.table_rows]
    wanted = "明细[[#This Row],[数量]]*明细[[#This Row],[单价]]"
    return different(len(cells), found.count) or first_fault(
        different(_bare(each), wanted) for each in [text, *cells]
    )


def _bare(formula: str) -> str:
    return formula.replace("[@[", "[[#This Row],[")


@_checks.add(_AROUND, "the totals row has its function and its formula")
def _totals_row(found: Result) -> str:
    columns = list(_around(found).iter(f"{MAIN}tableColumn"))
    text = found.cell(f"D{_totals(found)}", TABLE).formula
    function = columns[3].get("totalsRowFunction") or columns[3].findtext(f"{MAIN}totalsRowFormula")
    return (
        different(text, "SUBTOTAL(109,明细[金额])")
        or ("" if function else "the totals row has lost its function")
        or different(_totals(found), _data_rows(found)[1] + 1)
    )


@_checks.add(_AROUND, "its header cells are its column names")
def _header(found: Result) -> str:
    root = _around(found)
    top = area(root.get("ref", "")).top
    cells = [found.cell(f"{letter}{top}", TABLE).value for letter in "ABCD"]
    return different(len(found.table_rows), found.count) or different(cells, _headers(root))


@_checks.add(_ELSEWHERE, "below a list: moved with its filter")
def _below(found: Result) -> str:
    root = _table(found, SHEET, "件数")
    holder = root.find(f"{MAIN}autoFilter")
    wanted = found.write("B{30}:D{33}")
    refs = [root.get("ref"), holder.get("ref") if holder is not None else None]
    headers = [found.cell(f"{letter}{found.at(30)}").value for letter in "BCD"]
    return different(refs, [wanted, wanted]) or different(headers, _headers(root))


@_checks.add(_ELSEWHERE, "on a sheet after: its calculated column sums the whole list")
def _after(found: Result) -> str:
    root = _table(found, AFTER, "系数")
    texts = [each.text or "" for each in root.iter(f"{MAIN}calculatedColumnFormula")]
    texts += [found.cell(f"F{row}", AFTER).formula for row in (3, 4)]
    wanted = "SUM('清单 1'!$C${first}:$C${last})*后汇总[[#This Row],[系数]]"
    return different(len(texts), 3) or first_fault(
        found.formula_fault(_bare(each), wanted, AFTER) for each in texts
    )


CHECKS: tuple[Check, ...] = tuple(_checks.made)
