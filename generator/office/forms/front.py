"""The first sheet of a form: how to fill it in, and where to go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.office.excel.heights import LINE, Look
from generator.office.form_words import WAITING
from generator.office.forms.asking import Block, Guide
from generator.office.forms.drawing import Page
from generator.office.forms.looks import COLOURS, SIZE, Looks
from generator.office.letters import column_letters

_WIDTHS = (4, 18, 66, 10)
_CHARACTER = 7.0


def draw_front(page: Any, guide: Guide, pages: Sequence[Page], looks: Looks) -> None:
    """Draw it. The count of what is still open is a formula."""
    page.hide_gridlines(2)
    page.set_tab_color(COLOURS["head"])
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width, looks.plain)
    page.write_string(0, 1, guide.title, looks.heading)
    page.set_row(0, 44)
    for row, (what, how) in enumerate(guide.lines, 1):
        page.write_number(row, 0, row, looks.step)
        page.write_string(row, 1, what, looks.what)
        page.write_string(row, 2, how, looks.how)
        page.set_row(row, _height(how))
    _draw_index(page, len(guide.lines) + 2, guide, pages, looks)
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 1)
    page.set_footer("&R&9第 &P 页 共 &N 页")


def _height(text: str) -> float:
    look = Look(SIZE, bold=False, wrap=True, indent=1)
    return max(22.0, look.lines(text, look.room(_WIDTHS[2] * _CHARACTER)) * SIZE * LINE + 6)


def _draw_index(page: Any, row: int, guide: Guide, pages: Sequence[Page], looks: Looks) -> None:
    for column, label in enumerate(("工作表", "填写的内容", "待填"), 1):
        page.write_string(row, column, label, looks.head)
    page.set_row(row, 24)
    for number, (drawn, (name, said)) in enumerate(zip(pages, guide.sheets, strict=True), row + 1):
        page.write_url(number, 1, f"internal:'{name}'!A1", looks.link, name)
        page.write_string(number, 2, said, looks.cell("text", said))
        parts = [_waiting(block, first, last, name) for block, first, last in drawn.areas]
        formula = "+".join(each for each, _ in parts)
        page.write_formula(number, 3, f"={formula}", looks.count, sum(count for _, count in parts))
        page.set_row(number, _height(said))


def _waiting(block: Block, first: int, last: int, sheet: str) -> tuple[str, int]:
    """Return the formula that counts what is still to be filled in, and what it gives now."""
    left, right = ("B", "B") if block.form == "card" else ("A", column_letters(len(block.asks)))
    area = f"'{sheet}'!{left}{first + 1}:{right}{last + 1}"
    waiting = sum(isinstance(value, str) and WAITING in value for row in block.rows for value in row)
    return f'COUNTIF({area},"*{WAITING}*")', waiting
