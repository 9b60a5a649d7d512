"""A batch that is run again makes only what could come out differently, and never takes something for the same."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.app import build, compiled
from generator.app.batch.unit import Fortune, Orders, Outcome, Unit, build_unit
from generator.app.template_set import TemplateSet, read_templates
from generator.intake.resources import read_process
from generator.store import compiled as kept
from tests.support.command import AS_OF, EXAMPLE
from tests.support.command import build as build_once
from tests.support.many import files_in

DAY = dt.date.fromisoformat(AS_OF)
SHIPPED = read_templates(None, read_process())


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give a cache of its own, and a list that grows with every pack whose documents are made."""
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path / "cache"))
    compiled.cache_folder.cache_clear()
    found: list[str] = []
    real = build._decide

    def counted(situation: object, on_event: object) -> object:
        found.append("made")
        return real(situation, on_event)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "_decide", counted)
    yield found
    monkeypatch.undo()
    compiled.cache_folder.cache_clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "campaigns").mkdir()
    return shutil.copy(EXAMPLE, tmp_path / "campaigns" / "活动.yaml")


def run(source: Path, templates: TemplateSet = SHIPPED, day: dt.date = DAY) -> Outcome:
    return build_unit(Unit(1, source.name, source), Orders(day, source.parents[1] / "output"), templates)


def test_what_is_known_is_not_made_again_on_any_day(made: list[str], source: Path) -> None:
    first = run(source)
    before = files_in(source.parents[1] / "output")
    for number in range(3):
        again = run(source, day=DAY + dt.timedelta(days=number))
        assert again.fortune is Fortune.SAME
        assert (again.version, again.folder, again.name) == (first.version, first.folder, first.name)
    assert len(made) == 1
    assert files_in(source.parents[1] / "output") == before


def test_a_changed_campaign_template_or_program_is_made_anew(
    made: list[str], source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source)
    source.write_text(source.read_text("utf-8") + "# 一句注释\n", encoding="utf-8")
    assert run(source).fortune is Fortune.SAME
    assert len(made) == 2
    less = {name: data for name, data in SHIPPED.contents.items() if not name.startswith("AL_")}
    assert run(source, TemplateSet(less, {})).fortune is Fortune.BUILT
    assert len(made) == 3
    assert run(source, TemplateSet(less, {})).fortune is Fortune.SAME
    assert len(made) == 3
    monkeypatch.setattr(kept, "_mark", lambda path: f"{path} changed")
    kept.program_mark.cache_clear()
    assert run(source, TemplateSet(less, {})).fortune is Fortune.SAME
    kept.program_mark.cache_clear()
    assert len(made) == 4


def test_what_people_did_is_seen(made: list[str], source: Path) -> None:
    first = run(source)
    report = next(Path(first.folder).rglob("*-DY-*"))
    report.write_bytes(report.read_bytes() + b"\0")
    assert run(source).fortune is Fortune.SAME
    assert len(made) == 1
    report.unlink()
    run(source)
    assert len(made) == 2


def test_a_version_of_somebody_else_is_not_taken_for_ours(made: list[str], source: Path) -> None:
    run(source)
    output = source.parents[1] / "output"
    text = source.read_text("utf-8")
    changed = text.replace("theme: 抬腕见未来", "theme: 抬腕看未来")
    source.write_text(changed, encoding="utf-8")
    assert "V1.1" in build_once(source, output).out
    source.write_text(text, encoding="utf-8")
    assert run(source).fortune is Fortune.BUILT
    assert len(made) == 3


def test_without_a_cache_everything_is_made_and_found_the_same(
    made: list[str], source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(compiled.VARIABLE, "off")
    compiled.cache_folder.cache_clear()
    run(source)
    assert run(source).fortune is Fortune.SAME
    assert len(made) == 2
