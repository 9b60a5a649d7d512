"""What a rule finds, and what it is given to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from generator.campaign import Campaign, Path, UnsoundValue
from generator.diagnostics import Severity
from generator.standard.process import Process
from generator.standard.stage import Stage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken. The first of `paths` is where a reader is sent, the others take part in it."""

    code: str
    message: str
    remedy: str
    paths: tuple[Path, ...]
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Check:
    """A campaign, how strictly it is looked at, and the process it follows."""

    campaign: Campaign
    stage: Stage
    process: Process


Rule = Callable[[Check], Iterator[Finding]]


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
