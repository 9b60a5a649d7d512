"""Targets against what came of them.

Source: domain specification 2.0.6 and 2.17. A growth target has a value of its own, baseline × (1 + growth).
Attainment is actual ÷ target, for a target where lower is better target ÷ actual.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from generator.campaign import Campaign, Direction, Metrics, Priority, Target
from generator.campaign.choices import label_of
from generator.derive.arithmetic import difference, ratio, round_to_cent, sum_of_all


class Verdict(StrEnum):
    """What became of one target."""

    MET = "达成"
    NEARLY_MET = "基本达成"
    MISSED = "未达成"
    OPEN = "待评估"


class Conclusion(StrEnum):
    """What became of the core targets together."""

    ALL_MET = "核心目标全部达成"
    SOME_MISSED = "存在未达成核心目标"
    OPEN = "待评估"


class TargetFigures(Struct, frozen=True):
    """What follows from one target."""

    id: str
    direction_label: str
    value: Decimal | None
    deviation: Decimal | None
    deviation_rate: Decimal | None
    actual_growth: Decimal | None
    attainment: Decimal | None
    verdict: Verdict
    score: Decimal | None


class TargetSummary(Struct, frozen=True):
    """The targets together. `core_met` is None as long as no core target has an actual value.

    A core target that is only nearly met is not met: it makes the verdict 存在未达成核心目标.
    """

    core_count: int
    minor_count: int
    weight_total: Decimal | None
    core_met: int | None
    core_known: int
    verdict: Conclusion


def derive_targets(campaign: Campaign) -> tuple[TargetFigures, ...]:
    """Return the figures of every target, in the order of the file."""
    return tuple(derive_target(target, campaign.metrics) for target in campaign.targets)


def derive_target(target: Target, metrics: Metrics) -> TargetFigures:
    """Return the figures of one target."""
    value = target_value(target)
    deviation = difference(target.actual, value)
    attainment = _attainment(target, value)
    growth = ratio(target.actual, target.baseline)
    verdict = _verdict(target, value, attainment, metrics)
    return TargetFigures(
        id=target.id,
        direction_label=direction_label(target.direction),
        value=value,
        deviation=deviation,
        deviation_rate=ratio(deviation, value),
        actual_growth=difference(growth, 1),
        attainment=attainment,
        verdict=verdict,
        score=_score(target, attainment, verdict, metrics),
    )


def direction_label(direction: Direction) -> str:
    """Say in which direction a target is better."""
    return label_of(direction)


def target_value(target: Target) -> Decimal | None:
    """Return the typed value, else baseline × (1 + growth) rounded half up to 2 decimals."""
    if target.target is not None:
        return target.target
    if target.baseline is None or target.growth is None:
        return None
    return round_to_cent(target.baseline * (1 + target.growth))


def _attainment(target: Target, value: Decimal | None) -> Decimal | None:
    """Return the rate of attainment.

    Where lower is better, nothing at all (no complaint, no cost) is attained beyond any rate: None, and the
    verdict says 达成.
    """
    if target.direction == Direction.LOWER:
        return None if target.actual is None or target.actual <= 0 else ratio(value, target.actual)
    return ratio(target.actual, value)


def _verdict(target: Target, value: Decimal | None, attainment: Decimal | None, metrics: Metrics) -> Verdict:
    if attainment is None:
        return Verdict.MET if _is_down_to_nothing(target, value) else Verdict.OPEN
    if attainment >= metrics.met:
        return Verdict.MET
    return Verdict.NEARLY_MET if attainment >= metrics.nearly_met else Verdict.MISSED


def _is_down_to_nothing(target: Target, value: Decimal | None) -> bool:
    lower = target.direction == Direction.LOWER
    return lower and value is not None and target.actual is not None and target.actual <= 0


def _score(target: Target, attainment: Decimal | None, verdict: Verdict, metrics: Metrics) -> Decimal | None:
    """Return the weighted score, at most `score_cap` times the weight."""
    if target.weight is None or verdict == Verdict.OPEN:
        return None
    reached = metrics.score_cap if attainment is None else min(attainment, metrics.score_cap)
    return reached * target.weight


def summarise_targets(targets: Sequence[Target], figures: Sequence[TargetFigures]) -> TargetSummary:
    """Return the summary of `targets`; `figures` are theirs, in the same order."""
    pairs = zip(targets, figures, strict=True)
    core = [figure.verdict for target, figure in pairs if target.priority == Priority.CORE]
    known = [verdict for verdict in core if verdict != Verdict.OPEN]
    return TargetSummary(
        core_count=len(core),
        minor_count=sum(target.priority == Priority.MINOR for target in targets),
        weight_total=sum_of_all(t.weight for t in targets if t.weight is not None),
        core_met=known.count(Verdict.MET) if known else None,
        core_known=len(known),
        verdict=_conclude(core),
    )


def _conclude(core: Sequence[Verdict]) -> Conclusion:
    if Verdict.MISSED in core or Verdict.NEARLY_MET in core:
        return Conclusion.SOME_MISSED
    return Conclusion.OPEN if Verdict.OPEN in core or not core else Conclusion.ALL_MET
