"""Columns repeat as rows do: widths, merges, formats, breaks, names and frozen columns follow them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.excel.workbooks import (
    computed,
    drawn,
    filled,
    opened,
    part,
    refused,
    said,
    sheet_of,
    write_cells,
)

GRID = {
    "A1": "名称",
    "B1": "{%tc for m in months %}",
    "C1": "{{ m }}月",
    "D1": "{%tc endfor %}",
    "E1": "合计",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r.n }}",
    "C3": "{{ r.q * m }}",
    "E3": "=SUM(B3:D3)",
    "A4": "{%tr endfor %}",
    "A5": "合计",
    "C5": "=SUM(C2:C4)",
    "E5": "=SUM(E2:E4)",
}
ROWS = [{"n": "甲", "q": 1}, {"n": "乙", "q": 10}]


def grid(months: list[int], *steps: Any, rows: Any = ROWS) -> bytes:
    """Return the filled grid with what the steps add to its template."""

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(sheet, GRID)
        for step in steps:
            step(book, sheet)

    return filled(drawn(draw), {"months": months, "rows": rows})


def values(workbook: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in computed(workbook).worksheets[0].iter_rows()]


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_a_cell_in_both_loops_is_made_for_each_pair(count: int) -> None:
    months = list(range(1, count + 1))
    total = sum(months)
    assert values(grid(months)) == [
        ["名称", *(f"{m}月" for m in months), "合计"],
        ["甲", *months, total],
        ["乙", *(10 * m for m in months), 10 * total],
        ["合计", *(11 * m for m in months), 11 * total],
    ]


def test_rows_may_be_none_while_columns_repeat() -> None:
    assert values(grid([1, 2], rows=[])) == [["名称", "1月", "2月", "合计"], ["合计", 0, 0, 0]]


def test_widths_and_formats_of_columns_repeat_and_move() -> None:
    def step(book: Any, sheet: Any) -> None:
        sheet.set_column("C:C", 15)
        sheet.set_column("E:F", 20, None, {"level": 1, "hidden": True})

    sheet = opened(grid([1, 2, 3], step)).worksheets[0]
    found = [(d.min, d.max, round(d.width), d.hidden) for d in sheet.column_dimensions.values()]
    assert found == [(2, 4, 16, False), (5, 6, 21, True)]


def test_widths_of_an_empty_list_vanish() -> None:
    sheet = opened(grid([], lambda _, sheet: sheet.set_column("C:C", 15))).worksheets[0]
    assert not sheet.column_dimensions


def test_merges_repeat_grow_and_move_with_columns() -> None:
    def step(_: Any, sheet: Any) -> None:
        for area in ("C7:C8", "A9:E9", "E10:F10"):
            sheet.merge_range(area, "")

    found = {str(area) for area in opened(grid([1, 2], step)).worksheets[0].merged_cells.ranges}
    assert found == {"B6:B7", "C6:C7", "A8:D8", "D9:E9"}


def test_formats_and_validations_follow_with_their_formulas() -> None:
    def step(book: Any, sheet: Any) -> None:
        sheet.conditional_format("C3", {"type": "formula", "criteria": "=C3>$E3/2"})
        sheet.data_validation("C3", {"validate": "custom", "value": "=C3<=C$5"})

    xml = part(grid([1, 2, 3], step), "xl/worksheets/sheet1.xml")
    assert (
        '<conditionalFormatting sqref="B2:D3"><cfRule type="expression" priority="1"><formula>B2&gt;$E2/2<'
        in xml
    )
    assert 'sqref="B2:D3"' in xml.partition("<dataValidation ")[2]
    assert "<formula1>B2&lt;=B$4</formula1>" in xml


def test_page_breaks_and_frozen_columns_follow() -> None:
    def step(_: Any, sheet: Any) -> None:
        sheet.set_v_pagebreaks([3, 5])
        sheet.freeze_panes(1, 3)

    sheet = opened(grid([1, 2, 3], step)).worksheets[0]
    assert [found.id for found in sheet.col_breaks.brk] == [2, 3, 4, 5]
    assert sheet.freeze_panes == "E2"


def test_names_print_areas_and_titles_follow() -> None:
    def step(book: Any, sheet: Any) -> None:
        book.define_name("全部", "=表!$B$3:$D$3")
        sheet.print_area("A1:E5")
        sheet.repeat_columns("A:C")

    book = opened(grid([1, 2, 3], step))
    assert book.defined_names["全部"].value == "表!$B$2:$D$3"
    assert book.worksheets[0].print_area == "'表'!$A$1:$E$4"
    assert book.worksheets[0].print_title_cols == "$A:$D"


def test_formulas_of_other_sheets_and_whole_columns_follow() -> None:
    def step(book: Any, _: Any) -> None:
        write_cells(book.add_worksheet("后"), {"A1": "=表!E5", "A2": "=SUM(表!C:C)", "A3": "=SUM(表!5:5)"})

    sheet = opened(grid([1, 2, 3], step))["后"]
    assert [cell.value for cell in sheet["A"]] == ["=表!E4", "=SUM(表!B:D)", "=SUM(表!4:4)"]


def test_running_totals_name_the_previous_column() -> None:
    cells = {
        "A1": 0,
        "B1": "{%tc for m in months %}",
        "C1": "{{ m }}",
        "C2": "=B2+C1",
        "D1": "{%tc endfor %}",
    }
    sheet = opened(filled(sheet_of(cells), {"months": [1, 2, 3]})).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [None, "=A2+B1", "=B2+C1", "=C2+D1"]


def test_columns_nest_and_may_be_dropped() -> None:
    cells = {
        "A1": "{%tc for g in groups %}",
        "B1": "{{ g.n }}",
        "B2": "=SUM(C2:E2)",
        "C1": "{%tc for x in g.xs %}",
        "D1": "第{{ loop.index }}",
        "D2": "{{ x }}",
        "E1": "{%tc endfor %}",
        "F1": "{%tc if g.note %}",
        "G1": "{{ g.note }}",
        "H1": "{%tc endif %}",
        "I1": "{%tc endfor %}",
        "J1": "末",
    }
    groups = [{"n": "甲", "xs": [1, 2], "note": ""}, {"n": "乙", "xs": [], "note": "无"}]
    sheet = opened(filled(sheet_of(cells), {"groups": groups})).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["甲", "第1", "第2", "乙", "无", "末"]
    assert [cell.value for cell in sheet[2]] == ["=SUM(B2:C2)", 1, 2, "=SUM(XFD2:XFD2)", None, None]


def test_mixed_text_and_rich_text_repeat_with_their_column() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(sheet, {"A1": "{%tc for m in months %}", "C1": "{%tc endfor %}"})
        sheet.write_rich_string("B1", book.add_format({"bold": True}), "第{{ m }}", "月")

    xml = part(filled(drawn(draw), {"months": [7, 8]}), "xl/sharedStrings.xml")
    assert xml.count("<b/>") == 2
    assert ">第7</t>" in xml
    assert ">第8</t>" in xml


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"A1": "{%tc for m in months %}", "A2": "文字", "C1": "{%tc endfor %}"}, [("T-321", "表!A2")]),
        ({"A1": "{%tc for m in months %}", "A2": 5, "C1": "{%tc endfor %}"}, [("T-321", "表!A2")]),
        ({"A1": "{%tc for m in months %} 月", "C1": "{%tc endfor %}"}, [("T-303", "表!A1")]),
        ({"A1": "{%tc for m in months %}"}, [("T-111", "表!A1")]),
        ({"A1": "{%tc macro x() %}"}, [("T-302", "表!A1")]),
        (
            {"A1": "{%tr for r in months %}", "B2": "{%tc endfor %}", "A3": "{%tr endfor %}"},
            [("T-112", "表!B2")],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(cells: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert said(refused(sheet_of(cells), {"months": [1]}))[: len(found)] == found


def test_columns_must_be_the_same_in_every_row() -> None:
    cells = {
        "A1": "{%tr for months in rows %}",
        "B2": "{%tc for m in months %}",
        "C2": "{{ m }}",
        "D2": "{%tc endfor %}",
        "A3": "{%tr endfor %}",
    }
    values = {"months": [1, 2], "rows": [[1, 2], [1, 2, 3]]}
    assert said(refused(sheet_of(cells), values)) == [("T-129", "表!B2")]
