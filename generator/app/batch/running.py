"""All units through a crew: whatever gives out on the way, every unit has an outcome, and no two the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from itertools import islice

from generator.app.batch.crew import Crew
from generator.app.batch.unit import Fortune, Outcome, Unit, failure_of

# Told of each outcome as it comes.
OnOutcome = Callable[[Outcome], None]
_DIED = "处理它的进程两次意外结束(可能是内存不足);请单独用 build 生成它"
_LOST = "与处理它的机器失去了联系;请重新运行"


class Stopped(Exception):
    """The user has stopped the batch; what had been begun is done, and has been told."""


def run_all(units: Sequence[Unit], crew: Crew, on_outcome: OnOutcome) -> None:
    """Build all units, and tell of each once. Raises Stopped when the user stops it; units in work are finished then.

    A worker that dies takes with it what it held: those units are tried again one by one, since one of them may be why.
    """
    pending: dict[Future[Outcome], Unit] = {}
    waiting = iter(units)
    try:
        while _fill(pending, waiting, crew):
            suspects = _collect(pending, on_outcome)
            if suspects:
                suspects += list(pending.values())
                pending.clear()
                crew.renew()
                for unit in suspects:
                    on_outcome(_alone(unit, crew))
    except KeyboardInterrupt:
        _finish(pending, on_outcome)
        raise Stopped from None


def _fill(pending: dict[Future[Outcome], Unit], waiting: Iterator[Unit], crew: Crew) -> bool:
    """Give the crew more to do, and tell whether there is anything left."""
    for unit in islice(waiting, crew.width - len(pending)):
        pending[_begun(unit, crew)] = unit
    return bool(pending)


def _begun(unit: Unit, crew: Crew) -> Future[Outcome]:
    """Give a unit to the crew; one that has died meanwhile says so like one that dies later."""
    try:
        return crew.build(unit)
    except BrokenExecutor as died:
        future: Future[Outcome] = Future()
        future.set_exception(died)
        return future


def _collect(pending: dict[Future[Outcome], Unit], on_outcome: OnOutcome) -> list[Unit]:
    """Tell of what is done, and return the units whose worker has died."""
    died = []
    for future in wait(pending, return_when=FIRST_COMPLETED).done:
        unit = pending.pop(future)
        outcome = _result(future, unit)
        if outcome is None:
            died.append(unit)
        else:
            on_outcome(outcome)
    return died


def _result(future: Future[Outcome], unit: Unit) -> Outcome | None:
    """Return what became of a unit, None where its worker died."""
    try:
        return future.result()
    except BrokenExecutor:
        return None
    except CancelledError:
        return failure_of(unit, _LOST)
    except Exception as failure:  # a cluster has its own ways to say that it gave up
        return failure_of(unit, f"{_LOST}({type(failure).__name__})")


def _alone(unit: Unit, crew: Crew) -> Outcome:
    """Build a unit with nothing else in work: if a worker dies again, this one is why."""
    outcome = _result(_begun(unit, crew), unit)
    if outcome is None:
        crew.renew()
        return failure_of(unit, _DIED)
    return outcome


def _finish(pending: dict[Future[Outcome], Unit], on_outcome: OnOutcome) -> None:
    """Take back what has not been begun, and wait for the rest."""
    begun = {future: unit for future, unit in pending.items() if not future.cancel()}
    for future, unit in begun.items():
        outcome = _result(future, unit)
        if outcome is not None and outcome.fortune is not Fortune.LEFT:
            on_outcome(outcome)
