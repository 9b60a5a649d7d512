"""What Excel 2010 and later keep in a sheet's extensions: formats, drop-downs and sparklines with areas of their own.

They follow the same rules as their older kin; only the places of areas (`xm:sqref`) and formulas (`xm:f`) differ.
"""

from __future__ import annotations

from msgspec.structs import replace

from generator.office.excel.moving.conditions import moved_parts
from generator.office.excel.moving.formulas import read_formula
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.excel.moving.references import Reference, read_area, read_areas
from generator.office.excel.xml import drop_from_list, repeated
from generator.office.parts import guid
from generator.office.xml import Element

X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
FORMULA, SQREF = f"{XM}f", f"{XM}sqref"


def move_formats(root: Element, moves: Moves) -> None:
    """Move conditional formats; the rules of further copies get ids of their own."""
    _move_conditions(root, f"{X14}conditionalFormatting", moves)


def move_validations(root: Element, moves: Moves) -> None:
    """Move drop-downs and other validations whose lists may lie on other sheets."""
    _move_conditions(root, f"{X14}dataValidation", moves)


def _move_conditions(root: Element, name: str, moves: Moves) -> None:
    for element in list(root.iter(name)):
        formulas = [each.text or "" for each in element.iter(FORMULA)]
        parts = moved_parts(element.findtext(SQREF, ""), formulas, moves)
        for number, (copied, part) in enumerate(zip(_repeated(element, len(parts)), parts, strict=True)):
            _set_areas(copied, part.sqref)
            for formula, text in zip(copied.iter(FORMULA), part.formulas, strict=True):
                formula.text = text
            for rule in copied.iter(f"{X14}cfRule") if number else ():
                rule.set("id", guid(rule.get("id", ""), number))


def move_sparklines(root: Element, moves: Moves) -> None:
    """Repeat sparklines with their cells; each reads its range as it stands in its own cell."""
    for element in list(root.iter(f"{X14}sparkline")):
        formula = element.findtext(FORMULA, "")
        copies = moves.copies(read_area(element.findtext(SQREF, "")))
        for made, copied in zip(repeated(element, len(copies)), copies, strict=True):
            _set_areas(made, str(copied.area))
            _set_range(made, formula, moves, copied.spot)
    for group in list(root.iter(f"{X14}sparklineGroup")):
        _set_range(group, group.findtext(FORMULA, ""), moves, Spot())
        if not group.findall(f"{X14}sparklines"):
            _drop(group)


def _set_range(element: Element, formula: str, moves: Moves, spot: Spot) -> None:
    """Move the range of a sparkline: it takes ranges, so a cell of a list means all of its copies."""

    def written(reference: Reference) -> str:
        return moves.written(replace(reference, ranged=True), spot)

    holder = element.find(FORMULA)
    if holder is not None and formula:
        holder.text = read_formula(formula).moved(written)


def move_other_areas(root: Element, moves: Moves) -> None:
    """Move the areas of whatever else the extensions hold, errors to be ignored and protected ranges."""
    moved = {f"{X14}conditionalFormatting", f"{X14}dataValidation", f"{X14}sparkline"}
    for holder in list(root.iter(SQREF)):
        element = holder.getparent()
        if element is not None and element.tag not in moved:
            areas = [found for area in read_areas(holder.text or "") for found in moves.areas(area)]
            holder.text = " ".join(map(str, areas))
            if not areas:
                _drop(element)


def _repeated(element: Element, count: int) -> list[Element]:
    """Make copies of an element; without any, what held only it goes too."""
    if not count:
        _drop(element)
        return []
    return repeated(element, count)


def _drop(element: Element) -> None:
    """Take an element out, and with it its list, its extension and their list where nothing else is in them."""
    above = list(element.iterancestors())
    drop_from_list(element)
    for holder in above[:-1]:
        parent = holder.getparent()
        if parent is None or len(holder):
            continue
        parent.remove(holder)


def _set_areas(element: Element, text: str) -> None:
    holder = element.find(SQREF)
    if holder is not None:
        holder.text = text
