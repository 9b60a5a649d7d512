"""A batch from the command line's words to its report."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.app.batch.crew import Crew, Processes
from generator.app.batch.gathering import met, refused_doubles, units_of, units_of_series
from generator.app.batch.report import Batch
from generator.app.batch.running import OnOutcome, Stopped, run_all
from generator.app.batch.unit import Fortune, Orders, Outcome, Unit
from generator.app.check import default_output
from generator.app.template_set import TemplateSet, read_templates
from generator.diagnostics import has_errors
from generator.errors import InvalidCampaign
from generator.intake.resources import read_process


class BatchRequest(Struct, frozen=True):
    """What the user asks for: campaigns, or one of them for `each` row of a table.

    `jobs` None means as many processes as there are processors.

    `scheduler` is the address of a Dask scheduler, whose workers then do the work; with `collect` they see no shared
    drive, and what they make is published here.
    """

    named: tuple[Path, ...]
    each: Path | None
    orders: Orders
    jobs: int | None = None
    scheduler: str = ""
    collect: bool = False
    templates: Path | None = None


class BatchPlan(Struct, frozen=True):
    """What is going to be done: all `units`, with those of the `doubles` that are refused already."""

    request: BatchRequest
    orders: Orders
    templates: TemplateSet
    units: tuple[Unit, ...]
    doubles: tuple[Outcome, ...]

    @property
    def output(self) -> Path:
        """Return the output folder of the first unit, where the report goes as well."""
        return self.orders.output or default_output(self.units[0].source)


def plan_batch(request: BatchRequest) -> BatchPlan:
    """Return what is going to be done. Raises InvalidInput or SurroundingsFailed where nothing can begin."""
    orders = request.orders
    templates = _templates(request.templates)
    units = (
        units_of(request.named, orders.output)
        if request.each is None
        else units_of_series(request.named[0], request.each, orders.output)
    )
    if request.scheduler and not request.collect:
        units, orders = _absolute(units), replace(orders, output=orders.output and orders.output.resolve())
    return BatchPlan(request, orders, templates, units, refused_doubles(units, orders.output))


def run_batch(plan: BatchPlan, began: dt.datetime, on_outcome: Callable[[Outcome, int], None]) -> Batch:
    """Build every campaign of a plan; `on_outcome` is told of each as it comes, and how many there are.

    Raises SurroundingsFailed where there is nobody to do it.
    """
    clock = time.perf_counter()
    outcomes: dict[int, Outcome] = {}
    owners: dict[tuple[str, str], Unit] = {}

    def tell(outcome: Outcome) -> None:
        owner = owners.setdefault(_pack(outcome), outcome.unit)
        if owner is not outcome.unit and not outcome.failed:
            outcome = met(outcome, owner)
        outcomes[outcome.unit.number] = outcome
        on_outcome(outcome, len(plan.units))

    for double in plan.doubles:
        tell(double)
    stopped, jobs = _work(plan, [unit for unit in plan.units if unit.number not in outcomes], tell)
    left = (Outcome(unit, Fortune.LEFT, unit.campaign_id) for unit in plan.units)
    done = tuple(outcomes.get(each.unit.number, each) for each in left)
    return Batch(done, plan.orders.as_of, began, time.perf_counter() - clock, jobs, stopped)


def _pack(outcome: Outcome) -> tuple[str, str]:
    """Return which pack an outcome is of: its campaign, and the folder of the pack."""
    return outcome.campaign_id, str(Path(outcome.folder).parent) if outcome.folder else outcome.unit.label


def _templates(folder: Path | None) -> TemplateSet:
    templates = read_templates(folder, read_process())
    if has_errors(templates.diagnostics):
        raise InvalidCampaign(templates.diagnostics)
    return templates


def _absolute(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return units whose paths mean the same to a process that runs elsewhere."""
    return tuple(
        replace(
            unit, source=unit.source.resolve(), folders=tuple(folder.resolve() for folder in unit.folders)
        )
        for unit in units
    )


def _work(plan: BatchPlan, units: Sequence[Unit], tell: OnOutcome) -> tuple[bool, str]:
    """Have the units built; return whether the user has stopped it, and by whom it was done."""
    if not units:
        return False, "没有需要生成的活动"
    crew, jobs = _crew(plan, len(units))
    try:
        run_all(units, crew, tell)
    except Stopped:
        return True, jobs
    finally:
        crew.dismiss()
    return False, jobs


def _crew(plan: BatchPlan, count: int) -> tuple[Crew, str]:
    address = plan.request.scheduler
    if address:
        from generator.app.batch.cluster import Cluster, Collecting

        kind = Collecting if plan.request.collect else Cluster
        cluster = kind(address, plan.orders, plan.templates)
        return cluster, f"Dask 集群 {address} 的 {cluster.workers} 个线程"
    jobs = min(plan.request.jobs or available_processors(), count)
    return Processes(jobs, plan.orders, plan.templates), f"{jobs} 个进程"


def available_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
