"""真实性: is the record what it was, and nothing else?"""

from __future__ import annotations

from generator.archive.checks.item import Dossier, Item, Nature, Result, item, listed
from generator.archive.holdings import Role


def digests(dossier: Dossier) -> Item:
    """Every file is hashed, and read back where it is put; an archive that differs is not published (A-02)."""
    text = f"{len(dossier.holdings)} 个文件逐个计算 SHA-256，复制到目标后回读核对，全部一致才发布"
    return Item(Nature.TRUE, "数字摘要", Result.PASSED, text, "A-A02", "", required=True)


def one_version(dossier: Dossier) -> Item:
    """Nobody has to guess which of two files of a document holds: what lies beside a person's file was chosen from."""
    pairs = [f"{each.path} 与 {each.waiting}" for each in dossier.standings if each.waiting]
    remedy = "比对后删去其中一份，或把内容合到一份里"
    return item(
        Nature.TRUE, "版本唯一", pairs, "每份文件只有一个现行版本", "A-003", remedy, required=True, unit="处"
    )


def edits(dossier: Dossier) -> Item:
    """Say which documents are people's work; that is no fault."""
    text = (
        f"由人修改过的 {listed(dossier.edited, '份')}；其余与程序生成时一致"
        if dossier.edited
        else "与程序生成时一致"
    )
    return Item(Nature.TRUE, "来源", Result.PASSED, text)


def numbers(dossier: Dossier) -> Item:
    """The 文件编号 in a document's properties is that of the register."""
    by_code = {each.code: each.number for each in dossier.standings}
    wrong = [
        f"{holding.name}（文件里是「{said or '空'}」）"
        for holding in dossier.holdings
        if holding.role is Role.DOCUMENT
        and (said := dossier.numbers.get(holding.path)) is not None
        and said != by_code[holding.code]
    ]
    remedy = "在「文件 → 信息 → 属性 → 标记」里改回文件编号；由别的文件另存而来的，请用原来的文件"
    return item(Nature.TRUE, "文件编号一致", wrong, "文件属性里的编号与清单一致", "A-008", remedy)


def places(dossier: Dossier) -> Item:
    """Every file lies in a folder of the scheme."""
    known = tuple(f"{folder}/" for folder in dossier.layout.folders)
    wrong = [
        h.given
        for h in dossier.holdings
        if h.source and h.role is not Role.SUPERSEDED and not h.path.startswith(known)
    ]
    return item(
        Nature.TRUE, "文件夹结构", wrong, "都在标准的文件夹里", "A-007", "移到 00 至 06 的文件夹里再归档"
    )
