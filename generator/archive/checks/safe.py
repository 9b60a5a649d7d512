"""安全性: is there nothing that harms, and nothing that does not belong here?"""

from __future__ import annotations

from generator.archive.checks.item import Dossier, Item, Nature, Result, dangers, item, listed
from generator.office.hazards import Danger


def harmless(dossier: Dossier) -> Item:
    """No Office file holds macros, links to elsewhere, or other files."""
    wrong = dangers(dossier, Danger.UNSAFE)
    remedy = "在 Office 中断开链接、删去宏和嵌入的文件后另存"
    return item(
        Nature.SAFE,
        "没有宏、外部链接与嵌入文件",
        wrong,
        "Office 文件逐个检查过",
        "A-005",
        remedy,
        required=True,
    )


def clean(dossier: Dossier) -> Item:
    """Say what was left behind by programs; it is not archived (A-05)."""
    litter = dossier.survey.litter
    text = f"临时与系统文件没有归档 {listed(litter)}" if litter else "没有临时与系统文件"
    return Item(Nature.SAFE, "没有临时与系统文件", Result.PASSED, text, "A-A05")


def real_files(dossier: Dossier) -> Item:
    """Everything is a file of its own: a link would lead nowhere."""
    remedy = "把链接指向的文件本身放进来，或删去链接"
    return item(
        Nature.SAFE, "没有链接", dossier.survey.links, "都是真实的文件", "A-A05", remedy, required=True
    )


def paths(dossier: Dossier) -> Item:
    """Names and paths are such that every drive takes and every program opens them (A-04)."""
    text = (
        f"名称改成各种系统都能用的 {listed([new for _, new in dossier.renamed])}"
        if dossier.renamed
        else "都合规"
    )
    remedy = "换一个层级少、名称短的 --to 目录，或缩短文件夹和文件的名称"
    return item(
        Nature.SAFE, "名称与路径", list(dossier.long), text, "A-A04", remedy, required=True, what="路径太长 "
    )


def viruses(_: Dossier) -> Item:
    """A program cannot vouch for that: the one who hands over does."""
    return Item(
        Nature.SAFE, "病毒查杀", Result.BY_HAND, "由移交单位完成；结果：________  软件与日期：________"
    )
