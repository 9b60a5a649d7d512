"""Working days over the announced calendar and a campaign's own."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.workdays import CalendarUnknown, WorkCalendar

ANNOUNCED = WorkCalendar()
days = st.dates(dt.date(2026, 1, 15), dt.date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "workdays", "expected"),
    [
        ("2026-10-07", 3, "2026-10-10"),  # over make-up Saturday; Excel's WORKDAY says 10-12
        ("2026-10-16", 3, "2026-10-21"),
        ("2026-10-08", -1, "2026-09-30"),  # back over the whole National Day holiday
        ("2026-09-27", 1, "2026-09-28"),
        ("2026-05-09", 0, "2026-05-09"),
    ],
)
def test_a_deadline_counts_chinese_working_days(day: str, workdays: int, expected: str) -> None:
    assert ANNOUNCED.shift(dt.date.fromisoformat(day), workdays) == dt.date.fromisoformat(expected)


def test_a_year_without_an_announced_calendar_is_unknown() -> None:
    with pytest.raises(CalendarUnknown) as caught:
        ANNOUNCED.shift(dt.date(2098, 12, 30), 5)
    assert caught.value.year == 2098


def test_a_deadline_that_runs_into_an_unannounced_year_is_unknown() -> None:
    given_year = WorkCalendar(holidays=[dt.date(2098, 10, 1)])
    assert given_year.shift(dt.date(2098, 12, 29), 1) == dt.date(2098, 12, 30)
    with pytest.raises(CalendarUnknown) as caught:
        given_year.shift(dt.date(2098, 12, 29), 3)
    assert caught.value.year == 2099


def test_a_campaign_gives_the_calendar_of_a_year_itself() -> None:
    own = WorkCalendar(holidays=[dt.date(2098, 1, 1)], makeup_workdays=[dt.date(2098, 1, 4)])
    assert not own.is_workday(dt.date(2098, 1, 1))
    assert own.is_workday(dt.date(2098, 1, 4))  # a Saturday
    assert not own.is_workday(dt.date(2098, 1, 5))
    assert own.is_workday(dt.date(2098, 1, 6))


def test_a_campaigns_own_days_go_before_the_announced_ones() -> None:
    own = WorkCalendar(holidays=[dt.date(2026, 10, 10)], makeup_workdays=[dt.date(2026, 10, 7)])
    assert own.is_workday(dt.date(2026, 10, 7))
    assert own.shift(dt.date(2026, 10, 7), 3) == dt.date(2026, 10, 12)


@given(days, st.integers(1, 15))
def test_one_working_day_more_is_a_later_day(day: dt.date, count: int) -> None:
    assert ANNOUNCED.shift(day, count) > ANNOUNCED.shift(day, count - 1)


@given(days, days, st.integers(-8, 15))
def test_a_later_day_has_no_earlier_deadline(one: dt.date, other: dt.date, count: int) -> None:
    first, second = sorted((one, other))
    assert ANNOUNCED.shift(first, count) <= ANNOUNCED.shift(second, count)


@given(days, st.integers(-8, 15).filter(bool))
def test_a_deadline_in_working_days_is_a_working_day(day: dt.date, count: int) -> None:
    assert ANNOUNCED.is_workday(ANNOUNCED.shift(day, count))
