"""Whole packs in one process, again and again, beside plain docxtpl and openpyxl in the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.pack import PEERS, Pack, pack_of, values_of
from tests.bench.result import Result, Section
from tests.bench.timing import OURS, Spent, beside, here, in_turn
from tests.support import baseline
from tests.support.command import CAMPAIGNS
from tests.support.variants import closed

TEXT = f"""
The 22 documents of a campaign on one core, templates compiled: first the example again and again, then five
campaigns in turn. Ours remembers of the last four fillings of a template what follows from the lengths of
their lists alone, and charts whose numbers are the same; with five campaigns in turn that never helps.
{PEERS} has what can be kept between two documents kept: its expressions and its translated formulas.
docxtpl reads and compiles its template for each document and openpyxl loads its workbook, as there is no
other way to use them.
"""


def run() -> Iterator[Result]:
    """Yield the ratios on the clock and in CPU time."""
    one = in_turns([pack_of()])
    yield from beside("the same pack again", one, count=22, unit="document")
    yield from beside("the same pack again, CPU", one, "cpu", count=22, unit="document")
    texts = [*(file.read_text("utf-8") for file in CAMPAIGNS), closed()]
    five = in_turns([pack_of(text) for text in texts])
    yield from beside(f"{len(texts)} packs in turn", five, count=22 * len(texts), unit="document")
    yield from beside(f"{len(texts)} packs in turn, CPU", five, "cpu", count=22 * len(texts), unit="document")


def in_turns(packs: Sequence[Pack]) -> dict[str, list[Spent]]:
    """Return what making these packs takes us and the baseline."""
    jobs = [pack.jobs() for pack in packs]
    with tempfile.TemporaryDirectory() as folder:

        def theirs() -> None:
            for each in jobs:
                baseline.fill_all([job.path for job in each], values_of(each), Path(folder))

        return in_turn({OURS: here(lambda: [pack.make() for pack in packs]), PEERS: here(theirs)})


SECTION = Section("packs", "Packs in a process that is warm", TEXT, run)
