"""Workbooks made from nothing: lists for people, with the looks of our documents.

XlsxWriter writes them: its files pass the Open XML SDK validator, and are the same for the same content. Texts are
always texts, never formulas. They print on A4 landscape, one page wide.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

_HEAD, _LINE, _BAND = "#1F3864", "#BFC7D5", "#F5F7FA"
_COLOURS = {"good": "#E2F0D9", "bad": "#F8CBAD", "look": "#FFF2CC"}
_FONT = "微软雅黑"
_LARGEST_SHEET_NAME = 31
Value = str | int | float | dt.date | None


class Column(Struct, frozen=True):
    """A column: its head, its width in characters; `kind` is text, number, date (a day) or middle (short text)."""

    head: str
    width: float
    kind: str = "text"


class Sheet(Struct, frozen=True):
    """A list. `lines` stand between title and list, `notes` below it; `looks` colours cells that say a certain word."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    lines: Sequence[str] = ()
    notes: Sequence[str] = ()
    looks: Mapping[str, str] = field(default_factory=dict)


def write_tables(sheets: Sequence[Sheet], *, title: str, author: str, created: dt.datetime) -> bytes:
    """Return a workbook with one sheet for each list; `created` is all it says of time."""
    import xlsxwriter  # type: ignore[import-untyped]  # 60 ms

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": title, "author": author, "created": created})
    book.formats[0].set_font_name(_FONT)
    book.formats[0].set_font_size(10)
    formats = {name: book.add_format({"font_name": _FONT, **look}) for name, look in _looks().items()}
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name[:_LARGEST_SHEET_NAME]), sheet, formats)
    book.close()
    return stream.getvalue()


def _looks() -> dict[str, dict[str, object]]:
    cell = {"font_size": 10, "valign": "vcenter", "border": 1, "border_color": _LINE, "text_wrap": True}
    middle = {**cell, "align": "center"}
    return {
        "title": {"font_size": 16, "bold": True, "font_color": _HEAD, "valign": "vcenter"},
        "line": {"font_size": 10, "font_color": "#595959", "valign": "vcenter"},
        "head": {**middle, "bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD},
        "text": cell,
        "middle": middle,
        "number": {**cell, "num_format": "#,##0", "align": "right"},
        "date": {**middle, "num_format": "yyyy-mm-dd"},
        "note": {"font_size": 9, "font_color": "#595959", "text_wrap": True, "valign": "top"},
        **{name: {**middle, "bold": True, "bg_color": colour} for name, colour in _COLOURS.items()},
    }


def _write(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    last = len(sheet.columns) - 1
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    page.merge_range(0, 0, 0, last, sheet.title, formats["title"])
    page.set_row(0, 30)
    for number, line in enumerate(sheet.lines, 1):
        page.merge_range(number, 0, number, last, line, formats["line"])
        page.set_row(number, 18)
    head = len(sheet.lines) + 1
    page.set_row(head, 24)
    page.write_row(head, 0, [column.head for column in sheet.columns], formats["head"])
    for number, row in enumerate(sheet.rows, head + 1):
        page.set_row(number, _height(row, sheet.columns))
        for position, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _put(page, number, position, value, formats[sheet.looks.get(str(value), column.kind)])
    for number, note in enumerate(sheet.notes, head + 1 + len(sheet.rows)):
        page.merge_range(number, 0, number, last, note, formats["note"])
        page.set_row(number, 13.5 * _lines(note, sum(column.width for column in sheet.columns)) + 3)
    _set_print(page, sheet, head)


def _put(page: Any, row: int, column: int, value: Value, look: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, look)
    elif isinstance(value, str):
        page.write_string(row, column, value, look)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), look)
    else:
        page.write_number(row, column, value, look)


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height that the longest cell needs: programs do not fit rows that they do not edit."""
    texts = ((str(value or ""), column.width) for value, column in zip(row, columns, strict=True))
    return max(20.0, 14.5 * max(_lines(text, width) for text, width in texts) + 4)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes; a Chinese character is as wide as two digits."""
    room = max(1.0, width - 1.2)
    widths = (sum(2 if ord(character) > 0x2E7F else 1.05 for character in line) for line in text.split("\n"))
    return sum(max(1, -(-int(each * 10) // int(room * 10))) for each in widths)


def _set_print(page: Any, sheet: Sheet, head: int) -> None:
    page.hide_gridlines(2)
    page.freeze_panes(head + 1, 0)
    if sheet.rows:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer("&C第 &P 页 共 &N 页")
