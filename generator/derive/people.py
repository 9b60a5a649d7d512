"""Who stands where: groups and posts on site, stand-ins, departments, who came to a meeting, who approves.

People are named by their id in `team`; an id that is not there is left out, since rule I-01 reports it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.campaign import Campaign, Meeting, Person
from generator.derive.arithmetic import ratio
from generator.derive.tasks import is_done


class Group(Struct, frozen=True):
    """A group on site or a department at a meeting: its name and its members' ids."""

    name: str
    members: tuple[str, ...]


class DepartmentFigures(Struct, frozen=True):
    """How a department's tasks stand; cancelled ones count, as in the sheet's COUNTIF."""

    name: str
    task_count: int
    done_count: int
    completion: Decimal | None


class MeetingFigures(Struct, frozen=True):
    """Who was to come to a meeting and who came; `present_count` is None until it has been held."""

    expected_count: int | None
    present_count: int | None
    attendees_by_dept: tuple[Group, ...]


class SignIn(Struct, frozen=True):
    """One sign-in sheet: the shift it is for, as a position in `shifts` (None: the campaign as a whole), its groups."""

    shift: int | None
    groups: tuple[Group, ...]


def preparing_department(campaign: Campaign, code: str) -> str | None:
    """Return the department that prepares a document: that of its preparer, who is the marketing lead unless named."""
    control = campaign.documents.get(code)
    preparer = (control and control.prepared_by) or campaign.campaign.marketing_lead
    return next((person.dept for person in campaign.team if person.id == preparer), None)


def derive_sign_in(campaign: Campaign) -> tuple[SignIn, ...]:
    """Return the sign-in sheets: one a shift, with those who are on it; without shifts one for everybody on site."""
    if not campaign.shifts:
        return (SignIn(None, derive_onsite_groups(campaign.team)),)
    return tuple(
        SignIn(n, derive_onsite_groups([p for p in campaign.team if not p.shifts or shift.id in p.shifts]))
        for n, shift in enumerate(campaign.shifts)
    )


def derive_onsite_groups(team: Sequence[Person]) -> tuple[Group, ...]:
    """Return the groups on site with their members, in the order in which they first appear."""
    return _group([(person.onsite_group, person.id) for person in team if person.onsite_group])


def derive_onsite_posts(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return who has a post on site, group by group."""
    return tuple(member for group in groups for member in group.members)


def derive_backups(team: Sequence[Person]) -> dict[str, str]:
    """Return who stands in, by the id of the person stood in for; of several the first."""
    backups: dict[str, str] = {}
    for person in team:
        if person.backup_of is not None:
            backups.setdefault(person.backup_of, person.id)
    return backups


def derive_departments(campaign: Campaign) -> tuple[DepartmentFigures, ...]:
    """Return how every department's tasks stand, in the order of the file."""
    figures = []
    for department in campaign.departments:
        own = [task for task in campaign.tasks if task.dept == department.name]
        done = sum(map(is_done, own))
        figures.append(DepartmentFigures(department.name, len(own), done, ratio(done, len(own))))
    return tuple(figures)


def derive_meeting(meeting: Meeting, depts: Mapping[str, str], as_of: dt.date) -> MeetingFigures:
    """Return the figures of a meeting; `depts` are the people's departments by id."""
    expected = len(meeting.attendees) + len(meeting.absentees)
    held = meeting.time is not None and meeting.time.date() <= as_of
    return MeetingFigures(
        expected_count=expected or None,
        present_count=len(meeting.attendees) if expected and held else None,
        attendees_by_dept=_group([(depts[i], i) for i in meeting.attendees if i in depts]),
    )


def derive_approval_steps(campaign: Campaign, total: Decimal | None) -> tuple[int, ...]:
    """Return which links of the budget chain the total calls for, as positions in the chain.

    A link without a threshold always signs. As long as the total is unknown, the approved one decides; all sign while
    neither is known.
    """
    amount = campaign.budget.total_approved if total is None else total
    chain = enumerate(campaign.approval.budget_chain)
    return tuple(
        n for n, link in chain if link.threshold is None or amount is None or amount >= link.threshold
    )


def _group(pairs: Sequence[tuple[str, str]]) -> tuple[Group, ...]:
    members: dict[str, list[str]] = {}
    for name, member in pairs:
        members.setdefault(name, []).append(member)
    return tuple(Group(name, tuple(ids)) for name, ids in members.items())
