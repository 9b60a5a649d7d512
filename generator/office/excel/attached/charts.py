"""Charts follow the cells they show, and the points they remember are the cells' values.

Phones, previews and Word show what a chart remembers; Excel reads the cells anew when it opens the file.
"""

from __future__ import annotations

from itertools import chain

from msgspec.structs import replace

from generator.office.charts.caches import local_name, put_points
from generator.office.excel.attached.shown import CellValues, Shown
from generator.office.excel.moving.formulas import Formula, read_formula
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.excel.moving.references import Reference
from generator.office.xml import Element

_CACHES = {"numRef": "numCache", "strRef": "strCache", "multiLvlStrRef": "multiLvlStrCache"}
# What names one cell however the list grows: titles and the names of series.
_SINGLE = frozenset({"tx", "title"})


def move_chart(root: Element, moves: Moves, spot: Spot, values: CellValues) -> bool:
    """Move every reference of a chart that stands in `spot`, and refill the points remembered of it.

    A formula that cannot be read stays as it is, and so do its points. Return whether the chart has come to show
    nothing: it names cells of lists, and there is neither a number nor a category in any of its cells. One whose
    categories are there waits for numbers that a person types.
    """
    repeated, empty = False, True
    for element in list(root.iter()):
        if local_name(element) != "f" or not element.text:
            continue
        listed = not any(local_name(each) in _SINGLE for each in element.iterancestors())
        try:
            formula = read_formula(element.text)
        except ValueError:
            empty = empty and not listed
            continue
        element.text = _moved(formula, moves, spot, listed=listed)
        cells = _values(element.text, moves, values)
        _refill(element, cells)
        if listed:
            repeated = repeated or any(moves.repeats(each) for each in formula.references)
            empty = empty and cells is not None and not any(chain.from_iterable(cells))
    return repeated and empty


def _moved(formula: Formula, moves: Moves, spot: Spot, *, listed: bool) -> str:
    """Return the formula moved; a chart takes ranges, so a cell of a list means all of its copies."""

    def written(reference: Reference) -> str:
        return moves.written(replace(reference, ranged=listed), spot)

    return formula.moved(written)


def _refill(element: Element, cells: list[list[Shown | None]] | None) -> None:
    """Put the values of the cells that `element` names into the points remembered beside it."""
    holder = element.getparent()
    if holder is None or cells is None:
        return
    cache = next((each for each in holder if local_name(each) == _CACHES.get(local_name(holder))), None)
    if cache is None:
        return
    if local_name(cache) == "multiLvlStrCache":
        _refill_levels(cache, cells)
    else:
        numbers = local_name(cache) == "numCache"
        put_points(cache, [_point(shown, numbers=numbers) for shown in chain.from_iterable(cells)])


def _point(shown: Shown | None, *, numbers: bool) -> str | None:
    if shown is None or (numbers and not shown.number):
        return None
    return shown.text if numbers else shown.label


def _values(text: str, moves: Moves, values: CellValues) -> list[list[Shown | None]] | None:
    """Return the values of the cells that a chart's formula names, area after area; None if they are unknown.

    Cells of a sheet that is no more have none.
    """
    if "#REF!" in text:
        return []
    found: list[list[Shown | None]] = []
    named = values.names.get(text.rpartition("!")[2].casefold())
    for reference in read_formula(named or text).references:
        area = values.area(reference.sheet or moves.tab.name, reference)
        if area is None:
            return None
        found += area
    return found or None


def _refill_levels(cache: Element, rows: list[list[Shown | None]]) -> None:
    """Refill categories of several levels: the innermost is the last column, and comes first."""
    levels = [each for each in cache if local_name(each) == "lvl"]
    columns = [list(column) for column in zip(*rows, strict=True)][::-1]
    for each in cache:
        if local_name(each) == "ptCount":
            each.set("val", str(len(rows)))
    for level, points in zip(levels, columns, strict=False):
        put_points(level, [_point(shown, numbers=False) for shown in points])
