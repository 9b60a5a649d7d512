"""Notes and threaded comments follow their cells, with their boxes; within a list they are repeated."""

from __future__ import annotations

import copy

from lxml import etree

from generator.office.excel.attached.vml import old_drawing
from generator.office.excel.moving.moves import Copy, Moves
from generator.office.excel.moving.references import read_area
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.xml import child, children, drop, tag
from generator.office.parts import Parts, guid
from generator.office.relations import Relation
from generator.office.xml import Element, write_xml

_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}threadedComment"
_UID = "{http://schemas.microsoft.com/office/spreadsheetml/2014/revision}uid"
_THREAD = "tc="


def move_notes(sheet: RenderedSheet, moves: Moves, parts: Parts) -> None:
    """Move the notes, the threads and the old drawing of a sheet."""
    if not moves.tab.moves:
        return
    for relation in parts.relations(sheet.part):
        if relation.kind == "comments" and relation.target in parts:
            _move_comments(sheet, relation, moves, parts)
        elif relation.kind == "threadedComment" and relation.target in parts:
            _move_threads(sheet, relation, moves, parts)
    _move_boxes(sheet, moves, parts)


def _move_comments(sheet: RenderedSheet, relation: Relation, moves: Moves, parts: Parts) -> None:
    root = parts.xml(relation.target)
    listed = child(root, "commentList")
    if listed is None:
        return
    made = [
        _copied(element, place, copied, root)
        for element in children(listed, "comment")
        for place, copied in enumerate(moves.copies(read_area(element.get("ref", ""))))
    ]
    made.sort(key=_position)
    listed[:] = made
    if not made:
        parts.unrelate(sheet.part, relation.id)
        parts.drop(relation.target)


def _position(element: Element) -> tuple[int, int]:
    cell = read_area(element.get("ref", "")).first
    return cell.row, cell.column


def _copied(element: Element, place: int, copied: Copy, root: Element) -> Element:
    """Return a note for one copy of its cell; that of a thread names the thread's copy as its author."""
    twin = copy.deepcopy(element)
    twin.set("ref", str(copied.area))
    if not place:
        return twin
    if _UID in twin.attrib:
        twin.set(_UID, guid(twin.get(_UID, ""), place))
    authors = child(root, "authors")
    number = int(twin.get("authorId", "0"))
    names = children(authors, "author") if authors is not None else []
    name = names[number].text or "" if number < len(names) else ""
    if name.startswith(_THREAD) and authors is not None:
        author = etree.SubElement(authors, tag("author"))
        author.text = _THREAD + guid(name.removeprefix(_THREAD), place)
        twin.set("authorId", str(len(names)))
    return twin


def _move_threads(sheet: RenderedSheet, relation: Relation, moves: Moves, parts: Parts) -> None:
    root = parts.xml(relation.target)
    for element in list(root.iter(_THREADED)):
        copies = moves.copies(read_area(element.get("ref", "")))
        for place, copied in enumerate(copies):
            twin = copy.deepcopy(element)
            twin.set("ref", str(copied.area))
            for name in ("id", "parentId") if place else ():
                if name in twin.attrib:
                    twin.set(name, guid(twin.get(name, ""), place))
            element.addprevious(twin)
        drop(element)
    if len(root) == 0:
        parts.unrelate(sheet.part, relation.id)
        parts.drop(relation.target)


def _move_boxes(sheet: RenderedSheet, moves: Moves, parts: Parts) -> None:
    """Move the shapes of notes and controls; a drawing that has none left goes."""
    drawing = old_drawing(sheet.root, sheet.part, parts)
    if drawing is None:
        return
    drawing.repeat(moves)
    if next(drawing.shapes(), None) is not None:
        parts.put(drawing.part, write_xml(drawing.root))
        return
    for relation in parts.relations(sheet.part):
        if relation.target == drawing.part:
            parts.unrelate(sheet.part, relation.id)
    parts.drop(drawing.part)
    element = child(sheet.own_root(), "legacyDrawing")
    if element is not None:
        drop(element)
