"""A table that people keep, as rows of texts with their places: a worksheet, or a text with separators (CSV).

Of a workbook it is the first worksheet that holds anything, its cells as the texts that somebody would have typed
there. Of a text the separator is a comma, a semicolon or a tab, whichever parts the first row the most, or what
Excel's own first line `sep=;` says; a value in quotes may hold separators, line breaks and doubled quotes (RFC 4180).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidCampaign, InvalidInput, InvalidTemplate
from generator.form.spot import Spot
from generator.intake.files import decode, read_file

WORKBOOK = ".xlsx"
TEXTS = (".csv", ".tsv", ".txt")
_SEPARATORS = ",;\t"
_SAID_SEPARATOR = re.compile(r'"?sep=([^\r\n"])"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_BREAK = re.compile(r"\r\n|\r|\n")

Area = tuple[int, int, int, int]
"""Top, left, bottom, right."""


class TableCell(Struct, frozen=True):
    """What stands in a cell, without blanks around it; `fault` says why a formula has no result."""

    text: str
    place: Place
    fault: str = ""


class TableRow(Struct, frozen=True):
    """A row that says something: its cells that do, by column. `number` is that of the sheet, or the line in a text."""

    number: int
    cells: Mapping[int, TableCell]


class Table(Struct, frozen=True):
    """The rows that say something; `told` is what is to be said of how the file was read."""

    file: str
    rows: Sequence[TableRow]
    sheet: str = ""
    merged: Sequence[Area] = ()
    told: tuple[Diagnostic, ...] = ()

    def place(self, row: TableRow, column: int) -> Place:
        """Return the place of a cell, also of an empty one: in a text that is where the row begins."""
        if column in row.cells:
            return row.cells[column].place
        return self.spot(row.number, column) if self.sheet else Place(self.file, row.number, 1)

    def spot(self, row: int, column: int) -> Place:
        """Return the place of a cell of a worksheet."""
        return Place(self.file, spot=str(Spot(self.sheet, row, column)))


def read_table(path: Path) -> Table:
    """Return the table in a file. Raises InvalidInput for what is none, SurroundingsFailed when it cannot be had."""
    ending = path.suffix.lower()
    if ending == WORKBOOK:
        return _worksheet(read_file(path), str(path))
    if ending in TEXTS:
        return _text(read_file(path), str(path))
    remedy = "在 Excel 或 WPS 里另存为 .xlsx,或另存为 CSV"
    raise InvalidInput((Diagnostic("C-F01", f"「{path.name}」不是表格", remedy, Place(str(path))),))


# --- worksheets ------------------------------------------------------------------------------------------------------


def _worksheet(data: bytes, file: str) -> Table:
    from generator.office.cells import read_cells  # openpyxl: only for whom it concerns

    try:
        sheets = read_cells(data, file)
    except InvalidTemplate as unreadable:
        raise InvalidCampaign(unreadable.diagnostics) from unreadable
    for sheet in sheets:
        rows: dict[int, dict[int, TableCell]] = {}
        for (row, column), cell in sheet.cells.items():
            if cell.text.strip() or cell.fault:
                spot = str(Spot(sheet.name, row, column))
                place = Place(file, spot=spot, excerpt=cell.text, width=len(cell.text))
                rows.setdefault(row, {})[column] = TableCell(cell.text.strip(), place, cell.fault)
        if rows:
            listed = tuple(TableRow(number, cells) for number, cells in rows.items())
            return Table(file, listed, sheet.name, sheet.merged)
    return Table(file, ())


# --- texts -----------------------------------------------------------------------------------------------------------


def _text(data: bytes, file: str) -> Table:
    read = decode(data, file)
    said = _SAID_SEPARATOR.match(read.text)
    begin = said.end() if said else 0
    separator = said[1] if said else _separator(read.text)
    reader = _Reader(read.text, separator, file)
    return Table(file, tuple(reader.rows(begin)), told=read.diagnostics)


def _separator(text: str) -> str:
    """Return the sign that parts the first row that says something into the most values."""

    def parts(separator: str) -> int:
        records = _Reader(text, separator, "").records(0)
        return next((len(fields) for fields in records if any(each[2].strip() for each in fields)), 0)

    return max(_SEPARATORS, key=parts)


_Field = tuple[int, int, str]
"""Where a value begins in the text, where it ends, and what it says."""


class _Reader:
    def __init__(self, text: str, separator: str, file: str) -> None:
        bare = rf"[^{re.escape(separator)}\r\n]*"
        self._field = re.compile(rf'"((?:[^"]++|"")*+)"({bare})|{bare}')
        self._text, self._separator, self._file = text, separator, file
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._lines = _BREAK.split(text)

    def rows(self, begin: int) -> Iterator[TableRow]:
        """Yield the rows that say something. Raises InvalidInput where a quote is not closed."""
        for fields in self.records(begin):
            cells = {
                column: TableCell(said.strip(), self._place(start, end))
                for column, (start, end, said) in enumerate(fields, 1)
                if said.strip()
            }
            for start, end, said in fields:
                if said.startswith('"') and self._text[start:end] == said:
                    raise InvalidInput((_unclosed(self._place(start, end)),))
            if cells:
                yield TableRow(self._line(fields[0][0]), cells)

    def records(self, position: int) -> Iterator[list[_Field]]:
        """Yield the values of each row from a position on."""
        text, fields = self._text, list[_Field]()
        while position < len(text) or fields:
            found = self._field.match(text, position)
            end = found.end() if found else position
            fields.append((position, end, _said(found) if found else ""))
            if text.startswith(self._separator, end):
                position = end + len(self._separator)
                continue
            yield fields
            fields = []
            after = _BREAK.match(text, end)
            position = after.end() if after else len(text)

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _place(self, start: int, end: int) -> Place:
        """Return the place of a value: of one that goes over several lines the first of them."""
        line = self._line(start)
        excerpt = self._lines[line - 1]
        column = start - self._starts[line - 1] + 1
        width = min(end - start, len(excerpt) - column + 1)
        return Place(self._file, line, column, excerpt=excerpt, width=width)


def _said(found: re.Match[str]) -> str:
    """Return what a value says: without the quotes around it, and with one kind of line break."""
    if found[1] is None:
        return found[0]
    return _BREAK.sub("\n", found[1].replace('""', '"') + found[2])


def _unclosed(place: Place) -> Diagnostic:
    remedy = "补上另一半英文引号;内容里的引号写两个,并给整个内容加上引号"
    return Diagnostic("C-F10", "引号没有配对", remedy, place)
