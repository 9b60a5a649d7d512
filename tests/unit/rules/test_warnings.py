# ruff: noqa: E501 - a table of cases reads best unbroken
"""Rules that stop nothing: each is silent just inside its limit and speaks just outside, at its stage."""

from __future__ import annotations

import pytest

from generator.campaign.codes import CODES
from generator.diagnostics import Severity
from generator.standard.stage import Stage
from tests.support.campaigns import campaign
from tests.unit.rules.conftest import FindIn

Change = tuple[str, str]
PLAN, RUN, END = Stage.PLANNING, Stage.EXECUTION, Stage.CLOSING
STAGE_COST = "name: 主舞台搭建, qty: 1, unit: 项, unit_price: 85000"
RESERVE = "name: 预备金, qty: 1, unit: 项, unit_price: 15000"
HALL = "unit_price: 68000"
HOTEL = "name: 静安瑞华酒店, category: 场地}"


def supplier(category: str, contract: str) -> Change:
    return HOTEL, f"name: 静安瑞华酒店, category: {category}, contract: {{{contract}}}}}"


def warmup(day: str) -> Change:
    return "warmup_start: 2026-10-05", f"warmup_start: {day}"


def people(count: int) -> Change:
    return "expected_attendance: 300", f"expected_attendance: {count}"


def tasks(*entries: str) -> str:
    return "tasks:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def chain(*roles: str) -> str:
    return "approval:\n  budget_chain:\n" + "".join(f"    - {{{role}}}\n" for role in roles)


def group(name: str, post: str = "") -> str:
    return f", onsite_group: {name}" + (f", onsite_post: {post}" if post else "")


CASES = [
    ("C-D02", PLAN, [warmup("2026-10-09")], "", 0),
    ("C-D02", PLAN, [warmup("2026-10-10")], "", 1),
    ("C-D02", PLAN, [warmup("2026-10-01")], "", 0),
    ("C-D02", PLAN, [warmup("2026-09-30")], "", 1),
    ("C-D02", PLAN, [warmup("2026-10-16")], "", 0),  # told by D-01
    ("C-D03", PLAN, [], "schedule:\n  - {date: 2026-10-06}\n", 0),
    ("C-D03", PLAN, [], "schedule:\n  - {date: 2026-10-07}\n", 1),
    ("C-D03", PLAN, [], "schedule:\n  - {date: 2026-10-04}\n  - {date: 2026-11-15}\n", 0),
    ("C-D03", PLAN, [], "schedule:\n  - {date: 2026-10-03}\n  - {date: 2026-11-16}\n", 2),
    ("C-D04", PLAN, [], tasks("id: R01, phase: 物料, content: 一, due: 2026-10-16"), 0),
    ("C-D04", PLAN, [], tasks("id: R01, phase: 物料, content: 一, due: 2026-10-17"), 1),
    ("C-D04", PLAN, [], tasks("id: R01, phase: 物料, content: 一, due: 2026-10-17, status: 已取消"), 0),
    ("C-D04", PLAN, [], tasks("id: R01, phase: 复盘, content: 一, due: 2026-10-17"), 0),
    ("C-D05", PLAN, [], "materials:\n  - {id: W01, name: 画, due: 2026-10-15}\n", 0),
    ("C-D05", PLAN, [], "materials:\n  - {id: W01, name: 画, due: 2026-10-16}\n", 1),
    ("C-D05", PLAN, [supplier("印刷", "deliver_by: 2026-10-14")], "", 0),
    ("C-D05", PLAN, [supplier("印刷", "deliver_by: 2026-10-15")], "", 1),
    ("C-D05", PLAN, [supplier("搭建", "deliver_by: 2026-10-15")], "", 0),
    ("C-D05", PLAN, [supplier("搭建", "deliver_by: 2026-10-16")], "", 1),
    ("C-D05", PLAN, [supplier("场地", "deliver_by: 2026-10-16")], "", 0),
    ("C-D06", PLAN, [], "venues:\n  - {location: loc1, acceptance_date: 2026-10-15}\n", 0),
    ("C-D06", PLAN, [], "venues:\n  - {location: loc1}\n", 0),
    ("C-D06", PLAN, [], "venues:\n  - {location: loc1, acceptance_date: 2026-10-14}\n", 1),
    ("C-D08", PLAN, [], "meetings:\n  review: {time: 2026-10-15 10:00}\n", 0),
    ("C-D08", PLAN, [], "meetings:\n  review: {time: 2026-10-16 10:00}\n", 1),
    ("C-D08", PLAN, [], "meetings:\n  retro: {time: 2026-10-16 20:00}\n", 0),
    ("C-D08", PLAN, [], "meetings:\n  retro: {time: 2026-10-15 20:00}\n", 1),
    ("C-D08", PLAN, [], "documents:\n  YS: {approved_on: 2026-10-10}\n", 0),  # a Saturday that is worked
    ("C-D08", PLAN, [], "documents:\n  YS: {approved_on: 2026-10-02}\n", 1),  # a holiday on a Friday
    ("C-D08", PLAN, [], "approval: {date: 2026-09-12}\n", 1),
    ("C-D09", PLAN, [people(999)], "", 0),
    ("C-D09", PLAN, [people(1000)], "", 1),
    ("C-D09", PLAN, [people(1000), ("mode: 混合", "mode: 线上")], "", 0),
    ("C-D09", PLAN, [people(1000)], "venues:\n  - {permits: [{name: 大型群众性活动安全许可}]}\n", 0),
    ("C-D09", END, [people(1000)], "", 0),
    ("C-G06", PLAN, [("metric: 直播观看人次", "metric: 提升品牌影响力")], "", 1),
    ("C-G06", PLAN, [("metric: 直播观看人次", "metric: 品牌知名度提升幅度")], "", 0),
    ("C-G06", PLAN, [("metric: 直播观看人次", "metric: 提升知名度到 60%")], "", 0),
    ("C-G07", PLAN, [("name: 发布会直播累计观看", "name: 客户投诉量")], "", 1),
    ("C-G07", PLAN, [("name: 发布会直播累计观看", "name: 客户投诉量\n    direction: lower")], "", 0),
    ("C-G07", PLAN, [("name: 发布会直播累计观看", "name: 观看时长\n    direction: higher")], "", 0),
    ("C-B03", PLAN, [(f"场地费, {STAGE_COST}", f"搭建费, {STAGE_COST}")], "", 1),
    ("C-B03", PLAN, [(f"场地费, {STAGE_COST}", f"搭建费, {STAGE_COST}"), ("  items:", "  category_caps: {搭建费: 60%}\n  items:")], "", 0),
    ("C-B04", PLAN, [(f"不可预见费, {RESERVE}", f"其他, {RESERVE}")], "", 1),
    ("C-B04", PLAN, [("unit_price: 15000", "unit_price: 17000")], "", 0),  # exactly 10 %
    ("C-B04", PLAN, [("unit_price: 15000", "unit_price: 17000.01")], "", 1),
    ("C-B05", PLAN, [(f"场地费, {STAGE_COST}", f"宣传费, {STAGE_COST}")], "channels:\n  - {id: c01, name: 一, budget: 85000}\n", 0),
    ("C-B05", PLAN, [(f"场地费, {STAGE_COST}", f"宣传费, {STAGE_COST}")], "channels:\n  - {id: c01, name: 一, budget: 85000.01}\n", 1),
    ("C-B06", PLAN, [supplier("场地", "amount: 68000")], "", 0),
    ("C-B06", PLAN, [supplier("场地", "amount: 68000.01")], "", 1),
    ("C-B07", PLAN, [(HALL, f"{HALL}, actual: 68000")], "", 0),
    ("C-B07", PLAN, [(HALL, f"{HALL}, actual: 68000.01")], "", 1),
    ("C-B07", PLAN, [(HALL, f"{HALL}, actual: 68000.01, variance_note: 加时")], "", 0),
    ("C-B07", PLAN, [(HALL, f"{HALL}, actual: 69000")], "adjustments:\n  - {budget_item: B01, budget_delta: 1000, status: 已完成}\n", 0),
    ("C-B07", PLAN, [(HALL, f"{HALL}, actual: 69000")], "adjustments:\n  - {budget_item: B01, budget_delta: 1000, status: 待批}\n", 1),
    ("C-B08", PLAN, [], chain("role: 市场部负责人", "role: 财务总监", "role: 分管副总"), 0),
    ("C-B08", PLAN, [], chain("role: 部门负责人", "role: 分管领导"), 1),
    ("C-B08", PLAN, [], chain("role: 部门负责人", "role: 财务负责人", "{role: 分管领导, threshold: 200000}"[1:-1]), 1),
    ("C-B09", PLAN, [("  items:", "  category_caps: {场地费: 92%}\n  items:")], "", 0),
    ("C-B09", PLAN, [("  items:", "  category_caps: {场地费: 91%}\n  items:")], "", 1),
    ("C-P02", PLAN, [], "assets:\n  - {id: A01, name: 海报, author: p03, reviewer: p03}\n", 1),
    ("C-P02", PLAN, [], "assets:\n  - {id: A01, name: 海报, author: p03, reviewer: p03, second_reviewer: p01}\n", 0),
    ("C-P02", PLAN, [], "assets:\n  - {id: A01, name: 海报, author: p03}\n", 0),
    ("C-P02", PLAN, [], tasks("id: R01, content: 一"), 0),
    ("C-P02", RUN, [], tasks("id: R01, content: 一"), 1),
    ("C-P02", RUN, [], tasks("id: R01, content: 一, status: 已取消"), 0),
    ("C-P03", PLAN, [], "", 0),
    ("C-P03", RUN, [], "", 1),
    ("C-P03", END, [], "", 0),
    ("C-P03", RUN, [("mode: 混合", "mode: 线上")], "", 0),
    ("C-P04", RUN, [("title: 市场总监", f"title: 市场总监{group('统筹组', '总指挥')}")], "", 1),
    ("C-P04", RUN, [("title: 市场总监", f"title: 市场总监{group('统筹组', '总指挥')}"), ("title: 新媒体经理", "title: 新媒体经理, backup_of: p01")], "", 0),
    ("C-P04", RUN, [("title: 市场总监", f"title: 市场总监{group('签到组', '签到台')}")], "", 0),
    ("C-P05", PLAN, [("phone: 13800005678", "phone: 138-0000-5678")], "", 0),
    ("C-P05", PLAN, [("phone: 13800005678", "phone: 1380000567")], "", 1),
    ("C-P05", PLAN, [], "guests:\n  - {name: 客人, phone: 23800005678}\n", 1),
    ("C-C01", PLAN, [], "materials:\n  - {id: W01, name: 画}\n", 0),
    ("C-C01", RUN, [], "materials:\n  - {id: W01, name: 画}\n", 1),
    ("C-C01", RUN, [], "materials:\n  - {id: W01, name: 画, size: 1×1, qty: 1, supplier: s01, due: 2026-10-15}\n", 0),
    ("C-C03", PLAN, [], "venues:\n  - checks:\n      - {item: 消防, critical: 是, result: 不合格}\n", 1),
    ("C-C03", PLAN, [], "venues:\n  - checks:\n      - {item: 消防, critical: 是, result: 不合格, recheck: 合格}\n", 0),
    ("C-C03", PLAN, [], "venues:\n  - checks:\n      - {item: 消防, result: 不合格}\n", 0),
    ("C-C05", PLAN, [], "risks:\n  - {risk: 下雨}\n", 1),
    ("C-C05", PLAN, [], "risks:\n  - {risk: 下雨, owner: p01, response: 移到室内}\n", 0),
    ("C-Z02", RUN, [("    target: 50\n", "    target: 50\n    actual: 30\n")], "", 0),
    ("C-Z02", END, [("    target: 50\n", "    target: 50\n    actual: 30\n")], "", 1),
    ("C-Z02", END, [("    target: 50\n", "    target: 50\n    actual: 40\n")], "", 0),  # nearly met
    ("C-Z02", END, [("    target: 50\n", "    target: 50\n    actual: 30\n    gap_reason: 一\n    gap_analysis: 二\n    improvement: 三\n")], "", 0),
    ("C-Z04", END, [], "meetings:\n  retro:\n    actions:\n      - {text: 一, owner: p01, due: 2026-11-20}\n", 0),
    ("C-Z04", END, [], "meetings:\n  retro:\n    actions:\n      - {text: 一, owner: p01}\n", 1),
    ("C-I03", PLAN, [("short_name: 星澜X3新品发布会", "short_name: 星澜 X3 发布会")], "", 0),
    ("C-I03", PLAN, [("short_name: 星澜X3新品发布会", "short_name: 星澜X3发布会🎉")], "", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "stage", "changes", "added", "told"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)]
)
def test_a_rule_is_silent_inside_its_limit_and_speaks_outside(
    code: str, stage: Stage, changes: list[Change], added: str, told: int, find: FindIn
) -> None:
    found = find(campaign(*changes, added=added), code, stage)
    assert len(found) == told, [f.message for f in found]
    assert all(f.severity is Severity.WARNING for f in found)


def test_every_rule_that_only_warns_is_shown_on_both_sides_of_its_limit() -> None:
    for code in {case[0] for case in CASES}:
        assert code in CODES
        assert {bool(case[-1]) for case in CASES if case[0] == code} == {True, False}, code


SLOPPY = tasks(
    "id: R01, content: 一, due: 2026-09-10", "id: R02, content: 二, start: 2026-09-09, depends_on: [R01]"
)


@pytest.mark.parametrize(
    ("stage", "severity"), [(PLAN, Severity.WARNING), (RUN, Severity.ERROR), (END, Severity.ERROR)]
)
def test_a_plan_may_be_out_of_order_its_execution_may_not(
    stage: Stage, severity: Severity, find: FindIn
) -> None:
    (found,) = find(campaign(added=SLOPPY), "C-D04", stage)
    assert found.severity is severity
    assert found.paths == (("tasks", 1, "start"), ("tasks", 0, "due"))
    assert "R01" in found.message
    assert "2026-09-10" in found.message


def test_what_is_done_is_waited_for_no_more(find: FindIn) -> None:
    done = SLOPPY.replace("due: 2026-09-10", "due: 2026-09-10, done_on: 2026-09-08")
    assert find(campaign(added=done), "C-D04", RUN) == []


def test_a_task_does_not_wait_for_itself(find: FindIn) -> None:
    (found,) = find(campaign(added=tasks("id: R01, content: 一, depends_on: [R01]")), "C-D04", PLAN)
    assert found.severity is Severity.ERROR


def test_costs_that_do_not_add_up_name_both_sums(find: FindIn) -> None:
    known = [
        (HALL, f"{HALL}, actual: 68000"),
        ("unit_price: 85000", "unit_price: 85000, actual: 84000"),
        ("unit_price: 15000", "unit_price: 15000, actual: 0"),
    ]
    assert find(campaign(*known, added="results: {cost_total: 152000}\n"), "C-Z03", END) == []
    (found,) = find(campaign(*known, added="results: {cost_total: 150000}\n"), "C-Z03", END)
    assert "152,000.00" in found.message
    assert "150,000.00" in found.message
    assert "2,000.00" in found.message
    assert found.paths == (("results", "cost_total"), ("budget", "items"))


def test_shifts_of_one_person_do_not_overlap(find: FindIn) -> None:
    shifts = "shifts:\n  - {id: 早, date: 2026-10-16, start: 9:00, end: 15:00, location: loc1}\n  - {id: 晚, date: 2026-10-16, start: %s, end: 20:00}\n"
    both = ("title: 新媒体经理, phone", "title: 新媒体经理, shifts: [早, 晚], phone")
    assert len(find(campaign(both, added=shifts % "14:59"), "C-P04")) == 1
    assert find(campaign(both, added=shifts % "15:00"), "C-P04") == []


def test_a_year_that_nobody_announced_is_told_once_and_mended_by_the_calendar(find: FindIn) -> None:
    later = [
        ("id: HD-2026-001", "id: HD-2040-001"),
        ("start: 2026-10-16", "start: 2040-10-19"),
        ("end: 2026-10-16", "end: 2040-10-19"),
        warmup("2040-10-08"),
    ]
    (found,) = find(campaign(*later), "C-D07")
    assert found.severity is Severity.INFO
    assert "2040" in found.message
    assert find(campaign(*later, added="calendar: {holidays: [2040-10-01]}\n"), "C-D07") == []


def test_a_failed_venue_is_signed_only_by_force(find: FindIn) -> None:
    failed = "venues:\n  - checks:\n      - {item: 消防, critical: 是, result: 不合格}\n"
    (found,) = find(campaign(added=f"{failed}documents:\n  CD: {{status: 定稿}}\n"), "C-C03", RUN)
    assert found.severity is Severity.ERROR
    assert "--force" in found.remedy
