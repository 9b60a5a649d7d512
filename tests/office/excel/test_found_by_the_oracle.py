"""Faults that the oracle (tests/real/oracle) found, each in the smallest template that shows it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.excel.workbooks import column, computed, drawn, filled, opened, sheet_of, write_cells

# A subtotal row that only some items have, then the item's own row.
SOME = {
    "A1": "{%tr for r in rows %}",
    "A2": "{%tr if r.more %}",
    "A3": "小计",
    "A4": "{%tr endif %}",
    "A5": "{{ r.n }}",
    "A6": "{%tr endfor %}",
    "A7": "完",
}


def items(*more: bool) -> list[dict[str, Any]]:
    return [{"n": number, "more": each} for number, each in enumerate(more, start=1)]


def formulas(cells: dict[str, str], rows: list[dict[str, Any]]) -> list[str]:
    return column(opened(filled(sheet_of(cells), {"rows": rows})), "B")


def test_a_running_range_from_a_row_that_a_later_item_has_begins_with_the_list() -> None:
    cells = SOME | {"B5": "=COUNT(A$3:A5)"}
    assert formulas(cells, items(False, True)) == ["=COUNT(A$1:A1)", "=COUNT(A$1:A3)"]


def test_a_running_range_from_a_row_that_no_item_has_begins_with_the_list() -> None:
    cells = SOME | {"B5": "=COUNT(A$3:A5)"}
    assert formulas(cells, items(False, False)) == ["=COUNT(A$1:A1)", "=COUNT(A$1:A2)"]


# The item's own row, then a subtotal row that only some items have.
SOME_BELOW = {
    "A1": "{%tr for r in rows %}",
    "A2": "{{ r.n }}",
    "A3": "{%tr if r.more %}",
    "A4": "小计",
    "A5": "{%tr endif %}",
    "A6": "{%tr endfor %}",
    "A7": "完",
}


@pytest.mark.parametrize(("second", "own"), [(True, 5), (False, 4)])
def test_a_range_down_to_a_row_that_the_last_item_lacks_ends_with_the_list(second: bool, own: int) -> None:
    cells = SOME_BELOW | {"B2": "=COUNT(A2:A$4)"}
    rows = items(True, second, False)
    assert formulas(cells, rows)[-1] == f"=COUNT(A{own}:A${own})"


# Groups whose first row only some groups have.
GROUPS = {
    "A1": "{%tr for g in rows %}",
    "A2": "{{ g.n }}",
    "A3": "{%tr if g.more %}",
    "A4": "备注",
    "A5": "{%tr endif %}",
    "A6": "{%tr for i in [1, 2] %}",
    "A7": "{{ i }}",
    "A8": "{%tr endfor %}",
    "A9": "{%tr endfor %}",
}


def test_fixed_rows_of_the_own_group_never_reach_into_another_group() -> None:
    cells = GROUPS | {"B7": "=COUNTA($A$2:$A$4)"}
    found = formulas(cells, items(False, True))
    assert found == ["=COUNTA($A$1:$A$1)"] * 2 + ["=COUNTA($A$4:$A$5)"] * 2


def pages(draw_page: Any) -> Any:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(
            sheet, {"A1": "{%tr for r in rows %}", "A2": "{{ r.n }}", "A3": "{%tr endfor %}", "A4": "完"}
        )
        draw_page(sheet)

    return opened(filled(drawn(draw), {"rows": []})).worksheets[0]


def test_a_print_area_whose_rows_all_vanished_goes() -> None:
    assert not pages(lambda sheet: sheet.print_area("A2:B2")).print_area


def test_print_titles_whose_rows_all_vanished_go() -> None:
    assert not pages(lambda sheet: sheet.repeat_rows(1, 1)).print_title_rows


def test_a_reference_to_a_sheet_of_which_no_copy_was_made_names_no_sheet() -> None:
    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("汇总"), {"B1": "=SUM('{{ x }}'!A2)", "B2": "='{{ x }}'!A2*2"})
        write_cells(book.add_worksheet("{{ x }}"), {"A1": "{%sheet for x in rows %}", "A2": 1})

    assert column(opened(filled(drawn(draw), {"rows": []})), "B") == ["=SUM(#REF!)", "=#REF!*2"]


def test_a_reference_through_sheets_with_plain_names_has_no_quotes_which_libreoffice_would_not_read() -> None:
    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("汇总"), {"B1": "=SUM('{{ x }}'!A2)"})
        write_cells(book.add_worksheet("{{ x }}"), {"A1": "{%sheet for x in rows %}", "A2": 1})

    assert column(opened(filled(drawn(draw), {"rows": ["一店", "二店"]})), "B") == ["=SUM(一店:二店!A1)"]


# A list of columns (B to D) and one of rows (2 to 4) that cross in C3.
CROSSED = {
    "A1": "月",
    "B1": "{%tc for c in months %}",
    "C1": "{{ c }}",
    "D1": "{%tc endfor %}",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r }}",
    "C3": "{{ r }}",
    "A4": "{%tr endfor %}",
}


def totals(formula: str, rows: list[int]) -> list[str]:
    """Return what becomes of a formula below the rows, in each of three columns."""
    made = opened(filled(sheet_of(CROSSED | {"C5": formula}), {"months": [7, 8, 9], "rows": rows}))
    return [made.worksheets[0].cell(len(rows) + 2, column).value for column in (2, 3, 4)]


@pytest.mark.parametrize("rows", [[1], [1, 2]])
def test_a_total_over_one_row_stays_in_its_own_column_as_over_several(rows: list[int]) -> None:
    last = len(rows) + 1
    assert totals("=SUM(C2:C4)", rows) == [f"=SUM({each}2:{each}{last})" for each in "BCD"]


@pytest.mark.parametrize("rows", [[1], [1, 2]])
def test_a_range_of_one_cell_steps_out_of_both_lists_however_many_rows_there_are(rows: list[int]) -> None:
    assert totals("=SUM(C3:C3)", rows) == [f"=SUM(B2:D{len(rows) + 1})"] * 3


def test_the_column_beside_is_the_next_copy_also_where_a_single_cell_stands_for_a_list_of_rows() -> None:
    assert totals("=COUNT(D3)", [1, 2]) == ["=COUNT(C2:C3)", "=COUNT(D2:D3)", "=COUNT(E2:E3)"]


@pytest.mark.parametrize(("formula", "true"), [("=ROWS('{{ x }}'!A2)", "#REF!"), ("=COUNT('{{ x }}'!A2)", 0)])
def test_no_wrong_value_is_stored_beside_a_reference_that_is_lost(formula: str, true: object) -> None:
    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("汇总"), {"B1": formula})
        write_cells(book.add_worksheet("{{ x }}"), {"A1": "{%sheet for x in rows %}", "A2": 1})

    assert computed(filled(drawn(draw), {"rows": []})).worksheets[0]["B1"].value in (true, None)


@pytest.mark.parametrize("rows", [[1], [1, 2]])
def test_a_single_cell_with_a_fixed_column_stays_in_its_own_column_where_it_stands_for_a_list_of_rows(
    rows: list[int],
) -> None:
    found = [formula.replace("$", "") for formula in totals("=SUM($C3)", rows)]
    expected = [f"{each}2:{each}{len(rows) + 1}" if len(rows) > 1 else f"{each}2" for each in "BCD"]
    assert found == [f"=SUM({area})" for area in expected]


def test_a_lost_reference_to_its_own_sheet_names_the_copy_of_the_sheet() -> None:
    def draw(book: Any) -> None:
        cells = {"A1": "{%sheet for x in rows %}", "A2": "{%tr for r in x.r %}", "A4": "{%tr endfor %}"}
        write_cells(book.add_worksheet("{{ x.n }}"), cells | {"A3": 1, "B3": "=SUM('{{ x.n }}'!B2,A3)"})

    made = filled(drawn(draw), {"rows": [{"n": "一店", "r": [1, 2]}]})
    assert [text.replace("'", "") for text in column(opened(made), "B")] == [
        "=SUM(一店!#REF!,A1)",
        "=SUM(一店!B1,A2)",
    ]
