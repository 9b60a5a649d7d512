"""Two ways to do the same, timed in turn, so that a slow moment of the machine hits both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

ROUNDS = 7


def compare(
    what: str, ours: Callable[[], object], other: str, theirs: Callable[[], object], rounds: int = ROUNDS
) -> None:
    """Print the medians of both and the median of their ratios; a first round warms up."""
    pairs = [(_timed(ours), _timed(theirs)) for _ in range(rounds + 1)][1:]
    mine, yours = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    sides = f"ours {mine * 1000:7.0f} ms   {other} {yours * 1000:7.0f} ms"
    print(f"{what:<30} {sides}   {ratio:5.1f} times as fast", flush=True)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
