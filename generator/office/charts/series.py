"""The series of a chart: those of the template by position, more of them like the last one, none too many.

A further series is a copy of the last one of the template, in the same plot, in the theme's next free colour.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from generator.office.charts.caches import local_name
from generator.office.charts.colours import Colour, free_colours, main_colour, recolour
from generator.office.parts import guid
from generator.office.xml import Element

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

# The children of a series of any kind, in the order of the schema.
_ORDER = (
    *("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion"),
    *("dPt", "dLbls", "trendline", "errBars", "cat", "xVal", "val", "yVal", "bubbleSize", "bubble3D"),
    *("shape", "smooth", "extLst"),
)
ROUND = frozenset({"pieChart", "pie3DChart", "ofPieChart", "doughnutChart"})


def c(name: str) -> str:
    """Return the qualified name of an element of a chart."""
    return f"{CHART}{name}"


def plots_of(root: Element) -> list[Element]:
    """Return the plots of a chart: its bars, its lines …"""
    area = root.find(f"{c('chart')}/{c('plotArea')}")
    return [] if area is None else [each for each in area if local_name(each).endswith("Chart")]


def series_of(root: Element) -> list[Element]:
    """Return the series of all plots in the order in which a person sees them."""
    found = [each for plot in plots_of(root) for each in plot.findall(c("ser"))]
    return sorted(found, key=lambda each: number_in(each, "order"))


def number_in(element: Element, name: str) -> int:
    """Return the whole number in a child's `val`, 0 where there is none."""
    child = element.find(c(name))
    text = "" if child is None else child.get("val", "")
    return int(text) if text.isdecimal() else 0


def child_of(series: Element, name: str) -> Element:
    """Return a child of a series, made in its place where there is none."""
    found = series.find(c(name))
    if found is None:
        found = etree.Element(c(name))
        before = _ORDER[: _ORDER.index(name)]
        series.insert(sum(local_name(each) in before for each in series), found)
    return found


def drop(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def fitted(root: Element, count: int) -> list[Element]:
    """Make the series of a chart `count`, and return them; a plot that loses all of its series goes."""
    found = series_of(root)
    for each in found[count:]:
        drop(each)
    kept = found[:count]
    if count > len(found):
        kept += _further(kept, count - len(found))
    _drop_empty_plots(root)
    return kept


def _further(found: Sequence[Element], count: int) -> list[Element]:
    """Make `count` copies of the last of these series."""
    source = found[-1]
    colours = free_colours(colour for each in found if (colour := _colour(each)))
    highest = {name: max(number_in(each, name) for each in found) for name in ("idx", "order")}
    made: list[Element] = []
    for number in range(1, count + 1):
        twin = copy.deepcopy(source)
        for name, value in highest.items():
            child_of(twin, name).set("val", str(value + number))
        if not is_round(source):
            _forget_points(twin)
        _colour_anew(twin, colours)
        make_unlike(twin, number)
        (made[-1] if made else source).addnext(twin)
        made.append(twin)
    return made


def _colour_anew(series: Element, colours: Iterator[Colour]) -> None:
    """Give a series the next colour; one that has none of its own is coloured by Office, by its number."""
    old = _colour(series)
    if old is None:
        return
    new = next(colours)
    for part in _shapes(series) if old.of_text else [series]:
        recolour(part, old, new)


def is_round(series: Element) -> bool:
    """Tell whether a series is a pie or a ring, where the points have colours, not the series."""
    plot = series.getparent()
    return plot is not None and local_name(plot) in ROUND


def _colour(series: Element) -> Colour | None:
    return None if is_round(series) else main_colour(series.find(c("spPr")))


def _shapes(series: Element) -> Iterator[Element]:
    return (each for each in series if local_name(each) in ("spPr", "marker"))


def _forget_points(series: Element) -> None:
    """Take away what was said of single points: it was said of the points of another series."""
    for element in [*series.findall(c("dPt")), *series.findall(f"{c('dLbls')}/{c('dLbl')}")]:
        drop(element)


def make_unlike(element: Element, number: int) -> None:
    """Give copy `number` of a series or a point unique ids of its own."""
    for each in element.iter():
        if local_name(each) == "uniqueId":
            each.set("val", guid(each.get("val", ""), number))


def _drop_empty_plots(root: Element) -> None:
    """Take away the plots without series, and the axes that were theirs alone; one plot always stays."""
    plots = plots_of(root)
    empty = [plot for plot in plots if plot.find(c("ser")) is None]
    for plot in empty[: len(plots) - 1]:
        axes = {each.get("val") for each in plot.findall(c("axId"))}
        drop(plot)
        used = {each.get("val") for other in plots_of(root) for each in other.findall(c("axId"))}
        _drop_axes(root, axes - used)


def _drop_axes(root: Element, ids: set[str | None]) -> None:
    area = root.find(f"{c('chart')}/{c('plotArea')}")
    for axis in [] if area is None else list(area):
        own = axis.find(c("axId"))
        if own is not None and not local_name(axis).endswith("Chart") and own.get("val") in ids:
            drop(axis)
