"""How wide the columns of a form are, and how high its rows."""

from __future__ import annotations

from collections.abc import Sequence

from generator.office.excel.heights import LINE, PADDING, Look
from generator.office.form_words import GUIDE
from generator.office.forms.asking import Ask, Block, Sheet, Value
from generator.office.forms.looks import SIZE, SMALL

_CHARACTER, _LOWEST, _HIGHEST, _DEFAULT = 7.5, 21.0, 409.0, 8.0
_TITLE, _HEADS, _CARD_HEADS = 26.0, 24.0, 22.0
_NARROW_CARD, _WIDE_CARD, _LONG = 40.0, 62.0, 100
_STAR = 2


def guide_text(column: int, ask: Ask) -> str:
    """Return the explanation of a column; the row of explanations begins with a word that tells it from the others."""
    return f"{GUIDE}:{ask.guide}" if column == 0 else ask.guide


def column_widths(sheet: Sheet) -> list[float]:
    """Return the width of every column in characters: the blocks of a sheet share them."""
    widths: list[float] = []
    alone = all(block.form == "card" for block in sheet.blocks)
    for block in sheet.blocks:
        asked = (
            [ask.width for ask in block.asks] if block.form == "table" else _card_widths(block, alone=alone)
        )
        widths += [_DEFAULT] * (len(asked) - len(widths))
        widths = [max(have, asked[n]) if n < len(asked) else have for n, have in enumerate(widths)]
    return widths


def _card_widths(block: Block, *, alone: bool) -> list[float]:
    longest = max(len(ask.label) for ask in block.asks)
    is_long = any(isinstance(value, str) and len(value) > _LONG for row in block.rows for value in row)
    return [max(14.0, longest * 2.2 + 4), _WIDE_CARD if is_long and alone else _NARROW_CARD, 14.0]


def block_heights(block: Block, widths: Sequence[float]) -> list[float]:
    """Return the heights of a block's rows in points, from its title to its last row."""
    if block.form == "card":
        values = block.rows[0] if block.rows else [None] * len(block.asks)
        return [_TITLE, _CARD_HEADS, *(_height([None, value], widths) for value in values)]
    rows = [_height(row, widths) for row in block.rows]
    return [
        _TITLE,
        _guide_height(block, widths),
        _heads_height(block, widths),
        *rows,
        *[_LOWEST] * block.spare,
    ]


def _heads_height(block: Block, widths: Sequence[float]) -> float:
    look = Look(SIZE, bold=True, wrap=True, indent=0)
    rooms = (look.room(width * _CHARACTER) for width in widths)
    lines = (look.lines(ask.label + "*" * _STAR, room) for ask, room in zip(block.asks, rooms, strict=False))
    return max(_HEADS, max(lines, default=1) * SIZE * LINE + PADDING)


def _height(values: Sequence[Value], widths: Sequence[float]) -> float:
    look = Look(SIZE, bold=False, wrap=True, indent=1)
    needed = (
        look.lines(value, look.room(widths[column] * _CHARACTER))
        for column, value in enumerate(values)
        if isinstance(value, str)
    )
    return min(max(_LOWEST, max(needed, default=1) * SIZE * LINE + PADDING), _HIGHEST)


def _guide_height(block: Block, widths: Sequence[float]) -> float:
    look = Look(SMALL, bold=False, wrap=True, indent=0)
    lines = 1
    for column, ask in enumerate(block.asks):
        text = guide_text(column, ask) + (f" 例:{ask.example}" if ask.example else "")
        lines = max(lines, look.lines(text, look.room(widths[column] * _CHARACTER)))
    return lines * SMALL * LINE + PADDING
