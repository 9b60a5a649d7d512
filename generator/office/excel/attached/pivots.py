"""Pivot tables: the list they read grows with its rows, and they are made anew when Excel opens the file."""

from __future__ import annotations

from generator.office.excel.moving.moves import Moves
from generator.office.excel.moving.references import read_area
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.xml import descendants
from generator.office.parts import Parts
from generator.office.xml import Element


def move_pivot_sources(part: str, moves: Moves, parts: Parts) -> None:
    """Move the areas that the pivot tables of the workbook `part` read; what they remember of them is stale."""
    for relation in parts.relations(part):
        if relation.kind == "pivotCacheDefinition" and relation.target in parts:
            root = parts.xml(relation.target)
            root.set("refreshOnLoad", "1")
            for source in descendants(root, "worksheetSource"):
                _move_source(source, moves)


def _move_source(source: Element, moves: Moves) -> None:
    text, sheet = source.get("ref"), source.get("sheet", "").casefold()
    tab = next((tab for tab in moves.tabs if tab.template.casefold() == sheet), None)
    if not text or tab is None:
        return
    try:
        moved = moves.on(tab).hull(read_area(text))
    except ValueError:  # a name, or what cannot be read: it stays
        return
    if moved:
        source.set("ref", str(moved))
    source.set("sheet", tab.name)


def move_pivot_tables(sheet: RenderedSheet, moves: Moves, parts: Parts) -> None:
    """Move the pivot tables on a sheet, each as a whole with its first cell."""
    if not moves.tab.moves:
        return
    for relation in parts.relations(sheet.part):
        if relation.kind == "pivotTable" and relation.target in parts:
            for location in descendants(parts.xml(relation.target), "location"):
                _move_location(location, moves)


def _move_location(location: Element, moves: Moves) -> None:
    try:
        location.set("ref", str(moves.nearest(read_area(location.get("ref", "")))))
    except ValueError:  # what cannot be read stays
        return
