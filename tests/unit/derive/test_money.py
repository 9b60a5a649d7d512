"""The budget: the launch of 4.1 to the cent, and the laws of sharing out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.arithmetic import round_to_cent
from generator.derive.money import derive_budget
from tests.unit.derive.campaigns import LAUNCH_ITEMS, launch, make

D = Decimal
priced = st.fixed_dictionaries(
    {
        "category": st.sampled_from(["场地费", "宣传费", "不可预见费"]),
        "name": st.just("项目"),
        "qty": st.integers(1, 9999),
        "unit": st.just("项"),
        "unit_price": st.decimals(0, 99999, places=2).map(str),
    }
)


def item(**changes: Any) -> dict[str, Any]:
    return {"category": "场地费", "name": "厅", "qty": 1, "unit": "场", "unit_price": 100, **changes}


def test_the_launch_of_the_specification_adds_up() -> None:
    budget = derive_budget(launch())
    assert budget.total == D(521500)
    assert budget.difference == 0
    assert budget.contingency == D(25250)
    assert round(budget.contingency_share or 0, 3) == D("0.048")
    assert round_to_cent(budget.per_head or D(0)) == D("1738.33")


def test_the_categories_of_the_launch_stand_in_order_of_first_appearance() -> None:
    categories = derive_budget(launch()).categories
    assert [(c.name, c.amount) for c in categories] == [
        ("场地费", D(185000)),
        ("设备费", D(50000)),
        ("物料费", D(38550)),
        ("宣传费", D(178000)),
        ("人员费", D(24300)),
        ("餐饮费", D(20400)),
        ("不可预见费", D(25250)),
    ]
    shares = {c.name: round((c.share or 0) * 100, 1) for c in categories}
    assert (shares["场地费"], shares["宣传费"], shares["不可预见费"]) == (D("35.5"), D("34.1"), D("4.8"))


@pytest.mark.parametrize(
    ("qty", "price", "expected"), [("1.5", "0.67", "1.01"), ("0.5", "0.01", "0.01"), ("3", "33.33", "99.99")]
)
def test_a_subtotal_rounds_half_up_to_a_cent(qty: str, price: str, expected: str) -> None:
    budget = derive_budget(make(budget={"items": [item(qty=qty, unit_price=price)]}))
    assert budget.items[0].subtotal == D(expected)


@given(st.lists(priced, min_size=1, max_size=30))
def test_shares_sum_to_one_and_categories_to_the_total(items: list[dict[str, Any]]) -> None:
    budget = derive_budget(make(budget={"items": items}))
    assert sum(c.amount or 0 for c in budget.categories) == budget.total
    if budget.total:
        assert abs(sum(i.share or 0 for i in budget.items) - 1) < D("1e-20")
        assert abs(sum(c.share or 0 for c in budget.categories) - 1) < D("1e-20")


def test_no_budget_is_not_a_budget_of_nothing() -> None:
    budget = derive_budget(make())
    assert (budget.total, budget.contingency, budget.actual_total, budget.per_head) == (None,) * 4


def test_a_budget_without_a_reserve_sets_nothing_aside() -> None:
    assert derive_budget(make(budget={"items": [item()]})).contingency == 0


def test_a_category_over_its_cap_is_told() -> None:
    items = [item(unit_price=60), item(category="宣传费", unit_price=40)]
    caps = {"场地费": "0.5", "宣传费": "0.4"}
    categories = derive_budget(make(budget={"items": items, "category_caps": caps})).categories
    assert [c.over for c in categories] == [True, False]
    assert [c.over for c in derive_budget(make(budget={"items": items})).categories] == [None, None]


def test_only_approved_adjustments_move_the_budget() -> None:
    changes = [
        {"id": "T1", "budget_delta": 50, "budget_item": "B02", "status": "执行中"},
        {"id": "T2", "budget_delta": -20, "budget_item": "B02", "status": "已完成"},
        {"id": "T3", "budget_delta": 1000, "budget_item": "B02", "status": "待批"},
        {"id": "T4", "budget_delta": 1000, "budget_item": "B02", "status": "已否决"},
        {"id": "T5", "budget_delta": 7, "status": "已完成"},
    ]
    budget = derive_budget(make(budget={"items": [item(), item()]}, adjustments=changes))
    assert [i.adjustment for i in budget.items] == [0, 30]
    assert [i.adjusted for i in budget.items] == [100, 130]
    assert (budget.unassigned_adjustment, budget.adjustment_total, budget.adjusted_total) == (7, 37, 237)


def test_lines_without_an_id_are_counted_and_never_take_a_typed_one() -> None:
    budget = derive_budget(make(budget={"items": [item(id="B02"), item(), item()]}))
    assert [i.id for i in budget.items] == ["B02", "B04", "B03"]


def test_a_sum_of_costs_waits_for_the_last_one() -> None:
    items = [item(actual=90), item(actual=None), item(category="宣传费", actual=120)]
    budget = derive_budget(make(budget={"items": items}))
    assert (budget.actual_total, budget.variance, budget.variance_rate) == (None, None, None)
    assert [c.actual for c in budget.categories] == [None, D(120)]
    assert budget.categories[1].variance_rate == D("0.2")


def test_the_typed_cost_stands_in_until_every_line_has_its_own() -> None:
    typed = {"cost_total": 250}
    partly = derive_budget(make(budget={"items": [item(actual=90), item()]}, results=typed))
    wholly = derive_budget(make(budget={"items": [item(actual=90), item(actual=120)]}, results=typed))
    assert (partly.actual_total, partly.variance) == (250, 50)
    assert (wholly.actual_total, wholly.variance, wholly.variance_rate) == (210, 10, D("0.05"))


def test_a_line_varies_against_its_adjusted_budget() -> None:
    change = {"id": "T1", "budget_delta": 50, "budget_item": "B01", "status": "已完成"}
    line = derive_budget(make(budget={"items": [item(actual=120)]}, adjustments=[change])).items[0]
    assert (line.adjusted, line.variance, line.variance_rate) == (150, -30, D("-0.2"))


def test_a_suppliers_contract_is_the_lines_only_when_it_has_no_other() -> None:
    suppliers = [
        {"id": "s01", "name": "甲", "contract": {"amount": 95}},
        {"id": "s02", "name": "乙", "contract": {"amount": 300}},
    ]
    items = [item(supplier="s01"), item(supplier="s02"), item(supplier="s02", contract=180), item()]
    lines = derive_budget(make(budget={"items": items}, suppliers=suppliers)).items
    assert [line.contract_amount for line in lines] == [95, None, 180, None]


def test_what_is_left_to_pay_counts_from_the_cost_else_from_the_contract() -> None:
    items = [
        item(contract=95, actual=90, paid=40),
        item(contract=95, paid=40),
        item(contract=95, actual=90),
        item(paid=40),
    ]
    lines = derive_budget(make(budget={"items": items})).items
    assert [line.payable for line in lines] == [50, 55, None, None]


def test_every_line_of_the_launch_has_its_figures_at_its_place() -> None:
    budget = derive_budget(launch())
    assert len(budget.items) == len(LAUNCH_ITEMS)
    assert budget.items[7].subtotal == D(28160)
