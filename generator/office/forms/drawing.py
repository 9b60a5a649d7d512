"""One sheet of a form while it is drawn. Rows and columns count from 0, as XlsxWriter has them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.office.form_words import GUIDE, ITEM, MARK, REQUIRED, VALUE
from generator.office.forms.asking import Ask, Block, Sheet, Value
from generator.office.forms.lists import Lists
from generator.office.forms.looks import Looks
from generator.office.forms.measures import block_heights, column_widths, guide_text
from generator.office.forms.printing import set_print, with_fitting_spare
from generator.office.forms.rules import mark_lacking, mark_waiting, validation

_CARD_COLUMNS = 3


class Page:
    """A sheet and what has been drawn: `areas` are the blocks with the rows that are filled in, first and last."""

    def __init__(self, page: Any, sheet: Sheet, looks: Looks, title: str) -> None:
        self.page, self.looks, self._title_of_all = page, looks, title
        self.areas: list[tuple[Block, int, int]] = []
        self.explanations: list[str] = []
        self._widths = column_widths(sheet)
        self.sheet = with_fitting_spare(sheet, self._widths)

    def draw(self, lists: Lists) -> None:
        """Draw all blocks, and say how the sheet is printed."""
        for column, width in enumerate(self._widths):
            self.page.set_column(column, column, width, self.looks.plain)
        row = 0
        for block in self.sheet.blocks:
            for number, height in enumerate(block_heights(block, self._widths), row):
                self.page.set_row(number, height)
            last = self._card(block, row) if block.form == "card" else self._table(block, row)
            lists.add(self.sheet.name, block, self.areas[-1][1], last)
            row = last + 2
        self.page.hide_gridlines(2)
        self.page.set_tab_color(self.sheet.colour)
        set_print(self.page, self.sheet, self._widths, self._title_of_all)

    def _title(self, block: Block, row: int) -> None:
        self.page.write_string(row, 0, f"{MARK} {block.title}", self.looks.title)
        across = len(block.asks) if block.form == "table" else _CARD_COLUMNS
        for column in range(1, max(across, _CARD_COLUMNS)):
            self.page.write_blank(row, column, None, self.looks.title)
        self.page.write_string(row, 2, block.description, self.looks.described)
        self.explanations.append(block.description)
        if block.note:
            self._note(row, 0, block.note)

    def _note(self, row: int, column: int, text: str) -> None:
        lines = sum(1 + len(line) // 22 for line in text.split("\n"))
        look = {"x_scale": 2, "y_scale": max(1.0, lines / 4), "font_size": 9, "font_name": self.looks.font}
        self.page.write_comment(row, column, text, look)

    # --- tables ---

    def _table(self, block: Block, row: int) -> int:
        """Draw a table from `row` on; return its last row."""
        self._title(block, row)
        for column, ask in enumerate(block.asks):
            self._guide(row + 1, column, guide_text(column, ask), ask.example, self.looks.guide)
            self._head(row + 2, column, ask)
        first, last = row + 3, row + 2 + len(block.rows) + block.spare
        for number in range(first, last + 1):
            self._row(block, number, number - first)
        for column, ask in enumerate(block.asks):
            self._check(first, last, column, ask)
        mark_lacking(self.page, self.looks, block, first, last)
        mark_waiting(self.page, self.looks, (first, 0, last, len(block.asks) - 1))
        self.areas.append((block, first, last))
        return last

    def _row(self, block: Block, number: int, index: int) -> None:
        values = block.rows[index] if index < len(block.rows) else [None] * len(block.asks)
        for column, (ask, value) in enumerate(zip(block.asks, values, strict=True)):
            self._put(number, column, value, self.looks.cell(ask.kind, value))
            if (index, column) in block.notes:
                self._note(number, column, block.notes[index, column])

    def _guide(self, row: int, column: int, guide: str, example: str, look: Any) -> None:
        self.explanations.append(f"{guide} 例:{example}".strip() if example else guide)
        said = f"例:{example}"
        if example and guide:
            pieces = (self.looks.said, f"{guide} ", self.looks.example, said)
            self.page.write_rich_string(row, column, *pieces, look)
        elif guide or example:
            self.page.write_string(row, column, guide or said, look)
        else:
            self.page.write_blank(row, column, None, look)

    def _head(self, row: int, column: int, ask: Ask) -> None:
        if ask.required:
            pieces = (self.looks.head_text, ask.label, self.looks.star, REQUIRED)
            self.page.write_rich_string(row, column, *pieces, self.looks.head)
        else:
            self.page.write_string(row, column, ask.label, self.looks.head)

    # --- cards ---

    def _card(self, block: Block, row: int) -> int:
        """Draw a card from `row` on; return its last row."""
        self._title(block, row)
        for column, label in enumerate((ITEM, VALUE, GUIDE)):
            self.page.write_string(
                row + 1, column, label, self.looks.guide_head if column == 2 else self.looks.head
            )
        values = block.rows[0] if block.rows else [None] * len(block.asks)
        for index, (ask, value) in enumerate(zip(block.asks, values, strict=True)):
            self._line(row + 2 + index, ask, value)
            if (0, index) in block.notes:
                self._note(row + 2 + index, 1, block.notes[0, index])
        last = row + 1 + len(block.asks)
        mark_lacking(self.page, self.looks, block, row + 2, last)
        mark_waiting(self.page, self.looks, (row + 2, 1, last, 1))
        self.areas.append((block, row + 2, last))
        return last

    def _line(self, row: int, ask: Ask, value: Value) -> None:
        if ask.required:
            pieces = (self.looks.label_text, ask.label, self.looks.star_dark, REQUIRED)
            self.page.write_rich_string(row, 0, *pieces, self.looks.label)
        else:
            self.page.write_string(row, 0, ask.label, self.looks.label)
        self._put(row, 1, value, self.looks.cell(ask.kind, value, to_left=True))
        self._guide(row, 2, ask.guide, ask.example, self.looks.beside)
        self._check(row, row, 1, ask)

    # --- cells ---

    def _put(self, row: int, column: int, value: Value, look: Any) -> None:
        if value is None or value == "":
            self.page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.page.write_string(row, column, value, look)
        elif isinstance(value, dt.date | dt.time):
            self.page.write_datetime(row, column, value, look)
        else:
            self.page.write_number(row, column, value, look)

    def _check(self, top: int, bottom: int, column: int, ask: Ask) -> None:
        rule = validation(ask)
        if rule:
            self.page.data_validation(top, column, bottom, column, rule)
