"""The workbook part: which sheets there are, where their parts lie, and the names defined in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from generator.office.excel.formulas import read_formula
from generator.office.excel.moves import Moves
from generator.office.excel.references import Reference
from generator.office.excel.xml import RELATIONS, child, children, descendants, drop, tag
from generator.office.relations import Relation
from generator.office.xml import Element, write_xml

_AFTER_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


def sheets_of(root: Element, relations: Iterable[Relation]) -> Iterator[tuple[str, str]]:
    """Yield name and part of every worksheet, in the order of the tabs; chart sheets have no cells."""
    parts = {relation.id: relation for relation in relations}
    for element in descendants(root, "sheet"):
        relation = parts.get(element.get(f"{{{RELATIONS}}}id", ""))
        if relation is not None and relation.kind == "worksheet":
            yield element.get("name", ""), relation.target


def counts_from_1904(root: Element) -> bool:
    """Tell whether the workbook's calendar is the one of old Macs."""
    properties = child(root, "workbookPr")
    return properties is not None and properties.get("date1904", "0") in ("1", "true")


def move_names(root: Element, moves: Moves) -> None:
    """Move what the defined names stand for, print areas and titles among them.

    A name with a relative row means something else in every cell that uses it, so it stays.
    """
    sheets = [element.get("name", "") for element in descendants(root, "sheet")]
    for element in descendants(root, "definedName"):
        local = sheets[int(element.get("localSheetId") or 0)]
        seen = moves.on(local) if local.casefold() in moves.maps else moves
        element.text = read_formula(element.text or "").moved(partial(_moved_name, seen))


def _moved_name(moves: Moves, reference: Reference) -> str:
    if reference.first.row and not (reference.first.row_fixed and reference.end.row_fixed):
        return str(reference)
    return str(moves.reference(reference) or f"{reference.prefix}#REF!")


def ask_for_calculation(root: Element) -> None:
    """Make Excel compute every formula when it opens the workbook."""
    properties = child(root, "calcPr")
    if properties is None:
        properties = etree.Element(tag("calcPr"))
        following = next((found for name in _AFTER_CALCULATION for found in children(root, name)), None)
        if following is None:
            root.append(properties)
        else:
            following.addprevious(properties)
    properties.set("fullCalcOnLoad", "1")


def without_relation(relations: bytes, relation: Relation) -> bytes:
    """Return relationships without one of them."""
    root = etree.fromstring(relations)
    for element in list(root):
        if element.get("Id") == relation.id:
            drop(element)
    return write_xml(root)


def without_type(types: bytes, part: str) -> bytes:
    """Return the list of content types without `part`."""
    root = etree.fromstring(types)
    for element in list(root):
        if element.get("PartName", "").lower() == f"/{part}".lower():
            drop(element)
    return write_xml(root)
