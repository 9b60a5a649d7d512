"""What became of areas along one axis: the functions speak of rows, and columns are rows of a turned sheet.

An *area* lies on cells (a merge, a format, a picture), it is no part of a formula.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.office.excel.moving.references import Reference
from generator.office.excel.moving.rowmap import Line, RowMap, Span


def over(rows: RowMap, area: Reference) -> list[int]:
    """Return the output rows that an area of a template lies on now, in order."""
    key = area.first.row, area.end.row
    if key not in rows.overs:
        rows.overs[key] = _over(rows, *key)
    return rows.overs[key]


def _over(rows: RowMap, first: int, last: int) -> list[int]:
    if not rows.layout.only_controls(first, last):
        first, last = rows.layout.widened(first, last)
    depth = rows.layout.depth
    made = [copy for row in range(first, min(last, depth) + 1) for copy in rows.copies(row)]
    below = range(max(first, depth + 1) + rows.shift, min(last + rows.shift, rows.end) + 1)
    return sorted(made) + list(below)


def runs(numbers: Iterable[int]) -> list[Span]:
    """Return rows without gaps as spans."""
    spans: list[Span] = []
    for number in numbers:
        if spans and spans[-1].last == number - 1:
            spans[-1] = Span(spans[-1].first, number)
        else:
            spans.append(Span(number, number))
    return spans


def all_runs(rows: RowMap, area: Reference) -> list[Span]:
    """Return the output rows that an area of a template lies on now, as spans."""
    key = area.first.row, area.end.row
    if key not in rows.spans:
        rows.spans[key] = runs(over(rows, area))
    return rows.spans[key]


def is_whole(rows: RowMap, area: Reference) -> bool:
    """Tell whether an area goes from the first to the last row there is: nothing moves it."""
    return not area.first.row or (area.first.row == 1 and area.end.row >= rows.end)


def placed(area: Reference, spans: Iterable[Span]) -> list[Reference]:
    """Return `area` over other rows, once for each span."""
    return [area.with_rows(span.first, span.last) for span in spans]


def areas_along(rows: RowMap, area: Reference) -> list[Reference]:
    """Return what became of an area: one or more areas, none if its rows vanished."""
    if not rows.moves or is_whole(rows, area):
        return [area]
    return placed(area, spans_of(rows, area))


def spans_of(rows: RowMap, area: Reference) -> list[Span]:
    """Return the runs of output rows that an area lies on."""
    depth = rows.layout.depth
    if area.first.row > depth:
        return [Span(area.first.row + rows.shift, min(area.end.row + rows.shift, rows.end))]
    head = area.with_rows(area.first.row, min(area.end.row, depth)) if area.last else area
    spans = all_runs(rows, head)
    if area.end.row > depth:
        tail = Span(depth + 1 + rows.shift, min(area.end.row + rows.shift, rows.end))
        spans = _joined(spans, tail)
    return spans


def _joined(spans: list[Span], tail: Span) -> list[Span]:
    if spans and spans[-1].last == tail.first - 1:
        return [*spans[:-1], Span(spans[-1].first, tail.last)]
    return [*spans, tail]


def hull_along(rows: RowMap, area: Reference) -> Reference | None:
    """Return the one area that holds all copies of an area, None if its rows vanished."""
    if not rows.moves or is_whole(rows, area):
        return area
    found = spans_of(rows, area)
    return area.with_rows(found[0].first, found[-1].last) if found else None


def nearest_along(rows: RowMap, area: Reference) -> Reference:
    """Return the first copy of an area, or what stands where its rows would be."""
    if not rows.moves or is_whole(rows, area):
        return area
    first = next_row(rows, area.first.row)
    return area.with_rows(first, min(first + area.end.row - area.first.row, rows.end))


def next_row(rows: RowMap, row: int) -> int:
    """Return the output row of the first template row, from `row` on, that has one."""
    found = rows.hull(row, rows.layout.depth + max(row, 1))
    return found.first if found else row


def copies_along(rows: RowMap, area: Reference) -> list[tuple[Reference, Line]]:
    """Return an area once for each iteration that holds all of it, or once around all its copies.

    The line says where the copy stands, for the formulas that belong to it.
    """
    first, last = area.first.row, area.end.row
    if not rows.moves or is_whole(rows, area):
        return [(area, Line(first))]
    spans = [(rows.hull(first, last, path), path) for path in _paths(rows, first, last)]
    return [(area.with_rows(span.first, span.last), Line(first, path)) for span, path in spans if span]


def _paths(rows: RowMap, first: int, last: int) -> list[tuple[int, ...]]:
    """Return the iterations of the innermost loop that holds both rows; the empty path outside all loops."""
    depth = rows.layout.together(first, last)
    if not depth:
        return [()]
    made = (number for row in range(first, min(last, rows.layout.depth) + 1) for number in rows.copies(row))
    return list(dict.fromkeys(rows.at(number).path[:depth] for number in sorted(made)))
