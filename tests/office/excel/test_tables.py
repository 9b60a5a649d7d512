"""Excel Tables follow the rows and stay sound."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.office.excel.lists import book, result
from tests.office.excel.workbooks import (
    column,
    computed,
    drawn,
    filled,
    opened,
    part,
    refused,
    said,
    write_cells,
)


def table(made: Any, sheet: Any, totals: bool = False) -> None:
    columns = [{"header": name} for name in ("名称", "金额")]
    if totals:
        columns[0]["total_string"] = "合计"
        columns[1]["total_function"] = "sum"
    sheet.add_table("D1:E6" if totals else "D1:E5", {"name": "清单", "columns": columns, "total_row": totals})
    write_cells(sheet, {"D3": "{{ r }}", "E3": "=A3*2", "D4": "小", "E4": "=A3*3"})
    del made


def table_of(workbook: bytes) -> Any:
    return opened(workbook).worksheets[0].tables["清单"]


def test_a_table_grows_with_its_rows_and_its_filter_with_it() -> None:
    found = table_of(result(3, table))
    assert (found.ref, found.autoFilter.ref) == ("D1:E7", "D1:E7")


def test_a_table_with_a_totals_row_keeps_it_below() -> None:
    found = result(2, lambda made, sheet: table(made, sheet, totals=True))
    assert (table_of(found).ref, table_of(found).autoFilter.ref) == ("D1:E6", "D1:E5")
    assert column(computed(found), "E") == ["金额", 2, 3, 4, 6, 15]


def test_a_table_of_an_empty_list_keeps_one_row_with_its_tag_cells_empty() -> None:
    found = result(0, table)
    sheet = opened(found).worksheets[0]
    assert table_of(found).ref == "D1:E2"
    assert [sheet[place].value for place in ("A2", "D2", "E2", "A3")] == [None, None, "=A2*2", "合计"]


def test_formulas_of_a_calculated_column_and_a_totals_row_follow() -> None:
    def calculated(_: Any, sheet: Any) -> None:
        sheet.add_table(
            "D1:E6",
            {
                "name": "清单",
                "total_row": True,
                "columns": [
                    {"header": "名称"},
                    {"header": "金额", "formula": "=A3*2", "total_function": "=SUM(E2:E5)"},
                ],
            },
        )
        write_cells(sheet, {"D3": "{{ r }}"})

    xml = part(result(2, calculated), "xl/tables/table1.xml")
    assert "<calculatedColumnFormula>A2*2</calculatedColumnFormula>" in xml
    assert "<totalsRowFormula>SUM(E2:E5)</totalsRowFormula>" in xml


def test_a_header_that_is_filled_renames_its_column() -> None:
    def months(_: Any, sheet: Any) -> None:
        sheet.add_table(
            "D1:E5",
            {"name": "清单", "columns": [{"header": "{{ month }}月"}, {"header": "{{ month + 1 }}月"}]},
        )

    found = filled(book(months), {"rows": [1], "month": 9})
    assert table_of(found).column_names == ["9月", "10月"]
    wrong = book(
        lambda _, sheet: sheet.add_table(
            "D1:E5", {"name": "清单", "columns": [{"header": "{{ a }}"}, {"header": "{{ b }}"}]}
        )
    )
    assert said(refused(wrong, {"rows": [1], "a": "甲", "b": "甲"})) == [("T-313", "表!D1:E5")]


@pytest.mark.parametrize(
    ("area", "found"),
    [("D3:E8", [("T-310", "表!D3:E8")]), ("D4:E8", [("T-310", "表!D4:E8")])],
)
def test_a_table_that_would_not_stay_one_is_refused(area: str, found: list[tuple[str, str]]) -> None:
    assert (
        said(refused(book(lambda _, sheet: sheet.add_table(area, {"name": "清单"})), {"rows": []})) == found
    )


def columns_of(workbook: bytes) -> list[tuple[str, str]]:
    xml = part(workbook, "xl/tables/table1.xml")
    return re.findall(r'<tableColumn id="(\d+)" name="([^"]*)"', xml)


def test_a_table_whose_columns_repeat_has_them_all_under_names_of_their_own() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        heads = ["名称", "{%tc for m in months %}", "{{ m }}月", "{%tc endfor %}", "合计"]
        sheet.add_table("A1:E4", {"name": "清单", "columns": [{"header": head} for head in heads]})
        cells = {"A2": "{%tr for r in rows %}", "A3": "{{ r }}", "C3": "{{ r * m }}", "E3": "=SUM(B3:D3)"}
        write_cells(sheet, cells | {"A4": "{%tr endfor %}"})

    result = filled(drawn(draw), {"months": [1, 2, 3], "rows": [1, 10]})
    assert columns_of(result) == [("1", "名称"), ("3", "1月"), ("6", "2月"), ("7", "3月"), ("5", "合计")]
    assert '<tableColumns count="5">' in part(result, "xl/tables/table1.xml")
    assert 'ref="A1:E3"' in part(result, "xl/tables/table1.xml")
    assert column(computed(result), "E") == ["合计", 6, 60]


def test_columns_of_a_table_that_repeat_under_one_name_are_told() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        heads = ["名称", "{%tc for m in months %}", "月", "{%tc endfor %}"]
        sheet.add_table("A1:D2", {"name": "清单", "columns": [{"header": head} for head in heads]})

    assert said(refused(drawn(draw), {"months": [1, 2]})) == [("T-313", "表!A1:D2")]
