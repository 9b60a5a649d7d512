"""Pictures of the rules: the template beside what becomes of it, as SVG drawn from the cases themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.office.excel.semantics.cases import Case, Cells

_ROW, _HEAD, _GAP, _EDGE = 22, 34, 46, 8
_NUMBER, _LETTER = 26, 7.0
_TAG, _BLOCK, _PLAIN, _LINE, _INK, _FAINT = "#E5E7EB", "#F2F5F9", "#FFFFFF", "#C9D1DB", "#1F2937", "#7A8CA3"
_CELL = re.compile(r"([A-Z]+)(\d+)")
_FAR = 1_000_000


def picture(case: Case) -> str:
    """Return the picture of a rule."""
    left, left_width, left_height = _sheets(case.template, _EDGE)
    start = _EDGE + left_width + _GAP
    right, right_width, right_height = _sheets(case.result, start)
    width = start + right_width + _EDGE
    height = max(left_height, right_height) + _EDGE
    middle = _EDGE + left_width + _GAP / 2
    arrow = f'<text x="{middle:.0f}" y="{_HEAD + 18}" text-anchor="middle" font-size="20" fill="{_FAINT}">→</text>'
    style = 'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="12"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" {style}>\n'
        f'<rect width="100%" height="100%" fill="{_PLAIN}"/>\n'
        + "\n".join([*left, arrow, *right])
        + "\n</svg>\n"
    )


def _sheets(sheets: dict[str, Cells] | object, x: float) -> tuple[list[str], float, float]:
    """Draw sheets below each other; return the drawing with its width and height."""
    assert isinstance(sheets, dict)
    drawn: list[str] = []
    y, widest = 0.0, 0.0
    for name, cells in sheets.items():
        widths = _widths(cells)
        drawn += _sheet(name, cells, widths, x, y)
        widest = max(widest, _NUMBER + sum(widths))
        y += _HEAD + _ROW * (_rows(cells) + 0.4)
    return drawn, widest, y


def _places(cells: Cells) -> Iterator[tuple[int, int, str]]:
    for place, value in cells.items():
        found = _CELL.fullmatch(place)
        assert found
        yield int(found[2]), ord(found[1]) - 64, str(value)


def _rows(cells: Cells) -> int:
    return max(row for row, _, _ in _places(cells))


def _widths(cells: Cells) -> list[float]:
    """Return the widths of the columns, each as wide as its longest text."""
    columns = max(column for _, column, _ in _places(cells))
    texts = [[text for _, at, text in _places(cells) if at == column] for column in range(1, columns + 1)]
    return [max([40.0, *(_length(text) + 14 for text in held)]) for held in texts]


def _length(text: str) -> float:
    return sum(12.0 if unicodedata.east_asian_width(c) in "WF" else _LETTER for c in text)


def _sheet(name: str, cells: Cells, widths: list[float], x: float, y: float) -> Iterator[str]:
    held = {(row, column): text for row, column, text in _places(cells)}
    yield f'<text x="{x + _NUMBER:.0f}" y="{y + 14:.0f}" fill="{_FAINT}">{escape(name)}</text>'
    left = x + _NUMBER
    for column, width in enumerate(widths, start=1):
        letter = chr(64 + column)
        yield f'<text x="{left + width / 2:.0f}" y="{y + 29:.0f}" text-anchor="middle" fill="{_FAINT}">{letter}</text>'
        left += width
    for row in range(1, _rows(cells) + 1):
        top = y + _HEAD + (row - 1) * _ROW
        yield f'<text x="{x + 10:.0f}" y="{top + 15:.0f}" text-anchor="middle" fill="{_FAINT}">{row}</text>'
        yield from _row(row, held, widths, x + _NUMBER, top)


def _row(
    row: int, held: dict[tuple[int, int], str], widths: list[float], left: float, top: float
) -> Iterator[str]:
    for column, width in enumerate(widths, start=1):
        text = held.get((row, column), "")
        fill = _fill(row, column, held)
        box = f'x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{_ROW}"'
        yield f'<rect {box} fill="{fill}" stroke="{_LINE}"/>'
        if text:
            ink = _FAINT if text.startswith("{%") else _INK
            yield f'<text x="{left + 6:.0f}" y="{top + 15:.0f}" fill="{ink}">{escape(text)}</text>'
        left += width


def _fill(row: int, column: int, held: dict[tuple[int, int], str]) -> str:
    """Return the colour of a cell: control rows and columns grey, filled cells light."""
    control = any(
        (at_row == row and text.startswith(("{%tr", "{%sheet")))
        or (at_column == column and text.startswith("{%tc"))
        for (at_row, at_column), text in held.items()
    )
    if control:
        return _TAG
    text = held.get((row, column), "")
    return _BLOCK if "{{" in text and not text.startswith("=") else _PLAIN
