"""Every file that a build makes stands in the register, once."""

from __future__ import annotations

import datetime as dt

from generator.campaign import Campaign
from generator.derive.figures import Figures, derive_figures
from generator.intake.campaign import parse_campaign
from generator.intake.resources import read_process
from generator.plan.pack import PackPlan, plan_pack
from generator.plan.register import Record, Register, count_handover
from generator.plan.version import FIRST, Version
from tests.support.campaigns import varied

PROCESS = read_process()
TEMPLATES = [deliverable.template for deliverable in PROCESS.deliverables]


def planned(added: str = "", only: tuple[str, ...] = ()) -> tuple[Campaign, PackPlan, Figures]:
    campaign = parse_campaign(varied(added=added), "x.yaml").campaign
    figures = derive_figures(campaign, PROCESS, as_of=dt.date(2026, 9, 1))
    numbers = {code: figure.number for code, figure in figures.documents.items()}
    return campaign, plan_pack(campaign, PROCESS, numbers, TEMPLATES, only), figures


def records(added: str = "", only: tuple[str, ...] = (), **versions: Version) -> tuple[Record, ...]:
    campaign, plan, figures = planned(added, only)
    known = dict.fromkeys((d.code for d in PROCESS.deliverables), FIRST)
    return Register(campaign, plan, figures).records({**known, **versions})


def test_every_document_and_both_copies_of_the_campaign_file_are_listed_once() -> None:
    found = records()
    assert [record.code for record in found[:22]] == [d.code for d in PROCESS.deliverables]
    assert [record.path for record in found[22:]] == [
        "00_归档目录/campaign.yaml",
        "06_个人信息(限期保管)/campaign_完整.yaml",
    ]
    assert len({record.path for record in found}) == 24


def test_a_line_says_what_an_archivist_asks_for() -> None:
    line = next(record for record in records(YS=Version(1, 3)) if record.code == "YS")
    assert (line.number, line.version, line.format) == ("HD-2026-001-YS-01", "V1.3", "XLSX")
    assert line.title == "HD-2026-001 星澜X3智能手表新品发布会活动预算表"
    assert line.path == "01_策划准备/HD-2026-001-YS-01_活动预算表_V1.3.xlsx"
    assert line.file_name == "HD-2026-001-YS-01_活动预算表_V1.3.xlsx"
    assert (line.date, line.archive_no, line.kind, line.required) == ("20260901", "(待编)", "正本", "是")
    assert line.responsible == "星澜科技市场部"


def test_an_approved_document_bears_its_own_day() -> None:
    line = next(
        record
        for record in records("documents:\n  SP: {status: 定稿, approved_on: 2026-09-18}\n")
        if record.code == "SP"
    )
    assert (line.date, line.kind) == ("20260918", "定稿")


def test_documents_that_a_build_leaves_alone_are_listed_as_well() -> None:
    assert len(records(only=("GD",))) == 24


def test_what_has_to_be_archived_may_be_named() -> None:
    named = records("archive: {required: [YS, SP]}\n")
    assert [record.code for record in named if record.required == "是" and record.code] == ["YS", "SP"]


def test_the_hand_over_counts_documents_and_files() -> None:
    _, plan, figures = planned()
    handover = count_handover(plan, figures)
    assert (handover.count, handover.file_count) == (22, 24)
    assert (handover.first_item, handover.last_item) == ("(待编)", "(待编)")
