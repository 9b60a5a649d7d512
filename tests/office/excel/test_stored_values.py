"""The values stored beside formulas: typed, as of the day the caller says, and never stale."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.office.excel.compiling import compile_xlsx
from tests.office.excel.test_formulas import BUDGET, ITEMS, values
from tests.office.excel.workbooks import (
    NOW,
    PROPERTIES,
    column,
    computed,
    drawn,
    filled,
    opened,
    part,
    sheet_of,
    with_part,
    write_cells,
)


@pytest.mark.parametrize(
    ("formula", "attributes", "value"),
    [
        ("=1/4", "", "0.25"),
        ("=1/3", "", "0.3333333333333333"),
        ("=10^20", "", "1e+20"),
        ('="甲"&1', ' t="str"', "甲1"),
        ('=""', ' t="str"', None),
        ('="共"&0.1+0.2&"元"', ' t="str"', "共0.3元"),
        ('=1/3&"/"&1.25', ' t="str"', "0.333333333333333/1.25"),
        ("=1=1", ' t="b"', "1"),
        ("=1/0", ' t="e"', "#DIV/0!"),
        ("=NA()", ' t="e"', "#N/A"),
        ("=DATE(2026,10,16)", "", "46311"),
        ("=TIME(6,0,0)", "", "0.25"),
        ("=TODAY()", "", "46311"),
        ("=NOW()-TODAY()", "", "0.39583"),
        ("=A9", "", "0"),
        ('=TEXT(TODAY(),"yyyy-mm-dd")', ' t="str"', "2026-10-16"),
    ],
)
def test_a_stored_value_has_the_type_of_its_result(formula: str, attributes: str, value: str | None) -> None:
    sheet = part(filled(sheet_of({"B2": formula})), "xl/worksheets/sheet1.xml")
    written = "<v></v>" if value is None else f"<v>{value}"
    assert f'<c r="B2"{attributes}><f>' in sheet
    assert written in sheet.partition("</f>")[2]


def test_today_is_the_day_the_caller_says() -> None:
    sheet = computed(filled(sheet_of({"A1": "=TODAY()"}), now=dt.datetime(2027, 1, 1))).worksheets[0]
    assert sheet["A1"].value == 46388


def test_what_cannot_be_computed_has_no_value_and_excel_is_told_to_compute() -> None:
    def stale(xml: str) -> str:
        return xml.replace("<f>NEUE(1)</f><v>0</v>", "<f>NEUE(1)</f><v>42</v>")

    cells = {"A1": "=NEUE(1)", "A2": "=1+1", "B1": "{{ 1 }}"}
    template = with_part(sheet_of(cells), "xl/worksheets/sheet1.xml", stale)
    plain = with_part(template, "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))
    result = filled(plain)
    assert column(computed(result), "A") == [2]
    assert 'fullCalcOnLoad="1"' in part(result, "xl/workbook.xml")
    complete = with_part(
        sheet_of({"A2": "=1+1"}), "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', "")
    )
    assert "fullCalcOnLoad" not in part(filled(complete), "xl/workbook.xml")


def test_table_columns_named_in_formulas_are_computed() -> None:
    def draw(book):
        sheet = book.add_worksheet("清单")
        sheet.add_table("A1:B4", {"name": "明细", "columns": [{"header": "项"}, {"header": "金额"}]})
        write_cells(
            sheet,
            {
                "A2": "{%tr for r in rows %}",
                "A3": "{{ r.q }}",
                "B3": "{{ r.p }}",
                "A4": "{%tr endfor %}",
                "B6": "=SUM(明细[金额])",
            },
        )

    result = filled(drawn(draw), {"rows": ITEMS})
    assert column(opened(result), "B")[-1] == "=SUM(明细[金额])"
    assert column(computed(result), "B")[-1] == 115.5


def test_formulas_on_a_sheet_without_tags_are_computed_too() -> None:
    def draw(book):
        book.add_worksheet("数据").write("A1", "{{ x }}")
        book.add_worksheet("结果").write_formula("A1", "=数据!A1*2", value=99)

    assert column(computed(filled(drawn(draw), {"x": 21})), "A", "结果") == [42]


def test_array_formulas_keep_their_range_and_no_stale_values() -> None:
    def draw(book):
        sheet = book.add_worksheet("表")
        write_cells(sheet, BUDGET)
        sheet.write_array_formula("E7:E7", "{=SUM(A2:A4*B2:B4)}")
        sheet.write_array_formula("F7:F8", "{=C5:C6*2}", None, 5)

    sheet = part(filled(drawn(draw), {"rows": ITEMS + ITEMS}), "xl/worksheets/sheet1.xml")
    assert '<f t="array" ref="E10">SUM(A2:A7*B2:B7)</f><v>273</v>' in sheet
    assert '<f t="array" ref="F10:F11">C8:C9*2</f><v>546</v></c>' in sheet
    assert '<c r="F11"><v>0</v></c>' in sheet


def test_a_thousand_formulas_do_not_name_each_other_by_mistake() -> None:
    rows = [{"q": n, "p": 1} for n in range(1000)]
    assert values(BUDGET, "C", rows) == [*range(1000), sum(range(1000))]


@pytest.mark.parametrize("unknown", ["=NEUE(1)", "=[1]外!A1", "=A1", "=没有的名称"])
def test_what_hangs_on_an_unknown_value_is_unknown_too(unknown: str) -> None:
    cells = {"A1": unknown, "A2": "=IFERROR(A1,5)", "A3": '=IF(SUM(A1:A2)>0,"有","无")', "A4": "=1+1"}
    assert column(computed(filled(sheet_of(cells, "预算 表"))), "A") == [2]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(明细[金额])", 60),
        ("=SUBTOTAL(109,明细[金额])", 60),
        ("=SUM(明细[[数量]:[金额]])", 66),
        ("=ROWS(明细[#All])", 6),
        ("=明细[[#Headers],[金额]]", "金额"),
        ("=明细[[#Totals],[金额]]", 60),
        ("=COUNTA(明细[])", 12),
        ("=SUM(明细[没有])", None),
    ],
)
def test_columns_named_in_formulas_are_computed_in_all_their_forms(formula: str, value: object) -> None:
    def draw(book):
        sheet = book.add_worksheet("清 单")
        columns = [
            {"header": "项目"},
            {"header": "数量"},
            {"header": "金额", "total_function": "sum", "formula": "=明细[[#This Row],[数量]]*10"},
        ]
        sheet.add_table("A1:C6", {"name": "明细", "columns": columns, "total_row": True})
        write_cells(sheet, {"A2": "{%tr for r in rows %}", "A3": "{{ r }}", "B3": "{{ loop.index }}"})
        write_cells(sheet, {"A4": "{%tr endfor %}", "A5": "外", "B5": 0, "E8": formula})

    result = filled(drawn(draw), {"rows": ["甲", "乙", "丙"]})
    assert computed(result).worksheets[0]["E8"].value == value
    assert opened(result).worksheets[0]["C3"].value == "=明细[[#This Row],[数量]]*10"


@pytest.mark.parametrize(
    "formula",
    [
        '=TEXT(DATE(2026,1,2),"aaaa")',
        '=TEXT(5,"[DBNum2]")',
        '=TEXT(1234.5,"0.00E+00")',
        '=VALUE("1,200.5")',
        "=LOOKUP(9.99E+307,H1:H9)",
        "=MATCH(9.99E+307,H1:H9)",
        '=LENB("中文")',
        "=SUMPRODUCT((LEN(H1:H9)>0)*1)",
        "=SUMPRODUCT(--ISNUMBER(H1:H9))",
        '=IF(COUNTA(H1:H9)=0,"",SUMPRODUCT(ROUND(H1:H9,2)))',
    ],
)
def test_what_the_calculator_computes_otherwise_than_excel_is_left_to_excel(formula: str) -> None:
    result = filled(sheet_of({"A1": formula, "A2": "=A1&1", "A3": "=1+1", "B1": "{{ 1 }}"}))
    assert column(computed(result), "A") == [2]
    assert 'fullCalcOnLoad="1"' in part(result, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=SUMPRODUCT((H1:H3<>"")*1)', 2),
        ('=SUMPRODUCT((UPPER(H1:H3)="A")*1)+COUNTIF(H1:H3,"b")', 2),
        ('=SUMPRODUCT(("ROUND(1)"="")*(H1:H3="a"))', 0),
        ('=SUMPRODUCT(MAX((INDEX(G1:H3,0,2)<>"")*3))', 3),
    ],
)
def test_sums_over_cells_are_computed_where_the_calculator_is_right(formula: str, value: int) -> None:
    result = filled(sheet_of({"A1": formula, "B1": "{{ 1 }}", "H1": "a", "H3": "b"}))
    assert column(computed(result), "A") == [value]


def test_formulas_left_to_excel_are_told_once_for_all_copies() -> None:
    cells = {
        "A1": "{%tr for r in rows %}",
        "A2": "{{ r }}",
        "B2": "=NEUE(A2)",
        "A3": "{%tr endfor %}",
        "A4": "=1+1",
    }
    told: list[Diagnostic] = []
    template = compile_xlsx(sheet_of(cells), "模板.xlsx")
    template.fill({"rows": [1, 2, 3]}, now=NOW, properties=PROPERTIES, tell=told.append)
    assert [(d.code, d.severity, d.place.spot) for d in told] == [("T-330", Severity.INFO, "表!B2")]
    assert "=NEUE(A2)" in told[0].message
    assert "3 处" in told[0].message


QUIET = {"A1": "=1+1", "A2": "=A1*2", "B1": "文字"}


def as_saved_by_excel(cells: dict[str, str], values: dict[str, str]) -> bytes:
    """Return a workbook that trusts its values, with these stored beside its formulas."""

    def stored(xml: str) -> str:
        for name, value in values.items():
            xml = re.sub(rf'(<c r="{name}">.*?)<v>0</v>', rf"\1<v>{value}</v>", xml)
        return xml

    template = with_part(sheet_of(cells), "xl/worksheets/sheet1.xml", stored)
    return with_part(template, "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))


def test_a_workbook_in_which_nothing_is_filled_keeps_its_sheets_byte_for_byte() -> None:
    template = as_saved_by_excel(
        QUIET | {"A3": "=NEUE(1)"}, {"A1": "2", "A2": "4.0000000000000001", "A3": "7"}
    )
    result = filled(template)
    sheet = "xl/worksheets/sheet1.xml"
    assert part(result, sheet) == part(template, sheet)
    assert part(result, "xl/workbook.xml") == part(template, "xl/workbook.xml")


def test_values_that_the_writer_did_not_compute_are_computed() -> None:
    assert column(computed(filled(sheet_of(QUIET))), "A") == [2, 4]


def test_days_that_pass_are_computed_even_where_nothing_is_filled() -> None:
    template = as_saved_by_excel({"A1": "=TODAY()", "A2": "=A1+1"}, {"A1": "40000", "A2": "40001"})
    assert column(computed(filled(template)), "A") == [46311, 46312]
