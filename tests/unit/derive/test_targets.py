"""Targets: values, attainment, verdicts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.targets import TargetFigures, TargetSummary, derive_targets, summarise_targets
from tests.unit.derive.campaigns import make

D = Decimal


def target(**changes: Any) -> dict[str, Any]:
    return {
        "id": "M01",
        "name": "观看",
        "metric": "观看人次",
        "definition": "去重",
        "kind": "品牌曝光",
        "priority": "核心",
        "unit": "万次",
        "source": "后台",
        "owner": "p01",
        "due": "2026-10-16",
        **changes,
    }


def figures(**changes: Any) -> TargetFigures:
    return derive_targets(make(targets=[target(**changes)]))[0]


def summary(*targets: dict[str, Any], **sections: Any) -> TargetSummary:
    campaign = make(targets=[target(**t) | {"id": f"M{n:02d}"} for n, t in enumerate(targets, 1)], **sections)
    return summarise_targets(campaign.targets, derive_targets(campaign))


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"target": 50}, "50"),
        ({"baseline": 1500000, "growth": "0.20"}, "1800000"),
        ({"baseline": 333, "growth": "0.125"}, "374.63"),  # 374.625, half up
        ({"baseline": 333}, None),
        ({}, None),
    ],
)
def test_a_growth_target_has_a_value_of_its_own(changes: dict[str, Any], value: str | None) -> None:
    assert figures(**changes).value == (None if value is None else D(value))


def test_a_target_without_an_actual_value_is_open_and_has_no_zero() -> None:
    found = figures(target=50, weight="0.3")
    assert found.verdict == "待评估"
    assert (found.attainment, found.deviation, found.deviation_rate, found.score) == (None,) * 4


@pytest.mark.parametrize(
    ("actual", "verdict"),
    [("50", "达成"), ("49.99", "基本达成"), ("40", "基本达成"), ("39.99", "未达成"), ("0", "未达成")],
)
def test_the_thresholds_belong_to_the_better_verdict(actual: str, verdict: str) -> None:
    assert figures(target=50, actual=actual).verdict == verdict


def test_the_thresholds_and_the_cap_are_the_campaigns() -> None:
    metrics = {"met": "0.9", "nearly_met": "0.5", "score_cap": "1.5"}
    near, far = derive_targets(
        make(
            targets=[target(target=50, actual=45), target(id="M02", target=1, actual=9, weight="0.4")],
            metrics=metrics,
        )
    )
    assert (near.verdict, far.score) == ("达成", D("0.60"))


def test_where_lower_is_better_the_rate_turns_round() -> None:
    cheap = figures(target=15, actual=12, direction="lower", weight="0.5")
    assert (cheap.direction_label, cheap.attainment, cheap.verdict) == ("越低越好", D("1.25"), "达成")
    assert cheap.score == D("0.60")
    dear = figures(target=15, actual=20, direction="lower")
    assert (dear.attainment, dear.verdict, dear.deviation) == (D("0.75"), "未达成", 5)


def test_no_complaint_at_all_is_met_without_a_rate() -> None:
    none = figures(target=5, actual=0, direction="lower", weight="0.5")
    assert (none.attainment, none.verdict, none.score) == (None, "达成", D("0.60"))


def test_growth_is_measured_against_the_baseline() -> None:
    grown = figures(baseline=100, growth="0.2", actual=150)
    assert (grown.actual_growth, grown.attainment) == (D("0.5"), D("1.25"))
    assert figures(target=5, actual=6).actual_growth is None


@given(st.decimals(1, 10**6, places=2), st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_a_higher_result_never_has_a_worse_verdict(value: D, one: D, other: D) -> None:
    order = ["未达成", "基本达成", "达成"]
    low, high = sorted((one, other))
    worse, better = (figures(target=str(value), actual=str(actual)).verdict for actual in (low, high))
    assert order.index(worse) <= order.index(better)


def test_core_targets_decide_the_conclusion() -> None:
    met, missed, unknown = {"target": 5, "actual": 5}, {"target": 5, "actual": 1}, {"target": 5}
    minor = {"priority": "次要", "target": 5, "actual": 1}
    assert summary(met, minor).verdict == "核心目标全部达成"
    assert summary(met, unknown).verdict == "待评估"
    assert summary(met, missed, unknown).verdict == "存在未达成核心目标"
    assert summary(met, {"target": 5, "actual": "4.9"}).verdict == "存在未达成核心目标"
    assert summary(minor).verdict == "待评估"


def test_targets_are_counted_by_priority() -> None:
    found = summary(
        {"target": 5, "actual": 5, "weight": "0.5"},
        {"target": 5, "weight": "0.3"},
        {"priority": "次要", "target": 1, "weight": "0.2"},
        {"priority": "参考", "target": 1},
    )
    assert (found.core_count, found.minor_count, found.core_met, found.core_known) == (2, 1, 1, 1)
    assert found.weight_total == 1


def test_as_long_as_nothing_is_measured_no_count_of_met_targets_is_printed() -> None:
    found = summary({"target": 5}, {"target": 5})
    assert (found.core_met, found.core_known, found.weight_total) == (None, 0, None)
