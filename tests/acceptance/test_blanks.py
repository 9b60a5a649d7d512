"""What is still blank is read from the file as it lies, whoever saved it last."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from generator.errors import InvalidTemplate
from generator.office.blanks import find_blanks
from tests.support.command import documents
from tests.support.libreoffice import convert


def paper(*lines: str, rows: tuple[tuple[str, str], ...] = ()) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), 2)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "line", ["结论：(待填写)", "到场人数 ______ 人", "负责人：________", "于____年__月__日前完成"]
)
def test_what_a_blank_prints_is_found_in_a_paragraph(line: str) -> None:
    assert find_blanks(paper("开头", line), "x.docx") == (f"第 2 段 {line}",)


@pytest.mark.parametrize(
    "line",
    [
        "签字：____________  日期：____年__月__日",
        "(单位印章)  ____年__月__日",
        "下划线_在词里",
        "已填 2026年9月1日",
    ],
)
def test_lines_for_pens_and_filled_ones_are_none(line: str) -> None:
    assert find_blanks(paper(line), "x.docx") == ()


def test_a_cell_is_named_by_what_stands_before_it() -> None:
    assert find_blanks(paper(rows=(("负责人", "________"), ("人数", "30"))), "x.docx") == (
        "表 1 第 1 行 负责人",
    )


def test_an_empty_cell_that_the_template_marks_counts_where_its_row_says_something(
    produced: dict[str, Path],
) -> None:
    before = find_blanks(produced["MB"].read_bytes(), "x.xlsx")
    assert before == ("目标确认!Q4 批准人", "目标确认!Q5 批准日期")
    book = openpyxl.load_workbook(produced["MB"])
    book["目标确认"]["Q4"] = "顾清和"
    stream = io.BytesIO()
    book.save(stream)
    assert find_blanks(stream.getvalue(), "x.xlsx") == before[1:]


@pytest.mark.needs_libreoffice
def test_blanks_survive_another_program(produced: dict[str, Path], tmp_path: Path) -> None:
    for code in ("MB", "DY"):
        path = produced[code]
        (again,) = convert([path], path.suffix[1:], tmp_path)
        assert find_blanks(again.read_bytes(), path.name) == find_blanks(path.read_bytes(), path.name)


def test_a_calendar_that_hides_its_empty_days_has_no_blanks(produced: dict[str, Path]) -> None:
    assert not [
        each for each in find_blanks(produced["PQ"].read_bytes(), "x.xlsx") if each.startswith("日历")
    ]


def test_a_broken_file_is_told() -> None:
    for name in ("x.docx", "x.xlsx"):
        with pytest.raises(InvalidTemplate):
            find_blanks(b"PK broken", name)


def test_every_document_of_the_example_can_be_looked_at(version: Path) -> None:
    for path in documents(version).values():
        assert all(find_blanks(path.read_bytes(), path.name))
