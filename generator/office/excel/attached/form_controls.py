"""Form controls (check boxes, lists, buttons) follow the cell that they begin in, their linked cells follow too.

A control has four faces: an element on the sheet, a part with its properties, an anchor in the drawing and an old
shape (`vml`). They are bound by the number of the shape, which every copy gets anew in all of them.
"""

from __future__ import annotations

import copy
import re

from generator.office.excel.attached.vml import BLOCK, Numbering, old_drawing
from generator.office.excel.moving.moves import Copy, Moves
from generator.office.excel.moving.references import Corner, Reference
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.xml import RELATIONS, descendants
from generator.office.parts import Parts
from generator.office.xml import Element

_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_FACE = "{http://schemas.microsoft.com/office/drawing/2010/main}compatExt"
_ID = f"{{{RELATIONS}}}id"
_LINKS = ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")
_NUMBER = re.compile(r"(.*?)(\d+)$")


def move_controls(sheet: RenderedSheet, moves: Moves, parts: Parts) -> None:
    """Move the controls of a sheet, and the objects embedded in it."""
    if not moves.tab.moves or next(descendants(sheet.root, "control", "oleObject"), None) is None:
        return
    root = sheet.own_root()
    controls, objects = list(descendants(root, "control")), list(descendants(root, "oleObject"))
    drawing = old_drawing(root, sheet.part, parts)
    numbering = drawing.numbering if drawing else Numbering()
    for control in controls:
        _move_control(control, sheet, moves, parts, numbering)
    for element in objects:
        _move_object(element, moves)
    for relation in parts.relations(sheet.part):
        if relation.kind == "drawing" and relation.target in parts:
            _move_faces(parts.xml(relation.target), moves, numbering)


def _move_control(
    control: Element, sheet: RenderedSheet, moves: Moves, parts: Parts, numbering: Numbering
) -> None:
    unit = _unit(control, "controls")
    home = _home(control)
    if unit is None or home is None:
        return
    copies = moves.copies(home)
    parent = unit.getparent()
    if not copies and parent is not None:
        parent.remove(unit)
        _drop_properties(control, sheet, parts)
    twins = [unit, *(copy.deepcopy(unit) for _ in copies[1:])]
    for number, (twin, copied) in enumerate(zip(twins, copies, strict=False)):
        if number:
            twins[number - 1].addnext(twin)
        for each in descendants(twin, "control"):
            _shift(each, home, copied)
            _link(each, number, copied, sheet, moves, parts, numbering)


def _unit(element: Element, holder: str) -> Element | None:
    """Return the element that is listed for a control: itself, or its versions for old and new programs."""
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        if parent is not None and str(parent.tag).endswith(f"}}{holder}"):
            return each
    return None


def _home(element: Element) -> Reference | None:
    """Return the cell that a control begins in."""
    for start in element.iter():
        if str(start.tag).endswith("}from"):
            row, column = start.findtext(f"{_XDR}row"), start.findtext(f"{_XDR}col")
            if row is not None and column is not None and row.isdecimal() and column.isdecimal():
                cell = Corner(int(column) + 1, int(row) + 1)
                return Reference("", cell, cell)
    return None


def _shift(element: Element, home: Reference, copied: Copy) -> None:
    """Move the corners of a control as far as its cell moved."""
    down = copied.area.first.row - home.first.row
    right = copied.area.first.column - home.first.column
    for name, by in (("row", down), ("col", right)):
        for each in element.iter(f"{_XDR}{name}"):
            each.text = str(int(each.text or "0") + by)


def _link(
    control: Element,
    number: int,
    copied: Copy,
    sheet: RenderedSheet,
    moves: Moves,
    parts: Parts,
    numbering: Numbering,
) -> None:
    """Give a copy of a control its number, its name and its properties, linked to the cells of its row."""
    relation = next((r for r in parts.relations(sheet.part) if r.id == control.get(_ID)), None)
    if number:
        control.set("shapeId", str(numbering.number(int(control.get("shapeId", "0")), number)))
        name = control.get("name", "")
        found = _NUMBER.fullmatch(name)
        control.set(
            "name", f"{found[1]}{int(found[2]) + BLOCK * number}" if found else f"{name} {number + 1}"
        )
    if relation is None or relation.target not in parts:
        return
    if number:
        part = parts.add(relation.target, parts.package.read(relation.target))
        control.set(_ID, parts.relate_like(sheet.part, relation, part))
    else:
        part = relation.target
    root = parts.xml(part)
    for attribute in _LINKS:
        if text := root.get(attribute):
            root.set(attribute, moves.formula(text, copied.spot))


def _drop_properties(control: Element, sheet: RenderedSheet, parts: Parts) -> None:
    relation = next((r for r in parts.relations(sheet.part) if r.id == control.get(_ID)), None)
    if relation is not None:
        parts.unrelate(sheet.part, relation.id)
        parts.drop(relation.target)


def _move_faces(root: Element, moves: Moves, numbering: Numbering) -> None:
    """Move the anchors of controls in a drawing."""
    for holder in list(root):
        if next(holder.iter(_FACE), None) is None or (home := _home(holder)) is None:
            continue
        copies = moves.copies(home)
        if not copies:
            root.remove(holder)
        twins = [holder, *(copy.deepcopy(holder) for _ in copies[1:])]
        for number, (twin, copied) in enumerate(zip(twins, copies, strict=False)):
            if number:
                twins[number - 1].addnext(twin)
                _number_anew(twin, number, numbering)
            _shift(twin, home, copied)


def _number_anew(holder: Element, copied: int, numbering: Numbering) -> None:
    for element in holder.iter():
        if element.tag == _FACE:
            prefix, _, number = element.get("spid", "").rpartition("s")
            element.set("spid", f"{prefix}s{numbering.number(int(number or 0), copied)}")
        elif str(element.tag).endswith("}cNvPr"):
            element.set("id", str(numbering.number(int(element.get("id", "0")), copied)))
            element.set("name", f"{element.get('name', '')} {copied + 1}")


def _move_object(element: Element, moves: Moves) -> None:
    """Move an embedded object with the first copy of its cell."""
    home = _home(element)
    copies = moves.copies(home) if home else []
    if home and copies:
        _shift(element, home, copies[0])
