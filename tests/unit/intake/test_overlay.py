"""A row over a campaign file gives the campaign of a file in which the same had been typed."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.app.convert import convert
from generator.app.loading import load
from generator.campaign import Campaign, is_waiting
from generator.campaign import Path as Keys
from generator.diagnostics import Diagnostic
from generator.intake import campaign, campaign_text
from generator.intake.campaign import LoadedCampaign, campaign_data, examine_campaign, parse_campaign
from generator.intake.column_heads import Entry, in_labels
from generator.intake.organization import FILE
from generator.intake.resources import read_process
from generator.intake.series import SeriesRow, read_series
from tests.campaign_strategies import Slot, all_slots
from tests.support.campaigns import MINIMAL, varied
from tests.support.command import EXAMPLE

AS_OF = dt.date(2026, 9, 10)
NUMBER = "HD-2026-101"
DATA = campaign_data(EXAMPLE)


def rows(source: Path, *lines: list[str]) -> tuple[SeriesRow, ...]:
    table = source.with_name("门店.csv")
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)
    return read_series(table, campaign_data(source))


def examined(folder: Path, values: dict[str, str], text: str = MINIMAL) -> LoadedCampaign:
    """Return what is read of a file with a row of the given values over it."""
    source = folder / "活动.yaml"
    source.write_text(text, encoding="utf-8")
    (row,) = rows(source, ["活动编号", *values], [NUMBER, *values.values()])
    return examine_campaign(source, row)


def told(loaded: LoadedCampaign) -> list[tuple[str, str, int | None]]:
    return [(d.code, Path(d.place.file).suffix, d.place.column) for d in loaded.diagnostics]


TYPED = (
    ("id: HD-2026-001", f"id: {NUMBER}"),
    ("name: 星澜X3智能手表新品发布会", "name: 静安店开业"),
    ("start: 2026-10-16 14:00", "start: 2026年11月1日 9:00"),
    ("expected_attendance: 300", "expected_attendance: 1,200"),
    ("marketing_lead: p01", "marketing_lead: p03"),
    ("unit_price: 85000", "unit_price: 8.6万"),
    ("address: 上海市静安区某路1号", "address: 长宁区, 某路 2 号"),
    ("growth: 20%", "growth: 35%"),
    ("    target: 50\n", ""),
)
ROW = {
    "活动名称": "静安店开业",
    "活动 › 开始时间": "2026年11月1日 9:00",
    "campaign.expected_attendance": "1,200",
    "市场负责人": "p03 许南",
    "预算明细[主舞台搭建].单价": "8.6万",
    "campaign.locations[loc1].address": "长宁区, 某路 2 号",
    "targets[M02].growth": "35%",
    "活动目标[M01].目标值": "清空",
    "主办": "星澜",
    "协办": "甲公司\n乙公司",
    "评审会.出席人员": "许南、p01",
}
ADDED = """meetings: {review: {attendees: [p03, p01]}}
"""


def test_a_row_is_as_good_as_a_file_in_which_the_same_is_typed(tmp_path: Path) -> None:
    typed = varied(*TYPED, added=ADDED).replace(
        "    - {id: loc1, name: 静安瑞华酒店, address: 长宁区, 某路 2 号",
        '    - {id: loc1, name: 静安瑞华酒店, address: "长宁区, 某路 2 号"',
    )
    typed = typed.replace(
        "  expected_attendance",
        "  organizers: {host: 星澜, co_organizers: [甲公司, 乙公司]}\n  expected_attendance",
    )
    over = examined(tmp_path, ROW)
    assert over.campaign == parse_campaign(typed, "活动.yaml").campaign
    again = parse_campaign(over.text, "campaign.yaml")
    assert again.campaign == over.campaign
    assert [d.code for d in again.diagnostics] == [d.code for d in over.diagnostics]


def test_the_file_and_its_other_rows_stay_as_they_were(tmp_path: Path) -> None:
    source = tmp_path / "活动.yaml"
    shutil.copy(EXAMPLE, source)
    before, data = examine_campaign(source), copy.deepcopy(campaign_data(source))
    heads = ["活动编号", "活动名称", "人员[p01].姓名", "协办", "预算.类别上限[宣传费]"]
    first, second = rows(
        source, heads, [NUMBER, "甲店", "甲", "清空", "50%"], ["HD-2026-102", "乙店", "", "", ""]
    )
    assert examine_campaign(source, first).campaign.team[0].name == "甲"
    assert campaign_data(source) == data
    over = examine_campaign(source, second).campaign
    assert (over.campaign.name, over.team, over.budget) == (
        "乙店",
        before.campaign.team,
        before.campaign.budget,
    )
    assert examine_campaign(source) == before


@pytest.mark.parametrize("name", ["活动.yaml", "活动.xlsx"])
def test_a_file_is_read_and_its_unchanged_parts_are_written_once(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    convert(EXAMPLE, source)
    read = rows(source, ["活动编号", "活动名称"], *([f"HD-2026-{n}", f"{n}店"] for n in range(101, 106)))
    examine_campaign(source, read[0])
    caches = (campaign._read_document, campaign._read_form, campaign._read_comments)
    parsed, written = (
        sum(each.cache_info().misses for each in caches),
        campaign_text._part.cache_info().misses,
    )
    for row in read[1:]:
        examine_campaign(source, row)
    assert sum(each.cache_info().misses for each in caches) == parsed
    assert campaign_text._part.cache_info().misses == written + len(read) - 1


def test_a_form_is_varied_like_a_text(tmp_path: Path) -> None:
    source = tmp_path / "活动.xlsx"
    convert(EXAMPLE, source)
    (row,) = rows(source, ["活动编号", "人员[p01].姓名", "活动.开始时间"], [NUMBER, "甲", "没有"])
    over = examine_campaign(source, row)
    assert over.campaign.team[0].name == "甲"
    (fault,) = [d for d in over.diagnostics if d.code == "C-F08"]
    assert fault.place.file.endswith("门店.csv")
    assert "campaign.start" not in fault.message + fault.remedy


def test_the_table_of_the_manual_makes_sound_campaigns(tmp_path: Path) -> None:
    page = (EXAMPLE.parents[1] / "docs" / "reference" / "series.md").read_text(encoding="utf-8")
    table = tmp_path / "stores.csv"
    table.write_text(page.partition("```csv\n")[2].partition("```")[0], encoding="utf-8")
    first, second = (examine_campaign(EXAMPLE, row) for row in read_series(table, DATA))
    assert first.diagnostics == second.diagnostics == ()
    assert (first.campaign.campaign.owner, second.campaign.campaign.owner) == ("p02", "p03")
    assert [each.campaign.budget.items[2].unit_price for each in (first, second)] == [32000, 26000]
    assert second.campaign.campaign.organizers.co_organizers == ()


# --- 清空, groups, lists ----------------------------------------------------------------------------------------------


def test_what_is_taken_out_is_not_there(tmp_path: Path) -> None:
    added = "promotion:\n  lottery: {odds: 一成}\nresults: {cost_total: 5, funnel: {orders: 3}}\n"
    heads = ("促销与抽奖.抽奖.中奖概率", "实际总费用", "预热开始日期", "价格比较依据")
    loaded = examined(tmp_path, dict.fromkeys(heads, "清空"), MINIMAL + added)
    assert loaded.campaign.promotion is None
    assert loaded.campaign.results.cost_total is None
    assert loaded.campaign.results.funnel.orders == 3
    assert told(loaded) == [("C-F05", ".csv", 19)]
    assert "补上" in loaded.diagnostics[0].remedy


def test_groups_that_are_missing_are_made_and_stand_at_the_cell(tmp_path: Path) -> None:
    loaded = examined(tmp_path, {"促销与抽奖.抽奖.中奖概率": "一成", "documents.SP.status": "定稿"})
    assert loaded.campaign.documents["SP"].status == "定稿"
    assert loaded.campaign.promotion is not None
    assert loaded.sources.place(("promotion", "rules")).column == len(NUMBER) + 2
    assert loaded.sources.place(("documents", "SP", "status")).excerpt == f"{NUMBER},一成,定稿"
    assert loaded.sources.place(("campaign", "theme")).file.endswith(".yaml")


def test_a_wrong_value_is_told_at_its_cell_and_the_files_own_at_its_line(tmp_path: Path) -> None:
    text = varied(("expected_attendance: 300", "expected_attendance: 三百"))
    loaded = examined(tmp_path, {"开始时间": "明天", "协办": f"{'很' * 5}", "目标[M02].增幅": "x"}, text)
    assert told(loaded) == [("C-F08", ".csv", 13), ("C-F07", ".csv", 22), ("C-F07", ".yaml", 24)]


def test_rules_speak_of_the_cell(tmp_path: Path) -> None:
    source = tmp_path / "活动.yaml"
    source.write_text(MINIMAL, encoding="utf-8")
    (row,) = rows(source, ["活动编号", "结束时间", "批准总额"], [NUMBER, "2026-10-16 13:00", "168000"])
    found = load(source, read_process(), AS_OF, row=row).diagnostics
    (order,) = [d for d in found if d.code == "C-D01"]
    assert (order.place.file, order.place.line, order.place.column) == (str(tmp_path / "门店.csv"), 2, 13)
    assert "C-B01" not in {d.code for d in found}


def test_what_is_said_of_the_table_is_said_with_its_first_row(tmp_path: Path) -> None:
    source = tmp_path / "活动.yaml"
    source.write_text(MINIMAL, encoding="utf-8")
    table = tmp_path / "门店.csv"
    table.write_bytes(f"活动编号\n{NUMBER}\nHD-2026-102\n".encode("gbk"))
    first, second = (examine_campaign(source, row) for row in read_series(table, campaign_data(source)))
    assert [each.code for each in first.diagnostics] == ["C-F13"]
    assert second.diagnostics == ()


# --- people ----------------------------------------------------------------------------------------------------------


SHARED = "team:\n  - {id: qin, name: 秦越, dept: 总经办}\n  - {id: p03, name: 旧名, dept: 总经办}\n"


def test_people_may_be_named_also_those_of_the_organisation_and_of_the_row_itself(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(SHARED, encoding="utf-8")
    values = {"总负责人": "秦越", "市场负责人": "李店长", "分管领导": "qin 秦越", "人员[p03].姓名": "李店长"}
    loaded = examined(tmp_path, values)
    event = loaded.campaign.campaign
    assert (event.owner, event.marketing_lead, event.executive) == ("qin", "p03", "qin")
    assert {person.name for person in loaded.campaign.team} == {"周岚", "李店长", "何立", "秦越"}
    assert loaded.sources.place(("team", 3, "name")).file.endswith(FILE)


def test_a_name_that_two_bear_is_told_at_its_cell(tmp_path: Path) -> None:
    loaded = examined(tmp_path, {"总负责人": "周岚", "人员[p03].姓名": "周岚"})
    (fault,) = loaded.diagnostics
    assert (fault.code, fault.place.column, "p01、p03" in fault.message) == ("C-I01", 13, True)


# --- every field -----------------------------------------------------------------------------------------------------


def leaves(data: object, steps: Keys = ()) -> Iterator[tuple[Keys, Slot]]:
    """Yield the single values of the example, with what may stand there."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*steps, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from leaves(value, (*steps, number))
    else:
        slot = all_slots().get(".".join(step for step in steps if isinstance(step, str)))
        if slot is not None and slot.shape.form == "value" and not slot.shape.ref and steps[-1] != "id":
            yield steps, slot


LEAVES = list(leaves(DATA))


def in_keys(path: Keys) -> str:
    said = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return said.removeprefix(".")


def typed(data: object, path: Keys, value: str) -> dict[str, Any]:
    changed: Any = copy.deepcopy(data)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    changed["campaign"]["id"] = NUMBER
    return changed  # type: ignore[no-any-return]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_row_changes_the_field_it_names_and_no_other(tmp_path: Path, data: st.DataObject) -> None:
    path, slot = data.draw(st.sampled_from(LEAVES))
    value = data.draw(slot.texts)
    assume(value.strip() not in ("", "清空") and not is_waiting(value))
    steps = tuple(Entry(str(step + 1)) if isinstance(step, int) else step for step in path)
    source = tmp_path / "活动.yaml"
    shutil.copy(EXAMPLE, source)
    for head in (in_keys(path), in_labels(steps)):
        (row,) = rows(source, ["活动编号", head], [NUMBER, value])
        loaded = examine_campaign(source, row)
        assert loaded.is_sound, loaded.diagnostics
        assert loaded.campaign == Campaign.model_validate(typed(DATA, path, value.strip()))
        assert parse_campaign(loaded.text, "campaign.yaml").campaign == loaded.campaign


@pytest.mark.parametrize("row", [None, SeriesRow(2, ())])
def test_a_row_that_says_nothing_changes_nothing(row: SeriesRow | None) -> None:
    loaded = examine_campaign(EXAMPLE, row)
    assert loaded.campaign == parse_campaign(EXAMPLE.read_text(encoding="utf-8"), "活动.yaml").campaign
    found: tuple[Diagnostic, ...] = loaded.diagnostics
    assert found == ()
