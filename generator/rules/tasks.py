"""D-04 and the first half of P-02: tasks follow each other, and each has one person who answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial

from generator.campaign import Path, Task, TaskStatus, spell
from generator.diagnostics import Severity
from generator.rules.finding import Check, Finding, over, warning
from generator.standard.stage import Stage

_ROOT: Path = ("tasks",)
_START: Path = ("campaign", "start")


def tasks_end_after_their_start(check: Check) -> Iterator[Finding]:
    """D-04: a task's start ≤ due."""
    yield from over(_ROOT, check.campaign.tasks, _ends_after_its_start)


def _ends_after_its_start(path: Path, task: Task) -> Iterator[Finding]:
    if task.start is not None and task.due is not None and task.due < task.start:
        due: Path = (*path, "due")
        message = f"{spell(due)} {task.due} 早于计划开始 {task.start}"
        yield Finding("C-D04", message, "检查该任务的 start 或 due", (due, (*path, "start")))


def preparations_end_before_the_campaign(check: Check) -> Iterator[Finding]:
    """D-04: what prepares the campaign is done on its first day."""
    day, phases = check.campaign.campaign.start.date(), check.limits.preparation
    yield from over(_ROOT, check.campaign.tasks, partial(_is_prepared, day=day, phases=phases))


def _is_prepared(path: Path, task: Task, *, day: dt.date, phases: tuple[str, ...]) -> Iterator[Finding]:
    cancelled = task.status == TaskStatus.CANCELLED
    if task.phase in phases and task.due is not None and task.due > day and not cancelled:
        due: Path = (*path, "due")
        message = f"{spell(due)} {task.due} 晚于活动开始日期 {day},{task.phase}阶段的任务应在活动前完成"
        yield warning("C-D04", message, "改早完成日期,或改任务的 phase;活动中才做的可不改", due, _START)


def tasks_follow_what_they_depend_on(check: Check) -> Iterator[Finding]:
    """D-04: a task begins when those before it are due, or later; a plan may still be out of order."""
    places = {task.id: (n, task) for n, task in enumerate(check.campaign.tasks)}
    severity = Severity.ERROR if check.since(Stage.EXECUTION) else Severity.WARNING
    yield from over(_ROOT, check.campaign.tasks, partial(_follows, places=places, severity=severity))


def _follows(
    path: Path, task: Task, *, places: Mapping[str, tuple[int, Task]], severity: Severity
) -> Iterator[Finding]:
    for number, name in enumerate(task.depends_on):
        if name == task.id:
            here: Path = (*path, "depends_on", number)
            yield Finding("C-D04", f"{spell(here)}「{name}」是任务自己", "删去它,或改成另一个任务", (here,))
        elif name in places and _comes_late(places[name][1], task):
            n, before = places[name]
            start: Path = (*path, "start")
            message = f"{spell(start)} {task.start} 早于前置任务 {name} 的计划完成 {before.due}"
            remedy = "检查两个任务的日期,或 depends_on"
            yield Finding("C-D04", message, remedy, (start, (*_ROOT, n, "due")), severity)


def _comes_late(before: Task, task: Task) -> bool:
    """Tell whether a task is to begin before the one it waits for is due; one that is done is waited for no more."""
    if before.due is None or task.start is None or before.done_on is not None:
        return False
    return before.due > task.start and TaskStatus.CANCELLED not in (before.status, task.status)


def tasks_have_an_owner(check: Check) -> Iterator[Finding]:
    """P-02: from the execution on somebody answers for every task."""
    if check.since(Stage.EXECUTION):
        yield from over(_ROOT, check.campaign.tasks, _has_owner)


def _has_owner(path: Path, task: Task) -> Iterator[Finding]:
    if task.owner is None and task.status != TaskStatus.CANCELLED:
        here: Path = (*path, "owner")
        yield warning("C-P02", f"{spell(here)}还没有填写,{task.id} 没有人负责", "写上责任人的编号", here)
