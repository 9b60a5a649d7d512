"""`campaign-pack batch`: many campaigns, how far it has come, and what became of them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.app.batch.batch import BatchRequest, plan_batch, run_batch
from generator.app.batch.report import Batch, report_paths, said_of, write_report
from generator.app.batch.unit import Fortune, Outcome
from generator.app.today import now
from generator.cli.screen import print_table
from generator.cli.telling import DONE, FAILED, INVALID, LOOK

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

_LISTED = 30
_EVERY = 10.0
"""Seconds between two lines that say how far it has come, where nobody looks at a screen."""
OnOutcome = Callable[[Outcome, int], None]


def run(request: BatchRequest, report: Path | None, *, strict: bool) -> int:
    """Build all campaigns, write the report, say what was done, and return the exit code."""
    began = now()
    plan = plan_batch(request)
    paths = report_paths(report, plan.output, began)
    with _shown() as on_outcome:
        batch = run_batch(plan, began, on_outcome)
    _print(batch)
    write_report(batch, paths)
    click.echo(f"报告:{paths[0]}、{paths[1].name}")
    return _code(batch, strict=strict)


def _code(batch: Batch, *, strict: bool) -> int:
    """Return the exit code; what the user has to mend goes before what the machine refused."""
    if batch.stopped:
        return FAILED
    if batch.count(Fortune.INVALID):
        return INVALID
    if batch.count(Fortune.FAILED, Fortune.LEFT):
        return FAILED
    return LOOK if any(each.look or (strict and each.warned) for each in batch.outcomes) else DONE


@contextmanager
def _shown() -> Iterator[OnOutcome]:
    """Give what is to be told of each outcome, and show it: a bar on a terminal, a line now and then elsewhere."""
    if sys.stderr is not None and sys.stderr.isatty():
        with _bar() as told:
            yield told
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[OnOutcome]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns: list[str | ProgressColumn] = [
        "正在生成",
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
    ]
    pace = Pace()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, pace="")

        def told(outcome: Outcome, total: int) -> None:
            if outcome.failed:
                bar.console.print(f"{outcome.fortune.value}:{outcome.unit.label}", style="red", markup=False)
            bar.update(task, advance=1, total=total, pace=pace.said(outcome, total))

        yield told


def _lines() -> OnOutcome:
    pace = Pace()

    def told(outcome: Outcome, total: int) -> None:
        said = pace.said(outcome, total)
        if pace.is_time(total):
            click.echo(f"已完成 {pace.done}/{total},{said}", err=True)

    return told


class Pace:
    """How fast a batch goes, and how long it may take yet."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = self._last = clock()
        self.done = self.failed = 0

    def said(self, outcome: Outcome, total: int) -> str:
        """Count an outcome, and return rate, remaining time and failures in words."""
        self.done += 1
        self.failed += outcome.failed
        rate = self.done / max(self._clock() - self._began, 1e-3)
        failed = f",失败 {self.failed}" if self.failed else ""
        return f"每秒 {rate:.1f} 个,剩余 {_span((total - self.done) / rate)}{failed}"

    def is_time(self, total: int) -> bool:
        """Tell whether it is time to say something again."""
        if self._clock() - self._last < _EVERY and self.done < total:
            return False
        self._last = self._clock()
        return True


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours} 小时 {minutes:02} 分"
        if hours
        else f"{minutes} 分 {rest:02} 秒"
        if minutes
        else f"{rest} 秒"
    )


def _print(batch: Batch) -> None:
    listed = [e for e in batch.outcomes if e.look or (e.failed and e.fortune is not Fortune.LEFT)]
    if listed:
        print_table(("序号", "活动文件", "结果", "说明"), [_row(each) for each in listed[:_LISTED]])
        if len(listed) > _LISTED:
            click.echo(f"… 等 {len(listed)} 个,见报告")
    counts = ",".join(
        f"{fortune.value} {batch.count(fortune)}" for fortune in Fortune if batch.count(fortune)
    )
    rate = batch.count(Fortune.BUILT, Fortune.SAME) / max(batch.seconds, 1e-3)
    head = "已停止:正在做的已做完,其余未做。" if batch.stopped else ""
    click.echo(f"\n{head}共 {len(batch.outcomes)} 个活动:{counts}")
    click.echo(f"用时 {_span(batch.seconds)}({batch.jobs},每秒 {rate:.1f} 个)")


def _row(outcome: Outcome) -> tuple[str, ...]:
    said = said_of(outcome, most=1).replace("\n", ";")
    return str(outcome.unit.number), outcome.unit.label, outcome.fortune.value, said
