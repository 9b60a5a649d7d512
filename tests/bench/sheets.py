"""The workbooks of five campaigns warm, beside openpyxl's load, fill and save."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from itertools import count

from tests.bench.pack import NOW, pack_of
from tests.bench.plain.excel import fill_excel
from tests.bench.result import Result, Section
from tests.bench.timing import OURS, beside, here, in_turn
from tests.support.campaigns import MINIMAL
from tests.support.command import EXAMPLE
from tests.support.variants import CLOSED, closed, overlong

TEXT = """
The twelve workbooks of five campaigns in turn, as of another day each time, so that nothing has been
computed before: two examples, one of them also closed with all its results, one with far too much of
everything, and a minimal one. Ours moves what names cells, computes every formula and stores its value;
openpyxl loads, fills and saves, and computes none.
"""


def run() -> Iterator[Result]:
    texts = (EXAMPLE.read_text("utf-8"), closed(), overlong(), MINIMAL, CLOSED.read_text("utf-8"))
    jobs = [job for text in texts for job in pack_of(text).jobs() if not job.is_word]

    def theirs() -> None:
        for job in jobs:
            fill_excel(job.path, job.values, io.BytesIO())

    days = (NOW + dt.timedelta(days=number) for number in count())

    def ours() -> None:
        now = next(days)
        for job in jobs:
            job.fill(now)

    spent = in_turn({OURS: here(ours), "openpyxl": here(theirs)})
    yield from beside(f"{len(jobs)} workbooks", spent, count=len(jobs), unit="workbook")


SECTION = Section("sheets", "Workbooks of five campaigns", TEXT, run)
