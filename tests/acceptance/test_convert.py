"""A campaign file in either format is the same campaign: converted there and back, and built into the same pack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from generator.app.convert import convert
from generator.app.form import campaign_form
from generator.intake.campaign import parse_campaign, parse_form, read_campaign
from generator.intake.yaml_text import read_comments, write_yaml
from tests.campaign_strategies import campaign_data
from tests.support.command import AS_OF, CAMPAIGNS, DAYS, EXAMPLE, build, documents, pack_folder, run

SOURCES = ("campaign.yaml", "campaign_完整.yaml", "manifest.json")
"""Of the files of a pack those that record from what it was made."""


@pytest.mark.parametrize("source", CAMPAIGNS, ids=lambda path: path.stem)
def test_there_and_back_an_example_is_equal_and_keeps_its_comments(source: Path, tmp_path: Path) -> None:
    form, back = tmp_path / "表单.xlsx", tmp_path / "文本.yaml"
    convert(source, form)
    convert(form, back)
    before, between, after = (read_campaign(path) for path in (source, form, back))
    assert between.campaign == before.campaign
    assert after.campaign == before.campaign
    assert between.waiting == before.waiting
    said = "\n".join(read_comments(after.text).values())
    for comment in read_comments(before.text).values():
        assert all(line in said for line in comment.splitlines())


def _round_trip(data: dict[str, object]) -> None:
    text = write_yaml(data, {}, {})
    before = parse_campaign(text, "a.yaml")
    assert before.is_sound, before.diagnostics
    between = parse_form(campaign_form(before, {}), "b.xlsx")
    assert between.is_sound, between.diagnostics
    assert between.campaign == before.campaign
    assert between.waiting.keys() == before.waiting.keys()
    after = parse_campaign(between.text, "c.yaml")
    assert after.campaign == before.campaign
    assert after.waiting == between.waiting


@settings(max_examples=50)
@given(data=campaign_data())
def test_any_campaign_is_equal_there_and_back(data: dict[str, object]) -> None:
    _round_trip(data)


@pytest.mark.large
@settings(max_examples=1000)
@given(data=campaign_data())
def test_a_thousand_campaigns_are_equal_there_and_back(data: dict[str, object]) -> None:
    _round_trip(data)


def _contents(output: Path) -> dict[str, bytes]:
    version = pack_folder(output) / "V1.0"
    return {
        path.relative_to(version).as_posix(): path.read_bytes()
        for path in sorted(version.rglob("*"))
        if path.is_file() and not path.name.endswith(SOURCES)
    }


@pytest.mark.parametrize("source", [CAMPAIGNS[0], CAMPAIGNS[3]], ids=lambda path: path.stem)
def test_packs_of_both_formats_are_identical_but_for_the_source(source: Path, tmp_path: Path) -> None:
    form = tmp_path / "表单.xlsx"
    convert(source, form)
    for file, output in ((source, tmp_path / "a"), (form, tmp_path / "b")):
        done = build(file, output, as_of=DAYS[source.stem])
        assert done.code in (0, 3), done.out + done.err
    one, other = _contents(tmp_path / "a"), _contents(tmp_path / "b")
    assert len(documents(pack_folder(tmp_path / "b") / "V1.0")) == 22
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_what_takes_a_text_takes_a_form(tmp_path: Path) -> None:
    form = tmp_path / "campaigns" / "表单.xlsx"
    form.parent.mkdir()
    convert(EXAMPLE, form)
    assert run("build", form, "--as-of", AS_OF).code == 0
    again = run("build", form, "--as-of", AS_OF)
    assert "无变化" in again.out, again.out
    assert len(json.loads(run("status", form, "--as-of", AS_OF, "--format", "json").out)["documents"]) == 22
    done = run("archive", form, "--to", tmp_path / "档案", "--as-of", AS_OF, "--force")
    assert done.code in (0, 3), done.out + done.err
    assert run("verify", next((tmp_path / "档案").iterdir())).code == 0
    started = run("new", tmp_path / "next.yaml", "--from", form, "--date", "2027-10-15")
    assert started.code == 0, started.out + started.err


def test_nothing_is_overwritten_and_nothing_written_for_a_file_with_faults(tmp_path: Path) -> None:
    there = tmp_path / "a.xlsx"
    there.write_bytes(b"mine")
    assert run("convert", EXAMPLE, there).code == 1
    assert there.read_bytes() == b"mine"
    faulty = tmp_path / "b.yaml"
    faulty.write_text(EXAMPLE.read_text(encoding="utf-8").replace("mode: 混合", "mode: 混"), encoding="utf-8")
    done = run("convert", faulty, tmp_path / "c.xlsx")
    assert (done.code, "C-F09" in done.out) == (1, True), done.out
    assert run("convert", EXAMPLE, tmp_path / "d.docx").code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.yaml"]


def test_what_a_cell_cannot_hold_is_told_at_its_line_and_not_cut_off(tmp_path: Path) -> None:
    long = tmp_path / "a.yaml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("theme: 抬腕见未来", f"theme: {'长' * 40_000}")
    long.write_text(text, encoding="utf-8")
    done = run("convert", long, tmp_path / "b.xlsx")
    assert done.code == 1
    assert "P-019" in done.out
    assert not (tmp_path / "b.xlsx").exists()
