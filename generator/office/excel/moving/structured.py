"""Table columns named in formulas (`清单[金额]`, `[@金额]`), written as plain references for the computation.

Only the computation sees what is written here: in the file the formula keeps the names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from formualizer import Tokenizer, TokenizerError, TokenSubType
from msgspec import Struct

from generator.office.excel.moving.references import quoted
from generator.office.letters import column_letters

_TABLE = re.compile(r"(?P<table>[^\[\]]*)\[(?P<inside>.*)\]", re.DOTALL)
_GROUP = re.compile(r"\[((?:[^\[\]']|'.)*)\]|([^\[\],:]+)")
_ESCAPE = re.compile(r"'(.)")


class KnownTable(Struct, frozen=True):
    """A table as formulas see it: its name, where it lies and its columns."""

    name: str
    sheet: str
    first_row: int
    last_row: int
    first_column: int
    columns: tuple[str, ...]
    header_row: bool
    totals_row: bool

    @property
    def data(self) -> tuple[int, int]:
        return self.first_row + self.header_row, self.last_row - self.totals_row

    def holds(self, sheet: str, row: int, column: int) -> bool:
        """Tell whether a cell lies in the table."""
        columns = range(self.first_column, self.first_column + len(self.columns))
        return sheet == self.sheet and self.first_row <= row <= self.last_row and column in columns


class Standing(Struct, frozen=True):
    """The cell that a formula stands in."""

    sheet: str
    row: int
    column: int


def resolved(formula: str, at: Standing, tables: Sequence[KnownTable]) -> str:
    """Return `formula` with the columns it names as plain references; what is unknown stays."""
    source = f"={formula}".encode()
    try:
        tokens = [t for t in Tokenizer(source.decode()) if t is not None and t.subtype == TokenSubType.Range]
    except TokenizerError:
        return formula
    for token in reversed(tokens):
        plain = _plain(token.value, at, tables)
        if plain:
            source = source[: token.start] + plain.encode() + source[token.end :]
    return source.decode()[1:]


def _plain(text: str, at: Standing, tables: Sequence[KnownTable]) -> str | None:
    found = _TABLE.fullmatch(text)
    table = found and _table(found["table"], at, tables)
    if not found or not table:
        return None
    marks, names = _parts(found["inside"])
    rows = _rows(table, marks, at)
    columns = _columns(table, names)
    if rows is None or columns is None:
        return None
    first, last = (f"${column_letters(column)}${row}" for column, row in zip(columns, rows, strict=True))
    return f"{quoted(table.sheet)}!{first}" + (f":{last}" if last != first else "")


def _table(name: str, at: Standing, tables: Sequence[KnownTable]) -> KnownTable | None:
    if not name:
        return next((table for table in tables if table.holds(at.sheet, at.row, at.column)), None)
    return next((table for table in tables if table.name.casefold() == name.casefold()), None)


def _parts(inside: str) -> tuple[list[str], list[str]]:
    """Return the `#` marks and the column names between the outer brackets; `@` is `#This Row`."""
    marks = ["#this row"] if inside.startswith("@") else []
    inside = inside.removeprefix("@")
    groups = [inside] if inside else []
    if inside.startswith("["):
        groups = [found[1] or found[2] for found in _GROUP.finditer(inside)]
    marks += [group.strip().lower() for group in groups if group.strip().startswith("#")]
    names = [_ESCAPE.sub(r"\1", group) for group in groups if not group.strip().startswith("#")]
    return marks, names


def _rows(table: KnownTable, marks: list[str], at: Standing) -> tuple[int, int] | None:
    first, last = table.data
    spans = {
        "#this row": (at.row, at.row) if first <= at.row <= last else None,
        "#data": (first, last),
        "#all": (table.first_row, table.last_row),
        "#headers": (table.first_row, table.first_row) if table.header_row else None,
        "#totals": (table.last_row, table.last_row) if table.totals_row else None,
    }
    wanted = [spans.get(mark) for mark in marks or ["#data"]]
    known = [span for span in wanted if span]
    if len(known) < len(wanted):
        return None
    return min(span[0] for span in known), max(span[1] for span in known)


def _columns(table: KnownTable, names: list[str]) -> tuple[int, int] | None:
    places = {name.casefold(): table.first_column + n for n, name in enumerate(table.columns)}
    if not names:
        return table.first_column, table.first_column + len(table.columns) - 1
    found = [places.get(name.casefold()) for name in names]
    known = [place for place in found if place]
    return (min(known), max(known)) if len(known) == len(found) else None
