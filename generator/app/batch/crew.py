"""Whoever builds the units of a batch: processes of this machine, begun anew each for itself on every system."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Protocol

from generator.app.batch.unit import Orders, Outcome, Unit, build_unit
from generator.app.collector import spare_collector
from generator.app.template_set import TemplateSet


class Crew(Protocol):
    """Builds units; `width` is how many it can well have at hand at a time."""

    @property
    def width(self) -> int:
        """Return how many units it can well have at hand: enough to be never idle, few enough to be stopped soon."""
        ...

    def build(self, unit: Unit) -> Future[Outcome]:
        """Begin with a unit as soon as there is room."""
        ...

    def renew(self) -> None:
        """Begin anew after a worker has died with all it held."""
        ...

    def dismiss(self) -> None:
        """End when what has been begun is done."""
        ...


class Processes:
    """A crew of `jobs` processes of this machine. Templates are sent once to each, and compiled once."""

    def __init__(self, jobs: int, orders: Orders, templates: TemplateSet) -> None:
        self._jobs, self._given = jobs, (orders, templates)
        self._pool = self._begun()

    def _begun(self) -> ProcessPoolExecutor:
        # a forked process would share locks and threads of this one; a fresh one is the same on every system
        fresh = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, mp_context=fresh, initializer=_begin, initargs=self._given)

    @property
    def width(self) -> int:
        """Return two for each process: the next one lies ready when one is done."""
        return 2 * self._jobs

    def build(self, unit: Unit) -> Future[Outcome]:
        """Begin with a unit as soon as there is room."""
        return self._pool.submit(_build, unit)

    def renew(self) -> None:
        """Begin anew after a process has died."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._begun()

    def dismiss(self) -> None:
        """End when what has been begun is done."""
        self._pool.shutdown(wait=True, cancel_futures=True)


_GIVEN: list[tuple[Orders, TemplateSet]] = []


def _begin(orders: Orders, templates: TemplateSet) -> None:
    """Make this process a worker: Ctrl-C is the chief's to hear, and without a chief there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    spare_collector(lasting=True)
    threading.Thread(target=_end_with_chief, daemon=True).start()
    _GIVEN[:] = [(orders, templates)]


def _end_with_chief() -> None:
    chief = multiprocessing.parent_process()
    if chief is not None:
        wait([chief.sentinel])
        os._exit(1)


def _build(unit: Unit) -> Outcome:
    """Build a unit with what the process was given; after the first one, what is compiled is there to stay."""
    outcome = build_unit(unit, *_GIVEN[0])
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
    return outcome
