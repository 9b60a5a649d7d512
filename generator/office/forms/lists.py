"""The hidden sheet of what cells choose from: numbers with names, as long as what is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.office.form_words import GUIDES
from generator.office.forms.asking import Block, Value
from generator.office.letters import column_letters

_MORE = 100
"""How many rows more than the table has now: people insert some."""


class Lists:
    """The sheet while it is drawn, one list a column. `HEAD` is its first row."""

    def __init__(self, book: Any, page: Any, fixed: Mapping[str, Sequence[str]]) -> None:
        self._book, self._page, self._column = book, page, 0
        page.hide()
        for name, texts in fixed.items():
            for row, text in enumerate(texts, 1):
                page.write_string(row, self._column, text)
            self._define(name, len(texts))

    def explain(self, texts: Sequence[str]) -> None:
        """Note the explanations that the form shows: who reads it later knows them from what people wrote."""
        self._page.write_column(0, self._column, [GUIDES, *sorted(set(texts))])
        self._column += 1

    def add(self, sheet: str, block: Block, first: int, last: int) -> None:
        """Add the lists that a table gives, whose rows stand from `first` to `last` (from 0)."""
        for name, (number, title) in block.named.items():
            for index in range(last - first + 1 + _MORE):
                parts = [
                    _part(sheet, column, first, last, index)
                    for column in (number, title)
                    if column is not None
                ]
                value = _shown(block.rows[index] if index < len(block.rows) else (), number, title)
                joined = '&" "&'.join(parts)
                self._page.write_formula(index + 1, self._column, f'=IFERROR(TRIM({joined}),"")', None, value)
            self._define(name, last - first + 1 + _MORE)

    def _define(self, name: str, count: int) -> None:
        """Name a list down to its last entry; empty rows within it stay."""
        sheet, letter = f"'{self._page.get_name()}'!", column_letters(self._column + 1)
        area = f"{sheet}${letter}$2:${letter}${count + 1}"
        last = f'SUMPRODUCT(MAX(({area}<>"")*(ROW({area})-1)))'
        self._book.define_name(name, f"=OFFSET({sheet}${letter}$2,0,0,MAX(1,{last}),1)")
        self._page.write_string(0, self._column, name)
        self._column += 1


def _part(sheet: str, column: int, first: int, last: int, index: int) -> str:
    letter = column_letters(column + 1)
    return f"INDEX('{sheet}'!${letter}${first + 1}:${letter}${last + 1},{index + 1})"


def _shown(row: Sequence[Value], number: int, title: int | None) -> str:
    texts = [row[column] for column in (number, title) if column is not None and column < len(row)]
    return " ".join(str(text) for text in texts if text is not None)
