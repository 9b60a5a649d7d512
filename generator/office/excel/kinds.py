"""Everything on a sheet that names a cell, one small mover for each kind.

To add a kind, write a function of (sheet root, moves) and put it into `ON_SHEET`. Kinds that live in a part
of their own (tables; later drawings, charts, notes) go by their relationship type in `parts.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.office.excel.extensions import (
    move_formats,
    move_other_areas,
    move_sparklines,
    move_validations,
)
from generator.office.excel.moving.axis import next_row, over
from generator.office.excel.moving.conditions import moved_parts
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.excel.moving.references import Reference, read_area, read_areas
from generator.office.excel.moving.rowmap import RowMap
from generator.office.excel.xml import child, children, descendants, drop_from_list, repeated
from generator.office.xml import Element

OnSheet = Callable[[Element, Moves], None]
# What becomes of an attribute that names cells; None where they vanished.
Mover = Callable[[str, Moves], str | None]


def hull_text(text: str, moves: Moves) -> str | None:
    """Move an attribute that holds one area."""
    found = moves.hull(read_area(text))
    return str(found) if found else None


def areas_text(text: str, moves: Moves) -> str | None:
    """Move an attribute that holds several areas."""
    return " ".join(str(found) for area in read_areas(text) for found in moves.areas(area)) or None


def nearest_text(text: str, moves: Moves) -> str | None:
    """Move an attribute that holds cells to their first copies, or to what came in their place."""
    return " ".join(str(moves.nearest(area)) for area in read_areas(text))


def move_all(root: Element, moves: Moves) -> None:
    """Move everything on a sheet that names a cell, except the cells themselves."""
    for mover in ON_SHEET:
        mover(root, moves)


def _attributes(name: str, attribute: str, move: Mover) -> OnSheet:
    """Return a mover for an attribute; an element without rows goes, with its list if that is empty."""

    def move_each(root: Element, moves: Moves) -> None:
        for element in list(descendants(root, name)):
            text = element.get(attribute)
            moved = move(text, moves) if text else text
            if moved:
                element.set(attribute, moved)
            elif text:
                drop_from_list(element)

    return move_each


def _move_merges(root: Element, moves: Moves) -> None:
    """Repeat a merge that lies within a list, grow one that lies across, move one below."""
    for element in list(descendants(root, "mergeCell")):
        found = (copied.area for copied in moves.copies(read_area(element.get("ref", ""))))
        merged = [area for area in found if not _one_cell(area)]
        for copied, area in zip(repeated(element, len(merged)), merged, strict=True):
            copied.set("ref", str(area))


def _one_cell(area: Reference) -> bool:
    return (area.first.row, area.first.column) == (area.end.row, area.end.column)


def _move_conditional_formats(root: Element, moves: Moves) -> None:
    for element in children(root, "conditionalFormatting"):
        formulas = list(descendants(element, "formula"))
        parts = moved_parts(element.get("sqref", ""), [f.text or "" for f in formulas], moves)
        for copied, part in zip(repeated(element, len(parts)), parts, strict=True):
            copied.set("sqref", part.sqref)
            for formula, text in zip(descendants(copied, "formula"), part.formulas, strict=True):
                formula.text = text
    for bound in descendants(root, "cfvo"):
        if bound.get("type") == "formula" and bound.get("val"):
            bound.set("val", moves.formula(bound.get("val", "")))


def _move_validations(root: Element, moves: Moves) -> None:
    for element in list(descendants(root, "dataValidation")):
        formulas = [f for name in ("formula1", "formula2") for f in children(element, name)]
        parts = moved_parts(element.get("sqref", ""), [f.text or "" for f in formulas], moves)
        for copied, part in zip(repeated(element, len(parts)), parts, strict=True):
            copied.set("sqref", part.sqref)
            inner = [f for name in ("formula1", "formula2") for f in children(copied, name)]
            for formula, text in zip(inner, part.formulas, strict=True):
                formula.text = text


def _move_links(root: Element, moves: Moves) -> None:
    """Repeat links with their cells; what leads into the own row leads into that of the copy."""
    for element in list(descendants(root, "hyperlink")):
        location = element.get("location")
        copies = moves.copies(read_area(element.get("ref", "")))
        for made, copied in zip(repeated(element, len(copies)), copies, strict=True):
            made.set("ref", str(copied.area))
            if location:
                made.set("location", _moved_target(location, moves, copied.spot))


def _moved_target(location: str, moves: Moves, spot: Spot) -> str:
    """Return where a link leads now; what people typed there need not be a reference."""
    try:
        return moves.formula(location, spot)
    except ValueError:
        return location


def _move_breaks(root: Element, moves: Moves) -> None:
    """Put a page break below (right of) every copy of the row (column) that it lay below."""
    for name, lines in (("rowBreaks", moves.tab.rows), ("colBreaks", moves.tab.columns)):
        for holder in descendants(root, name):
            for element in children(holder, "brk"):
                _move_break(element, lines)
            if holder.get("manualBreakCount"):
                manual = (each.get("man") in ("1", "true") for each in children(holder, "brk"))
                holder.set("manualBreakCount", str(sum(manual)))


def _move_break(element: Element, lines: RowMap) -> None:
    row = int(element.get("id", "0"))
    below = over(lines, read_area(f"A{row}")) if row and lines.moves else [row]
    for copied, number in zip(repeated(element, len(below)), below, strict=True):
        copied.set("id", str(number))


def _move_views(root: Element, moves: Moves) -> None:
    """Keep the frozen rows and columns, the first visible cell and the selection."""
    for view in descendants(root, "sheetView", "customSheetView"):
        top = read_area(view.get("topLeftCell") or "A1").first
        pane = child(view, "pane")
        if pane is not None and pane.get("state", "").startswith("frozen"):
            _move_split(pane, "ySplit", top.row, moves.tab.rows)
            _move_split(pane, "xSplit", top.column, moves.tab.columns)
        panes = [] if pane is None else [pane]
        for element in (view, *panes, *children(view, "selection")):
            for attribute in ("topLeftCell", "activeCell", "sqref"):
                if text := element.get(attribute):
                    element.set(attribute, nearest_text(text, moves) or "A1")


def _move_split(pane: Element, attribute: str, top: int, lines: RowMap) -> None:
    """Freeze what was frozen: its rows (columns) and all their copies."""
    if pane.get(attribute) and lines.moves:
        after = top + int(float(pane.get(attribute, "0")))
        pane.set(attribute, str(next_row(lines, after) - next_row(lines, top)))


def move_filter_columns(root: Element, moves: Moves) -> None:
    """Keep every filter at its column; one whose column vanished goes."""
    for holder in descendants(root, "autoFilter"):
        first = read_area(holder.get("ref", "")).first.column
        start = moves.nearest(read_area(holder.get("ref", ""))).first.column
        for element in list(children(holder, "filterColumn")) if moves.tab.columns.moves else ():
            made = moves.tab.columns.copies(first + int(element.get("colId", "0")))
            for copied, number in zip(repeated(element, len(made)), made, strict=True):
                copied.set("colId", str(number - start))


def _move_consolidation(root: Element, moves: Moves) -> None:
    """Move the areas that a consolidation reads, on whatever sheet they are."""
    for element in descendants(root, "dataRef"):
        area = element.get("ref")
        seen = next((moves.on(tab) for tab in moves.tabs if tab.template == element.get("sheet")), None)
        if area and seen:
            element.set("ref", hull_text(area, seen) or area)
            element.set("sheet", seen.tab.name)


ON_SHEET: tuple[OnSheet, ...] = (
    move_filter_columns,
    _attributes("dimension", "ref", hull_text),
    _move_views,
    _attributes("protectedRange", "sqref", areas_text),
    _attributes("autoFilter", "ref", hull_text),
    _attributes("sortState", "ref", hull_text),
    _attributes("sortCondition", "ref", hull_text),
    _move_merges,
    _move_conditional_formats,
    _move_validations,
    _move_links,
    _move_breaks,
    _attributes("ignoredError", "sqref", areas_text),
    _attributes("inputCells", "r", nearest_text),
    _attributes("scenarios", "sqref", areas_text),
    _attributes("cellWatch", "r", nearest_text),
    _move_consolidation,
    move_formats,
    move_validations,
    move_sparklines,
    move_other_areas,
)
