"""Names: those defined in the workbook follow what they stand for, those of sheets are made legal and unique."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from generator.office.excel.moving.formulas import read_formula
from generator.office.excel.moving.moves import Moves, Tab
from generator.office.excel.moving.references import Reference
from generator.office.excel.xml import child, children, descendants, drop
from generator.office.letters import column_number
from generator.office.xml import Element

LONGEST_SHEET_NAME = 31
ILLEGAL_IN_SHEET_NAMES = re.compile(r"[\\/?*\[\]:\x00-\x1f]")
_TITLE_ROWS = re.compile(r"!\$?(\d+):\$?(\d+)")
_AREA_END = re.compile(r":\$?([A-Z]{1,3})\$?(\d+)$")
_OWN_OF_EXCEL = "_xlnm."
# Excel keeps this one for itself, in any case of its letters.
_RESERVED = "history"


# For the position of a template sheet where its copies are, and what they are.
TabsOf = Mapping[int, Sequence[tuple[int, Tab | None]]]


def move_names(root: Element, moves: Moves, tabs_of: TabsOf) -> None:
    """Move what the names defined in a workbook stand for, print areas and titles among them.

    Without any name left there is no list of them. A name with a relative row or column means something else in
    every cell that uses it, so it stays there.
    """
    holder = child(root, "definedNames")
    if holder is None:
        return
    for element in children(holder, "definedName"):
        local = element.get("localSheetId")
        if local is None:
            element.text = _moved_text(element.text or "", moves)
            continue
        for position, tab in reversed(tabs_of.get(int(local), ())):
            twin = copy.copy(element)
            twin.set("localSheetId", str(position))
            twin.text = _moved_local(element, moves.on(tab)) if tab else element.text
            if twin.text:
                element.addnext(twin)
        drop(element)
    if len(holder) == 0:
        drop(holder)


class Printed(Struct, frozen=True):
    """What of a sheet is printed: the rows that begin each page, and the last row and column where an area says so."""

    titles: range = range(0)
    last_row: int | None = None
    last_column: int | None = None


def printed_parts(root: Element) -> dict[str, Printed]:
    """Return what is printed of each sheet that says so (Print_Titles, Print_Area), by its name."""
    sheets = [element.get("name", "") for element in descendants(root, "sheet")]
    found: dict[str, Printed] = {}
    for element in descendants(root, "definedName"):
        local = int(element.get("localSheetId", len(sheets)))
        if local >= len(sheets):
            continue
        known, text = found.get(sheets[local], Printed()), element.text or ""
        if element.get("name") == "_xlnm.Print_Titles" and (rows := _TITLE_ROWS.search(text)):
            found[sheets[local]] = replace(known, titles=range(int(rows[1]), int(rows[2]) + 1))
        elif element.get("name") == "_xlnm.Print_Area" and (area := _AREA_END.search(text)):
            found[sheets[local]] = replace(known, last_row=int(area[2]), last_column=column_number(area[1]))
    return found


def _moved_local(element: Element, moves: Moves) -> str:
    """Return what a name of one sheet stands for; print areas and titles without rows stand for nothing."""
    text = element.text or ""
    if not element.get("name", "").startswith(_OWN_OF_EXCEL):
        return _moved_text(text, moves)
    references = read_formula(text).references
    areas = [moves.hull(reference) for reference in references]
    if not references or any(moves.meant(reference) is not moves.tab for reference in references):
        return _moved_text(text, moves)
    return ",".join(moves.prefixed(area) for area in areas if area)


def _moved_text(text: str, moves: Moves) -> str:
    return read_formula(text).moved(partial(_moved_name, moves))


def _moved_name(moves: Moves, reference: Reference) -> str:
    first, last = reference.first, reference.end
    floating = (first.row and not (first.row_fixed and last.row_fixed)) or (
        first.column and not (first.column_fixed and last.column_fixed)
    )
    return str(reference) if floating else moves.written(reference)


def defined_names(root: Element) -> str:
    """Return the defined names as XML, as the computation reads them."""
    holder = child(root, "definedNames")
    if holder is None:
        return ""
    text = etree.tostring(holder, encoding="unicode", with_tail=False)
    return text if holder.prefix is None else re.sub(rf"(</?){holder.prefix}:", r"\1", text)


def meanings(root: Element) -> dict[str, str]:
    """Return what the names defined for the whole workbook stand for, by the name in lower case."""
    found = [e for e in descendants(root, "definedName") if e.get("localSheetId") is None]
    return {element.get("name", "").casefold(): element.text or "" for element in found}


def sheet_names(wanted: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Return names for sheets: legal, and unlike each other and the `taken` ones whatever their case."""
    known = {name.casefold() for name in taken} | {_RESERVED}
    names = []
    for text in wanted:
        name = _unlike(_legal(text), known)
        known.add(name.casefold())
        names.append(name)
    return names


def _legal(text: str) -> str:
    return (
        _shortened(ILLEGAL_IN_SHEET_NAMES.sub("", text).strip().strip("'").strip(), LONGEST_SHEET_NAME)
        or "工作表"
    )


def _unlike(name: str, known: set[str]) -> str:
    number, unlike = 2, name
    while unlike.casefold() in known:
        ending = f" ({number})"
        unlike = _shortened(name, LONGEST_SHEET_NAME - len(ending)) + ending
        number += 1
    return unlike


def _shortened(text: str, longest: int) -> str:
    """Return as much of a text as fits into so many UTF-16 units, no character halved."""
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").rstrip()
