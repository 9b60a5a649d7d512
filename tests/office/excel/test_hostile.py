"""Broken and hostile workbooks are told or filled, never stumbled over, and cost little."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from typing import Any

import pytest

from generator.errors import InvalidTemplate
from generator.office.excel.compiling import compile_xlsx
from tests.office.excel.workbooks import (
    NOW,
    PROPERTIES,
    drawn,
    part,
    refused,
    said,
    sheet_of,
    with_part,
    write_cells,
)

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
VALUES = {"rows": [{"n": "甲", "q": 1}, {"n": "乙", "q": 3}], "months": [1, 2], "x": 5}
NASTY = (
    *("", "0", "-1", "x", "A1", "A0", "ZZZZ9", "1:1", "A:A", "A1:B2", "B2:A1", "$A$1", "'", "[1]S!A1", "1e9"),
    *("99999999999999999999", "#REF!", "A1:XFD1048576", "A1048576", "é", "true", "{{ x }}", "{% if %}", " "),
    *("A1 B2", "A1,B2", "=1+", "(", "nan", "{{", "R1C1"),
)


def rich_template() -> bytes:
    """Return a workbook with one of most things, in a list, across it and below it."""

    def draw(book: Any) -> None:
        first, sheet, last = (book.add_worksheet(name) for name in ("前", "清单", "后"))
        write_cells(first, {"A1": "=SUM(清单!B2:B4)", "A2": "=清单!B3", "B5": "{{ x }}"})
        cells = {
            "A1": "名",
            "A2": "{%tr for r in rows %}",
            "A3": "{{ r.n }}",
            "B3": "{{ r.q }}",
            "C3": "=B3*2",
        }
        cells |= {
            "A4": "{%tr endfor %}",
            "B5": "=SUM(B2:B4)",
            "D1": "{%tc for m in months %}",
            "E1": "{{ m }}",
        }
        write_cells(sheet, cells | {"F1": "{%tc endfor %}"})
        sheet.merge_range("A8:B9", "并")
        look = book.add_format({"bold": True, "num_format": "yyyy-mm-dd"})
        sheet.conditional_format("B3:C3", {"type": "formula", "criteria": "=$B3>2", "format": look})
        sheet.data_validation("B3", {"validate": "list", "source": "=后!$A$1:$A$3"})
        sheet.freeze_panes(1, 1)
        sheet.autofilter("A1:C5")
        sheet.set_h_pagebreaks([3, 5])
        sheet.print_area("A1:C9")
        sheet.set_column("C:C", 20, look)
        sheet.write_comment("A3", "注")
        sheet.write_url("A6", "internal:'后'!A1")
        made = book.add_chart({"type": "line"})
        made.add_series({"values": "=清单!$B$3:$B$3", "categories": "=清单!$A$2:$A$4"})
        sheet.insert_chart("H2", made)
        sheet.insert_textbox("J3", "文")
        sheet.add_sparkline("G3", {"range": "清单!B3:C3"})
        last.add_table("A1:B3", {"name": "表一", "columns": [{"header": "x"}, {"header": "y"}]})
        book.define_name("全部", "=清单!$B$2:$B$4")
        book.define_name("后!局部", "=后!$A$1")
        last.set_header("&L{{ x }}")

    return drawn(draw)


def mutated(parts: dict[str, str], chance: random.Random) -> bytes:
    """Return the workbook with one to three things broken."""
    parts = dict(parts)
    for _ in range(chance.choice([1, 1, 2, 3])):
        name = chance.choice(sorted(parts))
        spots = list(re.finditer(r'="([^"]*)"|>([^<>]+)<', parts[name]))
        elements = list(re.finditer(r"<\w[\w:]*[^<>]*/>| [\w:]+=\"[^\"]*\"", parts[name]))
        kind = chance.random()
        if kind < 0.75 and spots:
            _replace(parts, name, chance.choice(spots), chance.choice(NASTY))
        elif kind < 0.97 and elements:
            found = chance.choice(elements)
            parts[name] = parts[name][: found.start()] + parts[name][found.end() :]
        elif len(parts) > 1:
            del parts[name]
    return packed(parts)


def _replace(parts: dict[str, str], name: str, found: re.Match[str], text: str) -> None:
    start, end = found.span(1) if found[1] is not None else found.span(2)
    parts[name] = parts[name][:start] + text.replace("<", "").replace('"', "") + parts[name][end:]


def packed(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def unpacked(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def outcome(workbook: bytes) -> bool:
    """Tell whether a workbook is filled; refusing it is the only other thing that may happen."""
    try:
        compile_xlsx(workbook, "模板.xlsx").fill(VALUES, now=NOW, properties=PROPERTIES)
    except InvalidTemplate as refusal:
        return not all(found.message and found.remedy for found in refusal.diagnostics)
    return True


def run_mutations(count: int, seed: int) -> int:
    parts = unpacked(rich_template())
    chance = random.Random(seed)  # noqa: S311 - broken files, no secrets
    return sum(outcome(mutated(parts, chance)) for _ in range(count))


def test_a_workbook_broken_at_random_is_told_or_filled() -> None:
    good = run_mutations(200, seed=2026)
    assert 40 < good < 180


@pytest.mark.large
def test_thousands_of_workbooks_broken_at_random_are_told_or_filled() -> None:
    assert run_mutations(5000, seed=7) > 1000


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, '<mergeCell ref="B2:C3"/>', '<mergeCell ref="?"/>'),
        (SHEET, '<c r="A1"', '<c r="1A"'),
        (SHEET, '<c r="A1"', '<c r="A9"'),
        (SHEET, '<row r="1"', '<row r="0"'),
        (SHEET, '<c r="A1" t="s"><v>0</v>', '<c r="A1" t="s"><v>99</v>'),
        (SHEET, '<c r="A1" t="s"><v>0</v>', '<c r="A1" t="s"><v>x</v>'),
        (SHEET, '<c r="A1"', '<c r="A1" s="x"'),
        (SHEET, "<f>1+1</f>", '<f t="shared" si="7"/>'),
        (SHEET, '<dimension ref="A1:C3"/>', '<dimension ref=""/>'),
        (SHEET, 'ht="30"', 'ht="x"'),
        (SHEET, 'defaultRowHeight="15"', 'defaultRowHeight="x"'),
        (SHEET, '<pageMargins left="0.7"', '<pageMargins left="x"'),
        (BOOK, 'sheetId="1"', 'sheetId="x"'),
        (BOOK, '<sheet name="表"', '<sheet name=""'),
    ],
)
def test_what_office_would_not_write_is_told_with_what_stands_there(name: str, old: str, new: str) -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(sheet, {"A1": "文", "A2": "=1+1"})
        sheet.merge_range("B2:C3", "并")
        sheet.set_row(1, 30)

    workbook = drawn(draw)
    assert old in part(workbook, name)
    found = refused(with_part(workbook, name, lambda xml: xml.replace(old, new, 1)))
    assert {code for code, _ in said(found)} == {"T-320"}
    assert "<" in found[0].message


def with_all_rows() -> bytes:
    """Return a list among ranges over all rows and columns there are."""

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        cells = {"A1": "{%tr for r in rows %}", "A2": "{{ r.q }}", "A3": "{%tr endfor %}"}
        write_cells(sheet, cells | {"C5": "=SUM(A:A)+SUM(1:1048576)+COUNTA(B1:XFD1048576)"})
        sheet.conditional_format("A1:XFD1048576", {"type": "formula", "criteria": "=$A1>5"})
        sheet.data_validation("B1:B1048576", {"validate": "list", "source": "=$A$1:$A$1048576"})
        sheet.print_area("A1:XFD1048576")
        book.define_name("全部", "=表!$A$1:$XFD$1048576")

    return drawn(draw)


def test_ranges_over_all_rows_cost_nothing() -> None:
    began = time.perf_counter()
    assert outcome(with_all_rows())
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>', "T-007"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', "T-007"),
    ],
)
def test_entities_are_refused(entity: str, code: str) -> None:
    workbook = with_part(sheet_of({"A1": 1}), SHEET, lambda xml: xml.replace("?>\n", f"?>\n{entity}", 1))
    assert [found for found, _ in said(refused(workbook))] == [code]


def test_deep_xml_is_refused() -> None:
    deep = "<a>" * 5000 + "</a>" * 5000
    workbook = with_part(
        sheet_of({"A1": 1}), SHEET, lambda xml: xml.replace("</worksheet>", f"{deep}</worksheet>")
    )
    assert [found for found, _ in said(refused(workbook))] == ["T-007"]


@pytest.mark.parametrize("part_name", [SHEET, BOOK, "xl/_rels/workbook.xml.rels"])
def test_a_missing_part_is_told(part_name: str) -> None:
    parts = unpacked(sheet_of({"A1": "{{ x }}"}))
    del parts[part_name]
    assert not outcome(packed(parts))


def test_links_to_other_workbooks_are_refused_with_the_way_out() -> None:
    workbook = packed(unpacked(sheet_of({"A1": 1})) | {"xl/externalLinks/externalLink1.xml": "<x/>"})
    found = refused(workbook)
    assert said(found) == [("T-011", "")]
    assert "断开链接" in found[0].remedy


def test_a_half_written_file_is_told() -> None:
    workbook = rich_template()
    for cut in (10, len(workbook) // 2, len(workbook) - 5):
        assert {code for code, _ in said(refused(workbook[:cut]))} <= {"T-001", "T-002"}


def test_text_of_templates_never_becomes_a_formula() -> None:
    workbook = sheet_of({"A1": "{{ x }}", "A2": "{{ y }}"})
    hostile = '=HYPERLINK("http://x","y")'
    result = (
        compile_xlsx(workbook, "m").fill({"x": hostile, "y": "+1"}, now=NOW, properties=PROPERTIES).content
    )
    assert "<f>" not in part(result, SHEET)
