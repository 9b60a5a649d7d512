"""What templates see: references resolved, figures beside their values, blanks where nothing is known."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from generator.derive.figures import derive_figures
from generator.intake.campaign import parse_campaign
from generator.intake.resources import read_process
from generator.office.blank import Blank
from generator.office.charts.data import ChartData, ChartSeries, read_chart
from generator.plan.pack import plan_pack
from generator.plan.version import FIRST, Version
from generator.render.gaps import field_label, open_fields
from generator.render.tree import Node
from generator.render.views import PackView, campaign_view
from tests.support.campaigns import varied

DAY = dt.date(2026, 9, 1)
PROCESS = read_process()


def view(added: str = "") -> Node:
    campaign = parse_campaign(varied(added=added), "x.yaml").campaign
    return campaign_view(campaign, derive_figures(campaign, PROCESS, as_of=DAY))


def test_a_reference_is_seen_as_what_it_names() -> None:
    seen = view()
    assert seen["campaign"]["owner"]["name"] == "周岚"
    assert seen["targets"][0]["owner"] is seen["team"][1]
    assert seen["budget"]["items"][0]["supplier"]["name"] == "静安瑞华酒店"


def test_circles_of_references_are_seen_without_end() -> None:
    tasks = "tasks:\n  - {id: K01, content: 甲, depends_on: [K02]}\n  - {id: K02, content: 乙, depends_on: [K01]}\n"
    seen = view(tasks)
    assert seen["tasks"][0]["depends_on"][0]["depends_on"][0] is seen["tasks"][0]


def test_figures_stand_beside_the_values_they_follow_from() -> None:
    seen = view()
    assert seen["budget"]["items"][0]["subtotal"] == Decimal("68000.00")
    assert seen["budget"]["total"] == Decimal("168000.00")
    assert seen["budget"]["items"][1]["id"] == "B02"
    assert seen["targets"][1]["value"] == Decimal("1800000.00")
    assert seen["targets"][0]["verdict"] == "待评估"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("research.background", "text"),
        ("results.attendance.arrived", "number"),
        ("approval.date", "date"),
        ("approval.applicant", "person"),
        ("campaign.expected_attendance", None),
        ("results.attendance_rate", "number"),
    ],
)
def test_an_unset_value_is_a_blank_of_its_kind(path: str, kind: str | None) -> None:
    found: object = view()
    for name in path.split("."):
        found = found[name]  # type: ignore[index]  # every step but the last is a mapping
    assert (found.kind if isinstance(found, Blank) else None) == kind


def test_an_unset_record_still_knows_its_fields() -> None:
    promotion = view()["promotion"]
    assert isinstance(promotion, Blank)
    assert "price_basis" in promotion.fields
    assert "prcie_basis" not in promotion.fields


def test_phones_are_masked_unless_the_campaign_says_otherwise() -> None:
    assert view()["team"][1]["phone"] == "138****5678"
    assert view("privacy: {show_full_phone: 是}\n")["team"][1]["phone"] == "13800005678"


def test_a_document_sees_itself_and_the_versions_of_the_others() -> None:
    campaign = parse_campaign(varied(), "x.yaml").campaign
    figures = derive_figures(campaign, PROCESS, as_of=DAY)
    numbers = {code: figure.number for code, figure in figures.documents.items()}
    templates = [d.template for d in PROCESS.deliverables if d.code in ("YS", "SP")]
    plan = plan_pack(campaign, PROCESS, numbers, templates)
    form = next(f for f in plan.files if f.code == "SP")
    versions = {"SP": FIRST, "YS": Version(1, 3)}
    seen = PackView(campaign_view(campaign, figures), campaign, plan, figures).document(form, versions)
    assert (seen["document"]["number"], seen["document"]["version"]) == ("HD-2026-001-SP-01", "V1.0")
    assert seen["document"]["prepared_by"]["name"] == "周岚"
    assert seen["documents"]["YS"]["version"] == "V1.3"
    assert isinstance(seen["documents"]["FA"]["version"], Blank)


def test_open_fields_are_told_by_their_titles_and_counted() -> None:
    names = (
        "targets[].actual",
        "targets[].note",
        "targets[].attainment",
        "research.background",
        "campaign.name",
    )
    found = open_fields(view(), names)
    assert found == ("活动目标实际值×2", "调研背景")


def test_nobody_waits_for_what_only_a_failed_check_has() -> None:
    checked = view("venues:\n  - {location: loc1, checks: [{item: 音响, result: 合格}, {item: 灯光}]}\n")
    keys = ("problem", "owner.name", "due", "recheck", "photo_no", "result")
    names = [f"venues[].checks[].{key}" for key in keys]
    assert open_fields(checked, ("venues[].builder.name", *names)) == ("检查项结果",)


def test_a_reference_is_told_by_the_field_that_holds_it() -> None:
    assert field_label("tasks[].owner.name") == "任务责任人"
    assert field_label("document.version") is None
    assert field_label("budget.total") is None


def test_charts_are_plain_data_and_their_unknown_numbers_are_blanks() -> None:
    history = (
        "research:\n  history:\n    - {name: 订货会, cost: 216000}\n    - {name: 答谢会, attendance: 90}\n"
    )
    charts = view(history)["charts"]
    chart = read_chart(charts["research_history"])
    assert chart == ChartData(
        ("订货会", "答谢会"),
        (ChartSeries("投入(元)", (Decimal(216000), None)),),
    )
    assert isinstance(charts["research_history"]["series"][0]["values"][1], Blank)
    assert read_chart(charts["budget_by_category"]) is not None
    assert isinstance(charts["funnel"], Blank)
    assert read_chart(charts["funnel"]) is None


def test_a_sign_in_sheet_says_when_each_is_due() -> None:
    shifts = "shifts:\n  - {id: A班, date: 2026-10-16, start: 9:00}\n  - {id: B班, date: 2026-10-16, start: 14:00}\n"
    seen = view(shifts)
    assert [sheet["name"] for sheet in seen["sign_in"]] == ["签到 A班", "签到 B班"]
    assert [sheet["start"] for sheet in seen["sign_in"]] == [dt.time(9), dt.time(14)]


def test_without_shifts_the_sheet_is_for_the_whole_campaign() -> None:
    (sheet,) = view()["sign_in"]
    assert (sheet["name"], sheet["date"], sheet["start"]) == (
        "工作人员签到",
        dt.date(2026, 10, 16),
        dt.time(14),
    )
    assert sheet["location"]["name"] == "静安瑞华酒店"


def test_what_was_read_stands_beside_its_moment_in_the_order_of_the_indicators() -> None:
    seen = view(
        "monitoring:\n"
        "  start: 2026-10-16 14:00\n  end: 2026-10-16 15:00\n  interval_minutes: 60\n"
        "  indicators: [{id: K01, name: 甲}, {id: K02, name: 乙}]\n"
        "  series: [{time: '15:00', values: {K02: 7}, recorder: p03, note: 平稳}]\n"
    )
    first, second = seen["monitoring"]["points"]
    assert all(isinstance(value, Blank) for value in (*first["values"], first["note"], second["values"][0]))
    assert (second["values"][1], second["recorder"]["name"], second["note"]) == (7, "许南", "平稳")
