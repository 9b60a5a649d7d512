"""How time grows with the rows of a list, the documents of a pack and the campaigns of a process."""

from __future__ import annotations

import datetime as dt
import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from generator.office.templates import compile_template
from tests.bench.excel_list import draw_excel_list, excel_rows
from tests.bench.memory import peak
from tests.bench.pack import DAY, NOW, PEERS, PROPERTIES, made_anew, pack_of
from tests.bench.packs import by_hand
from tests.bench.plain.excel import fill_excel
from tests.bench.plain.word import fill_word
from tests.bench.result import Remark, Result, Said, Section, Side
from tests.bench.timing import AROUND, OURS, ROUNDS, Run, beside, here, in_turn, told
from tests.bench.word_list import draw_word_list, word_rows
from tests.support.command import EXAMPLE

ROWS, OURS_ALONE = (10, 100, 1_000), 10_000
STEPS = (22, 4, 2, 1)  # every document, every fourth, …
CAMPAIGNS = (1, 10, 40)
Rows = Callable[[int], list[dict[str, Any]]]
Fill = Callable[[io.BytesIO, dict[str, Any], io.BytesIO], None]
TEXT = """
What is linear costs the same for each row, document and campaign, however many there are; what a template
costs once shows where there are few. Nothing is done twice: lists are in another order each time and not as
long as one of the last four, packs are as of another day. Campaigns differ in name, number and day; their
lists are equally long.
"""


def run() -> Iterator[Said]:
    yield Remark("Rows of a list in a warm process, ten columns in Excel, six in Word.")
    yield from _rows("Excel list", draw_excel_list(), excel_rows, "openpyxl", fill_excel)
    yield from _rows("Word list", draw_word_list(), word_rows, "docxtpl", fill_word)
    yield Remark("Documents of the example's pack in a warm process: one, and evenly spread ones.")
    yield from _documents()
    yield Remark("Campaigns in a process that begins cold, ours alone: each is read and its pack made.")
    yield from _campaigns()


def _rows(what: str, template: bytes, rows: Rows, peer: str, fill: Fill) -> Iterator[Result]:
    compiled = compile_template(template, what)
    for count in (*ROWS, OURS_ALONE):
        mine, theirs = _lists(rows, count), _lists(rows, count)
        runs: dict[str, Run] = {
            OURS: here(lambda: compiled.fill(next(mine), now=NOW, properties=PROPERTIES)),  # noqa: B023 - run at once
            peer: here(lambda: fill(io.BytesIO(template), next(theirs), io.BytesIO())),  # noqa: B023
        }
        if count == OURS_ALONE:
            del runs[peer]
        yield from beside(f"{what} of {count:,} rows", in_turn(runs), count=count, unit="row")


def _lists(rows: Rows, count: int) -> Iterator[dict[str, Any]]:
    """Yield values with a list that is about so long, in another order each time."""
    for each in cycle([rows(count + more) for more in AROUND]):
        each.append(each.pop(0))
        yield {"rows": each}


def _documents() -> Iterator[Result]:
    pack = pack_of()
    codes = [file.code for file in pack.plan.files]
    for step in STEPS:
        part = pack.only(codes[::step])
        spent = in_turn({OURS: made_anew([part]), PEERS: by_hand([part])})
        count = len(part.plan.files)
        yield from beside(_some(count, "document"), spent, count=count, unit="document")


def _campaigns() -> Iterator[Result]:
    runs = [told("tests.bench.growth", *CAMPAIGNS) for _ in range(ROUNDS)]
    for number, count in enumerate(CAMPAIGNS):
        ms, most = (statistics.median(run[number][key] for run in runs) for key in ("ms", "peak"))
        yield Result(_some(count, "campaign"), Side(OURS, ms, most), count=count, unit="pack")


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count > 1)}"


def measure(counts: list[int]) -> list[dict[str, float]]:
    """Make packs of campaigns in this process; return the time and the peak memory at each of these counts."""
    text = EXAMPLE.read_text("utf-8")
    found, began = [], time.perf_counter()
    for number in range(1, max(counts) + 1):
        other = text.replace("HD-2026-001", f"HD-2026-{number:03}").replace("星澜", f"星澜{number}")
        pack_of(other).make(DAY + dt.timedelta(days=number))
        if number in counts:
            found.append({"ms": 1000 * (time.perf_counter() - began), "peak": peak()})
    return found


SECTION = Section("growth", "How time grows", TEXT, run)

if __name__ == "__main__":
    print(json.dumps(measure([int(count) for count in sys.argv[1:]])))
