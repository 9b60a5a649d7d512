"""How a sheet of a form is printed: one page wide, and no block begun at the end of a page.

Programs ignore page breaks of a sheet that is fitted to pages, so the scale is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.office.forms.asking import Sheet

_ROOM_ACROSS, _ROOM_DOWN = 760.0, 480.0
"""What an A4 page across leaves between its margins, in points, with some air."""
_CHARACTER, _POINTS = 8.0, 0.75
_USUAL, _SMALLEST, _LARGEST_SCALE = 15.0, 10, 100
_HEAD_ROWS = 5  # title, guide, heads and two rows
_MOSTLY = 0.6


def set_print(
    page: Any,
    sheet: Sheet,
    starts: Sequence[int],
    heights: Mapping[int, float],
    end: int,
    widths: Sequence[float],
) -> None:
    """Set up the pages of a sheet whose blocks start at `starts` and end before row `end`."""
    across = sum((width * _CHARACTER + 5) * _POINTS for width in widths)
    scale = min(_LARGEST_SCALE, max(_SMALLEST, int(100 * _ROOM_ACROSS / across)))
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_print_scale(scale)
    page.set_footer(f"&L&9{sheet.name}&R&9第 &P 页 共 &N 页")
    if len(sheet.blocks) == 1 and sheet.blocks[0].form == "table":
        page.freeze_panes(3, 2)
        page.repeat_rows(2)
        return
    breaks = page_breaks(starts, heights, end, _ROOM_DOWN * 100 / scale)
    if breaks:
        page.set_h_pagebreaks(breaks)


def page_breaks(starts: Sequence[int], heights: Mapping[int, float], end: int, room: float) -> list[int]:
    """Return the rows before which a page ends.

    Where most of a page is used, a block that would not fit begins a new one; elsewhere it begins here, with some rows
    below its title, and goes on.
    """

    def height(first: int, last: int) -> float:
        return sum(heights.get(row, _USUAL) for row in range(first, last))

    breaks: list[int] = []
    used = 0.0
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        whole = height(start, stop)
        is_late = used > _MOSTLY * room and whole <= room
        wanted = whole if is_late else height(start, min(start + _HEAD_ROWS, stop))
        if used and used + wanted > room:
            breaks.append(start)
            used = 0.0
        for row in range(start, stop):
            tall = heights.get(row, _USUAL)
            if used + tall > room:
                breaks.append(row)
                used = 0.0
            used += tall
    return breaks
