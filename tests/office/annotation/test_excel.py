"""A copy of an Excel template with a note at each fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.annotation import annotate
from generator.office.annotation.excel import notes as excel_notes
from generator.office.package import read_package, write_package
from tests.office.annotation.faults import fault
from tests.office.excel.foreign.makers import by_xlsxwriter
from tests.office.excel.workbooks import drawn, opened, part, parts, with_part
from tests.office.inspection.test_shipped import ROOT
from tests.support.libreoffice import convert
from tests.support.structure import xlsx_faults
from tests.support.validator import validate

SHIPPED = sorted(ROOT.glob("templates_xlsx/*.xlsx"))
SHEET = "xl/worksheets/sheet1.xml"


def draw(book: Any) -> None:
    first, second, hidden = (book.add_worksheet(name) for name in ("预算明细", "决算!(草)", "底稿"))
    first.write("E7", "{{ x }}")
    first.merge_range("B2:D3", "标题")
    second.write("A1", 1)
    hidden.write("A1", 1)
    hidden.hide()


TEMPLATE = drawn(draw)


def annotated(*faults: Diagnostic, template: bytes = TEMPLATE) -> bytes:
    copy = annotate(template, faults)
    assert xlsx_faults(copy) == []
    return copy


def notes(data: bytes) -> dict[str, str]:
    """Return every note as openpyxl reads it."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in opened(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_a_note_says_code_fault_and_way_out_at_its_cell() -> None:
    copy = annotated(fault("预算明细!E7", "标签 {{ x }} 没有这个名称"))
    assert notes(copy) == {"预算明细!E7": "T-120 标签 {{ x }} 没有这个名称\n改法: 改正它"}
    assert opened(copy)["预算明细"]["E7"].comment.author == "模板检查"


def test_more_faults_at_one_cell_are_one_note() -> None:
    copy = annotated(fault("预算明细!E7", "一"), fault("预算明细!$E$7", "二"))
    assert notes(copy) == {"预算明细!E7": "T-120 一\n改法: 改正它\nT-120 二\n改法: 改正它"}


@pytest.mark.parametrize(
    ("spot", "cell"),
    [
        ("决算!(草)!C2", "决算!(草)!C2"),
        ("'决算!(草)'!C2:D9", "决算!(草)!C2"),
        ("预算明细!C2:D9 (1)", "预算明细!B2"),
        ("预算明细!C5 F9", "预算明细!C5"),
        ("预算明细!C3", "预算明细!B2"),
    ],
)
def test_the_cell_is_read_out_of_the_spot(spot: str, cell: str) -> None:
    assert notes(annotated(fault(spot))) == {cell: "T-120 有误\n改法: 改正它"}


@pytest.mark.parametrize(
    ("spot", "cell"),
    [
        ("决算!(草)", "决算!(草)!A1"),
        ("决算!(草)!表格「清单」", "决算!(草)!A1"),
        ("名称「合计」", "预算明细!A1"),
        ("没有的表!B2", "预算明细!A1"),
        ("底稿!B2", "预算明细!A1"),
        ("预算明细!ZZZ9999999", "预算明细!A1"),
    ],
)
def test_a_spot_that_names_no_cell_is_told_in_the_text(spot: str, cell: str) -> None:
    assert notes(annotated(fault(spot))) == {cell: f"T-120 {spot}: 有误\n改法: 改正它"}


def test_the_drawing_stands_where_the_schema_has_it() -> None:
    def with_table(book: Any) -> None:
        sheet = book.add_worksheet("表")
        sheet.add_table("A1:B3", {"columns": [{"header": "甲"}, {"header": "乙"}]})

    copy = annotated(fault("表!A2"), template=drawn(with_table))
    names = re.findall(r"<(\w+)", part(copy, SHEET))
    assert names.index("pageMargins") < names.index("legacyDrawing") < names.index("tableParts")


def test_notes_of_others_stay() -> None:
    def noted(book: Any) -> None:
        sheet = book.add_worksheet("表")
        sheet.write_comment("B2", "请填预算", {"author": "张三"})
        sheet.write_comment("B9", "请填日期", {"author": "张三"})

    copy = annotated(fault("表!B2"), fault("表!B5"), template=drawn(noted))
    assert notes(copy) == {
        "表!B2": "请填预算\nT-120 有误\n改法: 改正它",
        "表!B5": "T-120 有误\n改法: 改正它",
        "表!B9": "请填日期",
    }
    assert {cell: opened(copy)["表"][cell].comment.author for cell in ("B2", "B5", "B9")} == {
        "B2": "张三",
        "B5": "模板检查",
        "B9": "张三",
    }
    assert [name for name in parts(copy) if "omments" in name or ".vml" in name] == [
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    ]
    shapes = re.findall(r'<v:shape id="_x0000_s(\d+)"', part(copy, "xl/drawings/vmlDrawing1.vml"))
    assert len(set(shapes)) == 3
    anchors = re.findall(r"<x:Row>(\d+)</x:Row>", part(copy, "xl/drawings/vmlDrawing1.vml"))
    assert sorted(anchors) == ["1", "4", "8"]


def test_the_box_of_a_note_that_grows_grows_with_it() -> None:
    def noted(book: Any) -> None:
        book.add_worksheet("表").write_comment("B2", "请填预算")

    def last_row(data: bytes) -> int:
        anchor = re.search(r"<x:Anchor>([^<]*)", part(data, "xl/drawings/vmlDrawing1.vml"))
        assert anchor is not None
        return int(anchor[1].split(",")[6])

    template = drawn(noted)
    assert last_row(annotated(fault("表!B2", "很长" * 50), template=template)) > last_row(template) + 3


def test_a_thread_keeps_its_cell_and_the_fault_is_told_beside_it() -> None:
    def noted(book: Any) -> None:
        book.add_worksheet("表").write_comment("B2", "[线程]", {"author": "tc={A}"})

    assert notes(annotated(fault("表!B2"), template=drawn(noted))) == {
        "表!B2": "[线程]",
        "表!C2": "T-120 有误\n改法: 改正它",
    }


def test_a_sheet_that_cannot_be_read_takes_no_note_but_others_do() -> None:
    broken = write_package(read_package(TEMPLATE, ""), {"xl/worksheets/sheet2.xml": b"<worksheet"})
    package = read_package(annotate(broken, [fault("预算明细!E7"), fault("决算!(草)!A1")]), "")
    text = package.read("xl/comments1.xml").decode()
    assert 'ref="A1"' in text
    assert 'ref="E7"' in text
    assert "T-120 决算!(草)!A1: 有误" in text


def test_a_workbook_without_a_readable_sheet_is_refused() -> None:
    package = read_package(TEMPLATE, "")
    sheets = [name for name in package.members if name.startswith("xl/worksheets/sheet")]
    broken = write_package(package, dict.fromkeys(sheets, b"<worksheet"))
    with pytest.raises(InvalidTemplate) as caught:
        annotate(broken, [fault("")])
    assert [each.code for each in caught.value.diagnostics] == ["T-008"]


def test_control_characters_in_a_message_are_left_out() -> None:
    assert notes(annotated(fault("预算明细!E7", "<甲> & \x07乙"))) == {
        "预算明细!E7": "T-120 <甲> & 乙\n改法: 改正它"
    }


def test_what_has_no_fault_stays() -> None:
    before, after = read_package(TEMPLATE, ""), read_package(annotated(fault("预算明细!E7")), "")
    changed = {name for name in after.members if before.members.get(name) != after.members[name]}
    assert changed == {
        "[Content_Types].xml",
        SHEET,
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    drop = re.compile(r"<legacyDrawing [^>]*/>")
    assert drop.sub("", after.read(SHEET).decode()) == before.read(SHEET).decode()


def test_the_same_faults_give_the_same_bytes() -> None:
    assert annotate(TEMPLATE, [fault("预算明细!E7")]) == annotate(TEMPLATE, [fault("预算明细!E7")])


def everywhere(data: bytes) -> list[Diagnostic]:
    sheets = re.findall(r'<sheet name="([^"]*)"', part(data, "xl/workbook.xml"))
    return [fault(f"{sheet}!{cell}") for sheet in sheets for cell in ("A1", "C4", "E7", "XFD1048576")]


# Sheets with parts that stand near the notes in the schema, or share the old drawing with them.
NEIGHBOURS = ("comments", "header_pictures", "checkboxes", "images_and_boxes", "tables", "hyperlinks")


@pytest.mark.needs_validator
def test_copies_are_valid() -> None:
    books = {path.name: path.read_bytes() for path in SHIPPED}
    books |= {f"{name}.xlsx": by_xlsxwriter(name) for name in NEIGHBOURS}
    assert validate({name: annotate(data, everywhere(data)) for name, data in books.items()}) == []


@pytest.mark.needs_libreoffice
def test_libreoffice_shows_the_notes(tmp_path: Path) -> None:
    source = tmp_path / "模板.xlsx"
    source.write_bytes(annotated(fault("预算明细!E7", "标签 {{ x }} 有误"), fault("决算!(草)", "第二条")))
    made = convert([source], "fods", tmp_path / "out")[0].read_text(encoding="utf-8")
    text = re.sub(r"</?text:span[^>]*>", "", made)
    assert text.count("<office:annotation ") == 2
    assert "T-120 标签 {{ x }} 有误" in text
    assert "T-120 决算!(草): 第二条" in text


def test_a_part_with_a_prefix_is_annotated() -> None:
    def prefixed(xml: str) -> str:
        return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")

    template = with_part(TEMPLATE, SHEET, prefixed)
    assert "预算明细!E7" in notes(annotated(fault("预算明细!E7"), template=template))


def test_many_notes_cost_no_more_each_than_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: no note is looked for among all the others."""
    walked = 0

    def counting(element: Any, *names: str) -> list[Any]:
        nonlocal walked
        found = list(real(element, *names))
        walked += len(found)
        return found

    real = excel_notes.children
    monkeypatch.setattr(excel_notes, "children", counting)
    annotate(TEMPLATE, [fault(f"预算明细!A{row}") for row in range(1, 301)])
    assert walked < 3_000
