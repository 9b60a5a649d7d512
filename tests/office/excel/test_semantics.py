"""Every rule of the semantics page holds, and the page and its pictures are drawn from what is tested here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import xlsxwriter

from tests.office.excel.semantics.cases import CASES, Case
from tests.office.excel.semantics.pictures import picture
from tests.office.excel.workbooks import drawn, filled, opened, write_cells

DOCS = Path(__file__).parents[3] / "docs" / "reference"
PAGE = DOCS / "excel-semantics.md"
UPDATES = bool(os.environ.get("UPDATE_GOLDENS"))

INTRODUCTION = """# What becomes of references

How the Excel engine moves whatever names a cell when rows, columns and sheets repeat. Grey rows and columns are
control rows and columns: they hold a tag and vanish. The pictures are drawn from tests: what they show is what
the engine does (`tests/office/excel/semantics/cases.py`; `make goldens` draws them anew).

What lies on cells without being a formula (merged cells, notes, pictures, conditional formats, drop-downs, links, check
boxes, sparklines) follows three rules: within a block it is repeated with every copy, across a block it grows, below
a block it moves; where its cells vanish it vanishes too.
"""


def template_of(case: Case) -> bytes:
    def draw(book: xlsxwriter.Workbook) -> None:
        for name, cells in case.template.items():
            sheet = book.add_worksheet(name)
            write_cells(sheet, cells)
            if case.table:
                headers = [cells["A1"], cells["B1"]]
                sheet.add_table(case.table, {"name": "清单", "columns": [{"header": h} for h in headers]})
                write_cells(sheet, cells)

    return drawn(draw)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_the_rule_holds(case: Case) -> None:
    book = opened(filled(template_of(case), case.values))
    made = {
        sheet.title: {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}
        for sheet in book.worksheets
    }
    assert made == {name: dict(cells) for name, cells in case.result.items()}
    assert [table.ref for table in book.worksheets[0].tables.values()] == [case.table_after] * bool(
        case.table
    )


def page() -> str:
    """Return the page that explains the rules."""
    parts = [
        f"## {case.title}\n\n{case.rule}\n\n![{case.title}](pictures/excel-{case.slug}.svg)\n"
        for case in CASES
    ]
    return "\n".join([INTRODUCTION, *parts])


def test_the_page_is_written_from_the_cases() -> None:
    if UPDATES:
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text("utf-8") == page()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_the_picture_is_drawn_from_the_case(case: Case) -> None:
    path = DOCS / "pictures" / f"excel-{case.slug}.svg"
    if UPDATES:
        path.parent.mkdir(exist_ok=True)
        path.write_text(picture(case), encoding="utf-8")
    assert path.read_text("utf-8") == picture(case)


def test_every_picture_belongs_to_a_rule() -> None:
    drawn_ones = {path.name for path in (DOCS / "pictures").glob("excel-*.svg")}
    assert drawn_ones == {f"excel-{case.slug}.svg" for case in CASES}
