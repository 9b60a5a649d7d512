"""Return on investment, funnel, channels, acceptance."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.campaign import RoiMethod
from generator.derive.results import ResultFigures, derive_channels, derive_results
from tests.unit.derive.campaigns import make

D = Decimal


def results(cost: int | None = 200, head: dict[str, Any] | None = None, **sections: Any) -> ResultFigures:
    return derive_results(make(head, **sections), None if cost is None else D(cost))


def test_roi_is_net_unless_the_campaign_says_gross_and_prints_its_formula() -> None:
    income = {"income": {"amount": 500}}
    net = results(results=income)
    gross = results(results=income, metrics={"roi_method": "gross"})
    assert (net.roi, net.roi_net, net.roi_gross) == (D("1.5"), D("1.5"), D("2.5"))
    assert (gross.roi, gross.roi_net) == (D("2.5"), D("1.5"))
    assert "(活动收益−活动投入)÷活动投入" in net.roi_formula
    assert gross.roi_formula == "投产比(毛)=活动收益÷活动投入"


def test_without_cost_or_income_there_is_no_roi() -> None:
    assert results(cost=None, results={"income": {"amount": 500}}).roi is None
    assert results(cost=0, results={"income": {"amount": 500}}).roi is None
    assert results().roi is None


def test_attendance_is_measured_against_the_invited() -> None:
    assert results(results={"attendance": {"invited": 300, "arrived": 255}}).attendance_rate == D("0.85")
    assert results(results={"attendance": {"arrived": 255}}).attendance_rate is None
    assert results(results={"attendance": {"invited": 0, "arrived": 0}}).attendance_rate is None


def test_each_step_of_the_funnel_is_a_share_of_the_one_before() -> None:
    funnel = {"impressions": 1000, "clicks": 100, "leads": 25, "orders": 5}
    steps = results(results={"funnel": funnel}).funnel_steps
    assert [(s.name, s.rate) for s in steps] == [
        ("曝光", None),
        ("点击", D("0.1")),
        ("注册", D("0.25")),
        ("到场", None),
        ("成交", None),
    ]


def test_nobody_arrives_at_an_online_campaign() -> None:
    steps = results(head={"mode": "线上"}, results={"funnel": {"leads": 25, "orders": 5}}).funnel_steps
    assert [s.name for s in steps] == ["曝光", "点击", "注册", "成交"]
    assert steps[-1].rate == D("0.2")


def checks(*found: str | None) -> list[dict[str, Any]]:
    return [{"checks": [{"item": "项", "result": result} for result in found]}]


def test_the_acceptance_rate_leaves_out_what_does_not_apply() -> None:
    assert results(venues=checks("合格", "合格", "合格", "不合格", "不适用")).acceptance_rate == D("0.75")


def test_a_check_done_again_counts_with_the_second_result() -> None:
    again = [{"checks": [{"item": "项", "result": "不合格", "recheck": "合格"}]}]
    assert results(venues=again).acceptance_rate == 1


def test_an_acceptance_under_way_has_no_rate() -> None:
    assert results(venues=checks("合格", None)).acceptance_rate is None
    assert results(venues=checks("不适用")).acceptance_rate is None
    assert results().acceptance_rate is None


def channel(number: int, **actuals: Any) -> dict[str, Any]:
    return {"id": f"c{number:02d}", "name": "渠道", "side": "线上", "actuals": actuals}


def test_a_channel_is_told_by_its_rates() -> None:
    given = channel(1, impressions=1000, clicks=50, orders=5, cost=100, revenue=400)
    found = derive_channels(make(channels=[given]).channels, RoiMethod.NET)[0]
    assert (found.ctr, found.cvr, found.cpa, found.roi, found.rank) == (D("0.05"), D("0.1"), 20, 3, 1)


def test_channels_rank_by_roi_and_equals_share_a_rank() -> None:
    given = [
        channel(1, cost=100, revenue=100),
        channel(2, cost=100, revenue=300),
        channel(3, cost=100),
        channel(4, cost=50, revenue=150),
        {"id": "c05", "name": "未投放"},
    ]
    found = derive_channels(make(channels=given).channels, RoiMethod.GROSS)
    assert [c.rank for c in found] == [3, 1, None, 1, None]


def test_impressions_wait_for_the_last_online_channel() -> None:
    measured, silent = channel(1, impressions=1000), channel(2, clicks=3)
    assert results(channels=[measured, silent]).impressions == 1000
    assert results(channels=[measured, channel(3)]).impressions is None
    poster = {"id": "c04", "name": "门店海报", "side": "线下"}
    assert results(channels=[measured, poster]).impressions == 1000
    assert results(channels=[poster]).impressions is None
