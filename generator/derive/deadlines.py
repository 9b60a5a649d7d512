"""When each deliverable is due for this campaign, and the milestones that follow.

A span has a first day (`since`) and a last (`due`). What recurs is due next: `due` is then the first of its
days that is not over on `as_of`, or the last one, while a milestone prints the whole span. A deadline that
hangs on an unannounced calendar is None, and its note says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.campaign import Campaign
from generator.derive.people import preparing_department
from generator.derive.workdays import CalendarUnknown, WorkCalendar
from generator.standard.due import LAST_WEEK, Anchor, DueRule, Point, Recurrence, Unit, parse_point
from generator.standard.process import Deliverable, Process

_MARKETING = "市场部"
_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)


class Span(Struct, frozen=True):
    """A first and a last day; `since` is None for a single day, and either where it is unknown."""

    since: dt.date | None
    due: dt.date | None


class Deadline(Struct, frozen=True):
    """When a deliverable is due (next), and the rule that said so.

    It cannot be told where it depends on the working days of an `unknown_year`.
    """

    rule: DueRule
    since: dt.date | None
    due: dt.date | None
    last: dt.date | None
    unknown_year: int | None = None


class Milestone(Struct, frozen=True):
    """One line of the execution plan, from a deliverable's span. `since` prints as `from`."""

    no: int
    node: str
    code: str
    title: str
    step: str
    department: str
    since: dt.date | None
    due: dt.date | None


class Days(Struct, frozen=True):
    """The days of the events from which due rules count.

    `meetings` holds those that are dated; for the others their `windows` stand in.
    """

    start: dt.date
    end: dt.date
    windows: Mapping[Anchor, DueRule]
    meetings: Mapping[Anchor, dt.date]
    contract: dt.date | None = None
    publications: tuple[dt.date, ...] = ()


def derive_deadlines(
    campaign: Campaign, process: Process, calendar: WorkCalendar, as_of: dt.date
) -> dict[str, Deadline]:
    """Return the deadline of every deliverable by code, in the order of the process."""
    days = _days(campaign, process)
    return {d.code: derive_deadline(_rule(d, campaign), days, calendar, as_of) for d in process.deliverables}


def _rule(deliverable: Deliverable, campaign: Campaign) -> DueRule:
    """Return the process's rule for a document, or what the campaign says instead."""
    own = campaign.documents.get(deliverable.code)
    if own is None or (own.due is None and own.since is None):
        return deliverable.due_rule
    due = parse_point(own.due) if own.due else deliverable.due
    return DueRule(due, parse_point(own.since) if own.since else None, deliverable.every)


def derive_deadline(rule: DueRule, days: Days, calendar: WorkCalendar, as_of: dt.date) -> Deadline:
    """Return the days `rule` names for this campaign."""
    try:
        span = _span(rule, days, calendar)
        due = _next(rule, span, days, calendar, as_of)
    except CalendarUnknown as unknown:
        return Deadline(rule, None, None, None, unknown.year)
    return Deadline(rule, span.since, due, span.due)


def derive_milestones(
    campaign: Campaign, process: Process, deadlines: Mapping[str, Deadline]
) -> tuple[Milestone, ...]:
    """Return one milestone for each deliverable, by last day; those without one stand at the end."""
    milestones = [_milestone(d, deadlines[d.code], campaign) for d in process.deliverables]
    ordered = sorted(milestones, key=lambda m: m.due or dt.date.max)
    return tuple(replace(milestone, no=no) for no, milestone in enumerate(ordered, 1))


def _milestone(deliverable: Deliverable, deadline: Deadline, campaign: Campaign) -> Milestone:
    return Milestone(
        no=0,
        node=deadline.rule.label,
        code=deliverable.code,
        title=deliverable.name,
        step=deliverable.step,
        department=_department(deliverable, campaign),
        since=deadline.since,
        due=deadline.last,
    )


def _department(deliverable: Deliverable, campaign: Campaign) -> str:
    """Return who answers for a document: its preparer's department. 市场部 is what the process calls marketing."""
    control = campaign.documents.get(deliverable.code)
    if (control and control.prepared_by) or deliverable.owner == _MARKETING:
        return preparing_department(campaign, deliverable.code) or deliverable.owner
    return deliverable.owner


def _days(campaign: Campaign, process: Process) -> Days:
    head, meetings = campaign.campaign, campaign.meetings
    times = {Anchor.REVIEW: meetings.review.time, Anchor.RETRO: meetings.retro.time}
    return Days(
        start=head.start.date(),
        end=head.end.date(),
        windows=process.meetings.rules,
        meetings={anchor: time.date() for anchor, time in times.items() if time is not None},
        contract=min(_signed(campaign), default=None),
        publications=tuple(sorted({item.date for item in campaign.schedule if item.date})),
    )


def _signed(campaign: Campaign) -> list[dt.date]:
    contracts = [supplier.contract for supplier in campaign.suppliers]
    return [contract.signed_on for contract in contracts if contract and contract.signed_on]


def _span(rule: DueRule, days: Days, calendar: WorkCalendar) -> Span:
    since = None if rule.since is None else _on(rule.since, days, calendar, last=False)
    return Span(since, _on(rule.due, days, calendar, last=True))


def _on(point: Point, days: Days, calendar: WorkCalendar, *, last: bool) -> dt.date | None:
    event = _event(point.anchor, days, calendar, last=last)
    return None if event is None else _shift(event, point, calendar)


def _shift(event: dt.date, point: Point, calendar: WorkCalendar) -> dt.date:
    if point.unit is Unit.WORKDAY:
        return calendar.shift(event, point.offset)
    return event + point.offset * _DAY


def _event(anchor: Anchor, days: Days, calendar: WorkCalendar, *, last: bool) -> dt.date | None:
    """Return the day of an event; of several days the last or the first."""
    match anchor:
        case Anchor.START:
            return days.start
        case Anchor.END:
            return days.end
        case Anchor.CONTRACT:
            return days.contract
        case Anchor.PUBLICATION:
            return days.publications[-1 if last else 0] if days.publications else None
        case Anchor.REVIEW | Anchor.RETRO:
            return days.meetings.get(anchor) or _in_window(days.windows[anchor], days, calendar, last=last)


def _in_window(window: DueRule, days: Days, calendar: WorkCalendar, *, last: bool) -> dt.date | None:
    point = window.due if last or window.since is None else window.since
    return _on(point, days, calendar, last=last)


def _next(rule: DueRule, span: Span, days: Days, calendar: WorkCalendar, as_of: dt.date) -> dt.date | None:
    """Return the next day on which a recurring rule is due, else the last day of its span."""
    if rule.every is None or span.due is None:
        return span.due
    if rule.every is Recurrence.PUBLICATION:
        every = [_shift(day, rule.due, calendar) for day in days.publications]
    else:
        every = _followed_up(rule.every, span.since, span.due, days.start)
    return next((day for day in every if day >= as_of), span.due)


def _followed_up(every: Recurrence, since: dt.date | None, due: dt.date, start: dt.date) -> list[dt.date]:
    """Return the days from `since` to `due`: each of them, or week by week until the last week before T."""
    if every is Recurrence.DAILY:
        return _days_between(since, due + _DAY, _DAY)
    last_week = start - LAST_WEEK * _DAY
    return [*_days_between(since, last_week, _WEEK), *_days_between(last_week, due + _DAY, _DAY)]


def _days_between(first: dt.date | None, stop: dt.date, step: dt.timedelta) -> list[dt.date]:
    """Return the days from `first` on, `step` apart, before `stop`."""
    if first is None:
        return []
    return [first + n * step for n in range(-((first - stop) // step))]
