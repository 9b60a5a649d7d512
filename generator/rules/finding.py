"""What a rule finds, and what it is given to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from generator.campaign import Campaign, Path, UnsoundValue, shape_of, walk
from generator.campaign.shape import Step
from generator.diagnostics import Severity
from generator.standard.process import Checks, Process
from generator.standard.stage import Stage

T = TypeVar("T")


class Finding(Struct, frozen=True):
    """A rule that is broken. The first of `paths` is where a reader is sent, the others take part in it."""

    code: str
    message: str
    remedy: str
    paths: tuple[Path, ...]
    severity: Severity = Severity.ERROR


class Check(Struct, frozen=True, dict=True):
    """A campaign, how strictly it is looked at, and the process it follows."""

    campaign: Campaign
    stage: Stage
    process: Process

    @cached_property
    def steps(self) -> list[Step]:
        """The whole campaign, value by value."""
        return walk(self.campaign, shape_of(Campaign))

    @property
    def limits(self) -> Checks:
        """Return what the rules go by where a company may see it differently."""
        return self.process.checks

    def since(self, stage: Stage) -> bool:
        """Tell whether `stage` has been reached: what it wants to be known has to be known from then on."""
        return stage in self.stage.so_far


Rule = Callable[[Check], Iterator[Finding]]


def warning(code: str, message: str, remedy: str, *paths: Path) -> Finding:
    """Return a finding that stops nothing, but that somebody should look at."""
    return Finding(code, message, remedy, paths, Severity.WARNING)


def note(code: str, message: str, remedy: str, *paths: Path) -> Finding:
    """Return a finding that only tells."""
    return Finding(code, message, remedy, paths, Severity.INFO)


def over(
    root: Path, entries: Iterable[T], check: Callable[[Path, T], Iterator[Finding]]
) -> Iterator[Finding]:
    """Check every entry of a list by itself: one that could not be read does not shield the others."""
    for index, entry in enumerate(entries):
        yield from soundly(check((*root, index), entry))


def soundly(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield findings as long as they rest on values that could be read."""
    try:
        yield from findings
    except UnsoundValue:
        return
