"""A cold `check` of the example beside the bare start of its libraries, in CPU time, and where it goes."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.result import Result, Section, Side
from tests.bench.timing import OURS, ROUNDS, beside, in_turn, process
from tests.support.command import AS_OF, EXAMPLE, ROOT

BARE = "import click, pydantic, yaml, jinja2"
CHECK = (sys.executable, "-m", "generator", "check", EXAMPLE, "--as-of", AS_OF)
TEXT = f"""
`campaign-pack check` of the example in a process of its own beside `python -c '{BARE}'`, in CPU time; then
the steps of the check, each the median of {ROUNDS} processes.
"""
STEPS = f"""
from time import process_time as now
marks = [("the interpreter", now())]
{BARE}
marks.append(("click, pydantic, yaml, jinja2", now()))
from generator.campaign import Campaign
marks.append(("the model's classes", now()))
import generator.cli, generator.cli.check, generator.app.check
marks.append(("our other modules", now()))
from generator.intake.resources import read_process
process = read_process()
marks.append(("the standard process", now()))
Campaign.model_rebuild()
marks.append(("the model's validators", now()))
from pathlib import Path
from generator.intake.data import read_yaml
from generator.intake.files import read_text
data = read_yaml(read_text(Path({str(EXAMPLE)!r})).text, "x", typed=False).data
marks.append(("YAML with the place of every value", now()))
campaign = Campaign.model_validate(data)
marks.append(("the campaign", now()))
from generator.rules import check_campaign
from generator.standard.stage import Stage
check_campaign(campaign, Stage.PLANNING, process)
marks.append(("the rules", now()))
before = 0
for name, time in marks:
    print(f"{{time - before:.4f}}\\t{{name}}")
    before = time
"""


def run() -> Iterator[Result]:
    """Yield the cold check beside the bare interpreter, and its steps."""
    bare = (sys.executable, "-c", BARE)
    spent = in_turn({OURS: lambda: process(*CHECK), "the bare start": lambda: process(*bare)})
    yield from beside("cold check, CPU", spent, clock="cpu")
    runs = [_steps() for _ in range(ROUNDS)]
    for name in runs[0]:
        yield Result(name, Side(OURS, 1000 * statistics.median(each[name] for each in runs)))


def _steps() -> dict[str, float]:
    asked = [sys.executable, "-c", STEPS]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    pairs = (line.split("\t") for line in done.stdout.splitlines())
    return {name: float(time) for time, name in pairs}


SECTION = Section("check", "A check in a process of its own", TEXT, run)
