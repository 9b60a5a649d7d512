"""Days as the documents name them: nodes (T-7, D1, E+2), durations, the Gantt chart's axis, the period.

Source: domain specification 2.7 and 2.10.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from generator.campaign import Campaign, Task

GANTT_COLUMNS = 70
_STEPS = (1, 2, 3, 7, 14, 28)
MAX_POINTS = 2000


class Gantt(Struct, frozen=True):
    """Where the chart's columns begin, a Monday, and how many days each one spans."""

    start: dt.date | None
    step: int


def node(day: dt.date, start: dt.date, end: dt.date) -> str:
    """Name `day` by its distance from the campaign: T-7 before it, D1, D2… during, E+2 after it."""
    if day < start:
        return f"T-{(start - day).days}"
    return f"D{(day - start).days + 1}" if day <= end else f"E+{(day - end).days}"


def derive_nodes(campaign: Campaign) -> tuple[str | None, ...]:
    """Return the node of each item of the publication schedule: the typed one, else by its date."""
    start, end = campaign.campaign.start.date(), campaign.campaign.end.date()
    by_date = (None if item.date is None else node(item.date, start, end) for item in campaign.schedule)
    return tuple(item.node or found for item, found in zip(campaign.schedule, by_date, strict=True))


def duration(start: dt.date | None, due: dt.date | None) -> int | None:
    """Return the days from `start` to `due`, both counted."""
    return None if start is None or due is None else (due - start).days + 1


def delay(planned: dt.date | None, actual: dt.date | None) -> int | None:
    """Return by how many days something came late; negative when early."""
    return None if planned is None or actual is None else (actual - planned).days


def derive_gantt(tasks: Iterable[Task]) -> Gantt:
    """Return the axis: single days when the plan fits the columns, else the fewest days a column that make it fit."""
    days = sorted(day for task in tasks for day in (task.start, task.due) if day is not None)
    if not days:
        return Gantt(None, 1)
    start = days[0] - dt.timedelta(days=days[0].weekday())
    length = (days[-1] - start).days + 1
    return Gantt(start, next((n for n in _STEPS if length <= n * GANTT_COLUMNS), _STEPS[-1]))


def derive_period(campaign: Campaign) -> str:
    """Say from when to when the campaign runs: 2026年10月16日 14:00–17:00."""
    start, end = campaign.campaign.start, campaign.campaign.end
    if start.date() == end.date():
        return f"{_day(start)} {start:%H:%M}–{end:%H:%M}" if start < end else _day(start)
    last = _day(end) if end.year != start.year else _day(end).split("年")[1]
    return f"{_day(start)}至{last}"


def _day(moment: dt.datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"


def derive_place(campaign: Campaign) -> str | None:
    """Name the places of the campaign in one line."""
    return "、".join(place.name for place in campaign.campaign.locations) or None


class Reading(Struct, frozen=True):
    """A moment at which the monitoring is read, and what was read then, as a position in `monitoring.series`."""

    time: dt.datetime
    entry: int | None


def derive_readings(campaign: Campaign) -> tuple[Reading, ...]:
    """Return the planned readings and those that were made at other moments, in the order of time."""
    day = (campaign.monitoring.start or campaign.campaign.start).date()
    made = {_moment(entry.time, day): n for n, entry in enumerate(campaign.monitoring.series)}
    return tuple(Reading(time, made.get(time)) for time in sorted({*derive_points(campaign), *made}))


def _moment(clock: dt.time | dt.datetime, day: dt.date) -> dt.datetime:
    return clock if isinstance(clock, dt.datetime) else dt.datetime.combine(day, clock)


def derive_points(campaign: Campaign) -> tuple[dt.datetime, ...]:
    """Return the moments at which the monitoring is read, first and last included.

    None are listed for a plan of more than MAX_POINTS readings: no sheet of that length is ever filled in.
    """
    plan = campaign.monitoring
    if plan.start is None or plan.end is None or plan.interval_minutes is None:
        return ()
    step = dt.timedelta(minutes=plan.interval_minutes)
    count = (plan.end - plan.start) // step + 1
    return tuple(plan.start + n * step for n in range(count)) if count <= MAX_POINTS else ()
