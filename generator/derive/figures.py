"""Everything that follows from a campaign on one day, each figure computed in one place.

How figures meet what they belong to: the figures of a list's entries are a tuple parallel to the campaign's
list of the same name (`figures.targets[3]` belongs to `campaign.targets[3]`, `figures.budget.items[0]` to
`campaign.budget.items[0]`), so that two entries with one id do not melt into one. Selections are tuples of
positions in that list. People, channels and targets that are referred to are named by id; documents and their
deadlines by code. What is not known is None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct

from generator.campaign import Campaign, LessonKind
from generator.derive import links, money, numbers, people, results, schedule, targets, tasks, wording
from generator.derive.charts import ChartFigures, derive_charts
from generator.derive.deadlines import Deadline, Milestone, derive_deadlines, derive_milestones
from generator.derive.money import BudgetFigures
from generator.derive.monitoring import IndicatorFigures, derive_indicators, headline_indicator
from generator.derive.people import DepartmentFigures, Group, MeetingFigures, SignIn
from generator.derive.results import ChannelFigures, ResultFigures
from generator.derive.schedule import Gantt, Reading
from generator.derive.stage import infer_stage
from generator.derive.targets import TargetFigures, TargetSummary
from generator.derive.tasks import MaterialFigures, SupplierFigures, TaskCount, TaskFigures
from generator.derive.venues import VenueFigures, derive_venues
from generator.derive.workdays import WorkCalendar
from generator.standard.process import Process
from generator.standard.stage import Stage


class DocumentFigures(Struct, frozen=True):
    """What follows for one document of the catalogue."""

    number: str
    retention: str
    archive_no: str
    deadline: Deadline


class MeetingsFigures(Struct, frozen=True):
    """The two meetings."""

    review: MeetingFigures
    retro: MeetingFigures


class Figures(Struct, frozen=True):
    """All figures of one campaign, as of one day.

    `needs` are the ids of each need's targets, `assets` those of each asset's channels, `schedule` the node
    of each item (T-7), `indicators` and `readings` belong to
    `monitoring`, `hints` to `assets`. `onsite_posts` are people's ids in the order of their groups, `backups`
    says by a person's id who stands in. `approval_steps` (of `approval.budget_chain`), `late_tasks`, `experiences` and
    `improvements` (of `lessons`) are positions.
    """

    as_of: dt.date
    stage: Stage
    period: str
    place: str | None
    documents: Mapping[str, DocumentFigures]
    milestones: tuple[Milestone, ...]
    gantt: Gantt
    needs: tuple[tuple[str, ...], ...]
    targets: tuple[TargetFigures, ...]
    target_summary: TargetSummary
    budget: BudgetFigures
    approval_steps: tuple[int, ...]
    results: ResultFigures
    channels: tuple[ChannelFigures, ...]
    tasks: tuple[TaskFigures, ...]
    task_phases: tuple[TaskCount, ...]
    task_summary: TaskCount
    late_tasks: tuple[int, ...]
    departments: tuple[DepartmentFigures, ...]
    onsite_groups: tuple[Group, ...]
    onsite_posts: tuple[str, ...]
    backups: Mapping[str, str]
    sign_in: tuple[SignIn, ...]
    meetings: MeetingsFigures
    suppliers: tuple[SupplierFigures, ...]
    materials: tuple[MaterialFigures, ...]
    schedule: tuple[str | None, ...]
    assets: tuple[tuple[str, ...], ...]
    hints: tuple[str, ...]
    venues: tuple[VenueFigures, ...]
    indicators: tuple[IndicatorFigures, ...]
    headline_indicator: int | None
    readings: tuple[Reading, ...]
    experiences: tuple[int, ...]
    improvements: tuple[int, ...]
    archive_no: str
    charts: ChartFigures


def derive_figures(campaign: Campaign, process: Process, *, as_of: dt.date) -> Figures:
    """Return all figures of `campaign` on the day `as_of`."""
    calendar = WorkCalendar(campaign.calendar.holidays, campaign.calendar.makeup_workdays)
    deadlines = derive_deadlines(campaign, process, calendar, as_of)
    target_figures = targets.derive_targets(campaign)
    task_figures = tuple(tasks.derive_task(task, as_of) for task in campaign.tasks)
    documents = _documents(campaign, process, deadlines)
    budget = money.derive_budget(campaign)
    outcome = results.derive_results(campaign, budget.actual_total)
    groups = people.derive_onsite_groups(campaign.team)
    return Figures(
        as_of=as_of,
        stage=infer_stage(campaign, as_of),
        period=schedule.derive_period(campaign),
        place=schedule.derive_place(campaign),
        documents=documents,
        milestones=derive_milestones(campaign, process, deadlines),
        gantt=schedule.derive_gantt(campaign.tasks),
        needs=links.targets_of_needs(campaign),
        targets=target_figures,
        target_summary=targets.summarise_targets(campaign.targets, target_figures),
        budget=budget,
        approval_steps=people.derive_approval_steps(campaign, budget.total),
        results=outcome,
        channels=results.derive_channels(campaign.channels, campaign.metrics.roi_method),
        tasks=task_figures,
        task_phases=tasks.derive_task_phases(campaign.tasks, task_figures),
        task_summary=tasks.summarise_tasks(campaign.tasks, task_figures),
        late_tasks=tuple(n for n, figure in enumerate(task_figures) if figure.late),
        departments=people.derive_departments(campaign),
        onsite_groups=groups,
        onsite_posts=people.derive_onsite_posts(groups),
        backups=people.derive_backups(campaign.team),
        sign_in=people.derive_sign_in(campaign),
        meetings=_meetings(campaign, as_of),
        suppliers=tuple(map(tasks.derive_supplier, campaign.suppliers)),
        materials=tuple(map(tasks.derive_material, campaign.materials)),
        schedule=schedule.derive_nodes(campaign),
        assets=links.channels_of_assets(campaign),
        hints=wording.hints_of_assets(campaign, process.wording),
        venues=derive_venues(campaign),
        indicators=derive_indicators(campaign, {f.id: f for f in target_figures}),
        headline_indicator=headline_indicator(campaign),
        readings=schedule.derive_readings(campaign),
        experiences=links.lessons_of_kind(campaign, LessonKind.EXPERIENCE),
        improvements=links.lessons_of_kind(campaign, LessonKind.IMPROVEMENT),
        archive_no=numbers.archive_span(d.archive_no for d in documents.values()),
        charts=derive_charts(campaign, budget, target_figures, outcome),
    )


def _documents(
    campaign: Campaign, process: Process, deadlines: Mapping[str, Deadline]
) -> dict[str, DocumentFigures]:
    own = numbers.document_numbers(campaign, process)
    archived = numbers.archive_numbers(campaign, process)
    return {
        d.code: DocumentFigures(
            number=own[d.code],
            retention=numbers.retention_of(d, campaign),
            archive_no=archived[d.code],
            deadline=deadlines[d.code],
        )
        for d in process.deliverables
    }


def _meetings(campaign: Campaign, as_of: dt.date) -> MeetingsFigures:
    depts = {person.id: person.dept for person in campaign.team}
    review, retro = campaign.meetings.review, campaign.meetings.retro
    return MeetingsFigures(
        people.derive_meeting(review, depts, as_of), people.derive_meeting(retro, depts, as_of)
    )
