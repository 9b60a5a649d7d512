"""What stands in the cells of a workbook that people filled in, as the texts they would have typed.

A number, a day and a time have one text each, whatever their format says: `1200.5`, `20%`, `2026-10-16`, `14:00`. Sums
that people worked out are numbers of fifteen digits, as Excel shows them. openpyxl reads; nothing is written again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from generator.diagnostics import Place
from generator.office.books import load_book
from generator.office.faults import refuse
from generator.office.letters import column_number
from generator.office.package import Package, read_package, write_package

MOST_CELLS = 200_000
LARGEST_CONTENT = 60 * 2**20
_HALF_SECOND = dt.timedelta(milliseconds=500)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EXACT = ".15g"
_UNDERSCORE, _MARK = b"_x005F_", "\ufdd0".encode()
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CORNER = rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})"
_AREA = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']" + _CORNER + b":" + _CORNER + rb"[\"']"
)

At = tuple[int, int]
"""Row and column, from 1."""


class Cell(Struct, frozen=True):
    """The text of a cell and the note that hangs on it; `fault` says why there is no text that could be meant."""

    text: str
    note: str = ""
    fault: Literal["", "error", "formula"] = ""


class CellSheet(Struct, frozen=True):
    """A worksheet: its cells that say something, row by row, and its merged areas (top, left, bottom, right)."""

    name: str
    cells: Mapping[At, Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_cells(data: bytes, file: str, uncounted: Container[str] = ()) -> tuple[CellSheet, ...]:
    """Return the worksheets of a workbook; of formulas in `uncounted` sheets nobody wants the results.

    Raises InvalidTemplate where it cannot be read, or is far too large.
    """
    package = read_package(data, file)
    if sum(member.size for member in package.members.values()) > LARGEST_CONTENT:
        raise refuse("T-005", Place(file=file), reason=f"解压后超过 {LARGEST_CONTENT // 2**20} MB")
    texts = {name: package.read(name) for name in package.members if name.endswith(".xml")}
    if sum(_count(text) for text in texts.values() if b"sheetData" in text) > MOST_CELLS:
        raise refuse("T-005", Place(file=file), reason=f"单元格(连同合并的)超过 {MOST_CELLS:,} 个")
    whole = _with_marks(package, texts)
    book = load_book(whole or data, file)
    results = load_book(whole or data, file, results=True) if _has_formulas(book, uncounted) else book
    return tuple(map(_sheet, book.worksheets, results.worksheets))


def _count(text: bytes) -> int:
    """Return how many cells openpyxl would make of a worksheet: those that a merged area or a link covers too."""
    areas = (
        (column_number(a.decode()), int(b), column_number(c.decode()), int(d))
        for a, b, c, d in _AREA.findall(text)
    )
    covered = sum((abs(right - left) + 1) * (abs(low - top) + 1) for left, top, right, low in areas)
    return len(_CELL.findall(text)) + covered


def _with_marks(package: Package, texts: Mapping[str, bytes]) -> bytes | None:
    """Return the file with every escaped underscore marked: openpyxl undoes this escape, and only this one."""
    marked = {name: text.replace(_UNDERSCORE, _MARK) for name, text in texts.items() if _UNDERSCORE in text}
    return write_package(package, marked) if marked else None


def _has_formulas(book: Any, uncounted: Container[str]) -> bool:
    counted = (sheet for sheet in book.worksheets if sheet.title not in uncounted)
    return any(cell.data_type == "f" for sheet in counted for cell in _held(sheet).values())


def _held(sheet: Any) -> dict[At, Any]:
    """Return the cells that there are: a walk over rows would make those between the first and the last."""
    return sheet._cells  # type: ignore[no-any-return]  # noqa: SLF001 -- openpyxl has no other way


def _sheet(sheet: Any, results: Any) -> CellSheet:
    merged = tuple((a.min_row, a.min_col, a.max_row, a.max_col) for a in sheet.merged_cells.ranges)
    return CellSheet(sheet.title, dict(_cells(sheet, results)), tuple(sorted(merged)))


def _cells(sheet: Any, results: Any) -> Iterator[tuple[At, Cell]]:
    for (row, column), cell in sorted(_held(sheet).items()):
        result = _held(results).get((row, column), cell)
        note = _note(cell)
        if cell.data_type == "f" and result.value is None and result.data_type != "str":
            yield (row, column), Cell("", note, "formula")
        elif result.data_type == "e":
            yield (row, column), Cell(str(result.value), note, "error")
        elif (text := _text(result)).strip() or note:
            yield (row, column), Cell(text, note)


def _note(cell: Any) -> str:
    """Return the note without the name of its author, which Excel writes above it."""
    if cell.comment is None:
        return ""
    text = _plain_lines(str(cell.comment.text or ""))
    author = f"{cell.comment.author}:"
    return text.removeprefix(author).strip("\n ")


def _plain_lines(text: str) -> str:
    """Return a text of the file with its escapes (ECMA-376 part 1, 22.9.2.19) undone and one kind of line break."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    plain = plain.replace(_MARK.decode(), "_")
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _text(cell: Any) -> str:
    """Return a value as people type it."""
    value, pattern = cell.value, _LITERAL.sub("", str(cell.number_format or "")).lower()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{_number(value * 100)}%" if "%" in pattern else _number(value)
    if isinstance(value, dt.datetime):
        return _moment(_rounded(value), with_time="h" in pattern)
    if isinstance(value, dt.timedelta):
        return _duration(round(value.total_seconds()))
    if isinstance(value, dt.time):
        return _time(_rounded(dt.datetime.combine(dt.date(2000, 1, 1), value)).time())
    return value.isoformat() if isinstance(value, dt.date) else _plain_lines(str(value))


def _number(value: float) -> str:
    try:
        return f"{Decimal(format(value, _EXACT)):f}"
    except OverflowError:  # an integer of more than three hundred digits
        return str(value)


def _rounded(value: dt.datetime) -> dt.datetime:
    """Return a moment half a second later: a cell holds a fraction of a day. After the last moment there is none."""
    try:
        return value + _HALF_SECOND
    except OverflowError:
        return value


def _moment(value: dt.datetime, *, with_time: bool) -> str:
    time = value.time().replace(microsecond=0)
    return f"{value:%Y-%m-%d} {_time(time)}" if with_time or time != dt.time() else f"{value:%Y-%m-%d}"


def _duration(seconds: int) -> str:
    """Return a span as Excel shows it in hours."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02}:{rest // 60:02}" + (f":{rest % 60:02}" if rest % 60 else "")


def _time(value: dt.time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
