"""Reports filled again and again from compiled templates, beside docxtpl."""

from __future__ import annotations

import io
from collections.abc import Iterator

from generator.office.word import charts
from tests.bench.pack import pack_of
from tests.bench.plain.word import fill_word
from tests.bench.result import Result, Section
from tests.bench.timing import OURS, beside, here, in_turn
from tests.support.command import EXAMPLE
from tests.support.variants import closed, overlong

PEER = "docxtpl"
REPORTS = {"example": ("DY", "SP", "FP"), "closed": ("DY", "SP", "FP"), "overlong": ("DY", "FP")}
TEXT = """
Eight reports: three of our Word templates for the example campaign and for the same campaign closed, and
two of them with far too much of everything. docxtpl is given the same templates with values as one would
write them for it; it leaves charts, contents tables, captions and document properties as they are in the
template. Ours remembers charts whose numbers have not changed; the second line has new numbers in each.
"""


def run() -> Iterator[Result]:
    texts = {"example": EXAMPLE.read_text("utf-8"), "closed": closed(), "overlong": overlong()}
    jobs = [job for name, text in texts.items() for job in pack_of(text).jobs(REPORTS[name])]

    def ours() -> None:
        for job in jobs:
            job.fill()

    def anew() -> None:
        for job in jobs:
            charts.forget()
            job.fill()

    def theirs() -> None:
        for job in jobs:
            fill_word(job.path, job.values, io.BytesIO())

    spent = in_turn({OURS: here(ours), "anew": here(anew), PEER: here(theirs)})
    yield from beside(f"{len(jobs)} reports", {OURS: spent[OURS], PEER: spent[PEER]})
    yield from beside("the same, all charts new", {OURS: spent["anew"], PEER: spent[PEER]})


SECTION = Section("words", "Reports", TEXT, run)
