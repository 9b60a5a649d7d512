"""A campaign's pack ready to be filled again and again: by us, and from the same values by the others."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from generator.app.rendering import Renderer, Target
from generator.intake.campaign import parse_campaign
from generator.intake.resources import read_process, template_paths
from generator.office.blank import Blank
from generator.office.properties import Properties
from generator.office.templates import Template, compile_template
from generator.plan.pack import PackPlan, plan_pack
from generator.plan.version import FIRST
from generator.render.views import PackView
from tests.bench.timing import Run, Spent, here
from tests.support.command import AS_OF, EXAMPLE

PEERS = "docxtpl + openpyxl"
DAY = dt.date.fromisoformat(AS_OF)
NOW = dt.datetime.combine(DAY, dt.time())
PROPERTIES = Properties(title="", created=NOW)


@dataclass(frozen=True)
class Job:
    """A document to fill: what its template sees, and the same as plain data for the others."""

    code: str
    path: Path
    view: dict[str, Any]
    values: dict[str, Any]

    @property
    def is_word(self) -> bool:
        return self.path.suffix == ".docx"

    def fill(self, now: dt.datetime = NOW) -> bytes:
        content: bytes = template_at(self.path).fill(self.view, now=now, properties=PROPERTIES).content
        return content


@cache
def template_at(path: Path) -> Template:
    """Return a template, compiled once for all campaigns."""
    return compile_template(path.read_bytes(), path.name)


@dataclass(frozen=True)
class Pack:
    """A campaign with the plan of its documents."""

    renderer: Renderer
    plan: PackPlan

    def make(self, day: dt.date = DAY) -> None:
        """Make all documents the way a first build does, as of a day."""
        self.renderer.make(self.plan, Target(None, FIRST, day), lambda *_: None)

    def only(self, codes: Sequence[str]) -> Pack:
        """Return the pack with these documents alone."""
        others = {file.code for file in self.plan.files} - {*codes}
        return Pack(self.renderer, self.plan.without(others))

    def jobs(self, codes: Sequence[str] = ()) -> list[Job]:
        """Return the documents with these codes, or all of them, in their order."""
        figures, common = self.renderer.day(DAY)
        versions = dict.fromkeys(figures.documents, FIRST)
        pack_view = PackView(common, self.renderer.campaign, self.plan, figures)
        found = []
        for planned in self.plan.files:
            if not codes or planned.code in codes:
                path = template_paths()[planned.deliverable.template]
                view = pack_view.document(planned, versions)
                found.append(Job(planned.code, path, view, plain(view, {})))
        return found


def pack_of(text: str | None = None) -> Pack:
    """Return the pack of a campaign file's text, or of the example."""
    process = read_process()
    campaign = parse_campaign(text or EXAMPLE.read_text("utf-8"), "活动.yaml").campaign
    renderer = Renderer(campaign, process)
    return Pack(renderer, plan_pack(renderer.campaign, process, renderer.numbers, renderer.template_names))


def made_anew(packs: Sequence[Pack]) -> Run:
    """Return how to make packs as of another day each time, since we remember what the last documents came to.

    What is derived from the campaigns is there before, as it is for the others.
    """
    days = (DAY + dt.timedelta(days=number) for number in count())

    def run() -> Spent:
        day = next(days)
        for pack in packs:
            pack.renderer.day(day)
        return here(lambda: [pack.make(day) for pack in packs])()

    return run


def write_values(jobs: Sequence[Job], file: Path) -> None:
    """Write what the baseline reads when it is a process of its own."""
    file.write_bytes(pickle.dumps(values_of(jobs)))


def values_of(jobs: Sequence[Job]) -> dict[str, dict[str, Any]]:
    """Return the plain values of each document by the name of its template."""
    return {job.path.name: job.values for job in jobs}


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
