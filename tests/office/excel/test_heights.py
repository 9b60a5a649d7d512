"""A filled row is as high as its text needs, in programs too that fit no row themselves."""

from __future__ import annotations

from typing import Any

import xlsxwriter

from tests.office.excel.workbooks import drawn, filled, opened

LONG = "市场部牵头,销售部、产品部参与,形成调研报告并会签目标" * 3


def heights(result: bytes) -> list[float | None]:
    sheet = opened(result).worksheets[0]
    return [sheet.row_dimensions[n].height for n in range(1, sheet.max_row + 1)]


def template(draw_more: Any = None) -> bytes:
    def draw(book: xlsxwriter.Workbook) -> None:
        wrapped = book.add_format({"text_wrap": True, "font_size": 10})
        sheet = book.add_worksheet("表")
        sheet.set_column("A:A", 20)
        sheet.set_column("B:B", 40)
        for place, text in {"A1": "{%tr for t in texts %}", "A2": "{{ t }}", "A3": "{%tr endfor %}"}.items():
            sheet.write(place, text, wrapped)
        if draw_more:
            draw_more(book, sheet, wrapped)

    return drawn(draw)


def test_a_row_grows_with_its_wrapped_text() -> None:
    short, long, lines = heights(filled(template(), {"texts": ["短", LONG, "一\n二\n三"]}))
    assert short is not None
    assert long is not None
    assert lines is not None
    assert 15 <= short <= 25
    assert long > 6 * short
    assert 3 * 14 <= lines < 4 * 15 + 4


def test_a_height_that_a_designer_set_is_the_least() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any, wrapped: Any) -> None:
        sheet.set_row(1, 33)

    two_lines = "九个字正好占去一行半多一点"
    long, short, fitting = heights(filled(template(draw), {"texts": [LONG, "短", two_lines]}))
    assert long is not None
    assert long > 100
    assert (short, fitting) == (33, 33)


def test_a_set_height_stays_for_a_text_that_reaches_over_several_rows() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any, wrapped: Any) -> None:
        sheet.set_row(4, 33)
        sheet.merge_range("A5:A9", "{{ texts[0] }}", wrapped)

    assert 33 in heights(filled(template(draw), {"texts": [LONG]}))


def test_a_formulas_computed_text_counts() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any, wrapped: Any) -> None:
        sheet.write_formula("B2", "=REPT(A2,8)", wrapped)

    first, second = heights(filled(template(draw), {"texts": ["短", "这一段文字重复八次以后很长"]}))
    assert first is not None
    assert second is not None
    assert second > 3 * first


def test_a_merged_cell_has_the_room_of_all_its_columns() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any, wrapped: Any) -> None:
        sheet.merge_range("A2:B2", "{{ t }}", wrapped)

    (merged,) = heights(filled(template(draw), {"texts": [LONG]}))
    (alone,) = heights(filled(template(), {"texts": [LONG]}))
    assert merged is not None
    assert alone is not None
    assert merged < alone / 2


def test_no_row_is_higher_than_excel_allows_and_rows_nobody_filled_are_let_alone() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any, wrapped: Any) -> None:
        sheet.write("A5", LONG, wrapped)

    first, _, third = heights(filled(template(draw), {"texts": [LONG * 40]}))
    assert first == 409
    assert third is None
