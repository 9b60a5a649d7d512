"""Promises 2 and 3, read from the documents themselves: nothing invented, nothing contradicting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.intake.resources import read_process
from tests.support.command import CODES
from tests.support.structure import docx_faults, xlsx_faults
from tests.support.text import readable

LEFTOVERS = re.compile(
    r"\{\{|\{%|\}\}|%\}|\bNone\b|\bnan\b|\bNaN\b|Undefined|\bBlank\(|#REF!|#NAME\?|#DIV/0!|#VALUE!|#N/A"
)


@pytest.fixture(scope="session")
def texts(produced: dict[str, Path]) -> dict[str, str]:
    """Return the readable text of each document."""
    return {code: readable(path.read_bytes()) for code, path in produced.items()}


@pytest.mark.parametrize("code", CODES)
def test_no_tag_and_no_programmers_word_is_left(texts: dict[str, str], code: str) -> None:
    assert LEFTOVERS.findall(texts[code]) == []


@pytest.mark.parametrize("code", CODES)
def test_the_structure_is_what_office_opens_without_the_repair_box(
    produced: dict[str, Path], code: str
) -> None:
    data = produced[code].read_bytes()
    faults = docx_faults(data) if produced[code].suffix == ".docx" else xlsx_faults(data)
    assert faults == []


@pytest.mark.parametrize("code", CODES)
def test_every_document_carries_its_control_block(texts: dict[str, str], code: str) -> None:
    name = read_process().deliverable(code).name
    for text in (
        "星澜科技(上海)有限公司",
        "星澜X3智能手表新品发布会",
        f"HD-2026-001-{code}-01",
        "V1.0",
        "内部",
        name,
    ):
        assert text in texts[code], text


def cells(text: str) -> dict[str, str]:
    """Return the cells of a workbook's readable text by `sheet!A1`."""
    found, sheet = {}, ""
    for line in text.splitlines():
        if line.startswith("# "):
            sheet = line[2:]
        elif "\t" in line:
            reference, value = line.split("\t")[:2]
            found[f"{sheet}!{reference}"] = value
    return found


def test_the_budget_total_is_the_same_in_every_document(texts: dict[str, str]) -> None:
    assert "521,500.00" in texts["SP"]
    assert "521,500.00" in texts["FP"]
    for code in ("SP", "YS"):
        assert "人民币伍拾贰万壹仟伍佰元整" in texts[code]
    for code in ("MB", "YS"):
        assert "521500" in cells(texts[code]).values()
    printed = {m for t in texts.values() for m in re.findall(r"\b52[0-9],[0-9]{3}\.[0-9]{2}\b", t)}
    assert printed == {"521,500.00"}


def test_the_categories_are_the_same_in_every_document(texts: dict[str, str]) -> None:
    amounts = {
        "场地费": 185000, "宣传费": 178000, "设备费": 50000, "物料费": 38550,
        "人员费": 24300, "餐饮费": 20400, "不可预见费": 25250,
    }  # fmt: skip
    workbook = cells(texts["YS"])
    by_row = {key: workbook.get(key, "") for key in workbook if key.startswith("分类汇总!")}
    for name, amount in amounts.items():
        for code in ("SP", "FP"):
            assert re.search(rf"{name}[^\n]*{amount:,}\.00", texts[code]), (code, name)
        (row,) = [re.sub(r"\D", "", k.split("!")[1]) for k, v in by_row.items() if v == name]
        row_values = {v for k, v in by_row.items() if re.sub(r"\D", "", k.split("!")[1]) == row}
        assert str(amount) in row_values, name


def test_the_day_of_the_campaign_is_the_same_in_every_document(texts: dict[str, str]) -> None:
    for code in ("SP", "FP"):
        assert "2026年10月16日" in texts[code]
    serial = "46311"  # 2026-10-16 as a workbook stores it
    for code in ("MB", "FG"):
        assert (
            any(v.startswith(serial) for v in cells(texts[code]).values()) or "2026-10-16" in texts[code]
        ), code


def test_the_targets_are_the_same_in_every_document(texts: dict[str, str]) -> None:
    workbook = cells(texts["MB"])
    rows: dict[str, set[str]] = {}
    for key, value in workbook.items():
        rows.setdefault(re.sub(r"\D", "", key.split("!")[1]), set()).add(value)
    targets = {m: values for values in rows.values() for m in values if re.fullmatch(r"M\d\d", m)}
    assert len(targets) >= 5
    for number, values in targets.items():
        line = next(
            line
            for line in texts["FP"].splitlines()
            if f"| {number} |" in line or line.startswith(f"| {number}")
        )
        printed = {c.strip().replace(",", "") for c in line.strip("|").split("|")}
        shown = {v for v in values if re.fullmatch(r"\d+(\.\d+)?", v) and float(v) > 1}
        assert any(
            float(p) in {float(s) for s in shown} for p in printed if re.fullmatch(r"\d+(\.\d+)?", p)
        ), number


def test_nothing_is_invented_before_the_event(texts: dict[str, str]) -> None:
    rows = [line for line in texts["FP"].splitlines() if re.match(r"\| M\d\d \|", line)]
    assert len(rows) >= 5
    for row in rows:
        assert row.count("______") == 2, row  # actual value and attainment
        assert "待评估" in row
    assert "(待填写)" in texts["FP"]
    assert not re.search(r"¥0\.00|投入产出比[^\n]*\b0", texts["FP"])


def test_no_full_phone_is_printed(texts: dict[str, str]) -> None:
    assert [m for t in texts.values() for m in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", t)] == []
