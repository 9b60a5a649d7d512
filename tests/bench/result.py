"""What a section of the benchmark says: results and remarks, printed as they come and written to one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One way to do the work: its time in milliseconds, and its peak memory in MB where that was measured."""

    name: str
    ms: float
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What was done, how long we take and how long another way takes.

    `ratio` is the other's time divided by ours, round by round, of which it is the median. `count` says how many rows
    or documents (`unit`) the time is for.
    """

    what: str
    ours: Side
    other: Side | None = None
    ratio: float | None = None
    count: int = 0
    unit: str = ""

    @property
    def verdict(self) -> str:
        """Return the ratio in words: a number below one is hard to read."""
        if self.ratio is None:
            return ""
        return f"{self.ratio:.1f} times as fast" if self.ratio >= 1 else f"{1 / self.ratio:.1f} times as long"

    @property
    def each(self) -> str:
        return f"{duration(self.ours.ms / self.count)} a {self.unit}" if self.count else ""

    @property
    def others_each(self) -> str:
        return f"{duration(self.other.ms / self.count)} a {self.unit}" if self.count and self.other else ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence between results: what the next ones show, or why some are missing."""

    text: str


Said = Result | Remark


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the benchmark: its name on the command line, what the page says of it, and how it is run."""

    name: str
    title: str
    text: str
    run: Callable[[], Iterator[Said]]


def duration(ms: float) -> str:
    """Return a time with about three digits."""
    if ms < 1:
        return f"{ms * 1000:.0f} µs"
    if ms < 10_000:
        return f"{ms:,.1f} ms" if ms < 100 else f"{ms:,.0f} ms"
    return f"{ms / 1000:.1f} s"


def megabytes(side: Side | None) -> str:
    return f"{side.peak:,.0f} MB" if side and side.peak else ""


def line(said: Said) -> str:
    """Return a result as one line on the screen."""
    if isinstance(said, Remark):
        return said.text
    pieces = [f"{said.what:<34} ours {duration(said.ours.ms):>8}"]
    if said.other:
        pieces.append(f"{said.other.name} {duration(said.other.ms):>8}")
    peaks = " and ".join(filter(None, (megabytes(said.ours), megabytes(said.other))))
    pieces += filter(None, (said.verdict, said.each, peaks and f"peak {peaks}"))
    return "   ".join(pieces)
