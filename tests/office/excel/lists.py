"""A sheet with a list of two rows an item, to which tests add what is to follow it."""

from __future__ import annotations

from typing import Any

import xlsxwriter

from tests.office.excel.workbooks import drawn, filled, write_cells

LIST = {
    "A1": "甲",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r }}",
    "A4": "第二行",
    "A5": "{%tr endfor %}",
    "A6": "合计",
}


def book(*steps: Any) -> bytes:
    """Return a workbook with a list of two rows an item, rows 2 to 5, and what the steps add."""

    def draw(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("表")
        write_cells(sheet, LIST)
        for step in steps:
            step(made, sheet)

    return drawn(draw)


def result(count: int, *steps: Any) -> bytes:
    return filled(book(*steps), {"rows": list(range(1, count + 1))})
