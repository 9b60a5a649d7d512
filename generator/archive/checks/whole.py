"""完整性: is everything there, and final?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive.attachments import MISSING
from generator.archive.checks.item import Dossier, Item, Nature, Result, item, listed
from generator.archive.holdings import HANDOVER, REGISTER
from generator.archive.standing import DONE, Standing, State
from generator.derive.numbers import PENDING
from generator.plan.register import is_required


def _wanted(dossier: Dossier) -> Iterator[Standing]:
    """Yield the documents that have to be there; the archive makes two of them itself."""
    for standing in dossier.standings:
        if is_required(dossier.campaign, standing.code) and standing.code not in (REGISTER, HANDOVER):
            yield standing


def present(dossier: Dossier) -> Item:
    """All documents that have to be archived are there (A-01)."""
    gone = [f"{each.code}《{each.title}》" for each in _wanted(dossier) if each.state is State.MISSING]
    remedy = "用 campaign-pack build 的 --only 重新生成，或从旧版本里找回"
    count = len(list(_wanted(dossier)))
    return item(
        Nature.WHOLE, "必归文件齐全", gone, f"应归 {count} 份，实有 {count} 份", "A-A01", remedy, required=True,
        unit="份", what="缺失 ",
    )  # fmt: skip


def final(dossier: Dossier) -> Item:
    """All of them are final, or signed (A-01)."""
    open_ones = [
        f"{each.code}《{each.title}》（{each.state}）"
        for each in _wanted(dossier)
        if each.state not in DONE and each.state is not State.MISSING
    ]
    remedy = (
        "在活动文件写 documents.<代码>.status: 定稿 后重新生成，或把签字扫描件放入 04_附件凭证/签字扫描件"
    )
    return item(
        Nature.WHOLE,
        "必归文件已定稿",
        open_ones,
        "都已定稿或有签字扫描件",
        "A-A01",
        remedy,
        required=True,
        unit="份",
    )


def attached(dossier: Dossier) -> Item:
    """What the campaign expects beside its documents is there."""
    gone = [f"{each.name}（应放 {each.folder}）" for each in dossier.expected if each.state == MISSING]
    unknown = [each.name for each in dossier.expected if each.count is None]
    if not gone and unknown:
        text = f"活动文件没有写应放的文件夹：{listed(unknown, '项')}"
        return Item(Nature.WHOLE, "外部附件", Result.BY_HAND, text)
    text = f"{len(dossier.expected)} 项都已放入" if dossier.expected else "活动文件没有列出外部附件"
    return item(
        Nature.WHOLE,
        "外部附件",
        gone,
        text,
        "A-006",
        "放入所列文件夹后重试；不归档的从活动文件里删去",
        unit="项",
    )


def classified(dossier: Dossier) -> Item:
    """Every item has a class of retention and a classification (A-03)."""
    lacking = [] if dossier.campaign.campaign.classification else ["密级(campaign.classification)"]
    lacking += [f"{code} 的保管期限" for code, d in dossier.figures.documents.items() if not d.retention]
    right = "每件都有保管期限与密级，文件编号连续"
    return item(
        Nature.WHOLE, "保管期限与密级", lacking, right, "A-A03", "在活动文件里补上", required=True, unit="项"
    )


def archive_numbers(dossier: Dossier) -> Item:
    """档号 are given, and have no gap; until the archivist gives the first, they are to be given."""
    pending = [code for code, d in dossier.figures.documents.items() if d.archive_no == PENDING]
    if pending:
        text = "档号待编：档案员在活动文件 archive.start_item_no 里给出起始件号后生成"
        return Item(Nature.WHOLE, "档号", Result.BY_HAND, text)
    return Item(Nature.WHOLE, "档号", Result.PASSED, "件号在各保管期限内连续，没有空号和重号")


def blanks(dossier: Dossier) -> Item:
    """Say what is still blank in the files: a person decides whether it has to be."""
    waiting = [
        f"{each.title} {len(each.blanks)} 处"
        for each in dossier.standings
        if each.blanks and each.code not in (REGISTER, HANDOVER)
    ]
    if waiting:
        return Item(
            Nature.WHOLE, "待填项", Result.BY_HAND, f"仍有空白 {listed(waiting, '份')}；确认不需要填写"
        )
    return Item(Nature.WHOLE, "待填项", Result.PASSED, "文件里没有待填写的空白")
