"""Moving what names cells: the row maps of all sheets, seen from one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from generator.office.excel.formulas import read_formula
from generator.office.excel.references import LAST_ROW, Reference, read_area
from generator.office.excel.rowmap import OUTSIDE, OutputRow, RowMap, Span


@dataclass(frozen=True, slots=True)
class Moves:
    """Where everything went in a rendered workbook; `sheet` is the sheet that unprefixed names mean."""

    sheet: str
    maps: Mapping[str, RowMap]

    @property
    def rows(self) -> RowMap:
        return self.maps[self.sheet.casefold()]

    @property
    def any(self) -> bool:
        """Tell whether anything moved on any sheet."""
        return any(rows.moves for rows in self.maps.values())

    def on(self, sheet: str) -> Moves:
        """Return the same moves, seen from another sheet."""
        return replace(self, sheet=sheet)

    def formula(self, text: str, standing: OutputRow = OUTSIDE) -> str:
        """Return a formula with every reference moved, as it reads when it stands in `standing`."""
        return read_formula(text).moved(partial(self._written, standing=standing))

    def reference(self, reference: Reference, standing: OutputRow = OUTSIDE) -> Reference | None:
        """Return where a reference points now, None where Excel has `#REF!`."""
        name = reference.sheet
        if name is None or name.casefold() == self.sheet.casefold():
            return self.rows.moved(reference, standing)
        rows = self.maps.get(name.casefold())
        return rows.moved(reference) if rows else reference

    def _written(self, reference: Reference, standing: OutputRow) -> str:
        return str(self.reference(reference, standing) or f"{reference.prefix}#REF!")


def over(rows: RowMap, area: Reference) -> list[int]:
    """Return the output rows that an area of a template lies on now, in order."""
    first, last = area.first.row, area.end.row
    if not rows.layout.only_controls(first, last):
        first, last = rows.layout.widened(first, last)
    depth = rows.layout.depth
    made = [copy for row in range(first, min(last, depth) + 1) for copy in rows.copies(row)]
    below = range(max(first, depth + 1) + rows.shift, min(last + rows.shift, LAST_ROW) + 1)
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


def whole_columns(area: Reference) -> bool:
    """Tell whether an area is columns from top to bottom: nothing moves it."""
    return not area.first.row or (area.first.row == 1 and area.end.row == LAST_ROW)


def read_areas(text: str) -> list[Reference]:
    """Return the areas of a `sqref`."""
    return [read_area(part) for part in text.split()]


def placed(area: Reference, spans: Iterable[Span]) -> list[Reference]:
    """Return `area` over other rows, once for each span."""
    return [area.with_rows(span.first, span.last) for span in spans]


def moved_areas(rows: RowMap, area: Reference) -> list[Reference]:
    """Return what became of an area that lies on cells: one or more areas, none if its rows vanished."""
    return [area] if whole_columns(area) else placed(area, runs(over(rows, area)))


def moved_hull(rows: RowMap, area: Reference) -> Reference | None:
    """Return the one area that holds all copies of an area, None if its rows vanished."""
    if whole_columns(area):
        return area
    found = over(rows, area)
    return area.with_rows(found[0], found[-1]) if found else None


Mover = Callable[[str, Moves], str | None]


def hull_text(text: str, moves: Moves) -> str | None:
    """Move an attribute that holds one area."""
    found = moved_hull(moves.rows, read_area(text))
    return str(found) if found else None


def areas_text(text: str, moves: Moves) -> str | None:
    """Move an attribute that holds several areas."""
    return (
        " ".join(str(found) for area in read_areas(text) for found in moved_areas(moves.rows, area)) or None
    )


def cell_text(text: str, moves: Moves) -> str | None:
    """Move an attribute that holds one cell to its first copy, or to the row that came in its place."""
    return str(nearest(read_area(text), moves.rows))


def nearest(area: Reference, rows: RowMap) -> Reference:
    """Return the first copy of an area, or what stands where its rows would be."""
    if whole_columns(area):
        return area
    first = next_row(area.first.row, rows)
    return area.with_rows(first, first + area.end.row - area.first.row)


def next_row(row: int, rows: RowMap) -> int:
    """Return the output row of the first template row, from `row` on, that has one."""
    found = rows.hull(row, rows.layout.depth + max(row, 1))
    return found.first if found else row
