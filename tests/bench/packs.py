"""Whole packs in one process, again and again, beside plain docxtpl and openpyxl in the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.pack import PEERS, Pack, made_anew, pack_of, values_of
from tests.bench.result import Result, Section
from tests.bench.timing import OURS, Run, Spent, beside, here, in_turn
from tests.support import baseline
from tests.support.command import CAMPAIGNS
from tests.support.variants import closed

TEXT = f"""
The 22 documents of a campaign on one core, templates compiled: the example as of another day each time, so
that nothing has been computed before, then five campaigns in turn, also as of other days, whose lists are
not as long as those of one of the last four. Last the very same pack again: ours remembers what formulas
came to and where things lie, as in a build of which nothing has changed. {PEERS} has what can be kept
between two documents kept: its expressions and its translated formulas. docxtpl reads and compiles its
template for each document and openpyxl loads its workbook, as there is no other way to use them. What is
derived from the campaign is there before, for both.
"""


def run() -> Iterator[Result]:
    """Yield the ratios on the clock and in CPU time."""
    example = [pack_of()]
    others = [pack_of(text) for text in (*(file.read_text("utf-8") for file in CAMPAIGNS), closed())]
    one = in_turn({OURS: made_anew(example), "again": here(example[0].make), PEERS: by_hand(example)})
    yield from _both_clocks("a pack", one, 1)
    five = in_turn({OURS: made_anew(others), PEERS: by_hand(others)})
    yield from _both_clocks(f"{len(others)} packs in turn", five, len(others))
    yield from beside(
        "the very same pack again", {OURS: one["again"], PEERS: one[PEERS]}, count=22, unit="document"
    )


def _both_clocks(what: str, spent: dict[str, list[Spent]], packs: int) -> Iterator[Result]:
    sides = {OURS: spent[OURS], PEERS: spent[PEERS]}
    yield from beside(what, sides, "wall", 22 * packs, "document")
    yield from beside(f"{what}, CPU", sides, "cpu", 22 * packs, "document")


def by_hand(packs: Sequence[Pack]) -> Run:
    """Return how the baseline makes these packs, of values that are there."""
    jobs = [([job.path for job in pack.jobs()], values_of(pack.jobs())) for pack in packs]

    def run() -> Spent:
        with tempfile.TemporaryDirectory() as folder:
            return here(lambda: [baseline.fill_all(*each, Path(folder)) for each in jobs])()

    return run


SECTION = Section("packs", "Packs in a process that is warm", TEXT, run)
