"""What a value becomes in a cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from generator.office.blank import Blank
from tests.office.excel.workbooks import drawn, filled, opened, part, parts, refused, said, sheet_of

ONE_CELL = sheet_of({"B2": "{{ value }}"})


def cell(value: object, template: bytes = ONE_CELL) -> openpyxl.cell.Cell:
    return opened(filled(template, {"value": value})).worksheets[0]["B2"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 10",
        "-",
        "@用户",
        "007",
        "110101199003078515",
        "  两边有空  ",
        "第一行\n第二行",
        "a & b < c",
    ],
)
def test_text_stays_text(text: str) -> None:
    assert (cell(text).data_type, cell(text).value) == ("s", text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, "3"),
        (-7, "-7"),
        (0, "0"),
        (Decimal("521500.00"), "521500"),
        (Decimal("0.10"), "0.1"),
        (Decimal("12345678901234.5"), "12345678901234.5"),
        (Decimal(1) / Decimal(3), "0.333333333333333"),
        (1.005, "1.005"),
        (999_999_999_999_999, "999999999999999"),
    ],
)
def test_numbers_are_numbers_exact_to_fifteen_digits(value: object, written: str) -> None:
    assert f'<c r="B2"><v>{written}</v></c>' in part(
        filled(ONE_CELL, {"value": value}), "xl/worksheets/sheet1.xml"
    )


@pytest.mark.parametrize(
    ("value", "serial"),
    [
        (dt.date(2026, 10, 16), "46311"),
        (dt.datetime(2026, 10, 16, 12), "46311.5"),
        (dt.time(6), "0.25"),
        (dt.date(1900, 1, 1), "1"),
        (dt.date(1900, 2, 28), "59"),
        (dt.date(1900, 3, 1), "61"),
    ],
)
def test_days_and_times_are_numbers_of_excels_calendar(value: object, serial: str) -> None:
    assert f"<v>{serial}</v>" in part(filled(ONE_CELL, {"value": value}), "xl/worksheets/sheet1.xml")


def test_days_follow_the_calendar_of_the_workbook() -> None:
    old_mac = drawn(lambda book: book.add_worksheet().write("B2", "{{ value }}"), date_1904=True)
    assert "<v>44849</v>" in part(
        filled(old_mac, {"value": dt.date(2026, 10, 16)}), "xl/worksheets/sheet1.xml"
    )


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (dt.timedelta(hours=36), "1.5"),
        (dt.timedelta(minutes=45), "0.03125"),
        (dt.timedelta(), "0"),
        (-dt.timedelta(hours=6), "-0.25"),
    ],
)
def test_durations_are_numbers_of_days(value: dt.timedelta, days: str) -> None:
    assert f"<v>{days}</v>" in part(filled(ONE_CELL, {"value": value}), "xl/worksheets/sheet1.xml")


def test_truth_values_are_truth_values() -> None:
    assert cell(value=True).value is True
    assert cell(value=False).value is False


@pytest.mark.parametrize("blank", [None, Blank("number"), Blank("date"), Blank("text"), ""])
def test_a_blank_leaves_the_cell_empty_with_its_format(blank: object) -> None:
    def draw(book):
        book.add_worksheet().write("B2", "{{ value }}", book.add_format({"bg_color": "#FFF9E5"}))

    empty = cell(blank, drawn(draw))
    assert empty.value is None
    assert empty.fill.fgColor.rgb == "FFFFF9E5"


def test_text_with_tags_prints_blanks_so_that_they_can_be_filled_in() -> None:
    template = sheet_of({"A1": "共 {{ n }} 人, {{ day }} 前"})
    printed = opened(filled(template, {"n": Blank("number"), "day": Blank("date")}))
    assert printed.worksheets[0]["A1"].value == "共 ______ 人, ____年__月__日 前"


def test_text_with_tags_is_text() -> None:
    template = sheet_of(
        {"A1": "{{ a }}{{ b }}", "A2": "总计 {{ a }} 元", "A3": "{% if a > 1 %}多{% else %}少{% endif %}"}
    )
    sheet = opened(filled(template, {"a": 2, "b": 3})).worksheets[0]
    assert [sheet[f"A{n}"].value for n in (1, 2, 3)] == ["23", "总计 2 元", "多"]


def test_a_loop_inside_a_cell_prints_its_items() -> None:
    template = sheet_of({"A1": "{% for p in people %}{{ p }}{% if not loop.last %}、{% endif %}{% endfor %}"})
    assert opened(filled(template, {"people": ["甲", "乙"]})).worksheets[0]["A1"].value == "甲、乙"


def test_a_tag_typed_with_a_chinese_keyboard_works() -> None:
    template = sheet_of({"A1": "｛｛ names|join_cn（’name’） ｝｝"})
    assert (
        opened(filled(template, {"names": [{"name": "甲"}, {"name": "乙"}]})).worksheets[0]["A1"].value
        == "甲、乙"
    )


def test_a_whole_number_excel_would_change_is_refused() -> None:
    assert said(refused(ONE_CELL, {"value": 110101199003078515})) == [("T-317", "表!B2")]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([1, 2], "T-314"),
        ({"a": 1}, "T-314"),
        ("字" * 32_768, "T-315"),
        ("😀" * 16_384, "T-315"),
        (float("nan"), "T-316"),
        (Decimal("Infinity"), "T-316"),
        (dt.date(1899, 12, 31), "T-318"),
        (Fraction(1, 3), "T-314"),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_its_place(value: object, code: str) -> None:
    assert said(refused(ONE_CELL, {"value": value})) == [(code, "表!B2")]


def test_text_as_long_as_excel_takes_is_taken() -> None:
    assert len(cell("字" * 32_767).value) == 32_767


def test_text_that_is_too_long_only_together_is_refused() -> None:
    assert said(refused(sheet_of({"A1": "{{ a }}{{ a }}"}), {"a": "字" * 20_000})) == [("T-315", "表!A1")]


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert cell("铃\x07声\ud800").value == "铃声"


def test_text_that_looks_like_an_escape_of_excel_stays_as_typed() -> None:
    assert "_x005F_x0041_" in part(filled(ONE_CELL, {"value": "_x0041_"}), "xl/sharedStrings.xml")


def test_rich_text_keeps_the_formatting_of_its_runs() -> None:
    def draw(book):
        red = book.add_format({"color": "red", "bold": True})
        book.add_worksheet().write_rich_string("A1", "负责人: ", red, "{{ na", "me }}, ", red, "{{ tel }}")

    rich = opened(filled(drawn(draw), {"name": "张三", "tel": "138"})).worksheets[0]["A1"].value
    assert isinstance(rich, CellRichText)
    assert str(rich) == "负责人: 张三, 138"
    assert [run.text for run in rich if isinstance(run, TextBlock) and run.font.b] == ["张三", "138"]


def test_untouched_rich_text_stays() -> None:
    def draw(book):
        sheet = book.add_worksheet()
        sheet.write_rich_string("A1", "普通", book.add_format({"bold": True}), "加粗")
        sheet.write("A2", "{{ x }}")

    assert [str(run) for run in opened(filled(drawn(draw), {"x": 1})).worksheets[0]["A1"].value] == [
        "普通",
        "加粗",
    ]


def test_no_tag_is_left_in_the_file() -> None:
    template = sheet_of(
        {
            "A1": "{{ a }}",
            "A2": "共 {{ a }}",
            "A3": "{%tr for i in items %}",
            "A4": "{{ i }}",
            "A5": "{%tr endfor %}",
        }
    )
    result = filled(template, {"a": 1, "items": []})
    assert "{{" not in part(result, "xl/sharedStrings.xml") + part(result, "xl/worksheets/sheet1.xml")
    assert "{%" not in part(result, "xl/sharedStrings.xml")


def test_a_workbook_without_shared_strings_gets_them() -> None:
    inline = drawn(lambda book: book.add_worksheet().write("B2", "{{ value }}"), constant_memory=True)
    assert "xl/sharedStrings.xml" not in parts(inline)
    assert cell("甲", inline).value == "甲"
