"""A sheet that is one page wide has no last page with next to nothing on it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.office.excel.workbooks import drawn, filled, opened
from tests.support.libreoffice import convert


def template(draw_more: Any = None, *, row: float = 30) -> bytes:
    """Return a list with a repeated head of 20 points, rows of `row` points and a signature of 60 points."""

    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.set_column("A:D", 45)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.write("D1", "末列")
        for at, (height, text) in enumerate(
            [
                (20, "表头"),
                (15, "{%tr for t in texts %}"),
                (row, "{{ t }}"),
                (15, "{%tr endfor %}"),
                (60, "签字"),
            ]
        ):
            sheet.set_row(at, height)
            sheet.write(at, 0, text)
        if draw_more:
            draw_more(sheet)

    return drawn(draw)


def margins(data: bytes) -> tuple[float, float]:
    found = opened(data).worksheets[0].page_margins
    return found.left, found.right


def with_rows(count: int, draw_more: Any = None) -> bytes:
    return filled(template(draw_more), {"texts": ["行"] * count})


# The paper is 770 by 523 points between the margins, the sheet 960 wide:
# it is printed at 0.8, and 650 points make a page.


@pytest.mark.parametrize("count", [5, 18, 23, 30, 38])
def test_pages_that_are_well_filled_stay_as_drawn(count: int) -> None:
    assert margins(with_rows(count)) == (0.5, 0.5)


@pytest.mark.parametrize("count", [20, 22, 41])
def test_a_last_page_with_next_to_nothing_is_saved(count: int) -> None:
    left, right = margins(with_rows(count))
    assert left == right
    assert 0.5 < left < 1.3


@pytest.mark.needs_libreoffice
@pytest.mark.needs_poppler
@pytest.mark.parametrize(("row", "count"), [(67, 10), (68, 10)])
def test_a_signature_that_cannot_go_back_gets_rows_for_company(row: int, count: int, tmp_path: Path) -> None:
    """With rows so high that making them smaller saves no page, some of them follow to the last one."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(filled(template(row=row), {"texts": [f"行{n}" for n in range(count)]}))
    page = opened(path.read_bytes()).worksheets[0].page_margins
    assert (page.left, page.right) == (0.5, 0.5)
    assert page.bottom > 0.6
    (printed,) = convert([path], "pdf", tmp_path / "pdf")
    pages = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True).stdout
    assert f"行{count - 1}" in pages.split("\f")[-2]


def test_a_page_that_is_full_to_the_brim_gets_some_air() -> None:
    assert 0.5 < margins(with_rows(19))[0] < 0.7


@pytest.mark.parametrize(
    "draw_more",
    [
        lambda sheet: sheet.fit_to_pages(1, 1),
        lambda sheet: sheet.fit_to_pages(0, 1),
        lambda sheet: sheet.set_paper(13),
        lambda sheet: sheet.set_h_pagebreaks([1]),
        lambda sheet: sheet.set_print_scale(90),
    ],
    ids=["one page", "any width", "other paper", "own breaks", "own scale"],
)
def test_a_designer_who_decided_keeps_the_margins(draw_more: Any) -> None:
    assert margins(with_rows(21, draw_more)) == (0.5, 0.5)


def test_hidden_rows_take_no_room() -> None:
    def hide(sheet: Any) -> None:
        sheet.set_row(4, 60, None, {"hidden": True})

    assert margins(with_rows(20, hide)) == (0.5, 0.5)


@pytest.mark.needs_libreoffice
@pytest.mark.needs_poppler
def test_libreoffice_prints_the_signature_with_the_list(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(with_rows(21))
    (printed,) = convert([path], "pdf", tmp_path / "pdf")
    info = subprocess.run(["pdfinfo", printed], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Pages:\s+1$", info, re.MULTILINE)
