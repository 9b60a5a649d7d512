"""How the acceptance of a venue stands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from generator.derive.venues import VenueFigures, Verdict, derive_venues
from tests.unit.derive.campaigns import make


def venue(*checks: dict[str, Any], **fields: Any) -> VenueFigures:
    entry = fields | {"checks": [{"item": "项", **check} for check in checks]}
    return derive_venues(make(venues=[entry]))[0]


def test_a_venue_is_accepted_on_the_eve_unless_the_file_says_otherwise() -> None:
    assert venue().acceptance_date == dt.date(2026, 10, 15)
    assert venue(acceptance_date="2026-10-12").acceptance_date == dt.date(2026, 10, 12)


def test_the_second_result_replaces_the_first() -> None:
    found = venue({"result": "合格"}, {"result": "不合格", "recheck": "合格"}, {"result": "不适用"})
    assert (found.check_count, found.passed_count, found.failed_count) == (3, 2, 0)
    assert (found.inapplicable_count, found.open_count, found.pass_rate) == (1, 0, Decimal(1))


def test_before_anything_is_checked_nothing_is_counted() -> None:
    found = venue({}, {})
    assert (found.check_count, found.open_count) == (2, 2)
    assert (found.passed_count, found.failed_count, found.pass_rate) == (None, None, None)
    assert venue().check_count is None


@pytest.mark.parametrize(
    ("checks", "verdict"),
    [
        ([], Verdict.OPEN),
        ([{"result": "合格"}, {}], Verdict.OPEN),
        ([{"result": "合格"}, {"result": "不适用"}], Verdict.PASSED),
        ([{"result": "不合格"}, {}], Verdict.REWORK),
        ([{"result": "不合格", "critical": "是"}, {"result": "合格"}], Verdict.FAILED),
        ([{"result": "不合格", "recheck": "合格", "critical": "是"}], Verdict.PASSED),
    ],
)
def test_a_failed_critical_check_decides(checks: list[dict[str, Any]], verdict: Verdict) -> None:
    assert venue(*checks).verdict == verdict
