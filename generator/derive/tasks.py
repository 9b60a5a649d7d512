"""How the work went: tasks, phases, delays, deliveries, materials.

Source: domain specification 2.7, 2.9 and 2.19.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from generator.campaign import DesignResult, Material, Supplier, Task, TaskStatus
from generator.derive.arithmetic import difference, ratio
from generator.derive.schedule import delay, duration


class TaskFigures(Struct, frozen=True):
    """What follows from one task."""

    id: str
    days: int | None
    delay_days: int | None
    overdue: bool
    late: bool


class TaskCount(Struct, frozen=True):
    """Tasks counted: those of one phase, or all of them (`name` is then empty).

    Those done are on time, late, or of an unknown day (`undated_count`). Late together are those done late and those
    overdue: not done though their day is over, or standing as 延期.
    """

    name: str
    count: int
    done_count: int
    on_time_count: int
    done_late_count: int
    undated_count: int
    overdue_count: int
    late_count: int
    completion: Decimal | None


class SupplierFigures(Struct, frozen=True):
    """What follows from one supplier."""

    id: str
    delay_days: int | None
    unpaid: Decimal | None


class MaterialFigures(Struct, frozen=True):
    """Where the design of one material stands: its latest version, the result, whether it is confirmed."""

    id: str
    current_version: str | None
    result: DesignResult | None
    confirmed: bool


def is_done(task: Task) -> bool:
    """Tell whether a task is done."""
    return task.status == TaskStatus.DONE


def derive_task(task: Task, as_of: dt.date) -> TaskFigures:
    """Return the figures of one task on a day."""
    late = delay(task.due, task.done_on)
    overdue = _is_overdue(task, as_of)
    is_late = overdue or (late is not None and late > 0)
    return TaskFigures(task.id, duration(task.start, task.due), late, overdue, is_late)


def _is_overdue(task: Task, as_of: dt.date) -> bool:
    """Tell whether a task should be done and is not; who writes 延期 says so himself."""
    if is_done(task) or task.done_on is not None or task.status == TaskStatus.CANCELLED:
        return False
    return task.status == TaskStatus.LATE or (task.due is not None and task.due < as_of)


def derive_task_phases(tasks: Sequence[Task], figures: Sequence[TaskFigures]) -> tuple[TaskCount, ...]:
    """Return the tasks counted by phase, phases in the order in which they first appear."""
    phases: dict[str, list[tuple[Task, TaskFigures]]] = {}
    for task, figure in zip(tasks, figures, strict=True):
        if task.phase is not None:
            phases.setdefault(str(task.phase), []).append((task, figure))
    return tuple(_count(name, pairs) for name, pairs in phases.items())


def summarise_tasks(tasks: Sequence[Task], figures: Sequence[TaskFigures]) -> TaskCount:
    """Return all tasks counted."""
    return _count("", list(zip(tasks, figures, strict=True)))


def _count(name: str, pairs: Sequence[tuple[Task, TaskFigures]]) -> TaskCount:
    done = [figure for task, figure in pairs if is_done(task)]
    return TaskCount(
        name=name,
        count=len(pairs),
        done_count=len(done),
        on_time_count=sum(f.delay_days is not None and not f.late for f in done),
        done_late_count=sum(f.late for f in done),
        undated_count=sum(f.delay_days is None for f in done),
        overdue_count=sum(figure.overdue for _, figure in pairs),
        late_count=sum(figure.late for _, figure in pairs),
        completion=ratio(len(done), len(pairs)),
    )


def derive_supplier(supplier: Supplier) -> SupplierFigures:
    """Return the figures of one supplier."""
    contract = supplier.contract
    if contract is None:
        return SupplierFigures(supplier.id, None, None)
    late = delay(contract.deliver_by, supplier.delivered_on)
    return SupplierFigures(supplier.id, late, difference(contract.amount, supplier.paid))


def derive_material(material: Material) -> MaterialFigures:
    """Return where the design of one material stands.

    The result of the last version decides; without versions, a day of confirmation or a final version does.
    """
    last = material.versions[-1] if material.versions else None
    result = last.result if last else None
    if result is None:
        confirmed = material.confirmed_on is not None or material.final_version is not None
    else:
        confirmed = result == DesignResult.CONFIRMED
    version = material.final_version or (last.ver if last else None)
    return MaterialFigures(material.id, version, result, confirmed)
