"""C-02, C-04 and C-07: what goes out has been reviewed and its words looked at, a lottery says what it must."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from generator.campaign import Asset, Lottery, Path, PublishStatus, ReviewResult, ScheduleItem, dotted, spell
from generator.derive.wording import ADVICE, claims_in, published_texts
from generator.diagnostics import Severity
from generator.rules.finding import Check, Finding, over
from generator.standard.stage import Stage

_SCHEDULE: Path = ("schedule",)
_LOTTERY: Path = ("promotion", "lottery")
_PRIZES: Path = (*_LOTTERY, "prizes")
_MOST_PER_PRIZE = Decimal(50_000)
_DISCLOSED = {
    "conditions": "参与条件",
    "draw_at": "开奖时间与方式",
    "redemption": "兑奖方式",
    "contact": "主办方联系方式",
}


def only_passed_assets_are_published(check: Check) -> Iterator[Finding]:
    """C-02: an asset is reviewed before its day, and what is published has passed.

    A review still to come is no fault before the campaign is closed.
    """
    assets = {asset.id: asset for asset in check.campaign.assets}
    closing = check.stage is Stage.CLOSING
    yield from over(_SCHEDULE, check.campaign.schedule, partial(_is_reviewed, assets=assets, closing=closing))


def _is_reviewed(
    path: Path, item: ScheduleItem, *, assets: dict[str, Asset], closing: bool
) -> Iterator[Finding]:
    asset = assets.get(item.asset) if item.asset is not None else None
    if asset is None:
        return
    where = spell((*path, "asset"))
    paths: tuple[Path, ...] = ((*path, "asset"),)
    if item.status == PublishStatus.PUBLISHED and asset.result != ReviewResult.PASSED:
        result = f"审核结果是「{asset.result}」" if asset.result is not None else "还没有审核结果"
        message = f"{where}「{asset.id}」已发布,{result}"
        yield Finding("C-C02", message, "在 assets 中写上 result: 通过,或改正发布状态 status", paths)
    elif closing and asset.result is None and item.status != PublishStatus.WITHDRAWN:
        message = f"{where}「{asset.id}」没有审核记录"
        yield Finding("C-C02", message, "在 assets 中补上审核人、日期与结果", paths)
    if asset.review_date is not None and item.date is not None and asset.review_date > item.date:
        message = f"{where}「{asset.id}」{asset.review_date} 才审核,晚于发布日期 {item.date}"
        yield Finding("C-C02", message, "检查 assets 的 review_date 或排期的 date", paths)


def claims_are_looked_at(check: Check) -> Iterator[Finding]:
    """C-07: texts that the public reads hold no words that a person should check first; only told, never refused."""
    for path, text, _ in published_texts(check.campaign):
        if found := claims_in(text, check.process.wording):
            words = "".join(f"「{word}」" for word in found)
            remedy = "按广告审查要求核对依据;没有问题就不用改"
            yield Finding("C-C07", f"{spell(path)}含有{words},{ADVICE}", remedy, (path,), Severity.INFO)


def lotteries_are_disclosed(check: Check) -> Iterator[Finding]:
    """C-04: what the law wants disclosed is there, and no prize is worth more than 50,000 元."""
    promotion = check.campaign.promotion
    if promotion is None:
        return
    if promotion.lottery is None:
        if not promotion.rules:
            yield _undisclosed(("promotion", "rules"), "促销规则")
        return
    yield from _lottery_is_disclosed(promotion.lottery)
    for index, prize in enumerate(promotion.lottery.prizes):
        if prize.value is not None and prize.value > _MOST_PER_PRIZE:
            here: Path = (*_PRIZES, index, "value")
            message = f"{spell(here)} {prize.value:,.2f} 元,单个奖品不得超过 50,000 元"
            yield Finding("C-C04", message, "降低奖品价值", (here,))


def _lottery_is_disclosed(lottery: Lottery) -> Iterator[Finding]:
    for key, what in _DISCLOSED.items():
        if getattr(lottery, key) is None:
            yield _undisclosed((*_LOTTERY, key), what)
    if not lottery.prizes:
        yield _undisclosed(_PRIZES, "奖项")
    elif lottery.odds is None and any(prize.qty is None for prize in lottery.prizes):
        yield _undisclosed((*_LOTTERY, "odds"), "中奖概率(或每个奖项的数量)")
    for index, prize in enumerate(lottery.prizes):
        if prize.name is None:
            yield _undisclosed((*_PRIZES, index, "name"), f"第 {index + 1} 个奖项的名称")


def _undisclosed(path: Path, what: str) -> Finding:
    message = f"促销与抽奖必须公示{what},还没有填写"
    return Finding("C-C04", message, f"补上 {dotted(path)}", (path,))
