"""Where the time of a cold build and of a warm pack goes, step by step."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

from generator.office.excel import output
from generator.office.excel.calculate import Calculator
from generator.office.excel.shapes import Shape
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.template import XlsxTemplate
from generator.office.language import Program
from generator.office.parts import Parts
from generator.office.word.template import WordTemplate
from generator.render import document
from tests.bench.pack import DAY, Pack, pack_of
from tests.bench.result import Remark, Result, Said, Section, Side
from tests.bench.timing import OURS, ROUNDS
from tests.support.command import AS_OF, EXAMPLE, ROOT

TEXT = f"""
The steps of `campaign-pack build` of the example with a warm cache, in CPU time, medians of {ROUNDS} processes;
then those of a pack in a process that is warm, as of another day each time. Steps of the second list do not
overlap: what a step calls that has a line of its own is not in its line. `docs/profile.md` says what they are.
"""
COLD = f"""
from time import process_time as now
marks = [("the interpreter", now())]
from generator.app.collector import spare_collector
spare_collector()
import click, pydantic, yaml, jinja2
marks.append(("click, pydantic, yaml, jinja2", now()))
import generator.campaign
marks.append(("the model's classes", now()))
import generator.cli, generator.cli.build
marks.append(("our modules up to rendering", now()))
import generator.office.frozen
marks.append(("the engines", now()))
import datetime as dt
from pathlib import Path
from generator.app.loading import load
from generator.intake.resources import read_process
process = read_process()
marks.append(("the standard process", now()))
day = dt.date.fromisoformat({AS_OF!r})
loaded = load(Path({str(EXAMPLE)!r}), process, day)
marks.append(("the campaign file: YAML, model, rules", now()))
from generator.app.rendering import Renderer, Target
from generator.plan.pack import plan_pack
from generator.plan.version import FIRST
renderer = Renderer(loaded.campaign, process, pictures=loaded.picture)
plan = plan_pack(loaded.campaign, process, renderer.numbers, renderer.template_names)
for file in plan.files:
    renderer._template(file.deliverable.template)
marks.append(("the compiled templates, from the cache", now()))
renderer.day(day)
marks.append(("figures and views", now()))
renderer.make(plan, Target(None, FIRST, day), lambda *_: None)
marks.append(("22 documents for the first time", now()))
before = 0
for name, time in marks:
    print(f"{{time - before:.4f}}\\t{{name}}")
    before = time
"""
WARM: tuple[tuple[Any, str, str], ...] = (
    (document, "open_fields", "what is still open"),
    (Program, "run", "the templates' programs (Jinja)"),
    (Calculator, "values", "values of formulas (formualizer)"),
    (output.Output, "_calculator", "what has changed for the computation"),
    (Shape, "sheet", "what names cells: moved anew where lists changed"),
    (output.Output, "_place_sheets", "sheets and names of the workbook"),
    (output.Output, "_move_attached", "charts, pictures, notes"),
    (RenderedSheet, "pieces", "rows"),
    (Parts, "filled", "the files: digests, zip"),
    (XlsxTemplate, "fill", "Excel, the rest"),
    (WordTemplate, "fill", "Word, the rest"),
)


def run() -> Iterator[Said]:
    """Yield the steps of a cold build, then those of a warm pack."""
    _cold()  # fills the cache
    yield from _medians([_cold() for _ in range(ROUNDS)])
    yield Remark("A pack in a process that is warm:")
    pack = pack_of()
    yield from _medians([_warm(pack, number) for number in range(ROUNDS + 1)][1:])


def _medians(runs: list[dict[str, float]]) -> Iterator[Result]:
    for name in runs[0]:
        yield Result(name, Side(OURS, 1000 * statistics.median(each.get(name, 0.0) for each in runs)))


def _cold() -> dict[str, float]:
    asked = [sys.executable, "-c", COLD]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    pairs = (line.split("\t") for line in done.stdout.splitlines())
    return {name: float(spent) for spent, name in pairs}


def _warm(pack: Pack, number: int) -> dict[str, float]:
    """Return the seconds of each step of a pack, what is in no step as the rest."""
    day = DAY + timedelta(days=number)
    pack.renderer.day(day)
    spent: Counter[str] = Counter(dict.fromkeys((name for *_, name in WARM), 0.0))
    with _watched(spent):
        began = time.process_time()
        pack.make(day)
        whole = time.process_time() - began
    return {**spent, "views, and the rest": whole - sum(spent.values())}


@contextmanager
def _watched(spent: Counter[str]) -> Iterator[None]:
    """Have every step take its own time down; a step within a step is taken from it."""
    within: list[float] = []

    def watch(work: Callable[..., Any], name: str) -> Callable[..., Any]:
        def watched(*arguments: Any, **named: Any) -> Any:
            within.append(0.0)
            began = time.process_time()
            try:
                result = work(*arguments, **named)
                return list(result) if name == "rows" else result
            finally:
                took = time.process_time() - began
                spent[name] += took - within.pop()
                if within:
                    within[-1] += took

        return watched

    patches = [
        mock.patch.object(owner, attribute, watch(getattr(owner, attribute), name))
        for owner, attribute, name in WARM
    ]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


SECTION = Section("steps", "Where the time goes", TEXT, run)
