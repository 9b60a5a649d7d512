"""Cells are read as the texts that somebody would have typed, whatever their format says."""

from __future__ import annotations

import datetime as dt
import io
import time
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from generator.errors import InvalidTemplate
from generator.office.cells import Cell, read_cells


def made(fill: Any, **options: object) -> bytes:
    """Return a workbook with one sheet, filled by XlsxWriter."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    fill(book, book.add_worksheet("表"))
    book.close()
    return stream.getvalue()


def read(data: bytes) -> dict[str, Cell]:
    (sheet,) = read_cells(data, "a.xlsx")
    return {f"{'ABCDEFG'[column - 1]}{row}": cell for (row, column), cell in sheet.cells.items()}


VALUES: tuple[tuple[object, str, str], ...] = (
    (1200, "General", "1200"),
    (1200.5, "#,##0.00", "1200.5"),
    (0.1 + 0.2, "General", "0.3"),
    (13800010001, "0", "13800010001"),
    (1e-7, "General", "0.0000001"),
    (0.2, "0%", "20%"),
    (0.333333, "0.00%", "33.3333%"),
    (0.5, '0.0"%"', "0.5"),
    (dt.date(2026, 10, 16), "yyyy-mm-dd", "2026-10-16"),
    (dt.date(2026, 10, 16), 'yyyy"年"m"月"d"日"', "2026-10-16"),
    (dt.datetime(2026, 10, 16, 14, 30), "yyyy-mm-dd", "2026-10-16 14:30"),
    (dt.datetime(2026, 10, 16, 9, 20, 59), "yyyy/m/d h:mm:ss", "2026-10-16 09:20:59"),
    (dt.datetime(2026, 11, 11), "yyyy-mm-dd hh:mm", "2026-11-11 00:00"),
    (dt.time(9, 20), "hh:mm", "09:20"),
    (dt.time(0, 0), "hh:mm", "00:00"),
    (1.25, "[h]:mm", "30:00"),
    (True, "General", "是"),
    ("_x0041_ 与 _x000D_", "@", "_x0041_ 与 _x000D_"),
    ("上\n下", "@", "上\n下"),
    ("00123", "@", "00123"),
)


@pytest.mark.parametrize(("value", "pattern", "text"), VALUES)
@pytest.mark.parametrize("epoch", [False, True], ids=["1900", "1904"])
def test_a_value_has_one_text(value: Any, pattern: str, text: str, epoch: bool) -> None:
    def fill(book: Any, sheet: Any) -> None:
        look = book.add_format({"num_format": pattern})
        dated = isinstance(value, dt.date | dt.time)
        (sheet.write_datetime if dated else sheet.write)(0, 0, value, look)

    assert read(made(fill, date_1904=epoch))["A1"] == Cell(text)


def test_a_formula_is_read_by_its_result_and_told_without_one() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=1200*2", None, 2400)
        sheet.write_formula(0, 1, "=NA()", None, "#N/A")

    cells = read(made(fill))
    assert cells["A1"] == Cell("2400")
    assert cells["B1"].fault == "error"
    book = openpyxl.Workbook()
    book.active["A1"] = "=1200*2"
    stream = io.BytesIO()
    book.save(stream)
    assert read(stream.getvalue())["A1"] == Cell("", fault="formula")


def test_a_note_comes_without_its_author() -> None:
    book = openpyxl.Workbook()
    book.active["A1"].comment = openpyxl.comments.Comment("周岚:\n待确认\n第二行", "周岚")
    stream = io.BytesIO()
    book.save(stream)
    assert read(stream.getvalue())["A1"] == Cell("", "待确认\n第二行")


def test_rich_text_is_its_text() -> None:
    def fill(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(0, 0, "公司", bold, "全称", "＊")

    assert read(made(fill))["A1"] == Cell("公司全称＊")


def test_a_cell_at_the_far_end_does_not_hang() -> None:
    began = time.process_time()
    data = made(lambda _book, sheet: sheet.write(1_048_575, 16_383, "远"))
    (sheet,) = read_cells(data, "a.xlsx")
    assert sheet.cells == {(1_048_576, 16_384): Cell("远")}
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "damage",
    [lambda _: b"", lambda data: data[: len(data) // 2], lambda _: b"\xd0\xcf\x11\xe0", lambda _: b"PK\x03\x04"],
    ids=["empty", "cut off", "an old file", "a head alone"],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(damage: Any) -> None:
    with pytest.raises(InvalidTemplate) as caught:
        read_cells(damage(made(lambda _book, sheet: sheet.write(0, 0, "甲"))), "a.xlsx")
    assert all(each.code.startswith("T-0") for each in caught.value.diagnostics)
