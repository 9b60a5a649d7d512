"""归档说明.txt: what lies here, how to check it, what was changed, for whoever opens the folder in ten years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.archive.holdings import Layout
from generator.campaign import Campaign
from generator.derive.figures import Figures
from generator.plan.manifest import Manifest

_HELD = {
    "00": "归档清单、移交表、案例条目、本说明、检测报告、元数据与校验清单",
    "01": "策划准备阶段的文件",
    "02": "执行落地阶段的文件",
    "03": "复盘优化阶段的文件",
    "04": "合同、发票、签字扫描件、授权文件",
    "05": "设计源文件、照片、视频、发布截图",
    "06": "嘉宾名单、报名数据等个人信息，到期单独销毁",
    "99": "被新版取代的文件，按当时的版本存放",
}


class Notice(Struct, frozen=True):
    """What the notice tells beside the campaign: the pack's versions, and what the archive did on its way."""

    versions: Sequence[Manifest]
    day: dt.date
    tool: str
    renamed: Sequence[tuple[str, str]]
    frozen: Sequence[tuple[str, Sequence[str]]]
    left_out: Sequence[str]


def write_notice(campaign: Campaign, figures: Figures, layout: Layout, notice: Notice) -> str:
    """Return the text, with the line ends that every editor of Windows shows."""
    parts = (
        _head(campaign, figures, notice),
        _folders(layout),
        _versions(campaign, notice),
        _treated(notice),
        _checking(campaign, layout),
    )
    return "\r\n\r\n".join("\r\n".join(part) for part in parts) + "\r\n"


def _head(campaign: Campaign, figures: Figures, notice: Notice) -> Iterator[str]:
    head = campaign.campaign
    yield f"归档说明 · {head.name}({head.id})"
    yield f"归档单位：{campaign.company.name}    归档日期：{notice.day}    整理程序：{notice.tool}"
    yield f"活动时间：{figures.period}    档号：{figures.archive_no}"


def _folders(layout: Layout) -> Iterator[str]:
    yield "一、文件夹"
    yield from (f"  {folder}  {_HELD.get(folder[:2], '')}" for folder in layout.folders)


def _versions(campaign: Campaign, notice: Notice) -> Iterator[str]:
    yield "二、版本"
    for manifest in notice.versions:
        yield (
            f"  {manifest.version}  {manifest.as_of}  {manifest.stage}  {manifest.tool}"
            f"  活动定义文件 SHA-256 {manifest.source_sha256}"
        )
    for change in campaign.doc.changelog:
        said = (change.version, change.date and str(change.date), change.by, change.text)
        yield "  修订 " + "  ".join(part for part in said if part)


def _treated(notice: Notice) -> Iterator[str]:
    yield "三、归档时的处理"
    cells = [f"{path}({'、'.join(names)})" for path, names in notice.frozen]
    yield from _told("统计日期由公式改为当时的值，工作簿里其他内容没有改动", cells)
    yield from _told("名称改成各种系统都能用的写法", [f"{old} → {new}" for old, new in notice.renamed])
    yield from _told("没有归档的临时与系统文件", notice.left_out)


def _told(what: str, names: Iterable[str]) -> Iterator[str]:
    listed = list(names)
    yield f"  {what}:{'' if listed else '无'}"
    yield from (f"    {name}" for name in listed)


def _checking(campaign: Campaign, layout: Layout) -> Iterator[str]:
    until = campaign.privacy.keep_until
    yield "四、核对与销毁"
    yield f"  在本文件夹里运行 sha256sum -c {layout.catalogue}/manifest-sha256.txt,或 campaign-pack verify 本文件夹"
    yield f"  {layout.personal} 里的个人信息保管至 {until or '(活动文件没有写明，用完即销毁)'}"
    yield "  到期把这个文件夹整个删去，其余文件的核对不受影响"
    yield "  检测报告按 DA/T 70 的思路自检，不代表任何认证"
