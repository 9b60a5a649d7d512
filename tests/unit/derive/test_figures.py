"""All figures together."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from msgspec import Struct

from generator.derive.figures import Figures, derive_figures
from tests.unit.derive.campaigns import PROCESS, launch

AS_OF = dt.date(2026, 9, 1)
LISTS = [
    "targets",
    "channels",
    "tasks",
    "departments",
    "suppliers",
    "materials",
    "schedule",
    "assets",
    "venues",
]

TARGET = {
    "name": "观看",
    "metric": "观看人次",
    "definition": "去重",
    "kind": "品牌曝光",
    "priority": "核心",
    "unit": "万次",
    "source": "后台",
    "owner": "p01",
    "due": "2026-10-16",
    "target": 50,
}


def linked() -> dict[str, Any]:
    return {
        "research": {"needs": [{"id": "N01", "text": "要"}, {"id": "N02", "text": "想"}]},
        "targets": [
            TARGET | {"id": "M01", "need": "N01"},
            TARGET | {"id": "M02", "need": "N01", "target": 2},
        ],
        "channels": [{"id": "c01", "name": "甲"}, {"id": "c02", "name": "乙"}],
        "assets": [{"id": "A01", "name": "海报"}, {"id": "A02", "name": "视频"}],
        "schedule": [
            {"id": "P1", "date": "2026-10-05", "channel": "c02", "asset": "A01"},
            {"id": "P2", "date": "2026-10-09", "channel": "c01", "asset": "A01"},
            {"id": "P3", "date": "2026-10-15", "channel": "c02", "asset": "A01"},
        ],
        "monitoring": {
            "indicators": [{"id": "K01", "name": "观看", "target_ref": "M02"}, {"id": "K02", "name": "互动"}]
        },
        "venues": [{"id": "v1"}, {"id": "v2", "acceptance_date": "2026-10-14"}],
        "lessons": [{"kind": "改进", "text": "一"}, {"kind": "经验", "text": "二"}],
        "tasks": [{"id": "R01", "content": "事", "status": "延期"}],
        "suppliers": [{"id": "s01", "name": "甲"}],
        "materials": [{"id": "W01", "name": "板"}],
        "departments": [{"name": "市场部"}],
    }


def figures(**sections: Any) -> Figures:
    return derive_figures(launch(**sections), PROCESS, as_of=AS_OF)


def test_the_figures_of_a_list_stand_beside_its_entries() -> None:
    campaign = launch(**linked())
    found = derive_figures(campaign, PROCESS, as_of=AS_OF)
    for name in LISTS:
        assert len(getattr(found, name)) == len(getattr(campaign, name)) > 0, name
    assert len(found.budget.items) == len(campaign.budget.items)
    assert len(found.indicators) == len(campaign.monitoring.indicators)


def test_what_points_to_an_entry_is_found_from_there() -> None:
    found = figures(**linked())
    assert found.needs == (("M01", "M02"), ())
    assert found.assets == (("c02", "c01"), ())
    assert found.schedule == ("T-11", "T-7", "T-1")
    assert tuple(venue.acceptance_date for venue in found.venues) == (
        dt.date(2026, 10, 15),
        dt.date(2026, 10, 14),
    )
    assert (found.improvements, found.experiences, found.late_tasks) == ((0,), (1,), (0,))


def test_an_indicator_takes_value_and_definition_from_its_target() -> None:
    first, second = figures(**linked()).indicators
    assert (first.target_value, first.definition, first.direction_label) == (2, "去重", "越高越好")
    assert (second.target_value, second.definition, second.direction_label) == (None, None, None)


def test_an_indicator_warns_at_its_own_threshold_else_at_the_common_one() -> None:
    monitoring = {
        "indicators": [
            {"id": "K01", "name": "一", "threshold": "0.9"},
            {"id": "K02", "name": "二"},
            {"id": "K03", "name": "三"},
        ],
        "thresholds": {"K01": "0.5", "K02": "0.6"},
    }
    found = figures(monitoring=monitoring).indicators
    assert [indicator.threshold for indicator in found] == [Decimal("0.9"), Decimal("0.6"), Decimal("0.8")]


def test_every_document_has_its_number_retention_and_deadline() -> None:
    found = figures()
    assert list(found.documents) == [d.code for d in PROCESS.deliverables]
    report = found.documents["XG"]
    assert (report.number, report.retention, report.archive_no) == ("HD-2026-001-XG-01", "10年", "(待编)")
    assert report.deadline.due == dt.date(2026, 10, 21)


def test_a_plan_has_no_results() -> None:
    found = figures(**linked())
    unknown = [
        found.budget.actual_total,
        found.budget.variance,
        found.results.roi,
        found.results.impressions,
        found.results.attendance_rate,
        found.results.acceptance_rate,
        found.target_summary.core_met,
        found.meetings.review.present_count,
    ]
    assert unknown == [None] * len(unknown)


def test_the_same_campaign_on_the_same_day_has_the_same_figures() -> None:
    assert figures(**linked()) == figures(**linked())


def test_no_figure_is_a_binary_fraction() -> None:
    def numbers(value: object) -> list[object]:
        if isinstance(value, Struct):
            return [n for name in value.__struct_fields__ for n in numbers(getattr(value, name))]
        if isinstance(value, tuple):
            return [n for part in value for n in numbers(part)]
        return [value] if isinstance(value, float | Decimal) else []

    found = numbers(figures(**linked()))
    assert any(isinstance(number, Decimal) for number in found)
    assert not any(isinstance(number, float) for number in found)
