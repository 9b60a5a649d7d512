"""Every unit has one outcome, whatever gives out: a worker that dies, one that kills all, a cluster that gives up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from generator.app.batch.running import Stopped, run_all
from generator.app.batch.unit import Fortune, Outcome, Unit, told
from generator.cli.batch import Pace
from generator.errors import SurroundingsFailed

UNITS = [Unit(n, f"{n}.yaml", Path(f"{n}.yaml")) for n in range(1, 11)]


class Crew:
    """Does its work at once; `deadly` units kill their worker, and with it whatever else it holds."""

    width = 3

    def __init__(self, deadly: Sequence[int] = (), once: Sequence[int] = ()) -> None:
        self.deadly, self.once = set(deadly), set(once)
        self.broken = False
        self.begun: Counter[int] = Counter()
        self.renewed = 0

    def build(self, unit: Unit) -> Future[Outcome]:
        if self.broken:
            raise BrokenProcessPool
        self.begun[unit.number] += 1
        future: Future[Outcome] = Future()
        if unit.number in self.deadly | self.once:
            self.once.discard(unit.number)
            self.broken = True
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(Outcome(unit, Fortune.BUILT))
        return future

    def renew(self) -> None:
        self.broken = False
        self.renewed += 1

    def dismiss(self) -> None:
        pass


def outcomes(crew: Crew) -> dict[int, Fortune]:
    found: list[Outcome] = []
    run_all(UNITS, crew, found.append)
    numbers = [each.unit.number for each in found]
    assert sorted(numbers) == sorted(set(numbers))
    return {each.unit.number: each.fortune for each in found}


def test_every_unit_is_told_once() -> None:
    assert outcomes(Crew()) == dict.fromkeys(range(1, 11), Fortune.BUILT)


def test_a_unit_whose_worker_died_by_chance_is_built_again() -> None:
    crew = Crew(once=[4])
    assert outcomes(crew) == dict.fromkeys(range(1, 11), Fortune.BUILT)
    assert crew.begun[4] == 2


@pytest.mark.parametrize("deadly", [[1], [10], [2, 3], list(range(1, 11))])
def test_a_unit_that_kills_its_worker_fails_alone(deadly: list[int]) -> None:
    found = outcomes(Crew(deadly))
    assert {number for number, fortune in found.items() if fortune is Fortune.FAILED} == set(deadly)
    assert len(found) == len(UNITS)


class GivingUp(Crew):
    """A cluster that has its own exceptions."""

    def build(self, unit: Unit) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        if unit.number % 2:
            future.set_exception(RuntimeError("KilledWorker"))
        else:
            future.cancel()
            future.set_running_or_notify_cancel()
        return future


def test_what_a_cluster_gives_up_is_told_and_not_raised() -> None:
    assert set(outcomes(GivingUp()).values()) == {Fortune.FAILED}


class Interrupted(Crew):
    """The user presses Ctrl-C while the fifth unit is begun; what is in work is done, what waits is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.working: list[Future[Outcome]] = []

    def build(self, unit: Unit) -> Future[Outcome]:
        if unit.number == 5:
            for future in self.working:
                if not future.done():
                    future.set_result(Outcome(UNITS[3], Fortune.BUILT))
            raise KeyboardInterrupt
        if unit.number < 4:
            return super().build(unit)
        future: Future[Outcome] = Future()
        future.set_running_or_notify_cancel()
        self.working.append(future)
        return future


def test_ctrl_c_waits_for_what_is_in_work_and_tells_of_it() -> None:
    found: list[Outcome] = []
    with pytest.raises(Stopped):
        run_all(UNITS, Interrupted(), found.append)
    assert 4 in {each.unit.number for each in found}


def test_a_defect_of_ours_stops_one_pack_and_not_all() -> None:
    def defect() -> Outcome:
        raise ZeroDivisionError("division by zero")

    def full() -> Outcome:
        raise SurroundingsFailed("磁盘已满")

    assert "ZeroDivisionError" in told(UNITS[0], defect).reason
    assert told(UNITS[0], full).reason == "磁盘已满"


def test_the_pace_tells_rate_remaining_time_and_failures() -> None:
    seconds = iter(range(0, 1000, 10))
    pace = Pace(lambda: float(next(seconds)))
    assert pace.said(Outcome(UNITS[0], Fortune.BUILT), 1000) == "每秒 0.1 个,剩余 2 小时 46 分"
    assert pace.said(Outcome(UNITS[1], Fortune.FAILED), 10) == "每秒 0.1 个,剩余 1 分 20 秒,失败 1"
