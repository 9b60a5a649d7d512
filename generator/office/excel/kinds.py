"""Everything on a sheet that names a cell, one small mover for each kind.

To add a kind, write a function of (sheet root, moves) and put it into `ON_SHEET`. Kinds that live in a part
of their own (tables; later drawings, charts, notes) go by their relationship type in `parts.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

from generator.office.excel.conditions import moved_parts
from generator.office.excel.moves import (
    Mover,
    Moves,
    areas_text,
    cell_text,
    hull_text,
    moved_areas,
    nearest,
    next_row,
    over,
)
from generator.office.excel.references import Reference, read_area
from generator.office.excel.rowmap import RowMap
from generator.office.excel.xml import child, children, descendants, drop
from generator.office.xml import Element

OnSheet = Callable[[Element, Moves], None]


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
                _drop_from_list(element)

    return move_each


def _drop_from_list(element: Element) -> None:
    parent = element.getparent()
    drop(element)
    if parent is not None and len(parent) == 0 and parent.getparent() is not None:
        drop(parent)
    elif parent is not None and parent.get("count"):
        parent.set("count", str(len(parent)))


def _move_merges(root: Element, moves: Moves) -> None:
    """Repeat a merge that lies within a list, grow one that lies across, move one below."""
    for element in list(descendants(root, "mergeCell")):
        area = read_area(element.get("ref", ""))
        merged = [found for found in merged_areas(moves.rows, area) if not _one_cell(found)]
        _repeat(element, len(merged))
        for copied, found in zip(_with_copies(element, len(merged)), merged, strict=True):
            copied.set("ref", str(found))


def merged_areas(rows: RowMap, area: Reference) -> list[Reference]:
    """Return an area once for each iteration that holds all of it, or once around all its copies."""
    first, last = area.first.row, area.end.row
    chain = rows.layout.chain(first)
    if not chain or chain != rows.layout.chain(last):
        spans = [rows.hull(first, last)]
    else:
        depth = len(chain)
        lying = [rows.at(number) for number in over(rows, area)]
        paths = dict.fromkeys(row.path[:depth] for row in lying)
        spans = [rows.hull(first, last, path) for path in paths]
    return [area.with_rows(span.first, span.last) for span in spans if span]


def _one_cell(area: Reference) -> bool:
    return (area.first.row, area.first.column) == (area.end.row, area.end.column)


def _repeat(element: Element, count: int) -> None:
    """Leave `count` copies of an element in its list, none of them if it is 0."""
    if not count:
        _drop_from_list(element)
        return
    parent = element.getparent()
    for _ in range(count - 1):
        element.addnext(copy.deepcopy(element))
    if parent is not None and parent.get("count"):
        parent.set("count", str(len(parent)))


def _with_copies(element: Element, count: int) -> list[Element]:
    return [element, *element.itersiblings()][:count] if count else []


def _move_conditional_formats(root: Element, moves: Moves) -> None:
    for element in children(root, "conditionalFormatting"):
        formulas = list(descendants(element, "formula"))
        parts = moved_parts(element.get("sqref", ""), [f.text or "" for f in formulas], moves)
        _repeat(element, len(parts))
        for copied, part in zip(_with_copies(element, len(parts)), parts, strict=True):
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
        _repeat(element, len(parts))
        for copied, part in zip(_with_copies(element, len(parts)), parts, strict=True):
            copied.set("sqref", part.sqref)
            inner = [f for name in ("formula1", "formula2") for f in children(copied, name)]
            for formula, text in zip(inner, part.formulas, strict=True):
                formula.text = text


def _move_links(root: Element, moves: Moves) -> None:
    for element in list(descendants(root, "hyperlink")):
        areas = moved_areas(moves.rows, read_area(element.get("ref", "")))
        if location := element.get("location"):
            element.set("location", _moved_target(location, moves))
        _repeat(element, len(areas))
        for copied, area in zip(_with_copies(element, len(areas)), areas, strict=True):
            copied.set("ref", str(area))


def _moved_target(location: str, moves: Moves) -> str:
    """Return where a link leads now; what people typed there need not be a reference."""
    try:
        return moves.formula(location)
    except ValueError:
        return location


def _move_breaks(root: Element, moves: Moves) -> None:
    """Put a page break below every copy of the row it lay below."""
    for holder in children(root, "rowBreaks"):
        for element in children(holder, "brk"):
            row = int(element.get("id", "0"))
            below = over(moves.rows, read_area(f"A{row}")) if row else []
            _repeat(element, len(below))
            for copied, number in zip(_with_copies(element, len(below)), below, strict=True):
                copied.set("id", str(number))
        if holder.get("manualBreakCount"):
            holder.set("manualBreakCount", str(sum(e.get("man") == "1" for e in children(holder, "brk"))))


def _move_views(root: Element, moves: Moves) -> None:
    """Keep the frozen rows, the first visible row and the selection."""
    for view in descendants(root, "sheetView"):
        top = read_area(view.get("topLeftCell") or "A1").first.row
        pane = child(view, "pane")
        if pane is not None and pane.get("ySplit") and pane.get("state", "").startswith("frozen"):
            below = top + int(float(pane.get("ySplit", "0")))
            pane.set("ySplit", str(next_row(below, moves.rows) - next_row(top, moves.rows)))
        panes = [] if pane is None else [pane]
        for element in (view, *panes, *children(view, "selection")):
            _move_view(element, moves)


def _move_view(element: Element, moves: Moves) -> None:
    for attribute in ("topLeftCell", "activeCell"):
        if text := element.get(attribute):
            element.set(attribute, cell_text(text, moves) or "A1")
    if text := element.get("sqref"):
        element.set("sqref", " ".join(str(nearest(read_area(part), moves.rows)) for part in text.split()))


ON_SHEET: tuple[OnSheet, ...] = (
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
)
