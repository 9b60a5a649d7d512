"""What is still to be filled in in a document as it lies on disk, whoever has edited it since it was generated.

In Word it is what a `Blank` prints (`office.blank`); lines for signatures and their dates, which are written by hand,
are none. In a workbook it is an empty cell that its template marks with a conditional format `LEN(cell)=0`, in a row
that says something: the spare rows below a list are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.office.books import load_book
from generator.office.comparison import read_content

_PRINTED = re.compile(r"\(待填写\)|(?<!_)(?:_{6}|_{8})(?!_)|____年__月__日")
_BY_HAND = re.compile(r"_{9,}|签字|签名|盖章|印章|日期[：:]\s*____年")
_EMPTY = re.compile(r"LEN\(\$?[A-Z]{1,3}\$?\d+\)=0", re.IGNORECASE)
_WHITE = "FFFFFFFF"
_EXCERPT = 24


def find_blanks(data: bytes, file: str) -> tuple[str, ...]:
    """Return a short description of each blank, in the order of the document. Raises InvalidTemplate."""
    return tuple(_in_workbook(data, file) if file.lower().endswith(".xlsx") else _in_word(data, file))


def _in_word(data: bytes, file: str) -> Iterator[str]:
    for section in read_content(data, file).sections:
        for line in section.lines:
            for number, cell in enumerate(line.cells):
                if _PRINTED.search(cell) and not _BY_HAND.search(cell):
                    before = (
                        line.cells[number - 1]
                        if number and not _PRINTED.search(line.cells[number - 1])
                        else ""
                    )
                    yield f"{line.place} {_short(before or cell)}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _EXCERPT else f"{plain[:_EXCERPT]}…"


def _in_workbook(data: bytes, file: str) -> Iterator[str]:
    for sheet in load_book(data, file).worksheets:
        yield from _in_sheet(sheet)


def _in_sheet(sheet: Any) -> Iterator[str]:
    speaking = {
        row[0].row for row in sheet.iter_rows() if any(cell.data_type == "s" and cell.value for cell in row)
    }
    for name in _marked(sheet):
        cell = sheet[name]
        if cell.value in (None, "") and cell.row in speaking and hasattr(cell, "column_letter"):
            label = _label(sheet, cell)
            if not _BY_HAND.search(label):
                yield f"{sheet.title}!{name} {_short(label)}".rstrip()


def _marked(sheet: Any) -> list[str]:
    """Return the cells that the template marks while they are empty, row by row."""
    found: dict[tuple[int, int], str] = {}
    for formatting in sheet.conditional_formatting:
        if any(_marks(rule) for rule in formatting.rules):
            for area in formatting.sqref.ranges:
                found.update((place, sheet.cell(*place).coordinate) for row in area.rows for place in row)
    return [found[place] for place in sorted(found)]


def _marks(rule: Any) -> bool:
    """Tell whether a rule colours what is empty; one that paints it white hides it (the days of a calendar)."""
    if rule.type != "expression" or not _EMPTY.fullmatch(rule.formula[0]):
        return False
    fill = rule.dxf.fill if rule.dxf else None
    return fill is not None and fill.bgColor.rgb != _WHITE


def _label(sheet: Any, cell: Any) -> str:
    """Return what the cell is called: the head of its table's column, else the text before it in its row."""
    for table in sheet.tables.values():
        head = sheet[table.ref][0]
        if head[0].row < cell.row and any(each.column == cell.column for each in head):
            return str(next(each.value for each in head if each.column == cell.column) or "")
    before = (sheet.cell(cell.row, column).value for column in range(cell.column - 1, 0, -1))
    return str(next((value for value in before if value not in (None, "")), ""))
