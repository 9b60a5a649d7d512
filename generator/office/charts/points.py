"""What a chart says of single points: formats and labels that an author gave to one bar or one slice.

They keep their places as long as the data reach so far. The slices of a pie are coloured one by one: a longer pie
goes on with the theme's colours.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from generator.office.charts.caches import local_name
from generator.office.charts.colours import free_colours, main_colour, recolour
from generator.office.charts.series import c, drop, is_round, make_unlike, number_in
from generator.office.xml import Element

# What speaks of cells in a series, in whatever namespace: labels read from them, and what a filter set aside.
_OF_CELLS = tuple(
    f"{{*}}{name}"
    for name in (
        *("datalabelsRange", "filteredSeriesTitle", "filteredCategoryTitle"),
        *("showDataLabelsRange", "fld"),
    )
)
_OF_2012 = "{http://schemas.microsoft.com/office/drawing/2012/chart}*"


def fit_points(series: Element, before: int, count: int) -> None:
    """Let a series that had `before` points speak of `count` of them."""
    for element in [*series.findall(c("dPt")), *series.findall(f"{c('dLbls')}/{c('dLbl')}")]:
        if number_in(element, "idx") >= count:
            drop(element)
    points = sorted(series.findall(c("dPt")), key=lambda each: number_in(each, "idx"))
    if is_round(series) and 0 < before <= len(points) < count:
        _go_on(points, count)
    _forget_cell_labels(series)
    _forget_error_cells(series)


def _go_on(points: list[Element], count: int) -> None:
    """Make formats for the points from the last one that has any up to `count`."""
    source = points[-1]
    old = main_colour(source.find(c("spPr")))
    colours = free_colours(found for each in points if (found := main_colour(each.find(c("spPr")))))
    for number in range(number_in(source, "idx") + 1, count):
        twin = copy.deepcopy(source)
        for each in twin:
            if local_name(each) == "idx":
                each.set("val", str(number))
            elif local_name(each) == "explosion":
                drop(each)
        if old is not None:
            recolour(twin, old, next(colours))
        make_unlike(twin, number)
        points[-1].addnext(twin)
        points.append(twin)


def _forget_cell_labels(series: Element) -> None:
    """Take away labels that are read from cells: the cells belonged to other points.

    Also what a filter of Office's set aside of the series' title and categories.
    """
    for each in list(series.iter(*_OF_CELLS)):
        if local_name(each) in ("datalabelsRange", "filteredSeriesTitle", "filteredCategoryTitle"):
            _drop_extension(each)
        elif local_name(each) == "showDataLabelsRange":
            each.set("val", "0")
        elif local_name(each) == "fld" and each.get("type") == "CELLRANGE":
            for label in [a for a in each.iterancestors() if local_name(a) == "dLbl"]:
                drop(label)


def _drop_extension(element: Element) -> None:
    """Take out what an extension holds, and the extension with its list where nothing is left in them."""
    holders = list(element.iterancestors())[:2]
    drop(element)
    for holder in holders:
        if len(holder) == 0 and local_name(holder) in ("ext", "extLst"):
            drop(holder)


def _forget_error_cells(series: Element) -> None:
    """Take away error bars whose lengths stand in cells."""
    for bars in series.findall(c("errBars")):
        if any(local_name(each) == "numRef" for each in bars.iter()):
            drop(bars)


def filtered_out(root: Element) -> Iterator[Element]:
    """Yield the series that a filter of Office's hides: they name columns that no longer are what they were."""
    for each in root.iter(_OF_2012):
        if local_name(each).startswith("filtered") and local_name(each).endswith("Series"):
            yield each


def forget_filtered(root: Element) -> None:
    """Take away the series that a filter of Office's hides."""
    for each in list(filtered_out(root)):
        _drop_extension(each)
