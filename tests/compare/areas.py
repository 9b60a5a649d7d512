"""Formulas by what they name: the text around their references, and the cells of each sheet they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, get_column_letter

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_SHEETS = r"(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<bare>[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
_CELLS = (
    r"(?:\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d+))?"
    r"|\$?(?P<c3>[A-Z]{1,3}):\$?(?P<c4>[A-Z]{1,3})|\$?(?P<r3>\d+):\$?(?P<r4>\d+))"
)
REFERENCE = re.compile(rf"(?<![\w.$'!\]]){_SHEETS}{_CELLS}(?![\w(!\[])")


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """Cells from the first row and column to the last, on a sheet."""

    sheet: str
    left: int
    right: int
    top: int
    bottom: int

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom + 1)

    def __str__(self) -> str:
        first, last = get_column_letter(self.left), get_column_letter(self.right)
        return (
            f"{first}{self.top}:{last}{self.bottom}"
            if self.sheet == ""
            else f"{self.sheet}!{first}{self.top}"
        )


def area(text: str, sheet: str = "") -> Area:
    """Read one area such as `A4:K9`, `C:C` or `前表!B2`."""
    found = REFERENCE.fullmatch(text)
    if found is None:
        raise ValueError(f"not an area: {text!r}")
    return _area(found, _sheets(found, sheet, ())[0])


def areas(text: str, sheet: str = "") -> list[Area]:
    """Read a list of areas, as `sqref` has it."""
    return [area(each, sheet) for each in text.split()]


def _area(found: re.Match[str], sheet: str) -> Area:
    first, last = found["c1"] or found["c3"], found["c2"] or found["c4"] or found["c1"]
    top, bottom = found["r1"] or found["r3"], found["r2"] or found["r4"] or found["r1"]
    columns = sorted(map(column_index_from_string, (first, last))) if first else [1, LAST_COLUMN]
    rows = sorted((int(top), int(bottom))) if top else [1, LAST_ROW]
    return Area(sheet, columns[0], columns[1], rows[0], rows[1])


def _sheets(found: re.Match[str], home: str, order: Sequence[str]) -> list[str]:
    """Return the sheets that a reference goes through."""
    name = (found["quoted"] or found["bare"] or home).replace("''", "'")
    first, _, last = name.partition(":")
    if not last or first not in order or last not in order:
        return [name]
    begin, end = sorted((order.index(first), order.index(last)))
    return list(order[begin : end + 1])


def joined(found: Sequence[Area]) -> frozenset[Area]:
    """Join areas of the same columns that touch or overlap."""
    made: list[Area] = []
    for each in sorted(set(found)):
        last = made[-1] if made else None
        same = last and (last.sheet, last.left, last.right) == (each.sheet, each.left, each.right)
        if last and same and each.top <= last.bottom + 1:
            bottom = max(last.bottom, each.bottom)
            made[-1] = Area(each.sheet, each.left, each.right, last.top, bottom)
        else:
            made.append(each)
    return frozenset(made)


def masked(formula: str) -> str:
    """Blank out the texts of a formula, whose words are no references."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


def named_cells(formula: str, home: str, order: Sequence[str]) -> frozenset[Area]:
    """Return all cells that a formula on the sheet `home` names."""
    found = REFERENCE.finditer(masked(formula))
    return joined([_area(each, sheet) for each in found for sheet in _sheets(each, home, order)])


def skeleton(formula: str) -> str:
    """Return a formula without what it names; lists of references count as one."""
    bare = REFERENCE.sub("§", re.sub(r"\s*([,()+*/>=-])\s*", r"\1", formula))
    return re.sub(r"§(?:[,~]§)*", "§", bare).replace("_xlfn.", "").replace("_xlws.", "")
