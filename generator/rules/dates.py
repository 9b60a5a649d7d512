"""D-01 and D-04: nothing ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Path, Task, spell
from generator.rules.finding import Check, Finding, over

_START: Path = ("campaign", "start")
_END: Path = ("campaign", "end")
_WARMUP: Path = ("campaign", "warmup_start")


def campaign_ends_after_its_start(check: Check) -> Iterator[Finding]:
    """D-01: start ≤ end."""
    head = check.campaign.campaign
    if head.end < head.start:
        message = f"活动结束时间 {head.end:%Y-%m-%d %H:%M} 早于开始时间 {head.start:%Y-%m-%d %H:%M}"
        yield Finding("C-D01", message, "检查 campaign.end 或 campaign.start", (_END, _START))


def warmup_comes_before_start(check: Check) -> Iterator[Finding]:
    """D-01: the warm-up begins on a day before the campaign."""
    head = check.campaign.campaign
    if head.warmup_start >= head.start.date():
        message = f"预热开始日期 {head.warmup_start} 不早于活动开始日期 {head.start:%Y-%m-%d}"
        yield Finding("C-D01", message, "检查 campaign.warmup_start 或 campaign.start", (_WARMUP, _START))


def tasks_end_after_their_start(check: Check) -> Iterator[Finding]:
    """D-04: a task's start ≤ due."""
    yield from over(("tasks",), check.campaign.tasks, _task_ends_after_its_start)


def _task_ends_after_its_start(path: Path, task: Task) -> Iterator[Finding]:
    if task.start is not None and task.due is not None and task.due < task.start:
        due: Path = (*path, "due")
        message = f"{spell(due)} {task.due} 早于计划开始 {task.start}"
        yield Finding("C-D04", message, "检查该任务的 start 或 due", (due, (*path, "start")))
