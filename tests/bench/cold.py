"""A cold `check` of the example beside a bare interpreter with the same libraries, in CPU time, and where it goes."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

from tests.support.command import AS_OF, EXAMPLE, ROOT

ROUNDS = 7
BARE = "import click, pydantic, yaml, jinja2"
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


def _cpu(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _steps() -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", STEPS], cwd=ROOT, capture_output=True, text=True, check=True)
    pairs = (line.split("\t") for line in done.stdout.splitlines())
    return {name: float(time) for time, name in pairs}


def main() -> None:
    """Print the ratio of a cold check to the bare interpreter, and its steps."""
    check = ("-m", "generator", "check", str(EXAMPLE), "--as-of", AS_OF)
    pairs = [(_cpu("-c", BARE), _cpu(*check)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"cold check: {ours / bare:.1f} times a bare interpreter with click, pydantic, yaml, jinja2 (CPU)")
    runs = [_steps() for _ in range(ROUNDS)]
    for name in runs[0]:
        print(f"  {statistics.median(run[name] for run in runs) / bare:5.2f}  {name}")
