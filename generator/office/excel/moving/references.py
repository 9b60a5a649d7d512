"""Names of cells as they stand in formulas and attributes: `B2`, `$A$1:C3`, `'清单 1'!A:B`, `$1:$3`.

A reference keeps how it was written (dollar signs, sheet prefix, range or single cell), because moving it
must change nothing but its numbers. A reference through several sheets (`一月:三月!A1`) names the first and the
last of them. References into other workbooks (`[1]表!A1`) are not read.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.office.letters import LAST_COLUMN, column_letters, column_number

LAST_ROW = 1_048_576

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]?\d*|[Cc]\d*|(?i:true|false)")
_PREFIX = r"(?P<prefix>(?:'(?:[^']|'')*'|[^'!:\[\]]+(?::[^'!:\[\]]+)?)!)?"
_CORNER = r"(?P<f{n}>\$?)(?P<c{n}>[A-Za-z]{{1,3}})(?P<g{n}>\$?)(?P<r{n}>[1-9]\d{{0,6}})"
_CELLS = re.compile(f"{_PREFIX}{_CORNER.format(n=1)}(?::{_CORNER.format(n=2)})?")
_COLUMNS = re.compile(rf"{_PREFIX}(?P<f1>\$?)(?P<c1>[A-Za-z]{{1,3}}):(?P<f2>\$?)(?P<c2>[A-Za-z]{{1,3}})")
_ROWS = re.compile(rf"{_PREFIX}(?P<g1>\$?)(?P<r1>[1-9]\d{{0,6}}):(?P<g2>\$?)(?P<r2>[1-9]\d{{0,6}})")


class Corner(Struct, frozen=True):
    """One end of a reference. A whole row has column 0, a whole column has row 0."""

    column: int
    row: int
    column_fixed: bool = False
    row_fixed: bool = False

    @property
    def column_text(self) -> str:
        """The column as it is written, nothing for a whole row."""
        return f"{'$' if self.column_fixed else ''}{column_letters(self.column)}" if self.column else ""

    def __str__(self) -> str:
        return self.column_text + (f"{'$' if self.row_fixed else ''}{self.row}" if self.row else "")

    def in_row(self, row: int) -> Corner:
        return Corner(self.column, row, self.column_fixed, self.row_fixed)

    def turned(self) -> Corner:
        """Return the corner of a sheet turned on its side, where columns are rows."""
        return Corner(self.row, self.column, self.row_fixed, self.column_fixed)

    @property
    def exists(self) -> bool:
        """Tell whether Excel's grid has this cell (`XFE1` is a name, not a cell)."""
        return self.column <= LAST_COLUMN and self.row <= LAST_ROW


class Form(Enum):
    """How a reference is written: `E5`, `E5:E5` or `E5:E9`."""

    CELL = 1
    ONE_CELL_RANGE = 2
    RANGE = 3


class Reference(Struct, frozen=True):
    """A cell or a range; `last` is None for a single cell.

    `ranged` says that it is the whole argument of a function that takes ranges, `listed` that the function
    also takes a list of them, and references through several sheets. `form` is what was written, which stays
    when a cell grows to a range: along the other axis it is still a cell.
    """

    prefix: str
    first: Corner
    last: Corner | None = None
    ranged: bool = False
    listed: bool = False
    form: Form | None = None

    def __str__(self) -> str:
        return f"{self.prefix}{self.first}" + (f":{self.last}" if self.last else "")

    @property
    def sheet(self) -> str | None:
        """The sheet it names, unquoted; None for the sheet it stands on."""
        return unquoted(self.prefix[:-1]) if self.prefix else None

    @property
    def sheets(self) -> tuple[str, str] | None:
        """The first and the last of the sheets it goes through, None if it is on one sheet."""
        if ":" not in self.prefix:
            return None
        first, colon, last = (self.sheet or "").partition(":")
        return (first, last) if colon else None

    @property
    def end(self) -> Corner:
        return self.last or self.first

    @property
    def written(self) -> Form:
        """What it was when it was read."""
        if self.form is not None:
            return self.form
        if self.last is None:
            return Form.CELL
        one = (self.first.row, self.first.column) == (self.last.row, self.last.column)
        return Form.ONE_CELL_RANGE if one else Form.RANGE

    def with_rows(self, first: int, last: int) -> Reference:
        """Return the same reference over other rows; a single cell that grew becomes a range."""
        end = self.end.in_row(last) if self.last or first != last else None
        return Reference(self.prefix, self.first.in_row(first), end, self.ranged, self.listed, self.written)

    def turned(self) -> Reference:
        """Return the reference of a sheet turned on its side, so that what moves rows moves columns."""
        last = self.last.turned() if self.last else None
        return Reference(self.prefix, self.first.turned(), last, self.ranged, self.listed, self.form)

    def shifted(self, rows: int, columns: int) -> Reference | None:
        """Return what filling `rows` down and `columns` right makes of it; None when it leaves the sheet."""
        corners = [_shifted(corner, rows, columns) for corner in (self.first, self.end)]
        if any(corner is None for corner in corners):
            return None
        first, last = corners
        assert first is not None  # noqa: S101 - for the type checker: the line above has returned otherwise
        return _ordered(replace(self, first=first, last=last if self.last else None))


def _ordered(reference: Reference) -> Reference:
    """Return the reference with its upper left corner first, as Excel writes it."""
    return _upper_first(_upper_first(reference).turned()).turned() if reference.last else reference


def _upper_first(reference: Reference) -> Reference:
    first, last = reference.first, reference.last
    if last is None or first.row <= last.row:
        return reference
    upper = replace(first, row=last.row, row_fixed=last.row_fixed)
    return replace(reference, first=upper, last=replace(last, row=first.row, row_fixed=first.row_fixed))


def _shifted(corner: Corner, rows: int, columns: int) -> Corner | None:
    row = corner.row if corner.row_fixed or not corner.row else corner.row + rows
    column = corner.column if corner.column_fixed or not corner.column else corner.column + columns
    inside = (0 < row <= LAST_ROW or not corner.row) and (0 < column <= LAST_COLUMN or not corner.column)
    return replace(corner, row=row, column=column) if inside else None


def unquoted(sheet: str) -> str:
    """Return `清单 1` for `'清单 1'` and `It's` for `'It''s'`."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def quoted(sheet: str) -> str:
    """Return a sheet's name as a formula may always write it."""
    return "'" + sheet.replace("'", "''") + "'"


def sheet_prefix(first: str, last: str = "") -> str:
    """Return the prefix for a sheet, or for all sheets from `first` to `last`, in quotes where they are needed.

    LibreOffice does not read quotes around several sheets, Excel needs them for most signs.
    """
    names = [first, last] if last and last != first else [first]
    text = ":".join(names)
    if all(_PLAIN_NAME.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name) for name in names):
        return f"{text}!"
    return f"{quoted(text)}!"


@lru_cache(maxsize=16_384)
def read_reference(text: str) -> Reference | None:
    """Return the reference that `text` is, or None when it names something else (a name, a table column)."""
    for pattern in (_CELLS, _COLUMNS, _ROWS):
        if found := pattern.fullmatch(text):
            return _reference(found)
    return None


def _reference(found: re.Match[str]) -> Reference | None:
    parts = found.groupdict()
    prefix = parts["prefix"] or ""
    first = _corner(parts, 1)
    last = _corner(parts, 2) if parts.get("c2") or parts.get("r2") else None
    if not first.exists or (last and not last.exists) or "[" in prefix:
        return None
    return _ordered(Reference(prefix, first, last))


def _corner(parts: dict[str, str | None], number: int) -> Corner:
    column, row = parts.get(f"c{number}"), parts.get(f"r{number}")
    return Corner(
        column_number(column or ""),
        int(row or 0),
        column_fixed=bool(parts.get(f"f{number}")),
        row_fixed=bool(parts.get(f"g{number}")),
    )


def read_area(text: str) -> Reference:
    """Return the reference in an attribute such as `ref="A4:K9"`, where nothing else may stand."""
    area = read_reference(text)
    if area is None:
        raise ValueError(f"not an area: {text!r}")
    return area


def read_areas(text: str) -> list[Reference]:
    """Return the areas of a `sqref`."""
    return [read_area(part) for part in text.split()]
