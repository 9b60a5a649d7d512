"""The head of a column names a field by its keys or by its labels, or says why it names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.campaign import Path as Keys
from generator.diagnostics import Diagnostic
from generator.errors import InvalidInput
from generator.intake.campaign import campaign_data
from generator.intake.column_heads import known, meanings
from generator.intake.series import read_series
from tests.support.command import EXAMPLE

DATA = campaign_data(EXAMPLE)
START: Keys = ("campaign", "start")
PRICE: Keys = ("budget", "items", 2, "unit_price")
PLACE: Keys = ("campaign", "locations", 0, "name")


def read(folder: Path, head: str, data: object = DATA) -> Keys | Diagnostic:
    """Return what a head names in a table that has a number for its only campaign, or the only thing that is wrong."""
    table = folder / "门店.csv"
    quoted = head.replace('"', '""')
    table.write_text(f'campaign.id,"{quoted}"\nHD-2026-101,1\n', encoding="utf-8")
    try:
        (row,) = read_series(table, data)  # type: ignore[arg-type]
    except InvalidInput as invalid:
        (diagnostic,) = invalid.diagnostics
        return diagnostic
    return row.overrides[1].path


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("campaign.start", START),
        ("Campaign.Start", START),
        (" campaign . start ", START),
        ("campaign。start", START),
        ("campaign．start", START),
        ("style", ("style",)),
        ("campaign.locations[1].name", PLACE),
        ("campaign.locations[loc1].name", PLACE),
        ("budget.items[B03].unit_price", PRICE),
        ("budget.items[b03].unit_price", PRICE),
        ("budget.items［３］.unit_price", PRICE),
        ("documents.SP.status", ("documents", "SP", "status")),
        ("documents[SP].status", ("documents", "SP", "status")),
        ("budget.category_caps.宣传费", ("budget", "category_caps", "宣传费")),
        ("budget.category_caps[布展费]", ("budget", "category_caps", "布展费")),
        ("campaign.organizers.co_organizers", ("campaign", "organizers", "co_organizers")),
        ("开始时间", START),
        ("开始时间(必填)", START),
        ("开始时间＊", START),
        ("活动.开始时间", START),
        ("活动 › 开始时间", START),
        ("活动 > 开始时间", START),
        ("活动/开始时间", START),
        ("活动-开始时间", START),
        ("活动·开始时间", START),
        ("活动。开始时间", START),
        ("活动开始时间", START),
        ("活动 › 名称", ("campaign", "name")),
        ("公司.全称", ("company", "name")),
        ("主办", ("campaign", "organizers", "host")),
        ("活动.主办", ("campaign", "organizers", "host")),
        ("活动.主办/承办/协办.主办", ("campaign", "organizers", "host")),
        ("评审会.主持人", ("meetings", "review", "host")),
        ("会议.方案评审会议.会议地点/方式", ("meetings", "review", "place")),
        ("活动收益", ("results", "income", "amount")),
        ("预算明细[B03].单价", PRICE),
        ("预算.明细【b03】单价", PRICE),
        ("明细[签到区与体验区搭建].单价", PRICE),
        ("地点/平台[1].地点名称", PLACE),
        ("活动.地点[loc1].名称", PLACE),
        ("地点第 1 项 地点名称", PLACE),
        ("人员〔许南〕．电话", ("team", 2, "phone")),
        ("场地[1].场地编号", ("venues", 0, "id")),
        ("单份文件[SP].文件状态", ("documents", "SP", "status")),
        ("预算.类别上限[宣传费]", ("budget", "category_caps", "宣传费")),
    ],
)
def test_a_head_names_a_field(head: str, path: Keys, tmp_path: Path) -> None:
    assert read(tmp_path, head) == path


@pytest.mark.parametrize(
    ("head", "code", "message", "remedy"),
    [
        ("campaign.strat", "C-I04", "不认识列名「campaign.strat」", "「campaign.start」"),
        ("budget.items[B03].unitprice", "C-I04", "不认识列名", "「budget.items[编号].unit_price」"),
        ("活动名", "C-I04", "不认识列名「活动名」", "「活动名称」"),
        ("预算明细[B03].单价格", "C-I04", "不认识列名", "「预算.明细[编号].单价」"),
        ("店长的备忘", "C-I04", "不认识列名", "campaign-pack explain"),
        ("name", "C-I04", "不认识列名", ""),
        ("全宗号", "C-I04", "可以指 2 项内容", "公司.全宗号、归档.全宗号"),
        ("主持人", "C-I04", "可以指 2 项内容", "会议.方案评审会议.主持人、会议.复盘会议.主持人"),
        ("单价", "C-I04", "没有写明是列表里的哪一项", "预算.明细[B01].单价"),
        ("budget.items.unit_price", "C-I04", "没有写明是列表里的哪一项", "预算.明细[B01].单价"),
        ("budget.items[].unit_price", "C-I04", "没有写明是列表里的哪一项", "预算.明细[B01].单价"),
        ("活动", "C-F06", "是一组内容", "活动.活动名称;可以写的有:活动名称、活动简称"),
        ("team[p01]", "C-F06", "是一组内容", "人员[p01].姓名"),
        ("预算明细", "C-F06", "是列表", "预算.明细[B01].费用类别"),
        ("类别上限", "C-F06", "是列表", "预算.类别上限[场地费]"),
        ("协办[1]", "C-F06", "不能单独写", "「活动.主办/承办/协办.协办」"),
        ("budget.items[B99].unit_price", "C-I01", "预算.明细 里没有「B99」", "是否想写「B09」"),
        ("地点[天台].地点名称", "C-I01", "没有「天台」这一项", "有:loc1、loc2、loc3"),
        ("人员[0].电话", "C-I01", "没有「0」这一项", "有:p01"),
        ("lessons[L1].id", "C-I01", "没有「L1」这一项", "列表还是空的"),
        ("编号", "C-I04", "不认识列名", ""),
    ],
)
def test_a_head_that_names_nothing_says_why(
    head: str, code: str, message: str, remedy: str, tmp_path: Path
) -> None:
    told = read(tmp_path, head)
    assert isinstance(told, Diagnostic), told
    assert told.code == code
    assert message in told.message
    assert remedy in told.remedy
    assert (told.place.line, told.place.column) == (1, 13)


def test_every_field_has_a_name_in_keys_and_one_in_labels_that_mean_the_same() -> None:
    assert len(known()) > 500
    for each in known():
        (by_keys,), (by_labels,) = meanings(each.keys), meanings(each.labels)
        assert by_keys.steps == by_labels.steps, each


def test_a_label_alone_is_a_name_unless_others_outside_of_lists_bear_it() -> None:
    alone = [each for each in known() if "[" not in each.labels]
    for each in alone:
        twins = [other for other in alone if other.alone == each.alone]
        assert len(meanings(each.alone)) == len(twins), each
        if len(twins) == 1:
            assert meanings(each.alone)[0].steps == meanings(each.keys)[0].steps


def test_lines_of_the_budget_are_counted_where_they_have_no_number(tmp_path: Path) -> None:
    data = {"budget": {"items": [{"name": "甲"}, {"id": "X1", "name": "乙"}, {"name": "丙"}]}}
    assert read(tmp_path, "budget.items[B03].qty", data) == ("budget", "items", 2, "qty")
    assert read(tmp_path, "budget.items[X1].qty", data) == ("budget", "items", 1, "qty")
    assert isinstance(read(tmp_path, "budget.items[B02].qty", data), Diagnostic)


def test_an_id_goes_before_a_position_and_of_two_of_one_name_none_is_meant(tmp_path: Path) -> None:
    team = [{"id": "2", "name": "甲"}, {"id": "1", "name": "甲"}, {"id": "c"}]
    assert read(tmp_path, "team[1].phone", {"team": team}) == ("team", 1, "phone")
    assert read(tmp_path, "team[3].phone", {"team": team}) == ("team", 2, "phone")
    told = read(tmp_path, "人员[甲].电话", {"team": team})
    assert isinstance(told, Diagnostic)
    assert (told.code, told.remedy) == ("C-I01", "写编号,不写名称")


@pytest.mark.parametrize(
    ("head", "data"),
    [
        ("results.income.source", {"results": {"income": "5000"}}),
        ("approval.attachments[1].name", {"approval": {"attachments": ["报价单"]}}),
    ],
)
def test_nothing_is_written_into_what_is_a_text_in_the_file(head: str, data: object, tmp_path: Path) -> None:
    told = read(tmp_path, head, data)
    assert isinstance(told, Diagnostic)
    assert told.code == "C-F06"
    assert "不是一组内容" in told.message
