"""Every kind of thing that names a cell, in one workbook whose list grows from one row to 0, 1, 10 and 500."""

from __future__ import annotations

import functools

import pytest

from generator.office.excel.compiling import compile_xlsx
from tests.compare.checks import CHECKS
from tests.compare.checks.check import Check
from tests.compare.frame import OURS, items
from tests.compare.naive import grown
from tests.compare.result import Result
from tests.compare.template import make_template
from tests.office.excel.workbooks import NOW, PROPERTIES
from tests.support.structure import xlsx_faults
from tests.support.validator import validate

COUNTS = (0, 1, 10, 500)


@functools.cache
def output(count: int) -> bytes:
    values = {"rows": items(count)}
    return compile_xlsx(make_template(OURS), "清单.xlsx").fill(values, now=NOW, properties=PROPERTIES).content


@functools.cache
def result(count: int) -> Result:
    return Result(output(count), OURS, count)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_each_kind_follows_a_list_of_any_length(check: Check, count: int) -> None:
    assert check.fault(result(count)) == ""


@pytest.mark.parametrize("count", COUNTS)
def test_excel_has_nothing_to_repair(count: int) -> None:
    assert xlsx_faults(output(count)) == []


@pytest.mark.needs_validator
def test_the_validator_has_nothing_to_say() -> None:
    files = {f"list{count}.xlsx": output(count) for count in COUNTS}
    assert validate({"template.xlsx": make_template(OURS), **files}) == []


# What holds of a sheet whose list grew while nothing that names a cell moved: what stands still anyway, and
# what the rows themselves carry.
STILL = {
    "cell formulas: a whole column stays whole",
    "cell formulas: the name of a sheet stays quoted",
    "cell formulas: structured references are left alone",
    "defined names: the print titles stay",
    "Tables around a list: the calculated column has its formula, and each row too",
    "Tables around a list: the totals row has its function and its formula",
    "Tables around a list: its header cells are its column names",
    "notes: above: stays, with its box",
    "breaks: a break between columns stays",
    "rows: heights: every copy has the list row's, those below move",
    "rows: outline levels: every copy has the list row's, those below move",
    "rows: a hidden row below moves, no other is hidden",
    "views: the frozen pane stays",
}


def test_every_other_check_notices_when_nothing_moves() -> None:
    unmoved = Result(grown(result(1), 10), OURS, 10)
    assert {check.name for check in CHECKS if not check.fault(unmoved)} == STILL
