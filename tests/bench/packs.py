"""Whole packs beside plain docxtpl and openpyxl.

cold  a whole process: `campaign-pack build` of the example (reading, checking, rendering, computing, publishing)
      against the same templates filled with ready-made values, one process each.
warm  the six documents rendered again and again in one process, against the same in the other.
"""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator.app.rendering import Renderer, Target
from generator.intake.campaign import read_campaign
from generator.intake.resources import read_process, template_paths
from generator.office.blank import Blank
from generator.plan.pack import plan_pack
from generator.plan.version import FIRST
from generator.render.views import document_view
from tests.bench.timing import compare
from tests.support import baseline
from tests.support.command import AS_OF, EXAMPLE

PEERS = "docxtpl + openpyxl"


def main() -> None:
    """Print both ratios with the medians they come from."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        renderer, target, values = _prepare(home)
        templates = [str(template_paths()[name]) for name in values]
        theirs = [sys.executable, "-m", "tests.support.baseline", str(home / "values"), str(home), *templates]
        counter = iter(range(1000))

        def ours() -> None:
            output = home / f"output{next(counter)}"
            command = [
                sys.executable,
                "-m",
                "generator",
                "build",
                str(EXAMPLE),
                "-o",
                str(output),
                "--as-of",
                AS_OF,
            ]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        compare("cold build", ours, PEERS, lambda: subprocess.run(theirs, check=True))
        plan = plan_pack(renderer.campaign, read_process(), renderer.numbers, renderer.template_names)
        environment = baseline.make_environment()
        compare(
            "warm pack",
            lambda: renderer.make(plan, target, lambda *_: None),
            PEERS,
            lambda: baseline.fill_all(environment, [Path(t) for t in templates], values, home),
        )


def _prepare(home: Path) -> tuple[Renderer, Target, dict[str, Any]]:
    process, as_of = read_process(), dt.date.fromisoformat(AS_OF)
    renderer = Renderer(read_campaign(EXAMPLE).campaign, process)
    plan = plan_pack(renderer.campaign, process, renderer.numbers, renderer.template_names)
    figures, common = renderer.day(as_of)
    versions = dict.fromkeys(figures.documents, FIRST)
    values = {
        p.deliverable.template: plain(
            document_view(common, renderer.campaign, plan, p, figures, versions), {}
        )
        for p in plan.files
    }
    (home / "values").write_bytes(pickle.dumps(values))
    return renderer, Target(None, FIRST, as_of), values


def plain(value: Any, seen: dict[int, Any]) -> Any:
    """Return values as one would write them by hand: blanks are empty text."""
    if isinstance(value, Blank):
        return ""
    if id(value) in seen:
        return seen[id(value)]
    if isinstance(value, dict):
        copy: dict[str, Any] = seen.setdefault(id(value), {})
        copy.update({key: plain(item, seen) for key, item in value.items()})
        return copy
    return [plain(item, seen) for item in value] if isinstance(value, list) else value
