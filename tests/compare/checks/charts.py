"""Charts: what they draw, what they remember of it, and where they lie."""

from __future__ import annotations

from collections.abc import Callable

from tests.compare.checks.check import Check, Checks, Judge, different, first_fault
from tests.compare.checks.drawings import Anchor, R, anchors
from tests.compare.drawn import ACROSS_TO, CHART_HEIGHT
from tests.compare.frame import AFTER, SHEET
from tests.compare.result import MAIN, Element, Result

_checks = Checks()
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ACROSS = 5
_POINT = 12_700
# A row that says nothing is as high as the sheet says; half a point is the grain of heights in Excel.
_GRAIN = 3 * _POINT
_HEIGHT = CHART_HEIGHT * 9_525


def _drawn(found: Result, sheet: str = SHEET) -> list[tuple[Anchor, Element]]:
    """Return the charts of a sheet with where they lie, from top to bottom and left to right.

    A line of text may stand in the place of a chart of an empty list.
    """
    made = []
    for anchor in anchors(found, sheet):
        named = anchor.element.find(f".//{_C}chart")
        if named is None and not found.count and _says_so(anchor.element):
            made.append((anchor, anchor.element))
        if named is not None:
            target = {link.name: link.target for link in found.links(anchor.part, "chart")}
            made.append((anchor, found.root(target[named.get(f"{R}id", "")])))
    return made


def _says_so(element: Element) -> bool:
    """Tell whether a drawing is a text box that says that there are no data."""
    return "".join(element.itertext("{*}t")) == "(暂无数据)"


def _charts(found: Result, sheet: str, count: int) -> list[Element]:
    made = [root for _, root in _drawn(found, sheet)]
    if len(made) != count:
        raise LookupError(f"{len(made)} charts on {sheet} instead of {count}")
    return made


def _every(judge: Callable[[Result, Element], str]) -> Judge:
    """Judge every chart of the list's sheet and the one on the sheet after."""

    def judge_all(found: Result) -> str:
        charts = _charts(found, SHEET, 4) + _charts(found, AFTER, 1)
        shown = [each for each in charts if not _says_so(each)]
        return different(len(found.list_rows), found.count) or first_fault(
            judge(found, each) for each in shown
        )

    return judge_all


def _formulas(chart: Element, path: str) -> list[str]:
    return [each.text or "" for each in _remembered_by(chart, path, "f")]


def _names(path: str, formula: str) -> Judge:
    def judge(found: Result, chart: Element) -> str:
        texts = _formulas(chart, path)
        return different(len(texts), 1) or found.formula_fault(texts[0], formula)

    return _every(judge)


def _title(chart: Element) -> Element:
    title = chart.find(f"{_C}chart/{_C}title")
    if title is None:
        raise LookupError("the title is lost")
    return title


@_every
def _title_moves(found: Result, chart: Element) -> str:
    texts = [each.text or "" for each in _title(chart).iter(f"{_C}f")]
    said = [each.text for each in _title(chart).iter(f"{_C}v")]
    return (
        different(len(texts), 1)
        or found.formula_fault(texts[0], "'清单 1'!$A${11}")
        or different(said, ["行11"])
    )


_checks.add("charts", "values grow with the list")(_names("val", "'清单 1'!$C${first}:$C${last}"))
_checks.add("charts", "categories grow with the list")(_names("cat", "'清单 1'!$A${first}:$A${last}"))
_checks.add("charts", "the title's cell below the list moves")(_title_moves)


def _remembered_by(chart: Element, path: str, name: str) -> list[Element]:
    return [each for holder in chart.iter(f"{_C}{path}") for each in holder.iter(f"{_C}{name}")]


def _points(chart: Element, path: str) -> list[str]:
    return [each.findtext(f"{_C}v") or "" for each in _remembered_by(chart, path, "pt")]


@_every
def _remembered(found: Result, chart: Element) -> str:
    names = [found.cell(f"A{row}").value for row in found.list_rows]
    prices = [float(found.cell(f"C{row}").value) for row in found.list_rows]
    counts = {each.get("val") for path in ("val", "cat") for each in _remembered_by(chart, path, "ptCount")}
    return (
        different(_points(chart, "cat"), names)
        or different([float(each) for each in _points(chart, "val")], prices)
        or (different(counts, {str(found.count)}) if found.count else "")
    )


_checks.add("charts", "the points they remember are those of the list")(_remembered)


# --- where they lie ----------------------------------------------------------------------------------------


def _at(found: Result, column: int) -> Anchor:
    for anchor, _ in _drawn(found):
        if anchor.column == column and (column != _column("AE") or anchor.top < found.at(20)):
            return anchor
    raise LookupError("the chart across the list is lost")


def _column(letters: str) -> int:
    return {"AE": 31, "AN": 40, "AW": 49}[letters]


def _heights(found: Result) -> Callable[[int], int]:
    """Return how high each row is, in the unit of drawings."""
    sheet = found.sheet()
    form = sheet.find(f"{MAIN}sheetFormatPr")
    default = float(form.get("defaultRowHeight", "15")) if form is not None else 15.0
    heights = {int(row.get("r", "0")): row for row in sheet.iter(f"{MAIN}row")}

    def height(row: int) -> int:
        element = heights.get(row)
        if element is not None and element.get("hidden") in ("1", "true"):
            return 0
        return int(float(element.get("ht", default) if element is not None else default) * _POINT)

    return height


def _position(found: Result, anchor: Anchor) -> tuple[int, int]:
    """Return how far from the top of the sheet a thing begins, and how high it is."""
    height = _heights(found)
    begin = sum(height(row) for row in range(1, anchor.top)) + anchor.top_offset
    if anchor.element.tag.endswith("oneCellAnchor"):
        extent = anchor.element.find("{*}ext")
        return begin, int(extent.get("cy", "0")) if extent is not None else 0
    end = sum(height(row) for row in range(1, anchor.bottom)) + anchor.bottom_offset
    return begin, end - begin


def _near(found: int, wanted: int, what: str) -> str:
    return "" if abs(found - wanted) <= _GRAIN else f"{what} {found} instead of {wanted}"


@_checks.add("charts", "laid to move and size with cells: grows with the list across which it lies")
def _sized(found: Result) -> str:
    anchor = _at(found, _column("AE"))
    wanted = (_ACROSS, found.at(ACROSS_TO))
    return different(anchor.mode, "twoCell") or different((anchor.top, anchor.bottom), wanted)


@_checks.add("charts", "laid to move only: begins where it did and keeps its size")
def _moved(found: Result) -> str:
    anchor = _at(found, _column("AN"))
    return (
        different(anchor.mode, "oneCell")
        or different(anchor.top, _ACROSS)
        or _near(_position(found, anchor)[1], _HEIGHT, "its height is")
    )


@_checks.add("charts", "laid on the page: keeps its place and size")
def _still(found: Result) -> str:
    anchor = _at(found, _column("AW"))
    begin, high = _position(found, anchor)
    return (
        different(anchor.mode, "absolute")
        or _near(begin, 4 * 15 * _POINT + 5 * 9_525, "it begins at")
        or _near(high, _HEIGHT, "its height is")
    )


@_checks.add("charts", "below the list: moved, its size kept")
def _below(found: Result) -> str:
    lying = [anchor for anchor, _ in _drawn(found) if anchor.column == _column("AE")]
    if len(lying) != 2:
        return f"{len(lying)} charts in the column"
    return different(lying[1].top, found.at(40)) or _near(
        _position(found, lying[1])[1], _HEIGHT, "its height is"
    )


CHECKS: tuple[Check, ...] = tuple(_checks.made)
