"""Charts follow the cells they show, and the points they remember are the cells' values.

Phones, previews and Word show what a chart remembers; Excel reads the cells anew when it opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from lxml import etree

from generator.office.excel.attached.shown import CellValues, Shown
from generator.office.excel.moving.formulas import Formula, read_formula
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.excel.moving.references import Reference
from generator.office.xml import Element

_CACHES = {"numRef": "numCache", "strRef": "strCache", "multiLvlStrRef": "multiLvlStrCache"}
# What names one cell however the list grows: titles and the names of series.
_SINGLE = frozenset({"tx", "title"})


def move_chart(root: Element, moves: Moves, spot: Spot, values: CellValues) -> None:
    """Move every reference of a chart that stands in `spot`, and refill the points remembered of it.

    A formula that cannot be read stays as it is, and so do its points.
    """
    for element in list(root.iter()):
        if _local(element) != "f" or not element.text:
            continue
        try:
            formula = read_formula(element.text)
        except ValueError:
            continue
        listed = not any(_local(each) in _SINGLE for each in element.iterancestors())
        element.text = _moved(formula, moves, spot, listed=listed)
        _refill(element, moves, values)


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _moved(formula: Formula, moves: Moves, spot: Spot, *, listed: bool) -> str:
    """Return the formula moved; a chart takes ranges, so a cell of a list means all of its copies."""

    def written(reference: Reference) -> str:
        return moves.written(replace(reference, ranged=listed), spot)

    return formula.moved(written)


def _refill(element: Element, moves: Moves, values: CellValues) -> None:
    """Put the values of the cells that `element` names into the points remembered beside it."""
    holder = element.getparent()
    if holder is None:
        return
    cells = _values(element.text or "", moves, values)
    cache = next((each for each in holder if _local(each) == _CACHES.get(_local(holder))), None)
    if cells is None or cache is None:
        return
    if _local(cache) == "multiLvlStrCache":
        _refill_levels(cache, cells)
    else:
        points = list(chain.from_iterable(cells))
        _put_points(cache, points, numbers=_local(cache) == "numCache")


def _values(text: str, moves: Moves, values: CellValues) -> list[list[Shown | None]] | None:
    """Return the values of the cells that a chart's formula names, area after area; None if they are unknown."""
    found: list[list[Shown | None]] = []
    named = values.names.get(text.rpartition("!")[2].casefold())
    for reference in read_formula(named or text).references:
        area = values.area(reference.sheet or moves.tab.name, reference)
        if area is None:
            return None
        found += area
    return found or None


def _put_points(holder: Element, points: Sequence[Shown | None], *, numbers: bool) -> None:
    """Replace the points in a cache or a level: how many there are, and those that are not empty."""
    for each in [e for e in holder if _local(e) in ("pt", "ptCount")]:
        holder.remove(each)
    kept = [e for e in holder if _local(e) == "formatCode"]
    made = [
        *([] if _local(holder) == "lvl" else [_count(holder, len(points))]),
        *_points(holder, points, numbers),
    ]
    place = len(kept)
    for number, element in enumerate(made):
        holder.insert(place + number, element)


def _count(holder: Element, count: int) -> Element:
    return etree.Element(_beside(holder, "ptCount"), val=str(count))


def _points(holder: Element, points: Sequence[Shown | None], numbers: bool) -> Iterator[Element]:
    for number, shown in enumerate(points):
        if shown is None or (numbers and not shown.number):
            continue
        point = etree.Element(_beside(holder, "pt"), idx=str(number))
        etree.SubElement(point, _beside(holder, "v")).text = shown.text if numbers else shown.label
        yield point


def _beside(element: Element, name: str) -> str:
    """Return the qualified name of an element of the same kind of chart."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def _refill_levels(cache: Element, rows: list[list[Shown | None]]) -> None:
    """Refill categories of several levels: the innermost is the last column, and comes first."""
    levels = [each for each in cache if _local(each) == "lvl"]
    columns = [list(column) for column in zip(*rows, strict=True)][::-1]
    for each in cache:
        if _local(each) == "ptCount":
            each.set("val", str(len(rows)))
    for level, points in zip(levels, columns, strict=False):
        _put_points(level, points, numbers=False)
