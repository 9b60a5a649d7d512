"""What points to what, read the other way round: the targets of a need, the channels of an asset.

Entities are named by id. A reference to something that is not there leads nowhere; rule I-01 reports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.campaign import Campaign, Indicator, LessonKind, Monitoring
from generator.derive.targets import TargetFigures

DEFAULT_THRESHOLD = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """What a monitored indicator takes over from its target, and the rate below which it warns."""

    id: str
    direction_label: str | None
    target_value: Decimal | None
    definition: str | None
    threshold: Decimal


def targets_of_needs(campaign: Campaign) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the targets that answer each need, needs in the order of the file."""
    return tuple(
        tuple(target.id for target in campaign.targets if target.need == need.id)
        for need in campaign.research.needs
    )


def channels_of_assets(campaign: Campaign) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the channels that schedule each asset, in the order in which they first do."""
    used: dict[str, dict[str, None]] = {}
    for item in campaign.schedule:
        if item.asset is not None and item.channel is not None:
            used.setdefault(item.asset, {})[item.channel] = None
    return tuple(tuple(used.get(asset.id, ())) for asset in campaign.assets)


def derive_indicators(
    campaign: Campaign, figures: Mapping[str, TargetFigures]
) -> tuple[IndicatorFigures, ...]:
    """Return what each indicator takes over, in the order of the file; `figures` are the targets' by id."""
    definitions = {target.id: target.definition for target in campaign.targets}
    return tuple(
        _derive_indicator(indicator, campaign.monitoring, figures, definitions)
        for indicator in campaign.monitoring.indicators
    )


def _derive_indicator(
    indicator: Indicator,
    monitoring: Monitoring,
    figures: Mapping[str, TargetFigures],
    definitions: Mapping[str, str],
) -> IndicatorFigures:
    target = figures.get(indicator.target_ref or "")
    own = indicator.threshold
    return IndicatorFigures(
        id=indicator.id,
        direction_label=target.direction_label if target else None,
        target_value=target.value if target else None,
        definition=definitions.get(indicator.target_ref or ""),
        threshold=monitoring.thresholds.get(indicator.id, DEFAULT_THRESHOLD) if own is None else own,
    )


def lessons_of_kind(campaign: Campaign, kind: LessonKind) -> tuple[int, ...]:
    """Return the lessons of one kind, as positions in `lessons`."""
    return tuple(n for n, lesson in enumerate(campaign.lessons) if lesson.kind == kind)
