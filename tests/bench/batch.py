"""Hundreds of campaigns in one run: one process, two, a Dask cluster of two; what is there already; how memory grows.

`python -m tests.bench batch 40` takes that many campaigns; with 1,000 or more there is one run, watched part by part.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil

from tests.bench.result import Remark, Result, Said, Section, Side
from tests.bench.timing import OURS
from tests.support.cluster import LocalCluster
from tests.support.command import AS_OF, ROOT
from tests.support.many import write_many

VARIABLE = "BENCHMARK_CAMPAIGNS"
"""Says how many campaigns are taken; the page has `USUAL`."""
T = TypeVar("T")
USUAL, LONG = 400, 1_000
_PARTS, _LONG_PARTS = 4, 10
_PAUSE = 0.25  # seconds between two looks at memory
_BATCH = (sys.executable, "-m", "generator", "batch")
TEXT = """
`campaign-pack batch` of many campaigns into an empty folder, from start to end: with one worker process and with two
(`--jobs`), then through a Dask cluster on the same machine, a scheduler and two workers of one thread each, which are
there before. Compiled templates lie in the cache. Each is run once, as the runs are long. Last the same batch again,
when nothing has changed.

The campaigns are made of the four examples in turn, a launch, a promotion in twelve stores, a brand campaign
and a customers' dinner. Each has a number and a name of its own, which most documents print, so that every
document is made; the lists and the prices of campaigns made of one example are the same, so that what engines
remember of the last few fillings fits more often than it would among campaigns that have nothing in common.

The parts of the run with two processes: the mean time of a pack in a worker, and the most memory that a worker had
meanwhile.
"""


@dataclass(frozen=True)
class Watched:
    """A run that has ended: its seconds, those of each pack in order, and MB of the chief and of its largest worker."""

    seconds: float
    packs: list[float]
    memory: list[tuple[float, float]]

    def part(self, number: int, parts: int) -> tuple[float, float, float]:
        """Return the mean milliseconds of a pack, and the peaks of the largest worker and the chief, in a part."""
        packs, memory = (_part(each, number, parts) for each in (self.packs, self.memory))
        chief, worker = (max(each) for each in zip(*memory, strict=True))
        return 1000 * statistics.mean(packs), worker, chief


def run() -> Iterator[Said]:
    count = int(os.environ.get(VARIABLE, USUAL))
    with tempfile.TemporaryDirectory(prefix="campaign-pack-bench-") as folder:
        home = Path(folder)
        write_many(home / "campaigns", count)
        write_many(home / "first", 4)  # one of each, which fills the cache
        _watched(home, "first")
        yield from _long(home, count) if count >= LONG else _compared(home, count)


def _compared(home: Path, count: int) -> Iterator[Said]:
    one = _watched(home, "campaigns", "--jobs", 1)
    shutil.rmtree(home / "output")
    two = _watched(home, "campaigns", "--jobs", 2)
    again = _watched(home, "campaigns", "--jobs", 2)
    shutil.rmtree(home / "output")
    dask = _through_dask(home)
    yield _beside(f"{count} campaigns, two processes", two, "one process", one, count)
    yield _beside(f"{count} campaigns, Dask, two workers", dask, "two processes", two, count)
    yield _beside(f"{count} campaigns again", again, "the first time", two, count)
    yield _rates({"one process": one, "two": two, "Dask": dask, "nothing changed": again})
    yield from _parts(two, min(_PARTS, count))


def _long(home: Path, count: int) -> Iterator[Said]:
    two = _watched(home, "campaigns", "--jobs", 2)
    yield Result(
        f"{count:,} campaigns, two processes", Side(OURS, 1000 * two.seconds), count=count, unit="pack"
    )
    yield _rates({"two processes": two})
    yield from _parts(two, _LONG_PARTS)


def _beside(what: str, ours: Watched, name: str, theirs: Watched, count: int) -> Result:
    sides = Side(OURS, 1000 * ours.seconds), Side(name, 1000 * theirs.seconds)
    return Result(what, *sides, theirs.seconds / ours.seconds, count, "pack")


def _rates(runs: dict[str, Watched]) -> Remark:
    rates = ", ".join(f"{name} {len(run.packs) / run.seconds:.1f}" for name, run in runs.items())
    return Remark(f"Packs a second: {rates}.")


def _parts(run: Watched, parts: int) -> Iterator[Said]:
    chief = [run.part(number, parts)[2] for number in range(parts)]
    for number in range(parts):
        first, last = (len(run.packs) * (number + more) // parts for more in (0, 1))
        ms, worker, _ = run.part(number, parts)
        yield Result(f"packs {first + 1:,} to {last:,}", Side(OURS, ms, worker))
    yield Remark(f"The chief had {', '.join(f'{each:.0f}' for each in chief)} MB in these parts.")


def _part(each: Sequence[T], number: int, parts: int) -> Sequence[T]:
    return each[len(each) * number // parts : len(each) * (number + 1) // parts]


def _through_dask(home: Path) -> Watched:
    (home / "cluster").mkdir()
    cluster = LocalCluster(home / "cluster")
    try:
        cluster.begin(2)
        return _watched(home, "campaigns", "--scheduler", cluster.address)
    finally:
        cluster.end()


def _watched(home: Path, campaigns: str, *options: object) -> Watched:
    """Run a batch to its end, and look at the memory of its processes on the way."""
    report = home / f"report-{time.monotonic_ns()}.json"
    asked = [*_BATCH, campaigns, "-o", "output", "--as-of", AS_OF, "--report", report, *options]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    chief = subprocess.Popen(
        list(map(str, asked)),
        cwd=home,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    memory = []
    while chief.poll() is None:
        with suppress(psutil.Error):
            memory.append(_memory(psutil.Process(chief.pid)))
        with suppress(subprocess.TimeoutExpired):
            chief.wait(_PAUSE)
    seconds = time.perf_counter() - began
    told = json.loads(report.read_text("utf-8"))
    assert chief.returncode == 0, told["counts"]
    return Watched(seconds, [each["seconds"] for each in told["campaigns"]], memory)


def _memory(chief: psutil.Process) -> tuple[float, float]:
    """Return the MB of a process, and of the largest of those that it has begun."""
    workers = [child.memory_info().rss for child in chief.children()]
    return chief.memory_info().rss / 2**20, max(workers, default=0) / 2**20


SECTION = Section("batch", "Many campaigns in one run", TEXT, run)
