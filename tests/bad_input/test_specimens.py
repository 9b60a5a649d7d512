"""One specimen for each code: what it points to is written in the file itself.

In a text behind `# expect:` the line, in a form behind `expect:` in the document's description the cell.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest

from generator.app.loading import load
from generator.campaign.codes import CODES
from generator.diagnostics import Diagnostic
from generator.errors import InvalidCampaign
from generator.intake.resources import read_process
from generator.standard.stage import Stage

HERE = Path(__file__).parent
TEXTS = sorted(HERE.glob("C-*.yaml"))
FORMS = sorted(HERE.glob("C-*.xlsx"))
SPECIMENS = sorted([*TEXTS, *FORMS])
AS_OF = dt.date(2026, 9, 10)


def told(path: Path) -> tuple[Diagnostic, ...]:
    try:
        return load(path, read_process(), AS_OF, stage_of(path)).diagnostics
    except InvalidCampaign as invalid:
        return invalid.diagnostics


def stage_of(path: Path) -> Stage:
    """Return the stage that a specimen names behind `# stage:`, else that of a plan."""
    named = re.search(rb"^# stage: (\w+)$", path.read_bytes(), re.MULTILINE)
    return Stage[named[1].decode("ascii")] if named else Stage.PLANNING


def expected(path: Path) -> list[tuple[str, int]]:
    head = next(line for line in path.read_bytes().splitlines() if line.startswith(b"# expect:"))
    return [(code, int(line)) for code, line in re.findall(r"(C-\w+) line (\d+)", head.decode("ascii"))]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_gives_what_is_written_in_it_and_nothing_else(path: Path) -> None:
    said = openpyxl.load_workbook(path).properties.description
    found = told(path)
    assert [f"{d.code} at {d.place.spot}" for d in found] == said.removeprefix("expect: ").split(", ")
    assert path.stem in {d.code for d in found}
    assert all(d.message and d.remedy for d in found)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_specimen_gives_what_is_written_in_it_and_nothing_else(path: Path) -> None:
    found = told(path)
    assert [(d.code, d.place.line) for d in found] == expected(path)
    assert path.stem in {d.code for d in found}
    for diagnostic in found:
        assert diagnostic.place.column
        assert diagnostic.message
        assert diagnostic.remedy


@pytest.mark.parametrize(
    "path", [p for p in TEXTS if p.stem not in ("C-F01", "C-F13")], ids=lambda path: path.stem
)
def test_the_excerpt_is_the_line_that_is_named(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for diagnostic in told(path):
        place = diagnostic.place
        assert place.line is not None
        assert place.column is not None
        assert place.excerpt == lines[place.line - 1]
        assert 1 <= place.column <= place.column + place.width - 1 <= len(place.excerpt)


def test_every_code_has_a_specimen_and_every_specimen_a_code() -> None:
    assert {path.stem for path in SPECIMENS} == set(CODES)
