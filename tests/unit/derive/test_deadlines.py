"""Deadlines and milestones of a campaign."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.derive.deadlines import Deadline, derive_deadlines, derive_milestones
from generator.derive.workdays import WorkCalendar
from tests.unit.derive.campaigns import PROCESS, make

EARLY = dt.date(2026, 8, 1)


def deadlines(
    as_of: dt.date = EARLY, head: dict[str, Any] | None = None, **sections: Any
) -> dict[str, Deadline]:
    campaign = make(head, **sections)
    calendar = WorkCalendar(campaign.calendar.holidays, campaign.calendar.makeup_workdays)
    return derive_deadlines(campaign, PROCESS, calendar, as_of)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("code", "since", "due"),
    [
        ("DY", "2026-09-01", "2026-09-11"),
        ("FA", None, "2026-09-16"),
        ("CD", None, "2026-10-15"),
        ("XG", None, "2026-10-21"),
        ("FP", None, "2026-10-27"),
        ("TZ", "2026-09-21", "2026-10-16"),
    ],
)
def test_a_deadline_counts_from_the_campaigns_days(code: str, since: str | None, due: str) -> None:
    found = deadlines()[code]
    assert (found.since, found.due) == (since and day(since), day(due))


def test_a_campaign_may_set_its_own_offsets() -> None:
    own = {"FA": {"due": "T-21"}, "FP": {"since": "E+2WD", "due": "E+5WD"}}
    found = deadlines(documents=own)
    assert (found["FA"].due, found["FP"].since, found["FP"].due) == (
        day("2026-09-25"),
        day("2026-10-20"),
        day("2026-10-23"),
    )
    assert found["DY"].due == day("2026-09-11")


def test_the_data_report_over_national_day_is_due_on_the_make_up_saturday() -> None:
    head = {"start": "2026-10-01 09:00", "end": "2026-10-07 21:00"}
    assert deadlines(head=head)["XG"].due == day("2026-10-10")


def test_a_year_without_an_announced_calendar_gives_no_date_and_says_which() -> None:
    head = {"start": "2098-12-29 14:00", "end": "2098-12-30 17:00"}
    found = deadlines(head=head)
    assert found["XG"].due is None
    assert found["XG"].unknown_year == 2098
    assert found["FJ"].unknown_year == 2098
    assert found["FA"].due == day("2098-11-29")


def test_a_campaigns_own_calendar_tells_the_deadline() -> None:
    head = {"start": "2098-06-02 14:00", "end": "2098-06-02 17:00"}
    own = {"holidays": ["2098-06-04"]}
    assert deadlines(head=head, calendar=own)["XG"].due == day("2098-06-06")


def test_minutes_are_due_a_working_day_after_the_meeting() -> None:
    meetings = {"review": {"time": "2026-09-24 10:00"}}
    found = deadlines(meetings=meetings)
    assert found["PS"].due == day("2026-09-28")  # over the Mid-Autumn holiday
    assert deadlines()["PS"].due == day("2026-09-22")  # not dated: the process holds it on T-25 at the latest
    assert deadlines()["FJ"].due == day("2026-10-26")


def test_what_recurs_is_due_next() -> None:
    suppliers = [{"id": "s01", "name": "甲", "contract": {"signed_on": "2026-09-02"}}]

    def next_due(as_of: str) -> dt.date | None:
        return deadlines(day(as_of), suppliers=suppliers)["GY"].due

    assert next_due("2026-08-01") == day("2026-09-02")
    assert next_due("2026-09-03") == day("2026-09-09")
    assert next_due("2026-10-09") == day("2026-10-09")  # daily in the last week
    assert next_due("2026-10-12") == day("2026-10-12")
    assert next_due("2026-11-30") == day("2026-10-16")


def test_without_a_contract_supplies_are_followed_in_the_last_week() -> None:
    found = deadlines()["GY"]
    assert (found.since, found.due, found.last) == (None, day("2026-10-09"), day("2026-10-16"))


def test_assets_are_reviewed_a_working_day_before_each_publication() -> None:
    schedule = [
        {"id": "N02", "date": "2026-10-12", "channel": "c1", "theme": "二"},
        {"id": "N01", "date": "2026-10-08", "channel": "c1", "theme": "一"},
    ]
    assert deadlines(schedule=schedule)["SH"].due == day("2026-09-30")
    assert deadlines(day("2026-10-01"), schedule=schedule)["SH"].due == day("2026-10-10")
    assert deadlines()["SH"].due is None


def test_milestones_stand_by_their_last_day_with_the_undated_at_the_end() -> None:
    milestones = derive_milestones(make(), PROCESS, deadlines())
    assert len(milestones) == 22
    assert [m.no for m in milestones] == list(range(1, 23))
    dated = [m.due for m in milestones if m.due]
    assert dated == sorted(dated)
    assert milestones[0].node == "T-45…T-35"
    assert (milestones[0].title, milestones[0].department) == ("活动需求调研报告", "市场部")
    assert milestones[-1].code == "SH"


def test_a_milestone_prints_the_whole_span_of_what_recurs() -> None:
    head = {"start": "2026-10-01 09:00", "end": "2026-10-07 21:00"}
    found = {m.code: m for m in derive_milestones(make(), PROCESS, deadlines(day("2026-10-03"), head))}
    assert (found["JK"].since, found["JK"].due) == (day("2026-10-01"), day("2026-10-07"))
    assert deadlines(day("2026-10-03"), head)["JK"].due == day("2026-10-03")


def test_a_milestone_names_the_department_of_the_preparer_whatever_marketing_is_called() -> None:
    team = [
        {"id": "p01", "name": "甲", "dept": "品牌部"},
        {"id": "p02", "name": "乙", "dept": "门店运营部"},
        {"id": "p09", "name": "丙", "dept": "总经办"},
    ]
    campaign = make(team=team, documents={"CD": {"prepared_by": "p02"}})
    found = {m.code: m.department for m in derive_milestones(campaign, PROCESS, deadlines())}
    assert (found["DY"], found["CD"], found["SJ"]) == ("品牌部", "门店运营部", "设计部")
