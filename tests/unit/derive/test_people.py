"""Groups, stand-ins, departments, meetings, approval."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from generator.derive.people import (
    Group,
    derive_approval_steps,
    derive_backups,
    derive_departments,
    derive_meeting,
    derive_onsite_groups,
    derive_onsite_posts,
    derive_sign_in,
)
from tests.unit.derive.campaigns import make

D = Decimal


def person(number: int, **changes: Any) -> dict[str, Any]:
    return {"id": f"p{number:02d}", "name": f"甲{number}", "dept": "市场部", **changes}


TEAM = make(
    team=[
        person(1),
        person(2, onsite_group="签到组"),
        person(3, onsite_group="引导组", dept="销售部"),
        person(4, onsite_group="签到组", backup_of="p03"),
        person(5, backup_of="p03"),
    ]
).team


def test_posts_on_site_stand_group_by_group() -> None:
    groups = derive_onsite_groups(TEAM)
    assert groups == (Group("签到组", ("p02", "p04")), Group("引导组", ("p03",)))
    assert derive_onsite_posts(groups) == ("p02", "p04", "p03")


def test_the_first_who_stands_in_is_the_stand_in() -> None:
    assert derive_backups(TEAM) == {"p03": "p04"}


def test_a_departments_tasks_are_counted() -> None:
    tasks = [
        {"id": "R01", "content": "事", "dept": "市场部", "status": "已完成"},
        {"id": "R02", "content": "事", "dept": "市场部", "status": "已取消"},
        {"id": "R03", "content": "事", "dept": "法务部"},
    ]
    departments = [{"name": "市场部"}, {"name": "销售部"}]
    market, sales = derive_departments(make(tasks=tasks, departments=departments))
    assert (market.task_count, market.done_count, market.completion) == (2, 1, D("0.5"))
    assert (sales.task_count, sales.completion) == (0, None)


def meeting(**changes: Any) -> dict[str, Any]:
    return {
        "time": "2026-09-18 14:00",
        "attendees": ["p01", "p03", "p02", "p77"],
        "absentees": [{"person": "p04"}],
        **changes,
    }


def test_who_came_is_counted_once_the_meeting_has_been_held() -> None:
    review = make(team=[], meetings={"review": meeting()}).meetings.review
    depts = {p.id: p.dept for p in TEAM}
    before = derive_meeting(review, depts, dt.date(2026, 9, 17))
    after = derive_meeting(review, depts, dt.date(2026, 9, 18))
    assert (before.expected_count, before.present_count) == (5, None)
    assert after.present_count == 4
    assert after.attendees_by_dept == (Group("市场部", ("p01", "p02")), Group("销售部", ("p03",)))


def test_a_meeting_without_a_list_expects_nobody_known() -> None:
    found = derive_meeting(make().meetings.review, {}, dt.date(2026, 12, 1))
    assert (found.expected_count, found.present_count, found.attendees_by_dept) == (None, None, ())


@pytest.mark.parametrize(
    ("total", "steps"),
    [(D("99999.99"), (0,)), (D(100000), (0, 1)), (D(500000), (0, 1, 2)), (None, (0, 1))],
)
def test_the_amount_decides_who_approves(total: Decimal | None, steps: tuple[int, ...]) -> None:
    chain = [
        {"role": "部门负责人"},
        {"role": "分管领导", "threshold": 100000},
        {"role": "总经理", "threshold": 500000},
    ]
    campaign = make(budget={"total_approved": 100000}, approval={"budget_chain": chain})
    assert derive_approval_steps(campaign, total) == steps


def test_without_shifts_there_is_one_sign_in_sheet_for_everybody_on_site() -> None:
    team = [person(1, onsite_group="签到组"), person(2), person(3, onsite_group="应急组")]
    (sheet,) = derive_sign_in(make(team=team))
    assert sheet.shift is None
    assert [(group.name, group.members) for group in sheet.groups] == [
        ("签到组", ("p01",)),
        ("应急组", ("p03",)),
    ]


def test_each_shift_has_a_sheet_with_those_who_are_on_it() -> None:
    team = [
        person(1, onsite_group="签到组", shifts=["A"]),
        person(2, onsite_group="签到组", shifts=["B"]),
        person(3, onsite_group="应急组"),
    ]
    sheets = derive_sign_in(make(team=team, shifts=[{"id": "A"}, {"id": "B"}]))
    assert [[group.members for group in sheet.groups] for sheet in sheets] == [
        [("p01",), ("p03",)],
        [("p02",), ("p03",)],
    ]
