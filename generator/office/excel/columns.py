"""The columns of a sheet: their widths, formats, outline levels and whether they are hidden, one by one."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import groupby

from generator.office.excel.moving.rowmap import RowMap
from generator.office.excel.xml import child, children
from generator.office.letters import LAST_COLUMN
from generator.office.xml import Element


def move_columns(root: Element, columns: RowMap) -> None:
    """Give every output column the looks of the template column that it is a copy of."""
    holder = child(root, "cols")
    if holder is None or not columns.moves:
        return
    templates = children(holder, "col")
    for element in templates:
        holder.remove(element)
    for element in _spans(templates, columns):
        holder.append(element)
    if len(holder) == 0:
        root.remove(holder)


def _spans(templates: list[Element], columns: RowMap) -> Iterator[Element]:
    """Yield the columns that have looks, neighbours of one origin as one."""
    lying = [
        (number, element)
        for element in templates
        for column in range(_first(element), min(_last(element), columns.layout.depth) + 1)
        for number in columns.copies(column)
    ]
    lying.sort(key=lambda each: each[0])
    for origin, first, last in _runs(lying):
        yield _over(origin, first, last)
    for element in templates:
        first = max(_first(element), columns.layout.depth + 1)
        if first <= _last(element) and first + columns.shift <= LAST_COLUMN:
            last = _last(element) if _last(element) == LAST_COLUMN else _last(element) + columns.shift
            yield _over(element, first + columns.shift, min(last, LAST_COLUMN))


def _runs(lying: list[tuple[int, Element]]) -> Iterator[tuple[Element, int, int]]:
    """Yield neighbouring columns of one origin as one: the origin, the first and the last of them."""
    numbered = enumerate(lying)
    for _, group in groupby(numbered, key=lambda each: (id(each[1][1]), each[1][0] - each[0])):
        held = [each for _, each in group]
        yield held[0][1], held[0][0], held[-1][0]


def _first(element: Element) -> int:
    return int(element.get("min", "1"))


def _last(element: Element) -> int:
    return int(element.get("max", "1"))


def _over(element: Element, first: int, last: int) -> Element:
    made = copy.copy(element)
    made.set("min", str(first))
    made.set("max", str(last))
    return made
