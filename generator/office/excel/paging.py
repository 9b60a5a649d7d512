"""How many pages a sheet takes on paper, and the margins with which its last one is not nearly empty.

Word keeps a signature with the lines before it; Excel knows nothing of the kind. A sheet that is fitted to the width of
its paper and may be as long as it likes (`fitToHeight="0"`) comes out a little smaller with wider margins at its sides.
That is used where it saves a last page with next to nothing on it; where it cannot, a wider margin below moves rows of
the page before it there, so that a signature does not stand alone (docs/adr/0012).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.office.excel.heights import column_widths
from generator.office.excel.xml import child
from generator.office.xml import Element

_PAPERS = {"8": (841.9, 1190.6), "9": (595.3, 841.9)}
"""Width and height of A3 and A4 in points, by ST_PaperSize (ECMA-376 part 1, 18.3.1.63)."""
_INCH, _PIXEL = 72.0, 0.75
_USUAL_HEIGHT, _USUAL_WIDTH, _USUAL_MARGIN = 15.0, 64.0, 0.7
_NEARLY_EMPTY, _NEARLY_FULL = 0.27, 0.97
"""Shares of a page: with less on it a last page is saved, with more it could run over in another program."""
_SMALLEST, _LEAST, _STEP, _SPARE = 0.86, 0.45, 0.01, 0.985
_COMPANY, _HIGHEST, _RISE = 0.34, 0.35, 6.0
"""What a last page holds once rows were moved there, the most a margin below takes for it, and steps in points."""
"""The most a sheet is made smaller, the smallest it may come out, the steps tried, room for other programs."""
LONGEST = 2_000
"""Rows of the longest sheet that is looked at; with dozens of pages the last one matters little."""


class Wider(Struct, frozen=True):
    """By how many inches the margins are widened: both at the sides, and the one below."""

    sides: float = 0.0
    bottom: float = 0.0


class Page(Struct, frozen=True):
    """The paper between the margins above and below, in points; `titles` are the rows that begin each further page."""

    width: float
    height: float
    margins: float
    titles: range = range(0)


class Printing(Struct, frozen=True):
    """How a sheet that is fitted to the width of its paper is printed: the paper, and what its cells take on it.

    `widths` are those of its columns in pixels, `usual` is the height of a row without one of its own, in points.
    """

    page: Page
    widths: Mapping[int, float]
    usual: float


def read_printing(sheet: Element) -> Printing | None:
    """Return how a sheet is printed, None where it is not fitted to the width of its paper alone."""
    if not _fits_its_width_only(sheet):
        return None
    return Printing(_page(sheet), column_widths(sheet), _usual_height(sheet))


def _fits_its_width_only(sheet: Element) -> bool:
    """Tell whether a sheet is fitted to the width of its paper, as long as it likes, without breaks of its own."""
    properties = child(sheet, "sheetPr")
    fit = None if properties is None else child(properties, "pageSetUpPr")
    setup = child(sheet, "pageSetup")
    if fit is None or setup is None or fit.get("fitToPage") not in ("1", "true"):
        return False
    across, down = setup.get("fitToWidth", "1"), setup.get("fitToHeight", "1")
    return (
        (across, down) == ("1", "0")
        and setup.get("paperSize") in _PAPERS
        and child(sheet, "rowBreaks") is None
    )


def wider_margins(
    printing: Printing, heights: Mapping[int, float], rows: range, columns: range, titles: range
) -> Wider | None:
    """Return by how much to widen the margins, None where they may stay as they are.

    `rows` and `columns` are printed, the rows `titles` on every page; `heights` are those rows have, in points.
    """
    page = replace(printing.page, titles=titles)
    width = sum(printing.widths.get(column, _USUAL_WIDTH) for column in columns) * _PIXEL
    if not width or page.width <= page.margins or page.height <= 0:
        return None
    lines = [heights.get(row, printing.usual) for row in rows]
    scale = min(1.0, (page.width - page.margins) / width)
    better = _better_scale(lines, page, scale)
    if better is not None:
        return Wider(sides=(page.width - page.margins - width * better) / 2 / _INCH)
    higher = _higher_bottom(lines, page, scale)
    return None if higher is None else Wider(bottom=higher / _INCH)


def _better_scale(lines: Sequence[float], page: Page, scale: float) -> float | None:
    """Return the scale at which a sheet has no nearly empty last page, None where it has none or cannot be helped."""
    pages, filled = _paginate(lines, page, scale)
    wanted = pages - 1 if filled < _NEARLY_EMPTY else pages
    if wanted == 0 or _NEARLY_EMPTY <= filled <= _NEARLY_FULL:
        return None
    spared = replace(page, height=page.height * _SPARE)
    return next((each for each in _steps(scale) if _paginate(lines, spared, each)[0] <= wanted), None)


def _higher_bottom(lines: Sequence[float], page: Page, scale: float) -> float | None:
    """Return by how many points to raise the bottom, so that a nearly empty last page gets rows from the one before."""
    pages, filled = _paginate(lines, page, scale)
    if pages < 2 or filled >= _NEARLY_EMPTY:
        return None
    rise = _RISE
    while rise <= page.height * _HIGHEST:
        lower = replace(page, height=page.height - rise)
        count, share = _paginate(lines, lower, scale)
        if count != pages:
            return None
        if share >= _COMPANY:
            return rise
        rise += _RISE
    return None


def _steps(scale: float) -> Iterator[float]:
    least = max(scale * _SMALLEST, _LEAST)
    while (scale := scale - _STEP) >= least:
        yield scale


def _paginate(lines: Sequence[float], page: Page, scale: float) -> tuple[int, float]:
    """Return the number of pages at a scale, and which share of the last one is filled, repeated rows not counted."""
    room = page.height / scale
    repeated = sum(lines[row - 1] for row in page.titles if row <= len(lines))
    pages, used, begun = 1, 0.0, 0.0
    for line in lines:
        if used + line > room and used > begun:
            pages, used, begun = pages + 1, repeated, repeated
        used += line
    return pages, (used - begun) / room


def _page(sheet: Element) -> Page:
    setup, margins = child(sheet, "pageSetup"), child(sheet, "pageMargins")
    width, height = _PAPERS["9" if setup is None else setup.get("paperSize", "9")]
    if setup is not None and setup.get("orientation") == "landscape":
        width, height = height, width
    left, right, top, bottom = (_margin(margins, side) for side in ("left", "right", "top", "bottom"))
    return Page(width, height - top - bottom, left + right)


def _margin(margins: Element | None, side: str) -> float:
    return _INCH * float(_USUAL_MARGIN if margins is None else margins.get(side, _USUAL_MARGIN))


def _usual_height(sheet: Element) -> float:
    form = child(sheet, "sheetFormatPr")
    return float(form.get("defaultRowHeight", _USUAL_HEIGHT)) if form is not None else _USUAL_HEIGHT
