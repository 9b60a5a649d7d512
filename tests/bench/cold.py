"""A build in a process of its own, beside the baseline in one, and beside the bare start of our libraries."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.bench.pack import PEERS, pack_of, write_values
from tests.bench.result import Result, Section
from tests.bench.timing import OURS, beside, in_turn, process
from tests.support.command import AS_OF, EXAMPLE

BARE, IMPORTS = "the bare start", "import click, pydantic, jinja2"
BUILD = (sys.executable, "-m", "generator", "build", EXAMPLE, "--as-of", AS_OF, "--output")
TEXT = f"""
Whole processes, from start to end. Ours is `campaign-pack build` of the example into an empty folder: it
reads and checks the campaign file, derives the figures, fills 22 documents, computes their formulas and
publishes the version folder. The first lines begin with an empty cache of compiled templates (the first
build after an update), the next with a warm one (every other build).

{PEERS} is a process that is handed the derived values ready-made and does nothing but fill the same 22
templates by the obvious loop (`tests/support/baseline.py`): it copies styles and translates formulas, but
moves no merged cells, names, formats or tables, draws no charts and computes nothing. The bare start,
`python -c '{IMPORTS}'`, is what no program with these libraries can go below.
"""


def run() -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="campaign-pack-bench-") as folder:
        home, number = Path(folder), count()
        jobs = pack_of().jobs()
        write_values(jobs, home / "values")
        baseline = (sys.executable, "-m", "tests.support.baseline", home / "values", home)
        spent = in_turn(
            {
                "empty": lambda: process(
                    *BUILD, home / f"out{next(number)}", cache=home / f"cache{next(number)}"
                ),
                "warm": lambda: process(*BUILD, home / f"out{next(number)}", cache=home / "cache"),
                PEERS: lambda: process(*baseline, *(job.path for job in jobs)),
                BARE: lambda: process(sys.executable, "-c", IMPORTS),
            }
        )
    for name in ("empty", "warm"):
        others = {PEERS: spent[PEERS], BARE: spent[BARE]}
        yield from beside(f"cold build, {name} cache", {OURS: spent[name], **others})


SECTION = Section("cold", "A build in a process of its own", TEXT, run)
