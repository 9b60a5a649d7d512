"""A list grown as a program with openpyxl does it: run as `growing.py SOURCE TARGET ROW SHEETS ITEMS`.

It stands alone: it runs in the environment of the peers, which has Pillow, without which openpyxl drops pictures.
"""

from __future__ import annotations

import json
import sys
from copy import copy
from typing import Any

import openpyxl
from openpyxl.formula.translate import Translator


def main() -> None:
    source, target, own, sheets, items = sys.argv[1:]
    book = openpyxl.load_workbook(source, rich_text=True)
    for name in json.loads(sheets):
        grow(book[name], int(own), json.loads(items))
    book.save(target)


def grow(sheet: Any, own: int, items: list[dict[str, Any]]) -> None:
    sheet.insert_rows(own + 1, len(items) - 1)
    for row in range(own + 1, own + len(items)):
        sheet.row_dimensions[row].height = sheet.row_dimensions[own].height
        for cell in sheet[own]:
            copy_cell(cell, sheet.cell(row, cell.column))
    for number, item in enumerate(items):
        for column, value in enumerate(item.values(), start=1):
            sheet.cell(own + number, column).value = value


def copy_cell(cell: Any, twin: Any) -> None:
    """Copy what belongs to a cell in openpyxl: value, style, link and note; merged cells take no values."""
    if isinstance(twin, openpyxl.cell.MergedCell):
        return
    formula = isinstance(cell.value, str) and cell.value.startswith("=")
    moved = Translator(cell.value, origin=cell.coordinate).translate_formula if formula else None
    twin.value = moved(twin.coordinate) if moved else copy(cell.value)
    twin._style = copy(cell._style)
    twin.hyperlink = copy(cell.hyperlink)
    twin.comment = copy(cell.comment)


if __name__ == "__main__":
    main()
