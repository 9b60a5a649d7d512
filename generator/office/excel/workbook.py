"""The workbook part: which sheets there are, and where their parts lie."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from generator.office.excel.xml import RELATIONS, child, children, descendants, drop, tag
from generator.office.relations import Relation
from generator.office.xml import Element

_RELATION = f"{{{RELATIONS}}}id"

_AFTER_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


class Listed(Struct, frozen=True):
    """A sheet as the workbook lists it: its name and the relationship to its part."""

    name: str
    relation: str


def sheets_of(root: Element, relations: Iterable[Relation]) -> Iterator[tuple[str, str]]:
    """Yield name and part of every worksheet, in the order of the tabs; chart sheets have no cells."""
    parts = {relation.id: relation for relation in relations}
    for element in descendants(root, "sheet"):
        relation = parts.get(element.get(_RELATION, ""))
        if relation is not None and relation.kind == "worksheet":
            yield element.get("name", ""), relation.target


def sheet_positions(root: Element, relations: Iterable[Relation]) -> dict[int, str]:
    """Return the names of the worksheets by the position of their tabs."""
    kinds = {relation.id: relation.kind for relation in relations}
    found = enumerate(descendants(root, "sheet"))
    return {at: e.get("name", "") for at, e in found if kinds.get(e.get(_RELATION, "")) == "worksheet"}


def counts_from_1904(root: Element) -> bool:
    """Tell whether the workbook's calendar is the one of old Macs."""
    properties = child(root, "workbookPr")
    return properties is not None and properties.get("date1904", "0") in ("1", "true")


def trusts_values(root: Element) -> bool:
    """Tell whether the workbook's own values count: its writer did not ask for a calculation."""
    properties = child(root, "calcPr")
    return properties is None or properties.get("fullCalcOnLoad", "0") not in ("1", "true")


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


def list_sheets(root: Element, made: Mapping[str, Sequence[Listed]]) -> dict[int, list[int]]:
    """List the sheets that were made in place of each template sheet; return where each tab went.

    `made` goes by the relationship of the template sheet; sheets that it does not name stay.
    """
    went: dict[int, list[int]] = {}
    number = 0
    for position, element in enumerate(list(descendants(root, "sheet"))):
        key = element.get(_RELATION, "")
        listed = made.get(key)
        copies = 1 if listed is None else len(listed)
        went[position] = list(range(number, number + copies))
        number += copies
        if listed is not None:
            _list_copies(element, listed)
    _number_anew(root)
    _keep_active(root, went)
    return went


def _list_copies(element: Element, listed: Sequence[Listed]) -> None:
    for each in reversed(listed):
        twin = copy.copy(element)
        twin.set("name", each.name)
        twin.set(_RELATION, each.relation)
        element.addnext(twin)
    drop(element)


def _number_anew(root: Element) -> None:
    """Give the copies of a sheet ids of their own; the first one keeps the template's."""
    elements = list(descendants(root, "sheet"))
    highest = max((int(element.get("sheetId", "0")) for element in elements), default=0)
    known: set[str] = set()
    for element in elements:
        if element.get("sheetId", "") in known:
            highest += 1
            element.set("sheetId", str(highest))
        known.add(element.get("sheetId", ""))


def _keep_active(root: Element, went: Mapping[int, list[int]]) -> None:
    """Open the workbook at the sheet that it was left at, or at the one in its place."""
    for view in descendants(root, "workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            if text := view.get(attribute):
                position = int(text)
                after = [each for at, found in went.items() if at >= position for each in found]
                view.set(attribute, str(after[0] if after else 0))
