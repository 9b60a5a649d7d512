"""Consistency, read from the documents themselves: what stands in several of them is the same everywhere.

Source: domain specification 2.23, the list of what an acceptance reviewer checks by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.campaign import Campaign
from generator.derive.money import derive_budget
from generator.derive.targets import target_value
from generator.intake.campaign import read_campaign
from tests.support.command import CAMPAIGNS, CODES, DAYS, build, documents, pack_folder
from tests.support.tables import Row, column, rows_under, tables
from tests.support.text import readable

PEOPLE = ("责任人", "负责人", "协助人", "记录人", "审核人", "撰写人", "设计人", "发布人", "提出人", "执行人")


@dataclass(frozen=True)
class Pack:
    """A built pack: its campaign, its folder, its documents as text."""

    campaign: Campaign
    folder: Path
    texts: dict[str, str]


@cache
def _campaign(path: Path) -> Campaign:
    return read_campaign(path).campaign


@pytest.fixture(scope="session", params=CAMPAIGNS, ids=lambda path: path.stem)
def pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    path: Path = request.param
    output = tmp_path_factory.mktemp(path.stem)
    done = build(path, output, as_of=DAYS[path.stem])
    assert done.code == 0, done.out + done.err
    folder = pack_folder(output) / "V1.0"
    texts = {code: readable(file.read_bytes()) for code, file in documents(folder).items()}
    return Pack(_campaign(path), folder, texts)


def test_every_pack_has_all_twenty_two_documents(pack: Pack) -> None:
    assert sorted(pack.texts) == sorted(CODES)
    kinds = [path.suffix for path in documents(pack.folder).values()]
    assert (kinds.count(".docx"), kinds.count(".xlsx")) == (10, 12)


def test_every_file_of_the_folder_stands_once_in_the_register_and_the_reverse(pack: Pack) -> None:
    listed = column(pack.texts["GD"], "相对路径", "题名")
    there = [path.relative_to(pack.folder).as_posix() for path in pack.folder.rglob("*") if path.is_file()]
    assert sorted(listed) == sorted(there)


def test_the_budget_total_is_the_same_in_every_document(pack: Pack) -> None:
    total = derive_budget(pack.campaign).total
    assert total is not None
    for code in ("SP", "FA", "XG", "FP"):
        assert f"{total:,.2f}" in pack.texts[code], code
    assert total in set(numbers(pack.texts["YS"]))
    assert total in set(numbers(pack.texts["MB"]))


def numbers(text: str) -> Iterator[Decimal]:
    """Yield every number that stands alone in a cell."""
    for table in tables(text):
        for cell in (cell for row in table for cell in row):
            if re.fullmatch(r"-?[\d,]+(\.\d+)?", cell):
                yield Decimal(cell.replace(",", ""))


@pytest.mark.parametrize("code", ["MB", "FA", "DC", "XG", "FP"])
def test_targets_are_the_same_in_every_document(pack: Pack, code: str) -> None:
    rows = {key: row for row in _targets(pack.texts[code]) if (key := _key(row))}
    assert list(rows) == [target.id for target in pack.campaign.targets]
    for target in pack.campaign.targets:
        printed = rows[target.id]["目标值"].replace(",", "").rstrip("%")
        value = target_value(target)
        assert value is not None
        assert Decimal(printed) == value, (target.id, rows[target.id])


def _targets(text: str) -> list[Row]:
    return next((rows for head in ("目标编号", "编号") if (rows := rows_under(text, head, "目标值"))), [])


def _key(row: Row) -> str:
    return row.get("目标编号") or row.get("编号", "")


def test_monitored_targets_are_those_of_the_campaign(pack: Pack) -> None:
    values = {target.id: target_value(target) for target in pack.campaign.targets}
    rows = {row["指标编号"]: row for row in rows_under(pack.texts["JK"], "指标编号", "目标值")}
    for indicator in pack.campaign.monitoring.indicators:
        if indicator.target_ref:
            assert Decimal(rows[indicator.id]["目标值"]) == values[indicator.target_ref], indicator.id


@pytest.mark.parametrize("code", [code for code in CODES if code not in ("GD", "YJ")])
def test_everybody_who_is_responsible_stands_in_the_roster(pack: Pack, code: str) -> None:
    roster = {person.name for person in pack.campaign.team}
    for name in _people(pack.texts[code]):
        assert name in roster, (code, name)


def _people(text: str) -> Iterator[str]:
    """Yield the names in the columns of people."""
    for table in tables(text):
        heads = [re.sub(r"\s|⏎", "", cell) for cell in table[0]]
        for row in table[1:]:
            for head, cell in zip(heads, row, strict=False):
                if head in PEOPLE:
                    yield from re.findall(r"(?:^|(?<=、))[\u4e00-\u9fff]{2,4}(?=[、/ ⏎]|$)", cell)


def test_materials_have_the_same_numbers_from_design_to_count(pack: Pack) -> None:
    ids = [material.id for material in pack.campaign.materials]
    assert column(pack.texts["SJ"], "物料编号", "物料名称") == ids
    assert column(pack.texts["GY"], "物料编号", "名称") == ids
    assert column(pack.texts["CD"], "物料编号", "名称") == ids


def test_the_schedule_and_the_review_speak_of_the_same_assets(pack: Pack) -> None:
    reviewed = column(pack.texts["SH"], "素材编号", "素材名称")
    assert reviewed == [asset.id for asset in pack.campaign.assets]
    scheduled = {each for each in column(pack.texts["PQ"], "素材编号", "内容编号") if each}
    assert scheduled <= set(reviewed)


def test_adjustments_of_the_budget_reach_the_final_accounts(pack: Pack) -> None:
    figures = derive_budget(pack.campaign)
    rows = rows_under(pack.texts["YS"], "费用编号", "批准调整额")
    printed = sum(Decimal(row["批准调整额"] or 0) for row in rows)
    assert printed + figures.unassigned_adjustment == figures.adjustment_total


def test_what_the_review_decided_stands_in_the_plan_of_tasks(pack: Pack) -> None:
    contents = column(pack.texts["FG"], "任务内容", "任务编号")
    planned = {(task.owner, task.due) for task in pack.campaign.tasks if str(task.source) == "评审决议"}
    for action in pack.campaign.meetings.review.actions:
        assert action.text in contents or (action.owner, action.due) in planned, action.text


def test_lessons_reach_the_library_of_cases(pack: Pack) -> None:
    for lesson in pack.campaign.lessons:
        if str(lesson.kind) == "经验":
            assert lesson.text in pack.texts["FP"]


def test_no_full_phone_is_printed(pack: Pack) -> None:
    texts = pack.texts.values()
    assert [m for t in texts for m in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", t)] == []
