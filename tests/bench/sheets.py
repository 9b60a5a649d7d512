"""Twelve workbooks warm: our three templates for four campaigns, beside openpyxl's load, fill and save.

Ours computes every formula and stores its value; openpyxl computes none.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.app.rendering import Renderer
from generator.intake.campaign import parse_campaign
from generator.intake.resources import read_process, template_paths
from generator.office.properties import Properties
from generator.office.templates import Template, compile_template
from generator.plan.pack import plan_pack
from generator.plan.version import FIRST
from generator.render.views import document_view
from tests.bench.packs import plain
from tests.bench.timing import compare
from tests.support import baseline
from tests.support.campaigns import MINIMAL
from tests.support.command import AS_OF, EXAMPLE
from tests.support.variants import closed, overlong

PEER = "openpyxl"
DAY = dt.date.fromisoformat(AS_OF)
NOW = dt.datetime.combine(DAY, dt.time())


@dataclass(frozen=True)
class Work:
    """A workbook to fill: the compiled template with its view, and the same as plain data for openpyxl."""

    template: Template
    view: dict[str, Any]
    path: Path
    values: dict[str, Any]


def main() -> None:
    """Print the ratio."""
    found = [
        each for text in (EXAMPLE.read_text("utf-8"), closed(), overlong(), MINIMAL) for each in _works(text)
    ]
    environment = baseline.make_environment()
    with tempfile.TemporaryDirectory() as folder:

        def theirs() -> None:
            for work in found:
                baseline.fill_excel(environment, work.path, work.values, Path(folder))

        compare(f"{len(found)} workbooks, warm", lambda: [_filled(work) for work in found], PEER, theirs)


def _filled(work: Work) -> bytes:
    return work.template.fill(work.view, now=NOW, properties=Properties(title="", created=NOW)).content


def _works(text: str) -> list[Work]:
    """Return the workbooks of a campaign."""
    process = read_process()
    renderer = Renderer(parse_campaign(text, "活动.yaml").campaign, process)
    plan = plan_pack(renderer.campaign, process, renderer.numbers, renderer.template_names)
    figures, common = renderer.day(DAY)
    versions = dict.fromkeys(figures.documents, FIRST)
    works = []
    for planned in plan.files:
        path = template_paths()[planned.deliverable.template]
        if path.suffix == ".xlsx":
            view = document_view(common, renderer.campaign, plan, planned, figures, versions)
            template = compile_template(path.read_bytes(), path.name)
            works.append(Work(template, view, path, plain(view, {})))
    return works


if __name__ == "__main__":
    main()
