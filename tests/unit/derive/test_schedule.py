"""Nodes, durations, the Gantt chart's axis, the readings of the monitoring."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.schedule import (
    MAX_POINTS,
    delay,
    derive_gantt,
    derive_nodes,
    derive_period,
    derive_place,
    derive_points,
    derive_readings,
    duration,
    node,
)
from tests.unit.derive.campaigns import make

START, END = dt.date(2026, 10, 1), dt.date(2026, 10, 7)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-09-18", "T-13"), ("2026-10-01", "D1"), ("2026-10-07", "D7"), ("2026-10-09", "E+2")],
)
def test_a_node_tells_the_distance_from_the_campaign(day: str, expected: str) -> None:
    assert node(dt.date.fromisoformat(day), START, END) == expected


def test_each_publication_has_its_node_and_an_undated_one_has_none() -> None:
    schedule = [{"id": "N01", "date": "2026-10-05"}, {"id": "N02"}, {"id": "N03", "date": "2026-10-16"}]
    assert derive_nodes(make(schedule=schedule)) == ("T-11", None, "D1")


def test_both_ends_of_a_task_count_as_days() -> None:
    assert duration(START, END) == 7
    assert duration(None, END) is None


def test_what_comes_early_has_a_negative_delay() -> None:
    assert (delay(END, START), delay(START, END), delay(None, END)) == (-6, 6, None)


def task(**changes: Any) -> dict[str, Any]:
    return {"id": "R01", "content": "事", "dept": "市场部", "owner": "p01", **changes}


@pytest.mark.parametrize(
    ("last", "step"), [("2026-11-08", 1), ("2026-11-09", 2), ("2027-01-18", 3), ("2027-03-29", 7)]
)  # 70 days from Monday 08-31 end on 11-08
def test_the_chart_steps_by_weeks_when_days_do_not_fit(last: str, step: int) -> None:
    tasks = [task(start="2026-09-20", due=last), task(id="R02", start="2026-09-03", due="2026-09-04")]
    gantt = derive_gantt(make(tasks=tasks).tasks)
    assert (gantt.start, gantt.step) == (dt.date(2026, 8, 31), step)


def test_a_plan_without_dates_has_no_axis() -> None:
    assert derive_gantt(make(tasks=[task()]).tasks).start is None


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
def test_the_chart_begins_on_a_monday_within_the_week_before(day: dt.date) -> None:
    start = derive_gantt(make(tasks=[task(start=day.isoformat())]).tasks).start
    assert start is not None
    assert start.weekday() == 0
    assert 0 <= (day - start).days < 7


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-10-16 14:00", "2026-10-16 17:00", "2026年10月16日 14:00–17:00"),
        ("2026-10-01 09:00", "2026-10-07 21:00", "2026年10月1日至10月7日"),
        ("2026-12-30 09:00", "2027-01-02 21:00", "2026年12月30日至2027年1月2日"),
    ],
)
def test_the_period_is_told_in_one_line(start: str, end: str, expected: str) -> None:
    assert derive_period(make({"start": start, "end": end, "warmup_start": "2026-09-18"})) == expected


def test_the_places_are_told_in_one_line() -> None:
    places = [{"id": "v1", "name": "国际会议中心"}, {"id": "v2", "name": "视频号"}]
    assert derive_place(make({"locations": places})) == "国际会议中心、视频号"
    assert derive_place(make()) is None


def test_the_monitoring_is_read_from_start_to_end() -> None:
    plan = {"start": "2026-10-16 14:00", "end": "2026-10-16 17:00", "interval_minutes": 45}
    points = derive_points(make(monitoring=plan))
    assert [f"{point:%H:%M}" for point in points] == ["14:00", "14:45", "15:30", "16:15", "17:00"]
    assert derive_points(make()) == ()


def test_a_reading_every_minute_for_weeks_is_no_list() -> None:
    plan = {"start": "2026-10-01 00:00", "end": "2026-10-20 00:00", "interval_minutes": 1}
    assert MAX_POINTS < 19 * 24 * 60
    assert derive_points(make(monitoring=plan)) == ()


def test_readings_are_the_planned_moments_and_those_at_which_something_was_read() -> None:
    plan = {"start": "2026-10-16 14:00", "end": "2026-10-16 15:00", "interval_minutes": 30}
    series = [{"time": "14:30", "values": {"K01": 5}}, {"time": "2026-10-17 09:00"}]
    readings = derive_readings(make(monitoring={**plan, "series": series}))
    assert [(f"{each.time:%d %H:%M}", each.entry) for each in readings] == [
        ("16 14:00", None),
        ("16 14:30", 0),
        ("16 15:00", None),
        ("17 09:00", 1),
    ]
