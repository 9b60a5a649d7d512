"""Every kind of thing that names a cell, in one workbook whose list grows from one row to 0, 1, 10 and 500."""

from __future__ import annotations

import functools

import pytest

from generator.office.excel import compile_xlsx
from tests.compare.checks import CHECKS
from tests.compare.checks.check import Check
from tests.compare.frame import OURS, items
from tests.compare.result import Result
from tests.compare.template import make_template
from tests.office.excel.workbooks import NOW, PROPERTIES
from tests.support.structure import xlsx_faults
from tests.support.validator import validate

COUNTS = (0, 1, 10, 500)


@functools.cache
def output(count: int) -> bytes:
    values = {"rows": items(count)}
    return compile_xlsx(make_template(OURS), "清单.xlsx").render(values, now=NOW, properties=PROPERTIES)


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
