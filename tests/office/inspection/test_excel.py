"""What is wrong with an Excel template as a file."""

from __future__ import annotations

from typing import Any

import pytest

from generator.diagnostics import Severity
from tests.office.excel.workbooks import with_part
from tests.office.inspection.files import (
    as_printed,
    found,
    only,
    said,
    with_external,
    with_file,
    with_new_part,
    workbook,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, BOOK, THEME = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/theme/theme1.xml"


def test_a_sound_workbook_has_no_findings() -> None:
    assert said(workbook({"B2": 1, "C2": "=SUM(B2:B2)"})) == []


# --- fonts -------------------------------------------------------------------------------------------------------


def in_font(name: str, text: str) -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        look = book.add_format({"font_name": name, "font_scheme": ""})
        sheet.write("B2", text, look)
        sheet.write("B3", text, look)

    return workbook(draw=draw)


@pytest.mark.parametrize("text", ["预算", "{{ item.name }}"])
def test_a_latin_font_for_chinese_is_told_once(text: str) -> None:
    finding = only(in_font("Arial", text))
    assert (finding.code, finding.place.spot) == ("T-441", "表!B2")
    assert "2 个" in finding.message


def test_a_latin_font_for_latin_text_and_a_chinese_font_are_fine() -> None:
    assert said(in_font("Arial", "ROI")) == []
    assert said(in_font("微软雅黑", "预算")) == []
    assert said(in_font("企业专用体", "预算")) == []


def test_a_theme_without_chinese_fonts_is_found() -> None:
    bare = with_part(workbook(), THEME, lambda xml: xml.replace('script="Hans"', 'script="Hant"'))
    assert said(bare) == [("T-404", "主题")]


# --- data from outside -------------------------------------------------------------------------------------------


def test_a_link_to_another_workbook_is_the_error_of_the_engine() -> None:
    linked = with_new_part(
        workbook(),
        "xl/externalLinks/externalLink1.xml",
        "<x/>",
        kind="externalLink",
        holder=BOOK,
        content_type="a/b+xml",
    )
    finding = only(linked)
    assert (finding.code, finding.severity) == ("T-011", Severity.ERROR)


def test_connections_are_an_error() -> None:
    xml = f'<connections xmlns="{MAIN}"><connection id="1" name="CRM"/></connections>'
    finding = only(
        with_new_part(
            workbook(), "xl/connections.xml", xml, kind="connections", holder=BOOK, content_type="a/b+xml"
        )
    )
    assert (finding.code, finding.place.spot, finding.severity) == ("T-442", "工作簿", Severity.ERROR)
    assert "CRM" in finding.message


def test_a_query_table_is_an_error_on_its_sheet() -> None:
    xml = f'<queryTable xmlns="{MAIN}" name="订单"/>'
    made = with_new_part(
        workbook(),
        "xl/queryTables/queryTable1.xml",
        xml,
        kind="queryTable",
        holder=SHEET,
        content_type="a/b+xml",
    )
    assert said(made) == [("T-442", "表")]


def test_a_macro_sheet_is_an_error() -> None:
    def change(xml: str) -> str:
        return xml.replace("</sheets>", '<sheet name="宏1" sheetId="9" r:id="rId90"/></sheets>')

    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    relation = f'<Relationship Id="rId90" Type="{kind}" Target="macrosheets/sheet1.xml"/>'
    made = with_part(
        with_part(workbook(), BOOK, change),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>"),
    )
    finding = only(made)
    assert (finding.code, finding.severity) == ("T-443", Severity.ERROR)


@pytest.mark.parametrize("name", ["{{ venue.location.name or venue.id }}", "{{ venues[0] }}", "一/二"])
def test_a_name_that_excel_does_not_take_is_told(name: str) -> None:
    def change(xml: str) -> str:
        return xml.replace('<sheet name="表"', f'<sheet name="{name}"')

    finding = only(with_part(workbook(), BOOK, change))
    assert (finding.code, finding.severity) == ("T-450", Severity.WARNING)


def test_a_hyperlink_to_a_file_of_the_house_is_told_by_its_cell() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_url("D4", "external:\\\\server\\share\\a.xlsx", book.add_format(), "附件")

    assert said(workbook(draw=draw)) == [("T-415", "表!D4")]


def test_a_linked_picture_is_told_by_its_sheet() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.insert_textbox("B2", "说明")

    boxed = workbook(draw=draw)
    empty = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    related = with_file(boxed, "xl/drawings/_rels/drawing1.xml.rels", empty)
    assert said(with_external(related, "xl/drawings/drawing1.xml", "image", "http://intranet/a.png")) == [
        ("T-413", "表")
    ]


# --- sheets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_hidden_sheet_with_content_is_found(hide: str) -> None:
    def draw(book: Any, sheet: Any) -> None:
        hidden, empty = book.add_worksheet("底稿"), book.add_worksheet("空")
        hidden.write("A1", 1)
        for each in (hidden, empty):
            getattr(each, hide)()

    assert said(workbook(draw=draw)) == [("T-444", "底稿")]


def test_protections_are_found() -> None:
    assert said(workbook(draw=lambda book, sheet: sheet.protect("x"))) == [("T-425", "表")]
    locked = with_part(
        workbook(),
        BOOK,
        lambda xml: xml.replace("<bookViews", '<workbookProtection lockStructure="1"/><bookViews'),
    )
    assert said(locked) == [("T-425", "工作簿")]
    opened = with_part(
        workbook(), BOOK, lambda xml: xml.replace("<bookViews", "<workbookProtection/><bookViews")
    )
    assert said(opened) == []


def test_a_sheet_without_paper_and_width_is_found() -> None:
    def draw(book: Any, sheet: Any) -> None:
        book.add_worksheet("二").write("A1", 1)
        half = book.add_worksheet("三")
        half.write("A1", 1)
        half.set_paper(9)
        book.add_worksheet("空")

    findings = found(workbook(draw=draw))
    assert [(each.code, each.place.spot) for each in findings] == [("T-445", "二"), ("T-445", "三")]
    assert "没有设纸张大小、没有设为一页宽" in findings[0].message
    assert "没有设为一页宽" in findings[1].message
    assert "纸张" not in findings[1].message


def test_a_sheet_fitted_to_one_page_high_only_is_not_one_page_wide() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.fit_to_pages(0, 1)

    assert said(workbook(draw=draw)) == [("T-445", "表")]


def test_authors_of_notes_are_told() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_comment("B2", "请填", {"author": "张三"})

    finding = only(workbook(draw=draw))
    assert (finding.code, finding.place.spot) == ("T-427", "表")
    assert "张三" in finding.message
    assert said(workbook(draw=lambda book, sheet: sheet.write_comment("B2", "请填"))) == []


def test_the_folder_of_a_person_is_found() -> None:
    def saved_in(folder: str) -> bytes:
        namespace = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"
        path = f'<a:absPath xmlns:a="{namespace}" url="{folder}"/>'
        return with_part(workbook(), BOOK, lambda xml: xml.replace("<bookViews", f"{path}<bookViews"))

    assert said(saved_in("C:\\Users\\zhangsan\\Desktop\\")) == [("T-426", "文件属性")]
    assert said(saved_in("D:\\模板\\")) == []


# --- formulas ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        ("=_xlfn.XLOOKUP(A1,A1:A2,B1:B2)", "XLOOKUP"),
        ("=_xlfn._xlws.FILTER(A1:A2,A1:A2>0)", "FILTER"),
        ("=_xlfn.LET(_xlpm.x,1,_xlpm.x)", "LET"),
        ('=_xlfn.TEXTJOIN(",",TRUE,A1:A2)', "TEXTJOIN"),
        ("=_xlfn.MAXIFS(A1:A2,B1:B2,1)", "MAXIFS"),
        ("=SUM(_xlfn.ANCHORARRAY(A1))", "溢出区域"),
    ],
)
def test_functions_newer_than_excel_2010_are_found(formula: str, named: str) -> None:
    finding = only(workbook({"B2": formula}))
    assert (finding.code, finding.place.spot) == ("T-446", "表!B2")
    assert named in finding.message


@pytest.mark.parametrize(
    "formula",
    [
        '=IFERROR(INDEX(A1:A9,MATCH(B1,C1:C9,0)),"")',
        '="LET(" & A1',
        "='FILTER(1)'!A1",
        "=NETWORKDAYS(A1,B1)+SUMIFS(A1:A2,B1:B2,1)",
        '=TEXT(A1,"yyyy-mm-dd")',
        '=SUBSTITUTE(A1,"aaa","b")',
    ],
)
def test_what_every_program_computes_is_fine(formula: str) -> None:
    assert said(workbook({"B2": formula})) == []


@pytest.mark.parametrize(
    "formula", ["=SUM(表1[金额])", "=表1[[#This Row],[金额]]*2", "=SUBTOTAL(109,[金额])"]
)
def test_structured_references_are_found(formula: str) -> None:
    finding = only(workbook({"B2": formula}))
    assert (finding.code, finding.place.spot) == ("T-447", "表!B2")
    assert "[金额]" in finding.message


@pytest.mark.parametrize("code", ["[DBNum2]", "aaaa", "[$-804]aaa"])
def test_formats_that_programs_read_differently_are_found(code: str) -> None:
    finding = only(workbook({"B2": f'=TEXT(A1,"{code}")'}))
    assert (finding.code, finding.place.spot) == ("T-448", "表!B2")
    assert code in finding.message


def test_formulas_of_rules_and_names_are_looked_at() -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.conditional_format(
            "C3:C9", {"type": "formula", "criteria": "=_xlfn.XOR(C3,D3)", "format": book.add_format()}
        )
        sheet.data_validation("E3", {"validate": "custom", "value": "=_xlfn.IFNA(E3,0)"})
        book.define_name("最大", "=_xlfn.MAXIFS(表!$A$1:$A$2,表!$B$1:$B$2,1)")

    assert said(workbook(draw=draw)) == [("T-446", "表!C3:C9"), ("T-446", "表!E3"), ("T-446", "名称「最大」")]


def test_as_printed_is_what_the_check_wants() -> None:
    def draw(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("二")
        other.write("A1", 1)
        as_printed(other)

    assert said(workbook(draw=draw)) == []


def test_a_formula_whose_cell_is_gone_is_told() -> None:
    finding = only(workbook({"B2": "=SUM(#REF!)"}))
    assert (finding.code, finding.place.spot, finding.severity) == ("T-449", "表!B2", Severity.WARNING)
    assert said(workbook({"B2": '=IF(B3="#REF!",1,0)'})) == []
