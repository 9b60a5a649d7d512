"""What is watched while the campaign runs: what indicators take over from targets, which are ratios of others.

A ratio is computed where its formula names two things that are known: `K01÷K02`, `到场嘉宾÷206`. A formula in words
only explains; its values are read and typed in like those of every other indicator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from generator.campaign import Campaign, Direction, Indicator, IndicatorKind, Monitoring
from generator.derive.targets import TargetFigures

DEFAULT_THRESHOLD = Decimal("0.8")
_DIVISION = re.compile(r"([^÷/]+)[÷/]([^÷/×*]+?)(?:[×*]\s*100\s*[%％]?)?")
_NUMBER = re.compile(r"\d+(\.\d+)?")


class Division(Struct, frozen=True):
    """What a ratio divides: the id of an indicator by the id of another (`denominator`) or by a number (`divisor`)."""

    numerator: str
    denominator: str | None
    divisor: Decimal | None


class IndicatorFigures(Struct, frozen=True):
    """What an indicator takes over from its target, the rate below which it warns, what it is computed from."""

    id: str
    kind_label: IndicatorKind
    direction_label: str | None
    target_value: Decimal | None
    definition: str | None
    threshold: Decimal
    numerator: str | None
    denominator: str | None
    divisor: Decimal | None


def derive_indicators(
    campaign: Campaign, figures: Mapping[str, TargetFigures]
) -> tuple[IndicatorFigures, ...]:
    """Return what each indicator takes over, in the order of the file; `figures` are the targets' by id."""
    definitions = {target.id: target.definition for target in campaign.targets}
    divisions = derive_divisions(campaign.monitoring)
    return tuple(
        _derive_indicator(indicator, campaign.monitoring, figures, definitions, divisions.get(indicator.id))
        for indicator in campaign.monitoring.indicators
    )


def _derive_indicator(
    indicator: Indicator,
    monitoring: Monitoring,
    figures: Mapping[str, TargetFigures],
    definitions: Mapping[str, str],
    division: Division | None,
) -> IndicatorFigures:
    target = figures.get(indicator.target_ref or "")
    own = indicator.threshold
    return IndicatorFigures(
        id=indicator.id,
        kind_label=indicator.kind or (IndicatorKind.RATIO if indicator.formula else IndicatorKind.TOTAL),
        direction_label=target.direction_label if target else None,
        target_value=target.value if target else None,
        definition=definitions.get(indicator.target_ref or ""),
        threshold=monitoring.thresholds.get(indicator.id, DEFAULT_THRESHOLD) if own is None else own,
        numerator=division.numerator if division else None,
        denominator=division.denominator if division else None,
        divisor=division.divisor if division else None,
    )


def derive_divisions(monitoring: Monitoring) -> dict[str, Division]:
    """Return, by id, the indicators computed from others; a ratio of a ratio is not: its parts are not read."""
    read = [indicator for indicator in monitoring.indicators if _parts(indicator) is None]
    known = {name: indicator.id for indicator in read for name in (indicator.name, indicator.id)}
    found = {each.id: _division(each, known) for each in monitoring.indicators}
    return {key: division for key, division in found.items() if division is not None}


def _division(indicator: Indicator, known: Mapping[str, str]) -> Division | None:
    above, below = _parts(indicator) or ("", "")
    if above not in known:
        return None
    if _NUMBER.fullmatch(below) and Decimal(below):
        return Division(known[above], None, Decimal(below))
    return Division(known[above], known[below], None) if below in known else None


def ratio_of(division: Division, values: Mapping[str, Decimal], *, percent: bool) -> Decimal | None:
    """Return the ratio of what was read, in percent points for a unit of %; None for a missing part or 0 below."""
    above = values.get(division.numerator)
    below = division.divisor if division.denominator is None else values.get(division.denominator)
    return above / below * (100 if percent else 1) if above is not None and below else None


def _parts(indicator: Indicator) -> tuple[str, str] | None:
    """Return what stands above and below the division sign of a formula, None where it is no plain division."""
    found = _DIVISION.fullmatch((indicator.formula or "").strip())
    return (found[1].strip(), found[2].strip()) if found else None


def headline_indicator(campaign: Campaign) -> int | None:
    """Return the position of the indicator to show first: one that grows towards a target, else the first there is."""
    grows = {target.id for target in campaign.targets if target.direction is Direction.HIGHER}
    for position, indicator in enumerate(campaign.monitoring.indicators):
        counted = indicator.formula is None and indicator.kind in (None, IndicatorKind.TOTAL)
        if counted and indicator.target_ref in grows:
            return position
    return 0 if campaign.monitoring.indicators else None
