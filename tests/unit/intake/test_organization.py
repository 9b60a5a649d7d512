"""What campaigns share: taken where the campaign file says nothing, told at the place where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InvalidCampaign
from generator.intake.campaign import LoadedCampaign, examine_campaign, parse_campaign
from generator.intake.organization import FILE, merge, read_organization
from tests.support.command import EXAMPLE

SHARED = """company:
  name: 星澜科技(上海)有限公司
  short_name: 星澜科技
  fonds_no: Q012
team:
  - {id: zhou, name: 周岚, dept: 市场部, title: 市场总监, phone: "13800010001"}
  - {id: he, name: 何立, dept: 总经办, title: 副总经理, backup_of: qin}
  - {id: qin, name: 秦越, dept: 总经办, title: 总经理}
  - {id: nobody, name: 无关的人, dept: 财务部}
approval:
  budget_chain:
    - {role: 分管领导, person: he}
calendar:
  holidays: ["2028-01-01"]
numbering: {prefix: XL}
share_prefix: '\\\\server\\档案'
"""
CAMPAIGN = """campaign:
  id: XL-2028-001
  name: 春季发布会
  short_name: 春季发布会
  type: 新品发布会
  mode: 线下
  theme: 抬腕见未来
  start: 2028-03-16 14:00
  end: 2028-03-16 17:00
  warmup_start: 2028-03-05
  owner: zhou
  marketing_lead: zhou
  executive: zhou
doc: {date: 2028-02-01}
targets:
  - {id: M01, name: 观看, metric: 人次, definition: 后台, kind: 品牌曝光, priority: 核心, unit: 人, target: 50,
     source: 后台, owner: zhou, due: 2028-03-16}
budget: {total_approved: 0}
"""


def load(folder: Path, campaign: str = CAMPAIGN, shared: str = SHARED) -> LoadedCampaign:
    (folder / FILE).write_text(shared, encoding="utf-8")
    file = folder / "a.yaml"
    file.write_text(campaign, encoding="utf-8")
    return examine_campaign(file)


def test_what_the_campaign_leaves_open_comes_from_the_organisation(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.is_sound, loaded.diagnostics
    campaign = loaded.campaign
    assert campaign.company.short_name == "星澜科技"
    assert [str(day) for day in campaign.calendar.holidays] == ["2028-01-01"]
    assert campaign.approval.budget_chain[0].person == "he"


def test_only_people_whom_somebody_names_are_taken(tmp_path: Path) -> None:
    names = {person.name for person in load(tmp_path).campaign.team}
    assert names == {"周岚", "何立", "秦越"}


def test_the_campaign_goes_before(tmp_path: Path) -> None:
    own = CAMPAIGN + (
        "company: {short_name: 星澜, fonds_no: 【待填】}\n"
        "team:\n  - {id: zhou, name: 周小岚, onsite_group: 统筹组}\n"
        "calendar: {holidays: [2028-05-01]}\napproval: {budget_chain: []}\n"
    )
    campaign = load(tmp_path, own).campaign
    assert (campaign.company.name, campaign.company.short_name) == ("星澜科技(上海)有限公司", "星澜")
    assert campaign.company.fonds_no == "Q012"
    (zhou,) = campaign.team
    assert (zhou.name, zhou.dept, zhou.onsite_group) == ("周小岚", "市场部", "统筹组")
    assert [str(day) for day in campaign.calendar.holidays] == ["2028-05-01"]
    assert campaign.approval.budget_chain == ()


def test_a_fault_is_told_in_the_file_where_it_stands(tmp_path: Path) -> None:
    shared = SHARED.replace("fonds_no: Q012", "fonds_no: Q01234").replace("dept: 市场部, ", "")
    loaded = load(tmp_path, shared=shared)
    told = {(d.place.file, d.place.line, d.code) for d in loaded.diagnostics}
    file = str(tmp_path / FILE)
    assert {(file, 4, "C-F10"), (file, 6, "C-F05")} <= told


def test_a_person_whom_both_files_name_is_told_where_the_value_stands(tmp_path: Path) -> None:
    own = CAMPAIGN + "team:\n  - {id: zhou, onsite_arrival: 早上}\n"
    shared = SHARED.replace('phone: "13800010001"', "external: 也许")
    told = [(Path(d.place.file).name, d.code) for d in load(tmp_path, own, shared).diagnostics]
    assert sorted(told) == [("a.yaml", "C-F08"), (FILE, "C-F09")]


@pytest.mark.parametrize(
    ("shared", "code"),
    [
        ("targets: []\n", "C-I04"),
        ("company: {nmae: 甲}\n", "C-I04"),
        ("numbering: {prefix: xl}\n", "C-I02"),
        ("numbering: XLX\n", "C-I02"),
        ("a: [\n", "C-F02"),
        ("- 列表\n", "C-F03"),
    ],
)
def test_what_does_not_belong_there_is_told(shared: str, code: str, tmp_path: Path) -> None:
    try:
        found = load(tmp_path, shared=shared).diagnostics
    except InvalidCampaign as invalid:
        found = invalid.diagnostics
    assert [d.code for d in found if Path(d.place.file).name == FILE] == [code]


@pytest.mark.parametrize("shared", ["", "# nothing yet\n", "team:\n", "company: {name: }\n"])
def test_an_organisation_that_says_nothing_changes_nothing(shared: str, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    loaded = load(tmp_path, text, shared)
    assert loaded.text == text
    assert loaded.campaign == parse_campaign(text, "a.yaml").campaign


def test_the_text_says_all_that_was_used_and_nothing_of_others(tmp_path: Path) -> None:
    loaded = load(tmp_path, "# 说明\n" + CAMPAIGN)
    assert "无关的人" not in loaded.text
    again = parse_campaign(loaded.text, "copy.yaml")
    assert again.is_sound
    assert again.campaign == loaded.campaign
    assert "# 说明" in loaded.text


def test_what_a_campaign_gets_does_not_depend_on_how_it_is_merged_twice(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    organization = read_organization(tmp_path)
    twice = load(tmp_path, loaded.text)
    assert twice.campaign == loaded.campaign
    assert organization.prefix == "XL"
    assert organization.share_prefix == "\\\\server\\档案"
    assert merge({}, organization).data.keys() == {"company", "approval", "calendar", "team"}
