"""A table of variations becomes rows, or everything that is wrong with it at once, each at its cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
import pickle
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generator.campaign import Path as Keys
from generator.diagnostics import Diagnostic
from generator.errors import InvalidInput
from generator.intake.data import read_yaml
from generator.intake.series import MOST_COLUMNS, MOST_ROWS, SeriesRow, read_series
from generator.intake.tables import read_table
from tests.support.campaigns import MINIMAL

HEADS = "活动编号,活动名称,预计人数\n"
START: Keys = ("campaign", "start")
Rows = list[list[Any]]


def data() -> dict[str, Any]:
    read = read_yaml(MINIMAL, "活动.yaml", typed=False).data
    assert isinstance(read, dict)
    return read


def series(folder: Path, content: str | bytes, name: str = "门店.csv") -> tuple[SeriesRow, ...]:
    table = folder / name
    table.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_series(table, data())


def faults(folder: Path, content: str | bytes, name: str = "门店.csv") -> list[Diagnostic]:
    with pytest.raises(InvalidInput) as invalid:
        series(folder, content, name)
    found = list(invalid.value.diagnostics)
    assert all(each.message and each.remedy and each.place.file.endswith(name) for each in found)
    return found


def values(row: SeriesRow) -> dict[str, object]:
    return {".".join(map(str, each.path)).removeprefix("campaign."): each.value for each in row.overrides}


def workbook(*sheets: tuple[str, Rows], merged: str = "") -> bytes:
    """Return a workbook: days and moments as Excel has them, fractions as percents, pairs as formulas with results."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        formats = {
            kind: book.add_format({"num_format": pattern})
            for kind, pattern in ((float, "0%"), (dt.date, "yyyy-mm-dd"), (dt.datetime, "yyyy-mm-dd hh:mm"))
        }
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, tuple):
                        sheet.write_formula(number, column, value[0], None, value[1])
                    else:
                        sheet.write(number, column, value, formats.get(type(value)))
            if merged:
                sheet.merge_range(merged, "合并")
    return stream.getvalue()


# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_any_usual_separator_and_line_break(separator: str, break_: str, tmp_path: Path) -> None:
    lines = [f"活动编号{separator}活动名称", f'HD-2026-101{separator}"甲{separator}""一""{break_}店"', ""]
    (row,) = series(tmp_path, break_.join(lines))
    assert values(row) == {"id": "HD-2026-101", "name": f'甲{separator}"一"\n店'}


def test_the_first_line_of_excel_says_the_separator(tmp_path: Path) -> None:
    (row,) = series(tmp_path, "sep=|\r\n活动编号|活动主题\r\nHD-2026-101|甲,乙,丙;丁\r\n")
    assert values(row) == {"id": "HD-2026-101", "theme": "甲,乙,丙;丁"}
    assert row.number == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_with_and_without_its_mark(encoding: str, tmp_path: Path) -> None:
    (row,) = series(tmp_path, (HEADS + "HD-2026-101,甲店,300\n").encode(encoding))
    assert (row.campaign_id, row.told) == ("HD-2026-101", ())


@pytest.mark.parametrize(("encoding", "named"), [("gbk", "GBK"), ("utf-16", "UTF-16")])
def test_other_encodings_are_read_and_told_once(encoding: str, named: str, tmp_path: Path) -> None:
    text = HEADS + "HD-2026-101,甲店,300\nHD-2026-102,乙店,300\n"
    first, second = series(tmp_path, text.encode(encoding))
    assert values(second)["name"] == "乙店"
    assert [(each.code, named in each.message) for each in first.told] == [("C-F13", True)]
    assert second.told == ()


def test_places_in_a_text_are_lines_and_columns(tmp_path: Path) -> None:
    text = HEADS + '\n,,\nHD-2026-101,"两\n行",300\nHD-2026-102,乙店, 200 \n'
    first, second = series(tmp_path, text)
    assert [(row.number, row.label) for row in (first, second)] == [
        (4, "第 4 行 HD-2026-101"),
        (6, "第 6 行 HD-2026-102"),
    ]
    places = [each.place for each in (*first.overrides, *second.overrides)]
    assert [(p.line, p.column, p.width) for p in places] == [
        (4, 1, 11), (4, 13, 2), (5, 4, 3), (6, 1, 11), (6, 13, 2), (6, 16, 5),
    ]  # fmt: skip
    assert places[2].excerpt == '行",300'
    assert second.overrides[2].value == "200"


def test_a_quote_that_is_not_closed_is_told_where_it_begins(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, HEADS + 'HD-2026-101,"甲店,300\nHD-2026-102,乙店,300\n')
    assert (told.code, told.place.line, told.place.column) == ("C-F10", 2, 13)


texts = st.text("甲乙,;\t\"' \n=#清空。a1", max_size=8)


@given(st.lists(st.lists(texts, min_size=3, max_size=3), min_size=1, max_size=4))
def test_what_a_program_writes_as_csv_is_read_as_it_was(tmp_path_factory: Any, rows: list[list[str]]) -> None:
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["a", "b", "c"], *rows])
    said = [[row.cells[n].text if n in row.cells else "" for n in (1, 2, 3)] for row in read_table(file).rows]
    stripped = [[each.strip() for each in row] for row in rows]
    assert said == [["a", "b", "c"], *(row for row in stripped if any(row))]


# --- worksheets ------------------------------------------------------------------------------------------------------


def test_a_worksheet_says_what_somebody_would_have_typed(tmp_path: Path) -> None:
    heads = [
        "活动编号",
        "开始时间",
        "预热开始日期",
        "预计人数",
        "不可预见费上限",
        "批准总额",
        "人员[p03].电话",
    ]
    start, day = dt.datetime(2026, 11, 1, 9, 30), dt.date(2026, 10, 20)
    row = ["HD-2026-101", start, day, 300, 0.15, ("=1000.25+0.5", 1000.75), 13800005678]
    book = workbook(("空表", []), ("门店", [[], heads, [], row]), ("说明", [["不读"]]))
    (read,) = series(tmp_path, book, "门店.xlsx")
    assert list(values(read).values()) == [
        "HD-2026-101", "2026-11-01 09:30", "2026-10-20", "300", "15%", "1000.75", "13800005678",
    ]  # fmt: skip
    assert (read.number, [each.place.spot for each in read.overrides][:2]) == (4, ["门店!A4", "门店!B4"])
    assert read.overrides[3].place.excerpt == "300"


def test_formulas_without_a_result_and_errors_are_told_at_their_cells(tmp_path: Path) -> None:
    rows: Rows = [["活动编号", "预计人数"], ["HD-2026-101", ("=1/0", "#DIV/0!")], ["HD-2026-102", 5]]
    (told,) = faults(tmp_path, workbook(("表", rows)), "门店.xlsx")
    assert (told.code, told.place.spot, "#DIV/0!" in told.message) == ("C-F18", "表!B2", True)
    book = openpyxl.Workbook()
    for row in (["活动编号", "=A9"], ["=B2", "300"]):
        book.active.append(row)
    book.save(tmp_path / "公式.xlsx")
    found = faults(tmp_path, (tmp_path / "公式.xlsx").read_bytes(), "公式.xlsx")
    assert [(each.code, each.place.spot) for each in found] == [("C-F18", "Sheet!B1"), ("C-F18", "Sheet!A2")]


def test_merged_cells_are_told(tmp_path: Path) -> None:
    rows: Rows = [["活动编号", "预计人数"], ["HD-2026-101", 300], ["HD-2026-102", ""]]
    (told,) = faults(tmp_path, workbook(("表", rows), merged="B2:B3"), "门店.xlsx")
    assert (told.code, told.place.spot) == ("C-F17", "表!B2")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "C-F05"),
        (b"\n\n,,\n", "a.csv", "C-F05"),
        (HEADS.encode(), "a.csv", "C-F05"),
        (workbook(("空", [])), "a.xlsx", "C-F05"),
        (b"PK\x03\x04", "a.csv", "C-F01"),
        (b"not a workbook", "a.xlsx", "T-001"),
        (b"", "a.xls", "C-F01"),
    ],
)
def test_what_is_no_table_is_told(content: bytes, name: str, code: str, tmp_path: Path) -> None:
    assert [each.code for each in faults(tmp_path, content, name)] == [code]


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="找不到文件"):
        read_series(tmp_path / "门店.xlsx", {})


# --- heads and rows --------------------------------------------------------------------------------------------------


def test_a_head_twice_is_told_also_in_other_words(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, "活动编号,活动.开始时间,campaign.start\nHD-2026-101,,\n")
    assert (told.code, told.place.column, [each.column for each in told.also]) == ("C-F04", 14, [6])


def test_a_column_without_a_head_counts_only_if_something_stands_in_it(tmp_path: Path) -> None:
    assert len(series(tmp_path, "活动编号,,活动名称\nHD-2026-101,,甲\n")) == 1
    (told,) = faults(tmp_path, "活动编号,,活动名称\nHD-2026-101,,甲\nHD-2026-102,x,乙\nHD-2026-103,y,丙\n")
    assert (told.code, told.place.line, told.place.column) == ("C-F16", 3, 13)


def test_every_campaign_has_a_number_of_its_own(tmp_path: Path) -> None:
    (none,) = faults(tmp_path, "活动名称\n甲店\n")
    assert (none.code, "活动编号" in none.remedy) == ("C-F05", True)
    rows = "HD-2026-101,甲,\n,乙,\nHD-2026-101,丙,\n清空,丁,\nHD-2026-102,戊,\n"
    same, missing = faults(tmp_path, HEADS + rows)
    assert (same.code, same.place.line, [each.line for each in same.also]) == ("C-I01", 2, [4])
    assert (missing.code, missing.place.line, [each.line for each in missing.also]) == ("C-F05", 3, [5])


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = "活动编号,单价,未知,预算,\nHD-2026-101,1,2,3,4\nHD-2026-101,,,\n"
    assert [each.code for each in faults(tmp_path, text)] == ["C-I04", "C-I04", "C-F06", "C-F16", "C-I01"]


def test_far_too_large_tables_are_refused(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, HEADS + "x\n" * (MOST_ROWS + 1))
    assert (told.code, "20,001 行" in told.message) == ("C-F03", True)
    (told,) = faults(tmp_path, ",".join(["活动编号"] * (MOST_COLUMNS + 1)) + "\nx\n")
    assert told.code == "C-F03"


def test_values_as_a_campaign_file_holds_them(tmp_path: Path) -> None:
    heads = "活动编号,评审会.出席人员,节假日,协办,目标[M01].方向,主办,承办,评审会.列席"
    (row,) = series(
        tmp_path,
        f'{heads}\nHD-2026-101,p01、p03,2026-05-01、2026-05-02,"甲、乙\n丙",越高越好,清空,,【待填】\n',
    )
    assert list(values(row).values()) == [
        "HD-2026-101", "p01、p03", ["2026-05-01", "2026-05-02"], ["甲、乙", "丙"], "higher", None, "【待填】",
    ]  # fmt: skip


def test_a_row_is_the_same_in_another_process(tmp_path: Path) -> None:
    (row,) = series(tmp_path, HEADS + "HD-2026-101,甲店,300\n")
    sent = pickle.dumps(row)
    assert pickle.loads(sent) == row
    assert len(sent) < 1000
