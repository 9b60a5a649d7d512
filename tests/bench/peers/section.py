"""Each tool fills the same report or list in turn; before it is timed, what it has written is read back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.bench.peers.content import content_of
from tests.bench.peers.templates import draw_excel, draw_word, values
from tests.bench.peers.tools import LIST, REPORT, Kind
from tests.bench.peers.worker import Worker
from tests.bench.result import Remark, Said, Section
from tests.bench.timing import AROUND, OURS, beside, in_turn

SIZES = {10: 50, 100: 20, 1_000: 5}  # rows, and how many documents are filled in a round
TEXT = """
Templates that every tool can fill, drawn for the run and equal but for how each writes its tags. The report
in Word has a header and a footer, a heading, two paragraphs with values, a repeated paragraph (ten times)
and a table of five columns that grows. The list in Excel has a title, heads, a row of five columns that
grows, a number format, and a total whose formula names no row of the list, as xlsx-template does not
stretch formulas. What the tools have written is read back and compared, text by text and cell by cell,
before anything is timed.

Every tool runs in a warm process of its own, reads no files and writes none; no list is as long as one of
the last four or in an order that was there before. Ours and docxtpl share a template; ours keeps it
compiled. docxtpl, openpyxl, docxtemplater and xlsx-template read the template for each document:
docxtemplater refuses to render one instance twice, and xlsx-template changes its instance. xlsx-template
stores its parts uncompressed unless it is told otherwise, as in its manual; a line shows it compressing, as
all the others do. Ours also computes the total and stores it; no other does.
"""


def run() -> Iterator[Said]:
    for kind in (REPORT, LIST):
        for tool in kind.tools:
            if tool.missing:
                yield Remark(f"{tool.name} is left out: it is not installed, which takes Node.js and npm.")
        yield from _compared(kind)


def _compared(kind: Kind) -> Iterator[Said]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        workers = start(kind, Path(folder), stack)
        for count, times in SIZES.items():
            sizes = check(kind, workers, count, Path(folder) / "result")
            spent = in_turn({name: partial(worker.run, times) for name, worker in workers.items()})
            yield from beside(f"{kind.what}, {count:,} rows", spent)
        listed = "; ".join(f"{name} {size / 1024:.0f} kB" for name, size in sizes.items())
        yield Remark(f"Sizes of the last {kind.what}: {listed}.")


def start(kind: Kind, folder: Path, stack: ExitStack) -> dict[str, Worker]:
    """Start the tools that are there, each with its template."""
    draw = draw_word if kind.is_word else draw_excel
    workers = {}
    for tool in kind.tools:
        if not tool.missing:
            template = folder / f"{tool.name} template"
            template.write_bytes(draw(tool.syntax))
            workers[tool.name] = stack.enter_context(Worker(tool, template))
    return workers


def check(kind: Kind, workers: Mapping[str, Worker], count: int, file: Path) -> dict[str, int]:
    """Tell the tools what to print; stop if one does not print what ours does, else return the files' sizes."""
    told = [values(count + more, numbers=not kind.is_word) for more in AROUND]
    files = {name: worker.result(told, file) for name, worker in workers.items()}
    contents = {name: content_of(each, is_word=kind.is_word) for name, each in files.items()}
    for name, content in contents.items():
        pairs = zip(contents[OURS], content, strict=True)
        different = next(((ours, theirs) for ours, theirs in pairs if ours != theirs), None)
        assert different is None, f"{name} has {different[1]} where we have {different[0]}"
    return {name: len(each) for name, each in files.items()}


SECTION = Section("peers", "Beside other tools on equal templates", TEXT, run)
