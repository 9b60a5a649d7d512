"""Indicators: what a formula divides, and which one is shown first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.derive.monitoring import Division, derive_divisions, headline_indicator, ratio_of
from tests.unit.derive.campaigns import make


def divisions(*formulas: str) -> dict[str, Division]:
    counts = [{"id": "K01", "name": "到场嘉宾"}, {"id": "K02", "name": "订单数"}]
    ratios = [{"id": f"K1{n}", "name": f"比率{n}", "formula": text} for n, text in enumerate(formulas)]
    return derive_divisions(make(monitoring={"indicators": counts + ratios}).monitoring)


@pytest.mark.parametrize(
    "formula", ["K01÷K02", "K01/K02", " 到场嘉宾 ÷ 订单数 ", "K01÷订单数×100%", "K01/K02*100"]
)
def test_a_formula_divides_indicators_by_id_or_name(formula: str) -> None:
    assert divisions(formula) == {"K10": Division("K01", "K02", None)}


def test_a_formula_may_divide_by_a_number() -> None:
    assert divisions("K01÷206") == {"K10": Division("K01", None, Decimal(206))}


@pytest.mark.parametrize(
    "formula", ["签到嘉宾数÷确认出席数", "K01÷0", "K01÷K99", "206÷K01", "K01", "K01÷K02÷2", "各日指数的平均"]
)
def test_a_formula_in_words_only_explains(formula: str) -> None:
    assert divisions(formula) == {}


def test_a_ratio_of_a_ratio_is_not_computed() -> None:
    assert set(divisions("K01÷K02", "K10÷K02")) == {"K10"}


def test_a_ratio_needs_both_parts_and_says_percent_points() -> None:
    one = Division("K01", "K02", None)
    assert ratio_of(one, {"K01": Decimal(3), "K02": Decimal(4)}, percent=True) == 75
    assert ratio_of(one, {"K01": Decimal(3), "K02": Decimal(4)}, percent=False) == Decimal("0.75")
    assert ratio_of(one, {"K01": Decimal(3)}, percent=True) is None
    assert ratio_of(one, {"K01": Decimal(3), "K02": Decimal(0)}, percent=True) is None
    assert ratio_of(Division("K01", None, Decimal(4)), {"K01": Decimal(0)}, percent=True) == 0


def test_the_indicator_shown_first_grows_towards_a_target() -> None:
    def first(*indicators: dict[str, Any]) -> int | None:
        listed = [{"id": f"K{n}", "name": "指标", **each} for n, each in enumerate(indicators)]
        base = {
            "name": "目标",
            "metric": "指标",
            "definition": "口径",
            "kind": "其他",
            "priority": "核心",
            "unit": "人",
        }
        base |= {"source": "后台", "owner": "p01", "due": "2026-10-16", "target": 1}
        targets = [base | {"id": "M01"}, base | {"id": "M02", "direction": "lower"}]
        return headline_indicator(make(targets=targets, monitoring={"indicators": listed}))

    assert (
        first({}, {"target_ref": "M02"}, {"target_ref": "M01", "formula": "率"}, {"target_ref": "M01"}) == 3
    )
    assert first({}, {"target_ref": "M02"}) == 0
    assert first() is None
