"""How the work went: tasks, deliveries, materials."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from generator.derive.tasks import (
    derive_material,
    derive_supplier,
    derive_task,
    derive_task_phases,
    summarise_tasks,
)
from tests.unit.derive.campaigns import make

D = Decimal


def task(number: int, **changes: Any) -> dict[str, Any]:
    return {"id": f"R{number:02d}", "content": "事", "phase": "物料", "due": "2026-10-10", **changes}


TASKS = make(
    tasks=[
        task(1, status="已完成", done_on="2026-10-10", start="2026-10-01"),
        task(2, status="已完成", done_on="2026-10-13"),
        task(3, status="已完成"),
        task(4, status="延期"),
        task(5, status="未开始", phase="策划"),
        task(6, status="已取消"),
    ]
).tasks
DAY = dt.date(2026, 10, 10)
FIGURES = tuple(derive_task(each, DAY) for each in TASKS)


def test_a_task_is_late_when_done_after_its_day_or_put_off() -> None:
    assert [f.late for f in FIGURES] == [False, True, False, True, False, False]
    assert [f.delay_days for f in FIGURES] == [0, 3, None, None, None, None]
    assert (FIGURES[0].days, FIGURES[1].days) == (10, None)


def test_a_task_is_overdue_from_the_day_after_its_own_unless_it_is_done_or_cancelled() -> None:
    later = [derive_task(each, DAY + dt.timedelta(days=1)) for each in TASKS]
    assert [f.overdue for f in FIGURES] == [False, False, False, True, False, False]
    assert [f.overdue for f in later] == [False, False, False, True, True, False]
    assert [f.late for f in later] == [False, True, False, True, True, False]


def test_what_is_done_is_on_time_late_or_of_an_unknown_day() -> None:
    whole = summarise_tasks(TASKS, FIGURES)
    assert (whole.on_time_count, whole.done_late_count, whole.undated_count) == (1, 1, 1)
    assert whole.done_count == whole.on_time_count + whole.done_late_count + whole.undated_count
    assert whole.late_count == whole.done_late_count + whole.overdue_count


def test_phases_stand_in_the_order_of_the_tasks() -> None:
    material, planning = derive_task_phases(TASKS, FIGURES)
    assert (material.name, material.count, material.done_count, material.late_count) == ("物料", 5, 3, 2)
    assert material.on_time_count == 1  # one was late, of one the day is not known
    assert material.completion == D("0.6")
    assert (planning.name, planning.completion) == ("策划", 0)


def test_the_phases_sum_up_to_the_whole() -> None:
    whole = summarise_tasks(TASKS, FIGURES)
    phases = derive_task_phases(TASKS, FIGURES)
    assert (whole.count, whole.done_count) == (6, 3)
    assert whole.late_count == sum(phase.late_count for phase in phases)
    assert summarise_tasks((), ()).completion is None


def test_a_supplier_is_late_against_the_contract_and_owed_the_rest() -> None:
    contract = {"amount": 85000, "deliver_by": "2026-10-13"}
    given = [
        {"id": "s01", "name": "甲", "contract": contract, "delivered_on": "2026-10-15", "paid": "42500.50"},
        {"id": "s02", "name": "乙", "contract": contract},
        {"id": "s03", "name": "丙"},
    ]
    found = tuple(map(derive_supplier, make(suppliers=given).suppliers))
    assert [f.delay_days for f in found] == [2, None, None]
    assert [f.unpaid for f in found] == [D("42499.50"), None, None]


@pytest.mark.parametrize(
    ("changes", "version", "confirmed"),
    [
        ({}, None, False),
        (
            {"versions": [{"ver": "V1", "result": "退回重做"}, {"ver": "V2", "result": "确认定稿"}]},
            "V2",
            True,
        ),
        (
            {"versions": [{"ver": "V1", "result": "确认定稿"}, {"ver": "V2", "result": "修改后再审"}]},
            "V2",
            False,
        ),
        ({"versions": [{"ver": "V1"}]}, "V1", False),
        ({"versions": [{"ver": "V1"}], "confirmed_on": "2026-09-30"}, "V1", True),
        ({"final_version": "V3"}, "V3", True),
    ],
)
def test_the_last_version_decides_whether_a_design_is_confirmed(
    changes: dict[str, Any], version: str | None, confirmed: bool
) -> None:
    found = derive_material(make(materials=[{"id": "W01", "name": "背景板", **changes}]).materials[0])
    assert (found.current_version, found.confirmed) == (version, confirmed)
