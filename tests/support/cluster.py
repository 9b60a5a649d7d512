"""A Dask cluster on this machine, each of its processes in a folder of its own; and `batch` as somebody calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.command import AS_OF, ROOT

_BATCH = [sys.executable, "-m", "generator", "batch"]
_LONGEST = 60  # seconds


def wait_for(there: Callable[[], bool]) -> None:
    """Wait until something is there."""
    end = time.monotonic() + _LONGEST
    while not there():
        assert time.monotonic() < end, "nothing happens"
        time.sleep(0.02)


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@dataclass
class LocalCluster:
    """A scheduler and its workers, each a process of its own that runs in `home`."""

    home: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def begin(self, workers: int) -> LocalCluster:
        """Start the scheduler, and that many workers."""
        told = self.home / "scheduler.json"
        self._start("scheduler", "--port", "0", "--dashboard-address", ":0", "--scheduler-file", told)
        wait_for(lambda: told.exists() and told.read_text("utf-8").rstrip().endswith("}"))
        self.address = json.loads(told.read_text("utf-8"))["address"]
        for _ in range(workers):
            self.employ()
        wait_for(lambda: self._registered() == workers)
        return self

    def employ(self) -> None:
        """Start a worker."""
        self._start("worker", self.address, "--nthreads", "1", "--no-nanny")

    @property
    def scheduler(self) -> subprocess.Popen[bytes]:
        return self.processes[0]

    @property
    def workers(self) -> list[subprocess.Popen[bytes]]:
        return self.processes[1:]

    def end(self) -> None:
        """Leave no process behind."""
        for process in reversed(self.processes):
            self.kill(process)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill one of the processes, and bury it: a zombie counts as alive to whoever looks at a lock."""
        process.kill()
        process.wait()

    def _start(self, *arguments: object) -> None:
        command = [
            sys.executable,
            "-m",
            "dask",
            *map(str, arguments),
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        with (self.home / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=self.home, env=_surroundings(), stdout=log, stderr=log)
        self.processes.append(process)

    def _registered(self) -> int:
        return sum("Registered to" in path.read_text("utf-8") for path in self.home.glob("*.log"))


@dataclass(frozen=True)
class Run:
    """What a batch came to: its exit code, what it printed, and its report."""

    code: int
    out: str
    err: str
    report: dict[str, Any]

    @property
    def results(self) -> list[str]:
        return [each["result"] for each in self.report["campaigns"]]


def begun(home: Path, address: str, *arguments: object) -> subprocess.Popen[str]:
    """Begin `batch` of the campaigns in `home`, called as somebody would who stands there."""
    asked = [
        *_BATCH,
        "campaigns",
        "-o",
        "output",
        "--as-of",
        AS_OF,
        "--report",
        "report",
        "--scheduler",
        address,
    ]
    return subprocess.Popen(
        [*asked, *map(str, arguments)], cwd=home, env=_surroundings(), text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(process: subprocess.Popen[str], home: Path) -> Run:
    """Wait until a batch has ended, and take its report away."""
    out, err = process.communicate(timeout=120)
    path = home / "report.json"
    report = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for each in home.glob("report.*"):
        each.unlink()
    return Run(process.returncode, out, err, report)


def batch(home: Path, address: str, *arguments: object) -> Run:
    """Run `batch` of the campaigns in `home` through a cluster."""
    return ended(begun(home, address, *arguments), home)
