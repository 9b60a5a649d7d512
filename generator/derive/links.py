"""What points to what, read the other way round: the targets of a need, the channels of an asset.

Entities are named by id. A reference to something that is not there leads nowhere; rule I-01 reports it.
"""

from __future__ import annotations

from generator.campaign import Campaign, LessonKind


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


def lessons_of_kind(campaign: Campaign, kind: LessonKind) -> tuple[int, ...]:
    """Return the lessons of one kind, as positions in `lessons`."""
    return tuple(n for n, lesson in enumerate(campaign.lessons) if lesson.kind == kind)
