"""How far a campaign has come."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.derive.stage import infer_stage
from tests.unit.derive.campaigns import make

RESULT = {"results": {"attendance": {"arrived": 255}}}


def stage(as_of: str, **sections: Any) -> str:
    return infer_stage(make(**sections), dt.date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("as_of", "sections", "expected"),
    [
        ("2026-09-30", {}, "策划版"),
        ("2026-10-01", {}, "执行版"),  # T-15
        ("2026-10-16", RESULT, "执行版"),  # E itself
        ("2026-10-17", RESULT, "复盘归档版"),
        ("2026-12-31", {}, "执行版"),  # over, but nothing is known of it
        ("2026-09-01", RESULT, "策划版"),  # a result alone ends nothing
    ],
)
def test_the_date_and_the_file_decide_together(as_of: str, sections: dict[str, Any], expected: str) -> None:
    assert stage(as_of, **sections) == expected


@pytest.mark.parametrize(
    "sections",
    [
        {"documents": {"SP": {"status": "定稿"}}},
        {"documents": {"SP": {"approved_on": "2026-09-10"}}},
        {"doc": {"date": "2026-09-01", "status": "定稿"}},
        {"suppliers": [{"id": "s01", "name": "甲", "contract": {"signed_on": "2026-09-05"}}]},
        {"materials": [{"id": "W01", "name": "背景板", "versions": [{"ver": "V1"}]}]},
        {"assets": [{"id": "A01", "name": "海报", "result": "通过"}]},
        {"adjustments": [{"id": "T01"}]},
    ],
)
def test_a_step_of_the_execution_begins_it_early(sections: dict[str, Any]) -> None:
    assert stage("2026-09-01", **sections) == "执行版"


@pytest.mark.parametrize(
    "sections",
    [
        {"documents": {"SP": {"status": "送审稿"}, "FA": {"status": "定稿"}}},
        {"suppliers": [{"id": "s01", "name": "甲", "contract": {"amount": 5}}]},
        {"assets": [{"id": "A01", "name": "海报"}]},
    ],
)
def test_what_is_only_planned_is_still_planning(sections: dict[str, Any]) -> None:
    assert stage("2026-09-01", **sections) == "策划版"


@pytest.mark.parametrize(
    "sections",
    [
        {"results": {"income": {"amount": 5}}},
        {"meetings": {"retro": {"conclusion": "通过"}}},
        {"lessons": [{"kind": "经验", "text": "早邀约"}]},
    ],
)
def test_any_result_closes_a_campaign_that_is_over(sections: dict[str, Any]) -> None:
    assert stage("2026-10-20", **sections) == "复盘归档版"
