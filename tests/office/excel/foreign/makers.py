"""Workbooks made by program, each showing one thing that its library can do."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl import chart as charts
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font, NamedStyle, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

Draw = Callable[[Any, Any], None]
XLSXWRITER: dict[str, Draw] = {}
OPENPYXL: dict[str, Draw] = {}


def _xlsxwriter(draw: Draw) -> Draw:
    XLSXWRITER[draw.__name__] = draw
    return draw


def _openpyxl(draw: Draw) -> Draw:
    OPENPYXL[draw.__name__] = draw
    return draw


def by_xlsxwriter(name: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"use_future_functions": True}) as book:
        sheet = book.add_worksheet("数据")
        for row in range(12):
            sheet.write_row(row, 0, [row, row * 1.5, f"文字{row}"])
        XLSXWRITER[name](book, sheet)
    return stream.getvalue()


def by_openpyxl(name: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "数据"
    for row in range(12):
        sheet.append([row, row * 1.5, f"文字{row}"])
    OPENPYXL[name](book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@_xlsxwriter
def formulas(_: Any, sheet: Any) -> None:
    for row, text in enumerate(("=SUM(A1:A9)", "=IFERROR(1/0,2)", '="甲"&C2', "=A1>1", "=NA()", "=PI()")):
        sheet.write_formula(row, 4, text)


@_xlsxwriter
def arrays(_: Any, sheet: Any) -> None:
    sheet.write_array_formula("E1:E3", "{=A1:A3*2}")
    sheet.write_dynamic_array_formula("G1", "=FILTER(A1:A9,A1:A9>3)")
    sheet.write_formula("I1", "=SUM(ANCHORARRAY(G1))")


@_xlsxwriter
def formats(book: Any, sheet: Any) -> None:
    look = {
        "bold": True,
        "font_name": "微软雅黑",
        "bg_color": "#FFEB9C",
        "border": 1,
        "num_format": "0.00%",
        "indent": 2,
    }
    sheet.write("E1", 0.5, book.add_format(look))
    sheet.write_datetime("E2", dt.datetime(2026, 10, 1), book.add_format({"num_format": "yyyy年m月d日"}))


@_xlsxwriter
def rich_text(book: Any, sheet: Any) -> None:
    sheet.write_rich_string(
        "E1", "普通", book.add_format({"bold": True}), "加粗", book.add_format({"color": "red"}), "红"
    )


@_xlsxwriter
def conditional_formats(book: Any, sheet: Any) -> None:
    rules: list[dict[str, Any]] = [
        {"type": "cell", "criteria": ">", "value": 5, "format": book.add_format({"bg_color": "red"})},
        {"type": "3_color_scale"},
        {"type": "data_bar", "data_bar_2010": True},
        {"type": "icon_set", "icon_style": "3_traffic_lights"},
        {"type": "formula", "criteria": "=$A1>$B1", "format": book.add_format({"bold": True})},
        {"type": "top", "value": 3, "format": book.add_format({"italic": True})},
        {"type": "text", "criteria": "containing", "value": "文", "format": book.add_format({"bold": True})},
    ]
    for rule in rules:
        sheet.conditional_format("A1:B12", rule)


@_xlsxwriter
def validations(_: Any, sheet: Any) -> None:
    sheet.data_validation("E1", {"validate": "list", "source": ["甲", "乙"]})
    sheet.data_validation(
        "E2", {"validate": "decimal", "criteria": "between", "minimum": 1, "maximum": "=B5"}
    )
    sheet.data_validation(
        "E3", {"validate": "custom", "value": "=LEN(E3)<5", "input_title": "提示", "input_message": "短"}
    )


@_xlsxwriter
def tables(_: Any, sheet: Any) -> None:
    columns = [
        {"header": "甲"},
        {"header": "乙", "total_function": "sum"},
        {"header": "丙", "formula": "=[@甲]*2"},
    ]
    sheet.add_table(
        "E1:G6", {"name": "清单", "columns": columns, "total_row": True, "data": [[1, 2], [3, 4]]}
    )


@_xlsxwriter
def filters(_: Any, sheet: Any) -> None:
    sheet.autofilter("A1:C12")
    sheet.filter_column("A", "x > 3")


@_xlsxwriter
def outlines(_: Any, sheet: Any) -> None:
    for row in range(2, 6):
        sheet.set_row(row, None, None, {"level": 1, "hidden": row > 3})
    sheet.set_column("D:F", 12, None, {"level": 1})


@_xlsxwriter
def panes_and_print(_: Any, sheet: Any) -> None:
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0, 1)
    sheet.print_area("A1:C12")
    sheet.set_header("&L左 &D&R&P / &N")
    sheet.set_h_pagebreaks([5])
    sheet.fit_to_pages(1, 0)


@_xlsxwriter
def comments(_: Any, sheet: Any) -> None:
    sheet.write_comment("A1", "第一条", {"visible": True, "color": "#FFFFCC"})
    sheet.write_comment("B5", "第二条")


@_xlsxwriter
def images_and_boxes(_: Any, sheet: Any) -> None:
    from tests.office.excel.test_drawings import png

    sheet.insert_image("E2", "图.png", {"image_data": png(), "description": "说明"})
    sheet.insert_textbox("E8", "文本框", {"font": {"bold": True}})
    sheet.insert_button("H2", {"caption": "按钮"})


@_xlsxwriter
def header_pictures(_: Any, sheet: Any) -> None:
    from tests.office.excel.test_drawings import png

    sheet.set_header("&L&G", {"image_left": "图.png", "image_data_left": png()})


@_xlsxwriter
def hyperlinks(_: Any, sheet: Any) -> None:
    sheet.write_url("E1", "https://example.org/a?b=1&c=2", string="外部", tip="打开")
    sheet.write_url("E2", "internal:'数据'!A5", string="内部")


@_xlsxwriter
def names(book: Any, sheet: Any) -> None:
    book.define_name("全部", "=数据!$A$1:$A$12")
    book.define_name("数据!本页", "=数据!$B$1")
    book.define_name("税率", "=0.06")
    sheet.write_formula("E1", "=SUM(全部)*税率")


@_xlsxwriter
def sparklines(_: Any, sheet: Any) -> None:
    sheet.add_sparkline("E1", {"range": "数据!A1:A9", "type": "column", "markers": True})


@_xlsxwriter
def checkboxes(_: Any, sheet: Any) -> None:
    sheet.insert_checkbox("E1", True)
    sheet.insert_checkbox("E2", False)


@_xlsxwriter
def protection(book: Any, sheet: Any) -> None:
    sheet.protect("密码", {"sort": True})
    sheet.unprotect_range("A1:A5", "可填")
    sheet.write("E1", 1, book.add_format({"locked": False}))


@_xlsxwriter
def merged_and_wrapped(book: Any, sheet: Any) -> None:
    sheet.merge_range("E1:G2", "合并\n换行", book.add_format({"text_wrap": True}))
    sheet.set_row(0, 40)


@_xlsxwriter
def several_charts(book: Any, sheet: Any) -> None:
    for place, kind in zip(("E1", "M1", "E16", "M16"), ("column", "line", "pie", "scatter"), strict=True):
        made = book.add_chart({"type": kind})
        made.add_series(
            {"values": "=数据!$B$1:$B$12", "categories": "=数据!$C$1:$C$12", "trendline": {"type": "linear"}}
        )
        sheet.insert_chart(place, made)


@_xlsxwriter
def a_chart_sheet(book: Any, _: Any) -> None:
    made = book.add_chart({"type": "bar", "subtype": "stacked"})
    made.add_series({"values": "=数据!$B$1:$B$12"})
    book.add_chartsheet("图").set_chart(made)


@_xlsxwriter
def properties(book: Any, _: Any) -> None:
    book.set_properties({"title": "题", "company": "公司", "comments": "备注"})
    book.set_custom_property("文件编号", "HD-2026-001")


@_xlsxwriter
def hidden_sheets(book: Any, sheet: Any) -> None:
    hidden = book.add_worksheet("隐藏")
    hidden.hide()
    hidden.write("A1", 5)
    sheet.write_formula("E1", "=隐藏!A1+1")


@_openpyxl
def styles(_: Any, sheet: Any) -> None:
    named = NamedStyle(name="强调", font=Font(bold=True), fill=PatternFill("solid", fgColor="FFEB9C"))
    sheet["E1"].style = named
    sheet["E1"] = "强调"


@_openpyxl
def plain_formulas(_: Any, sheet: Any) -> None:
    sheet["E1"] = "=SUM(A1:A9)"
    sheet["E2"] = "=E1*2"


@_openpyxl
def bar_chart(_: Any, sheet: Any) -> None:
    made = charts.BarChart()
    made.add_data(charts.Reference(sheet, min_col=1, max_col=2, min_row=1, max_row=12), titles_from_data=True)
    sheet.add_chart(made, "E2")


@_openpyxl
def line_and_area_charts(_: Any, sheet: Any) -> None:
    for place, made in (("E2", charts.LineChart()), ("E20", charts.AreaChart())):
        made.add_data(charts.Reference(sheet, min_col=2, min_row=1, max_row=12))
        sheet.add_chart(made, place)


@_openpyxl
def openpyxl_table(_: Any, sheet: Any) -> None:
    sheet["A1"], sheet["B1"], sheet["C1"] = "甲", "乙", "丙"
    sheet.add_table(Table(displayName="表一", ref="A1:C12"))


@_openpyxl
def openpyxl_rules(_: Any, sheet: Any) -> None:
    scale = ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="FF0000")
    sheet.conditional_formatting.add("A1:A12", scale)
    choices = DataValidation(type="list", formula1='"甲,乙"')
    choices.add("E1")
    sheet.add_data_validation(choices)


@_openpyxl
def openpyxl_comment_and_protection(_: Any, sheet: Any) -> None:
    sheet["A1"].comment = Comment("批注", "市场部")
    sheet["B1"].protection = Protection(locked=False)
    sheet.protection.sheet = True


@_openpyxl
def openpyxl_print(book: Any, sheet: Any) -> None:
    sheet.print_title_rows = "1:2"
    sheet.print_area = "A1:C12"
    sheet.freeze_panes = "B2"
    sheet.oddHeader.left.text = "左"
    book.create_sheet("第二").append([1])
