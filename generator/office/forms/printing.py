"""How a sheet of a form is printed: one page wide if that can be read, and no block begun at the end of a page.

Programs ignore page breaks of a sheet that is fitted to pages, so the scale is worked out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from generator.office.forms.asking import Sheet
from generator.office.forms.measures import block_heights

_ROOM_ACROSS, _ROOM_DOWN = 760.0, 470.0
"""What an A4 page across leaves between its margins, in points, with some air."""
_CHARACTER, _POINTS = 8.0, 0.75
_GAP, _SMALLEST, _LARGEST_SCALE, _MANY = 15.0, 55, 100, 10
_HEAD_ROWS = 5  # title, guide, heads and two rows
_MOSTLY, _LITTLE_SMALLER, _LEAST_SPARE = 0.6, 0.85, 3


def set_print(page: Any, sheet: Sheet, widths: Sequence[float], title: str) -> None:
    """Set up the pages of a sheet; `title` stands at the head of each."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    blocks = [block_heights(block, widths) for block in sheet.blocks]
    scale, breaks = _pages(blocks, widths)
    page.set_print_scale(scale)
    page.set_header(f"&L&9{title.replace('&', '&&')}&R&9{sheet.name}")
    page.set_footer("&R&9第 &P 页 共 &N 页")
    if len(sheet.blocks) == 1 and sheet.blocks[0].form == "table":
        page.freeze_panes(3, 2)
        page.repeat_rows(2)
        page.repeat_columns(0, 1)
        return
    if len(widths) > _MANY:
        page.freeze_panes(0, 1)
        page.repeat_columns(0)
    if breaks:
        page.set_h_pagebreaks(breaks)


def _pages(blocks: Sequence[Sequence[float]], widths: Sequence[float]) -> tuple[int, list[int]]:
    """Return the scale and the page breaks of a sheet: a little smaller where that saves a page."""
    largest = _scale(widths)
    scales = range(largest, int(largest * _LITTLE_SMALLER) - 1, -1)
    found = ((page_breaks(blocks, _ROOM_DOWN * 100 / scale), scale) for scale in scales)
    breaks, scale = min(found, key=lambda each: (len(each[0]), -each[1]))
    return scale, breaks


def _scale(widths: Sequence[float]) -> int:
    """Return the percentage at which all columns stand on one page."""
    across = sum((width * _CHARACTER + 5) * _POINTS for width in widths)
    return min(_LARGEST_SCALE, max(_SMALLEST, int(100 * _ROOM_ACROSS / across)))


def with_fitting_spare(sheet: Sheet, widths: Sequence[float]) -> Sheet:
    """Return a sheet without those spare rows at its end that would fill a page of their own."""
    last = sheet.blocks[-1]
    for spare in range(last.spare, _LEAST_SPARE, -1):
        blocks = [*sheet.blocks[:-1], replace(last, spare=spare)]
        heights = [block_heights(block, widths) for block in blocks]
        _, breaks = _pages(heights, widths)
        end = sum(map(len, heights)) + len(heights) - 1
        if last.form == "card" or not breaks or breaks[-1] <= end - spare:
            return replace(sheet, blocks=blocks)
    return replace(sheet, blocks=[*sheet.blocks[:-1], replace(last, spare=min(last.spare, _LEAST_SPARE))])


def page_breaks(blocks: Sequence[Sequence[float]], room: float) -> list[int]:
    """Return the rows before which a page ends, for blocks with these heights of rows and one row between them.

    Where most of a page is used, a block that would not fit begins a new one; elsewhere it begins here, with some rows
    below its title, and goes on.
    """
    breaks: list[int] = []
    used, row = 0.0, 0
    for heights in blocks:
        whole = sum(heights)
        is_late = used > _MOSTLY * room and whole <= room
        if used and used + (whole if is_late else sum(heights[:_HEAD_ROWS])) > room:
            breaks.append(row)
            used = 0.0
        for number, height in enumerate(heights, row):
            if used + height > room:
                breaks.append(number)
                used = 0.0
            used += height
        row += len(heights) + 1
        used += _GAP
    return breaks
