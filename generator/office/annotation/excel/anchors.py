"""The cell that a note stands at, out of a spot such as `预算明细!E7` or `名称「合计」`."""

from __future__ import annotations

import re
from contextlib import suppress

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.excel.moving.references import read_area
from generator.office.excel.workbook import sheets_of
from generator.office.excel.xml import descendants
from generator.office.faults import refuse
from generator.office.parts import Parts

Cell = tuple[int, int]  # row and column, from 1
Area = tuple[int, int, int, int]  # first row, first column, last row, last column
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?![A-Za-z0-9_])")


class Sheet(Struct, frozen=True):
    """A worksheet with its merged areas; `number` counts the tabs from 1."""

    name: str
    part: str
    number: int
    visible: bool
    merged: tuple[Area, ...]

    def shown(self, cell: Cell) -> Cell:
        """Return the cell that shows what a cell holds: the first one of a merged area."""
        row, column = cell
        around = (a for a in self.merged if a[0] <= row <= a[2] and a[1] <= column <= a[3])
        area = next(around, None)
        return area[:2] if area else cell


class Anchors(Struct, frozen=True):
    """The worksheets of a workbook; `home` is the one that says what has no cell."""

    sheets: tuple[Sheet, ...]
    home: Sheet

    @classmethod
    def of(cls, parts: Parts, main: str) -> Anchors:
        """Return the anchors of a workbook. Raises InvalidTemplate for one without a sheet that can be read."""
        root = parts.xml(main)
        states = {each.get("name", ""): each.get("state", "visible") for each in descendants(root, "sheet")}
        listed = enumerate(sheets_of(root, parts.relations(main)), start=1)
        sheets = tuple(
            Sheet(name, part, number, states[name] == "visible", merged)
            for number, (name, part) in listed
            if (merged := _merged(parts, part)) is not None
        )
        if not sheets:
            raise refuse("T-008", Place(file=parts.package.file), part="worksheet")
        return cls(sheets, next((sheet for sheet in sheets if sheet.visible), sheets[0]))

    def find(self, diagnostic: Diagnostic) -> tuple[Sheet, Cell, bool]:
        """Return sheet and cell for a fault, and whether it is the very cell that its spot names."""
        spot = diagnostic.place.spot
        named = max(
            (s for s in self.sheets if _rest(s, spot) is not None), key=lambda s: len(s.name), default=None
        )
        if named is None or not named.visible:
            return self.home, self.home.shown((1, 1)), False
        cell = _cell(_rest(named, spot) or "")
        return named, named.shown(cell or (1, 1)), cell is not None


def _rest(sheet: Sheet, spot: str) -> str | None:
    """Return what a spot says behind the name of its sheet, None where it names another sheet or none."""
    quoted = "'" + sheet.name.replace("'", "''") + "'"
    for name in (sheet.name, quoted):
        if spot == name:
            return ""
        if name and spot.startswith(f"{name}!"):
            return spot[len(name) + 1 :]
    return None


def _cell(text: str) -> Cell | None:
    match = _CELL.match(text)
    corner = read_area(match[0]).first if match and _is_area(match[0]) else None
    return (corner.row, corner.column) if corner and corner.exists else None


def _is_area(text: str) -> bool:
    try:
        read_area(text)
    except ValueError:
        return False
    return True


def _merged(parts: Parts, sheet: str) -> tuple[Area, ...] | None:
    """Return the merged areas of a sheet, None for one that cannot be read, which takes no notes."""
    with suppress(InvalidTemplate):
        refs = [each.get("ref", "") for each in descendants(parts.xml(sheet), "mergeCell")]
        areas = [read_area(ref) for ref in refs if _is_area(ref)]
        return tuple((a.first.row, a.first.column, a.end.row, a.end.column) for a in areas)
    return None
