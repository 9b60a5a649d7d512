"""Plain data for `fill`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.errors import InvalidCampaign
from generator.intake.data import read_data, resolve_plain


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("-3", -3), ("1.50", Decimal("1.50")), ("true", True), ("False", False),
        ("null", None), ("~", None),
        ("2026-10-16", dt.date(2026, 10, 16)), ("2026-10-16 14:00", dt.datetime(2026, 10, 16, 14)),
        ("9:00", "9:00"), ("on", "on"), ("yes", "yes"), ("012", "012"), ("0x1F", "0x1F"), ("1e3", "1e3"),
        ("2026-13-05", "2026-13-05"),
        ("13800005678", 13800005678), (".5", ".5"), (".inf", ".inf"), ("1" * 40, "1" * 40),
    ],
)  # fmt: skip
def test_an_unquoted_value_is_read_by_yaml_1_2(text: str, value: object) -> None:
    found = resolve_plain(text)
    assert found == value
    assert type(found) is type(value)


def test_yaml_and_json_give_the_same_data(tmp_path: Path) -> None:
    yaml_path = written(tmp_path, "a.yaml", "n: 1\nprice: 1.10\nname: 周岚\nopen:\nlist: [1, {a: true}]\n")
    json_path = written(
        tmp_path, "a.json", '{"n": 1, "price": 1.10, "name": "周岚", "open": null, "list": [1, {"a": true}]}'
    )
    assert read_data(yaml_path) == read_data(json_path)
    assert read_data(json_path)["price"] == Decimal("1.10")


def refused(path: Path) -> Diagnostic:
    with pytest.raises(InvalidCampaign) as invalid:
        read_data(path)
    (diagnostic,) = invalid.value.diagnostics
    assert diagnostic.remedy
    assert diagnostic.place.file == str(path)
    return diagnostic


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("a.json", '{"a": 1,\n "b": }', "C-F02", 2),
        ("a.json", '{"a": NaN}', "C-F07", 1),
        ("a.json", '{"a": 1, "a": 2}', "C-F04", 1),
        ("a.json", "[" * 100_000, "C-F03", 1),
        ("a.json", "", "C-F02", 1),
        ("a.json", "[1]", "C-F03", 1),
        ("a.yaml", "", "C-F03", 1),
        ("a.yaml", "- 1\n", "C-F03", 1),
        ("a.yaml", "a: 1\nb: 2\na: 3\n", "C-F04", 3),
        ("a.yaml", "a: 1\nb: [\n", "C-F02", 2),
    ],
)
def test_wrong_data_are_told(name: str, text: str, code: str, line: int, tmp_path: Path) -> None:
    found = refused(written(tmp_path, name, text))
    assert (found.code, found.place.line) == (code, line)
