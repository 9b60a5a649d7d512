"""Tags work in the properties of a workbook, as they do in those of a document."""

from __future__ import annotations

import xlsxwriter

from generator.office.excel.scanning import scan_xlsx
from generator.office.package import read_package
from tests.office.excel.workbooks import drawn, filled, opened, refused


def described(book: xlsxwriter.Workbook) -> None:
    book.set_properties({"title": "{{ name }}预算表", "company": "{{ company }}", "subject": "不变"})
    book.add_worksheet("表").write("A1", "{{ name }}")


def test_properties_with_tags_are_filled() -> None:
    result = filled(drawn(described), {"name": "发布会", "company": "星澜 & 子公司"})
    assert opened(result).properties.title == "发布会预算表"
    assert b"<Company>\xe6\x98\x9f\xe6\xbe\x9c &amp; " in read_package(result, "").read("docProps/app.xml")


def test_what_is_wrong_in_properties_is_told_with_all_else() -> None:
    problems = refused(drawn(described), {"nmae": "x"})
    assert {(p.code, p.place.spot) for p in problems} == {
        ("T-120", "表!A1"),
        ("T-120", "文档属性「标题」"),
        ("T-120", "文档属性「公司」"),
    }


def test_tags_of_properties_are_scanned() -> None:
    scan = scan_xlsx(read_package(drawn(described), "模板.xlsx"))
    assert [placed.place.spot for part in scan.parts for placed in part.tags] == [
        "文档属性「标题」",
        "文档属性「公司」",
        "表!A1",
    ]
