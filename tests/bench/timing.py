"""Several ways to do the same, timed in turn, so that a slow moment of the machine hits all of them."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.result import Result, Side
from tests.support.command import ROOT

ROUNDS = 7
OURS = "ours"
AROUND = (-2, 1, 0, -1, 2)
"""How much longer lists are in turn than they are called: we remember where things lay in the last four."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took: seconds on the clock, seconds of CPU, and the peak memory in MB of a process of its own."""

    wall: float
    cpu: float
    peak: float | None = None


Run = Callable[[], Spent]


def here(work: Callable[[], object]) -> Run:
    """Return how to run something in this process."""

    def run() -> Spent:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Spent(time.perf_counter() - wall, time.process_time() - cpu)

    return run


def process(*command: object, cache: Path | None = None) -> Spent:
    """Run a program to its end in a process of its own; `cache` is where it keeps compiled templates.

    A small program starts it and looks at the clock: a child is counted with the memory of its parent.
    """
    environment = {**os.environ, "CAMPAIGN_PACK_CACHE": str(cache) if cache else "off"}
    launcher = Path(__file__).with_name("launch.py")
    asked = [sys.executable, "-I", "-S", launcher, *map(str, command)]
    done = subprocess.run(asked, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return Spent(**json.loads(done.stdout))


def told(*command: object) -> Any:
    """Return what one of our modules prints as JSON in a process of its own."""
    asked = [sys.executable, "-m", *map(str, command)]
    return json.loads(subprocess.run(asked, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)


def in_turn(runs: Mapping[str, Run], rounds: int = ROUNDS) -> dict[str, list[Spent]]:
    """Run each in turn, so many rounds; a first round warms up and is not counted."""
    spent: dict[str, list[Spent]] = {name: [] for name in runs}
    for _ in range(rounds + 1):
        for name, run in runs.items():
            spent[name].append(run())
    return {name: each[1:] for name, each in spent.items()}


def beside(
    what: str, spent: Mapping[str, list[Spent]], clock: str = "wall", count: int = 0, unit: str = ""
) -> Iterator[Result]:
    """Yield our first way beside each of the others; alone if there is no other."""
    ours, *others = spent
    if not others:
        yield Result(what, side(ours, spent[ours], clock), count=count, unit=unit)
    for other in others:
        pairs = zip(spent[ours], spent[other], strict=True)
        ratio = statistics.median(getattr(b, clock) / getattr(a, clock) for a, b in pairs)
        sides = side(ours, spent[ours], clock), side(other, spent[other], clock)
        yield Result(what, *sides, ratio, count, unit)


def side(name: str, spent: list[Spent], clock: str = "wall") -> Side:
    """Return the medians of several runs."""
    peaks = [each.peak for each in spent if each.peak is not None]
    time_ = statistics.median(getattr(each, clock) for each in spent)
    return Side(name, 1000 * time_, statistics.median(peaks) if peaks else None)
