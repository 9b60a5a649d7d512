"""What a form asks, as plain values: sheets of cards and tables, with what is filled in already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

Kind = Literal["text", "choice", "number", "money", "percent", "count", "date", "moment", "clock", "time"]
Value = str | int | float | dt.date | dt.time | None


class Ask(Struct, frozen=True):
    """A column of a table, or a line of a card; `width` in characters.

    `source` is the defined name of a list to choose from, `choices` a list of its own, which is `strict` where nothing
    else may stand; `least`, `most` and `longest` limit what may be typed.
    """

    label: str
    kind: Kind
    guide: str = ""
    example: str = ""
    required: bool = False
    width: float = 12
    choices: tuple[str, ...] = ()
    source: str = ""
    strict: bool = True
    least: float | None = None
    most: float | None = None
    longest: int | None = None


class Block(Struct, frozen=True):
    """A table with its rows, or a card, which has one.

    `notes` hang on cells (row, ask), `note` on the title; `named` are the lists that others choose from, by their
    defined name: a column of numbers, and one of names; `spare` is how many empty rows a table has.
    """

    title: str
    form: Literal["card", "table"]
    asks: Sequence[Ask]
    rows: Sequence[Sequence[Value]]
    description: str = ""
    note: str = ""
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    named: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    spare: int = 8


class Sheet(Struct, frozen=True):
    """A sheet of a form: blocks from top to bottom, under a coloured tab."""

    name: str
    colour: str
    blocks: Sequence[Block]


class Guide(Struct, frozen=True):
    """The first sheet: how to fill in the others, and a list of them with what they ask for."""

    name: str
    title: str
    lines: Sequence[tuple[str, str]]
    sheets: Sequence[tuple[str, str]]
