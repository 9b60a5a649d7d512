"""The rules of the domain, each at its edge."""

from __future__ import annotations

import pytest

from generator.campaign import UNSOUND, Campaign
from generator.campaign.codes import CODES
from generator.diagnostics import Severity
from generator.rules.registry import RULES
from generator.standard.stage import Stage
from tests.support.campaigns import campaign
from tests.unit.rules.conftest import FindIn

TARGET = "    target: 50"
GROWTH = "    growth: 20%"


def test_a_campaign_may_end_when_it_begins_but_not_before(find: FindIn) -> None:
    assert find(campaign(("end: 2026-10-16 17:00", "end: 2026-10-16 14:00")), "C-D01") == []
    (found,) = find(campaign(("end: 2026-10-16 17:00", "end: 2026-10-16 13:59")), "C-D01")
    assert found.paths[0] == ("campaign", "end")


@pytest.mark.parametrize(("day", "told"), [("2026-10-15", 0), ("2026-10-16", 1), ("2026-10-17", 1)])
def test_the_warm_up_begins_on_a_day_before(day: str, told: int, find: FindIn) -> None:
    assert len(find(campaign(("warmup_start: 2026-10-05", f"warmup_start: {day}")), "C-D01")) == told


def test_a_task_may_be_due_on_the_day_it_starts_but_not_before(find: FindIn) -> None:
    added = (
        "tasks:\n  - {id: R01, content: 一, start: 2026-09-02, due: 2026-09-02}\n"
        "  - {id: R02, content: 二, start: 2026-09-02, due: 2026-09-01}\n"
        "  - {id: R03, content: 三, due: 2026-09-01}\n"
    )
    assert [f.paths[0] for f in find(campaign(added=added), "C-D04")] == [("tasks", 1, "due")]


def test_a_campaign_has_a_core_target(find: FindIn) -> None:
    assert find(campaign(), "C-G01") == []
    (found,) = find(campaign(("priority: 核心", "priority: 参考")), "C-G01")
    assert found.paths == (("targets",),)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ((GROWTH, f"{GROWTH}\n    target: 5"), "既写了目标值,又写了增幅"),
        ((TARGET, f"{TARGET}\n    growth: 10%"), "既写了目标值,又写了增幅"),
        ((f"{TARGET}\n", ""), "没有目标值,也没有基准值与增幅"),
        ((f"{GROWTH}\n", ""), "缺少增幅"),
        (("    baseline: 1500000\n", ""), "缺少基准值"),
    ],
)
def test_a_target_is_a_value_or_baseline_and_growth(
    change: tuple[str, str], message: str, find: FindIn
) -> None:
    (found,) = find(campaign(change), "C-G03")
    assert message in found.message


def test_a_baseline_beside_a_value_is_only_told(find: FindIn) -> None:
    assert find(campaign((TARGET, f"{TARGET}\n    baseline: 30")), "C-G03") == []


@pytest.mark.parametrize(
    ("change", "severity"),
    [
        ((TARGET, "    target: 0"), Severity.ERROR),
        ((TARGET, "    target: -1"), Severity.ERROR),
        ((GROWTH, "    growth: -100%"), Severity.ERROR),
        (("    unit: 万次\n    target: 50", "    unit: '%'\n    target: 100.1"), Severity.WARNING),
        (("    unit: 万次\n    target: 50", "    unit: '%'\n    target: 100"), None),
        (("    unit: 万次\n    target: 50", "    unit: 万次\n    target: 101"), None),
        ((GROWTH, "    growth: -20%"), None),
    ],
)
def test_a_target_is_more_than_nothing_and_a_percentage_at_most_100(
    change: tuple[str, str], severity: Severity | None, find: FindIn
) -> None:
    assert [f.severity for f in find(campaign(change), "C-G04")] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("0.6", "0.4", 0), ("0.6", "0.401", 0), ("0.6", "0.402", 1), ("60%", "40%", 0), ("0.6", None, 1)],
)
def test_weights_are_absent_or_add_up_to_1(first: str, second: str | None, told: int, find: FindIn) -> None:
    other = f"{GROWTH}\n    weight: {second}" if second else GROWTH
    assert len(find(campaign((TARGET, f"{TARGET}\n    weight: {first}"), (GROWTH, other)), "C-G05")) == told


def test_the_budget_adds_up_to_the_cent(find: FindIn) -> None:
    (found,) = find(
        campaign(("total_approved: 168000", "total_approved: 170000.00")), "C-B01", Stage.EXECUTION
    )
    assert found.message == "预算明细合计 168,000.00 元与批准总额 170,000.00 元不一致,差额 -2,000.00 元"
    assert found.remedy == "检查 budget.items 或 budget.total_approved"
    assert found.paths[0] == ("budget", "total_approved")
    assert find(campaign(("total_approved: 168000", "total_approved: 168000.01")), "C-B01")


def test_every_line_of_the_budget_is_rounded_by_itself(find: FindIn) -> None:
    halves = campaign(
        ("qty: 1, unit: 场, unit_price: 68000", "qty: 0.5, unit: 场, unit_price: 0.01"),
        ("qty: 1, unit: 项, unit_price: 85000", "qty: 0.5, unit: 项, unit_price: 0.01"),
        ("qty: 1, unit: 项, unit_price: 15000", "qty: 0.5, unit: 项, unit_price: 0.01"),
        ("total_approved: 168000", "total_approved: 0.03"),
    )
    assert find(halves, "C-B01", Stage.EXECUTION) == []


@pytest.mark.parametrize(
    ("stage", "added", "severity"),
    [
        (Stage.PLANNING, "", Severity.WARNING),
        (Stage.PLANNING, "documents:\n  YS: {status: 送审稿}\n", Severity.ERROR),
        (Stage.EXECUTION, "", Severity.ERROR),
        (Stage.CLOSING, "", Severity.ERROR),
    ],
)
def test_only_the_draft_of_a_plan_may_have_a_budget_that_does_not_add_up(
    stage: Stage, added: str, severity: Severity, find: FindIn
) -> None:
    wrong = campaign(("total_approved: 168000", "total_approved: 170000"), added=added)
    assert [f.severity for f in find(wrong, "C-B01", stage)] == [severity]


def scheduled(item: str, asset: str) -> Campaign:
    return campaign(
        added=f"assets:\n  - {{id: A01, name: 海报{asset}}}\n"
        f"schedule:\n  - {{asset: A01, date: 2026-10-05{item}}}\n"
    )


@pytest.mark.parametrize(
    ("item", "asset", "stage", "told"),
    [
        (", status: 已发布", ", result: 通过", Stage.EXECUTION, 0),
        (", status: 已发布", ", result: 修改后通过", Stage.EXECUTION, 1),
        (", status: 已发布", "", Stage.PLANNING, 1),
        (", status: 待发布", "", Stage.EXECUTION, 0),
        (", status: 待发布", "", Stage.CLOSING, 1),
        (", status: 已撤回", "", Stage.CLOSING, 0),
        ("", ", result: 通过, review_date: 2026-10-05", Stage.EXECUTION, 0),
        ("", ", result: 通过, review_date: 2026-10-06", Stage.EXECUTION, 1),
    ],
)
def test_what_goes_out_has_been_reviewed(
    item: str, asset: str, stage: Stage, told: int, find: FindIn
) -> None:
    assert len(find(scheduled(item, asset), "C-C02", stage)) == told


LOTTERY = {
    "prizes": "[{name: 一等奖, qty: 1, value: 50000}]",
    "conditions": "到店消费",
    "draw_at": "2026-10-16 16:30 现场摇号",
    "odds": "约千分之一",
    "redemption": "现场兑奖",
    "contact": "400-000-0000",
}


def lottery(**changes: str | None) -> Campaign:
    fields = {**LOTTERY, **changes}
    lines = "".join(f"    {key}: {value}\n" for key, value in fields.items() if value is not None)
    return campaign(added=f"promotion:\n  rules: 满减\n  lottery:\n{lines}")


def test_a_lottery_that_says_everything_is_in_order(find: FindIn) -> None:
    assert find(lottery(), "C-C04") == []
    assert find(lottery(odds=None), "C-C04") == []


@pytest.mark.parametrize("key", ["prizes", "conditions", "draw_at", "redemption", "contact"])
def test_a_lottery_says_what_the_law_wants_disclosed(key: str, find: FindIn) -> None:
    (found,) = find(lottery(**{key: None}), "C-C04")
    assert found.paths == (("promotion", "lottery", key),)


def test_a_lottery_tells_the_odds_or_the_number_of_every_prize(find: FindIn) -> None:
    (found,) = find(lottery(odds=None, prizes="[{name: 一等奖, qty: 1}, {name: 二等奖}]"), "C-C04")
    assert found.paths == (("promotion", "lottery", "odds"),)


def test_no_prize_is_worth_more_than_50000(find: FindIn) -> None:
    (found,) = find(lottery(prizes="[{name: 一等奖, qty: 1, value: 50000.01}]"), "C-C04")
    assert found.paths == (("promotion", "lottery", "prizes", 0, "value"),)


def test_a_promotion_has_rules(find: FindIn) -> None:
    (found,) = find(campaign(added="promotion:\n  price_basis: 活动前七日最低价\n"), "C-C04")
    assert found.paths == (("promotion", "rules"),)


def test_what_a_stage_needs_is_told_with_the_documents_that_need_it(find: FindIn) -> None:
    assert find(campaign(), "C-C06") == []
    found = {f.paths[0]: f.message for f in find(campaign(), "C-C06", Stage.EXECUTION)}
    assert ("channels",) in found
    assert "《活动策划方案》《宣传内容排期表》" in found["channels",]
    added = "tasks:\n  - {id: R01, content: 一, dept: 市场部, owner: p01}\n"
    later = {f.paths[0] for f in find(campaign(added=added), "C-C06", Stage.EXECUTION)}
    assert ("tasks", 0, "due") in later
    assert ("tasks",) not in later


def test_an_online_campaign_needs_no_attendance(find: FindIn) -> None:
    without = ("  expected_attendance: 300\n", "")
    assert [f.paths[0] for f in find(campaign(without), "C-C06")] == [("campaign", "expected_attendance")]
    assert find(campaign(without, ("mode: 混合", "mode: 线上")), "C-C06") == []


@pytest.mark.parametrize(
    ("changes", "added", "stage", "told"),
    [
        ((), "documents:\n  FP: {status: 定稿}\n", Stage.PLANNING, 1),
        ((), "documents:\n  FP: {status: 草稿}\n", Stage.CLOSING, 0),
        ((("doc:\n", "doc:\n  status: 定稿\n"),), "", Stage.CLOSING, 1),
        ((("doc:\n", "doc:\n  status: 定稿\n"),), "", Stage.EXECUTION, 0),
        (((TARGET, f"{TARGET}\n    actual: 0"),), "documents:\n  FP: {status: 归档版}\n", Stage.CLOSING, 0),
    ],
)
def test_the_final_report_waits_for_every_core_result(
    changes: tuple[tuple[str, str], ...], added: str, stage: Stage, told: int, find: FindIn
) -> None:
    assert len(find(campaign(*changes, added=added), "C-Z01", stage)) == told


def test_a_rule_is_silent_about_what_could_not_be_read(find: FindIn) -> None:
    sound = campaign(("total_approved: 168000", "total_approved: 170000"), (TARGET, "    target: 0"))
    item = sound.budget.items[0].model_copy(update={"qty": UNSOUND})
    partial = sound.model_copy(
        update={
            "budget": sound.budget.model_copy(update={"items": (item, *sound.budget.items[1:])}),
            "targets": (sound.targets[1].model_copy(update={"growth": UNSOUND}), sound.targets[0]),
        }
    )
    assert find(partial, "C-B01") == []
    assert [f.paths for f in find(partial, "C-G04")] == [(("targets", 1, "target"),)]


def test_no_rule_stumbles_over_a_campaign_of_which_nothing_could_be_read(find: FindIn) -> None:
    nothing = Campaign.model_construct(None, **dict.fromkeys(Campaign.model_fields, UNSOUND))
    for code in CODES:
        assert find(nothing, code) == []


def test_every_rule_says_which_one_it_is() -> None:
    for rule in RULES:
        assert rule.__doc__, rule
