"""Tables read out of the readable text of a document, by the words of their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator

Row = dict[str, str]
_CELL = re.compile(r"([A-Z]+)(\d+)\t([^\t]*)")


def tables(text: str) -> Iterator[list[list[str]]]:
    """Yield the tables of a document: those of Word, and each sheet of a workbook as one, rows of cells."""
    grid: list[list[str]] = []
    sheet: dict[int, dict[int, str]] = {}
    last = (0, 0)
    for line in [*text.splitlines(), "# end"]:
        found = _CELL.match(line)
        if found:
            last = int(found[2]), _column(found[1])
            sheet.setdefault(last[0], {})[last[1]] = found[3]
        elif sheet and not line.startswith("# "):
            sheet[last[0]][last[1]] += f"\n{line}"  # a line break within the cell
        elif line.startswith("| "):
            grid.append([cell.strip() for cell in line.strip("|").split("|")])
        if grid and not line.startswith("| "):
            yield grid
            grid = []
        if sheet and line.startswith("# "):
            yield _rows(sheet)
            sheet = {}


def rows_under(text: str, *heads: str) -> list[Row]:
    """Return the rows under the first head row that holds all these words, by the words of the head.

    Rows end where the first of `heads` is empty. Line breaks in a head are left out.
    """
    for table in tables(text):
        for number, row in enumerate(table):
            head = [re.sub(r"\s|⏎", "", cell) for cell in row]
            if all(each in head for each in heads):
                return list(_under(head, table[number + 1 :], heads[0]))
    return []


def column(text: str, head: str, *beside: str) -> list[str]:
    """Return what stands in a column of the first table that has it and those `beside` it."""
    return [row[head] for row in rows_under(text, *(beside or (head,)), head)]


def _under(head: list[str], rows: list[list[str]], key: str) -> Iterator[Row]:
    for row in rows:
        found = dict(zip(head, row, strict=False))
        if not found.get(key):
            return
        yield found


def _rows(sheet: dict[int, dict[int, str]]) -> list[list[str]]:
    wide = max(max(row) for row in sheet.values()) + 1
    return [[sheet.get(n, {}).get(c, "") for c in range(wide)] for n in range(1, max(sheet) + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
