"""A chart part (`c:chartSpace`) refilled: series, categories and numbers, the cells they stand in, and their points.

Titles, axes, legends, labels and looks stay as they are drawn, except where they speak of a series or a point that
is no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lxml import etree

from generator.office.charts.block import Block, Named, Value, read_cells
from generator.office.charts.caches import local_name, put_points
from generator.office.charts.data import ChartData, ChartSeries
from generator.office.charts.points import fit_points, forget_filtered
from generator.office.charts.series import c, child_of, drop, fitted, number_in, plots_of, series_of
from generator.office.excel.moving.references import Reference
from generator.office.excel.values import number_text
from generator.office.filters import WrongKind, read_number
from generator.office.xml import Element

SPACE = c("chartSpace")
_POINTED = frozenset({"scatterChart", "bubbleChart"})
# Plots that show a fixed number of series: a pie only its first, prices three or four that belong together.
_PIES = frozenset({"pieChart", "pie3DChart", "ofPieChart"})
_PRICES = "stockChart"
_OF_TIME = frozenset({"baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"})


def named_cells(root: Element) -> list[Named]:
    """Return for each series of a chart, in their order, the cells it names."""
    return [
        Named(
            read_cells(each.findtext(f"{c('tx')}/{c('strRef')}/{c('f')}")),
            read_cells(_formula(each, "cat", "xVal")),
            read_cells(_formula(each, "val", "yVal")),
        )
        for each in series_of(root)
    ]


def _formula(series: Element, *names: str) -> str | None:
    """Return the formula of the first of these children that has one."""
    found = (e for name in names for child in series.findall(c(name)) for e in child.iter(c("f")))
    return next((each.text for each in found), None)


def series_taken(root: Element, count: int) -> int:
    """Return how many of `count` series the chart can show as it is drawn; fewer or more than `count` where not."""
    found = series_of(root)
    plots = {local_name(plot) for plot in plots_of(root)}
    if _PRICES in plots:
        return len(found)
    return 1 if plots <= _PIES else count


def category_values(root: Element, data: ChartData) -> Sequence[Value]:
    """Return the categories as they stand in cells: numbers where a chart of points measures along them."""
    if not any(local_name(plot) in _POINTED for plot in plots_of(root)):
        return data.categories
    try:
        return [read_number(text) for text in data.categories]
    except WrongKind:
        return data.categories


def refill(root: Element, data: ChartData, block: Block | None) -> None:
    """Show `data`; the cells named are those of `block`, without one the numbers stand in the chart itself."""
    old_names = [each.name for each in named_cells(root)]
    before = points_in(root)
    categories = category_values(root, data)
    forget_filtered(root)
    for number, (element, series) in enumerate(zip(fitted(root, len(data.series)), data.series, strict=True)):
        _put_name(child_of(element, "tx"), series.name, block.name(number) if block else None)
        _put_categories(element, categories, block)
        _put_values(element, series, block.values(number, len(categories)) if block else None)
        fit_points(element, before, len(categories))
    _follow_titles(root, old_names, data, block)
    _trim_legend(root, data)
    _use_text_axes(root)


def points_in(root: Element) -> int:
    """Return how many points the longest series of a chart remembers."""
    return max((_points_of(each) for each in series_of(root)), default=0)


def _points_of(series: Element) -> int:
    holders = [*series.findall(c("val")), *series.findall(c("yVal"))]
    counts = (e.get("val", "") for each in holders for e in each.iter(c("ptCount")))
    return max((int(text) for text in counts if text.isdecimal()), default=0)


def _put_name(holder: Element, name: str, cell: Reference | None) -> None:
    holder[:] = []
    if cell is None:
        etree.SubElement(holder, c("v")).text = name
    else:
        put_points(_remembered(holder, "str", cell), [name])


def _put_categories(series: Element, categories: Sequence[Value], block: Block | None) -> None:
    holder = child_of(series, "xVal" if _is_pointed(series) else "cat")
    holder[:] = []
    numbers = all(isinstance(each, Decimal) for each in categories)
    cells = block.categories(len(categories)) if block else None
    cache = _remembered(holder, "num" if numbers else "str", cells)
    put_points(cache, [_text(each) for each in categories])


def _put_values(series: Element, data: ChartSeries, cells: Reference | None) -> None:
    holder = child_of(series, "yVal" if _is_pointed(series) else "val")
    code = next((e.text for e in holder.iter(c("formatCode"))), None)
    holder[:] = []
    cache = _remembered(holder, "num", cells, code or "General")
    put_points(cache, [_text(value) for value in data.values])
    for size in series.findall(c("bubbleSize")):
        size[:] = []
        put_points(_remembered(size, "num", None), ["1"] * len(data.values))


def _is_pointed(series: Element) -> bool:
    plot = series.getparent()
    return plot is not None and local_name(plot) in _POINTED


def _text(value: Value) -> str | None:
    return number_text(value) if isinstance(value, Decimal) else value


def _remembered(holder: Element, kind: str, cells: Reference | None, code: str = "General") -> Element:
    """Return the place for points in `holder`: beside the cells they come from, or alone where there are none."""
    if cells is None:
        cache = etree.SubElement(holder, c(f"{kind}Lit"))
    else:
        reference = etree.SubElement(holder, c(f"{kind}Ref"))
        etree.SubElement(reference, c("f")).text = str(cells)
        cache = etree.SubElement(reference, c(f"{kind}Cache"))
    if kind == "num":
        etree.SubElement(cache, c("formatCode")).text = code
    return cache


def _follow_titles(
    root: Element, old: Sequence[Reference | None], data: ChartData, block: Block | None
) -> None:
    """Let a title that shows the name of a series show its new one."""
    for title in root.iter(c("title")):
        for reference in title.iter(c("strRef")):
            cell = read_cells(reference.findtext(c("f")))
            if block is None or cell is None or cell not in old:
                continue
            number = min(old.index(cell), len(data.series) - 1)
            holder = reference.getparent()
            if holder is not None:
                _put_name(holder, data.series[number].name, block.name(number))


def _trim_legend(root: Element, data: ChartData) -> None:
    """Take away what was said of entries that the legend no longer has."""
    plots = plots_of(root)
    by_point = len(data.series) == 1 or {local_name(plot) for plot in plots} <= _PIES | {"doughnutChart"}
    trends = sum(1 for _ in root.iter(c("trendline")))
    most = max(len(data.series), len(data.categories) if by_point else 0) + trends
    for entry in list(root.iter(c("legendEntry"))):
        if number_in(entry, "idx") >= most:
            drop(entry)


def _use_text_axes(root: Element) -> None:
    """Make an axis of days one of categories: ours are texts, which stand at even distances."""
    for axis in list(root.iter(c("dateAx"))):
        for each in [e for e in axis if local_name(e) in _OF_TIME]:
            drop(each)
        axis.tag = c("catAx")
