"""The JSON Schema for editors: an independent validator takes the examples, and refuses what is to be underlined."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.app.schema import EDITOR_LINE, SCHEMA, schema_text
from generator.campaign import Campaign, Entity, fields_of
from generator.intake.data import read_yaml
from tests.support.command import CAMPAIGNS, EXAMPLE, ROOT, run

FILE = ROOT / "campaigns" / SCHEMA
VALIDATOR = Draft202012Validator(json.loads(schema_text()))


def data_of(text: str) -> Any:
    return read_yaml(text, "x.yaml", typed=False).data


def test_the_shipped_schema_is_current() -> None:
    if os.environ.get("UPDATE_GOLDENS"):
        FILE.write_text(schema_text(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("path", CAMPAIGNS, ids=lambda path: path.stem)
def test_every_example_is_valid_and_names_the_schema(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[0] == EDITOR_LINE
    assert [error.message for error in VALIDATOR.iter_errors(data_of(text))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  theme: ", "  them: "),
        ("  mode: 混合", "  mode: 半线上"),
        ("  name: 星澜X3智能手表新品发布会", "  name: " + "长" * 41),
        ("  id: HD-2026-001", "  id: 活动一"),
        ("team:\n", "team: 张三\nteams:\n"),
    ],
)
def test_what_an_editor_should_underline_is_invalid(old: str, new: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    assert list(VALIDATOR.iter_errors(data_of(text.replace(old, new, 1))))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("expected_attendance: 300", "expected_attendance: 1.2万"),
        lambda text: text.replace('warmup_start: "2026-10-05"', "warmup_start: 2026年10月5日"),
        lambda text: text.replace("  theme: 抬腕见未来", "  theme: 【待填：一句口号】"),
        lambda text: text.replace("expected_attendance: 300", "expected_attendance: 【待填】"),
        lambda text: text.replace("expected_attendance: 300", "expected_attendance:"),
        lambda text: text.replace("  mode: 混合", "  mode: 【待填】"),
    ],
)
def test_what_people_may_type_is_valid(change: Callable[[str], str]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert change(text) != text
    assert list(VALIDATOR.iter_errors(data_of(change(text)))) == []


def test_every_field_has_a_chinese_title_and_description() -> None:
    for name, group in {"Campaign": VALIDATOR.schema, **VALIDATOR.schema["$defs"]}.items():
        for key, field in group["properties"].items():
            assert any("\u4e00" <= c <= "\u9fff" for c in field["title"] + field["description"]), (name, key)


def test_it_has_every_field_of_the_model() -> None:
    def count(model: type[Entity], seen: set[type[Entity]]) -> int:
        if model in seen:
            return 0
        seen.add(model)
        shapes = [shape.element or shape for shape in fields_of(model).values()]
        return len(shapes) + sum(count(s.model, seen) for s in shapes if s.model is not None)

    groups = [VALIDATOR.schema, *VALIDATOR.schema["$defs"].values()]
    assert sum(len(group["properties"]) for group in groups) == count(Campaign, set())


def test_the_command_prints_it_or_writes_it_once(tmp_path: Any) -> None:
    assert run("schema").out == schema_text()
    assert run("schema", tmp_path / "s.json").code == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == schema_text()
    assert run("schema", tmp_path / "s.json").code == 1
