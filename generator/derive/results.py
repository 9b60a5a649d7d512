"""What came of the campaign: return on investment, attendance, funnel, channels, acceptance.

Source: domain specification 2.0.6 and 2.16. Two incompatible formulas are called ROI: the formula always goes
with the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.campaign import Campaign, Channel, Mode, RoiMethod, Side
from generator.derive.arithmetic import difference, ratio
from generator.derive.venues import pass_rate

FORMULAS = {
    RoiMethod.NET: "投入产出比(净ROI)=(活动收益−活动投入)÷活动投入",
    RoiMethod.GROSS: "投产比(毛)=活动收益÷活动投入",
}


class FunnelStep(Struct, frozen=True):
    """A step of the funnel and how many of the step before came this far."""

    name: str
    value: int | None
    rate: Decimal | None


class ChannelFigures(Struct, frozen=True):
    """What follows from one channel's actuals; channels rank by ROI, equals share a rank."""

    id: str
    ctr: Decimal | None
    cvr: Decimal | None
    cpa: Decimal | None
    roi: Decimal | None
    rank: int | None


class ResultFigures(Struct, frozen=True):
    """What follows from the results; `roi` is the one that `metrics.roi_method` asks for."""

    roi: Decimal | None
    roi_formula: str
    roi_net: Decimal | None
    roi_gross: Decimal | None
    attendance_rate: Decimal | None
    acceptance_rate: Decimal | None
    impressions: int | None
    funnel_steps: tuple[FunnelStep, ...]


def derive_results(campaign: Campaign, cost: Decimal | None) -> ResultFigures:
    """Return the figures of the results; `cost` is what the campaign has cost in all."""
    results, method = campaign.results, campaign.metrics.roi_method
    income = results.income.amount
    return ResultFigures(
        roi=_roi(income, cost, method),
        roi_formula=FORMULAS[method],
        roi_net=_roi(income, cost, RoiMethod.NET),
        roi_gross=_roi(income, cost, RoiMethod.GROSS),
        attendance_rate=ratio(results.attendance.arrived, results.attendance.invited),
        acceptance_rate=pass_rate(check for venue in campaign.venues for check in venue.checks),
        impressions=_impressions(campaign.channels),
        funnel_steps=_funnel(campaign),
    )


def _roi(income: Decimal | None, cost: Decimal | None, method: RoiMethod) -> Decimal | None:
    gain = difference(income, cost) if method == RoiMethod.NET else income
    return ratio(gain, cost)


def _impressions(channels: Iterable[Channel]) -> int | None:
    """Return all impressions.

    A channel whose actuals are known but for the impressions has none to count; an online one without any
    actuals is still awaited, and the sum with it.
    """
    total = None
    for channel in channels:
        known = dict(channel.actuals or ())
        if known.get("impressions") is not None:
            total = (total or 0) + known["impressions"]
        elif channel.side == Side.ONLINE and not any(value is not None for value in known.values()):
            return None
    return total


def _funnel(campaign: Campaign) -> tuple[FunnelStep, ...]:
    """Return the steps 曝光→点击→注册→到场→成交, each with its rate of the one before.

    Nobody arrives at a campaign that is held online only: the step falls away unless it is given.
    """
    funnel = campaign.results.funnel
    steps = [
        ("曝光", funnel.impressions),
        ("点击", funnel.clicks),
        ("注册", funnel.leads),
        ("到场", funnel.arrived),
        ("成交", funnel.orders),
    ]
    if campaign.campaign.mode == Mode.ONLINE and funnel.arrived is None:
        del steps[3]
    before = [None, *(value for _, value in steps[:-1])]
    return tuple(FunnelStep(name, n, ratio(n, prior)) for (name, n), prior in zip(steps, before, strict=True))


def derive_channels(channels: Sequence[Channel], method: RoiMethod) -> tuple[ChannelFigures, ...]:
    """Return the figures of every channel, in the order of the file."""
    returns = [_channel_roi(channel, method) for channel in channels]
    known = [value for value in returns if value is not None]
    return tuple(
        _derive_channel(channel, roi, None if roi is None else 1 + sum(other > roi for other in known))
        for channel, roi in zip(channels, returns, strict=True)
    )


def _channel_roi(channel: Channel, method: RoiMethod) -> Decimal | None:
    actuals = channel.actuals
    return None if actuals is None else _roi(actuals.revenue, actuals.cost, method)


def _derive_channel(channel: Channel, roi: Decimal | None, rank: int | None) -> ChannelFigures:
    actuals = channel.actuals
    if actuals is None:
        return ChannelFigures(channel.id, None, None, None, None, None)
    return ChannelFigures(
        id=channel.id,
        ctr=ratio(actuals.clicks, actuals.impressions),
        cvr=ratio(actuals.orders, actuals.clicks),
        cpa=ratio(actuals.cost, actuals.orders),
        roi=roi,
        rank=rank,
    )
