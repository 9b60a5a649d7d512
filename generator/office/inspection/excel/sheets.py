"""Sheets as people get them: hidden, protected, without a page to print on; and who wrote their notes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.office.excel.names import ILLEGAL_IN_SHEET_NAMES, LONGEST_SHEET_NAME
from generator.office.excel.xml import child, descendants
from generator.office.inspection.excel.workbook import Sheet, Workbook, number
from generator.office.inspection.finding import Finding, excerpt, found, listed
from generator.office.inspection.lookalikes import tags_in_vain
from generator.office.inspection.traces import is_somebody
from generator.office.xml import Element

_THREAD = "tc="
_LOCKS = {
    "workbookProtection": ("lockStructure", "lockWindows", "lockRevision"),
    "fileSharing": ("readOnlyRecommended", "reservationPassword", "hashValue"),
}


def hidden_sheets(workbook: Workbook) -> Iterator[Finding]:
    for sheet in workbook.sheets:
        if sheet.state != "visible" and sheet.cells:
            yield found("T-444", sheet.spot(), sheet=sheet.name)


def names_of_sheets(workbook: Workbook) -> Iterator[Finding]:
    """Find names that Excel does not take; a pattern with tags can be written by other programs only."""
    for sheet in workbook.sheets:
        if len(sheet.name) > LONGEST_SHEET_NAME or ILLEGAL_IN_SHEET_NAMES.search(sheet.name):
            yield found("T-450", sheet.spot(), sheet=sheet.name, count=len(sheet.name))


def protection(workbook: Workbook) -> Iterator[Finding]:
    if any(_is_set(workbook.book, name, locks) for name, locks in _LOCKS.items()):
        yield found("T-425", "工作簿", what="工作簿")
    for sheet in workbook.sheets:
        if _is_set(sheet.root, "sheetProtection", ("sheet",)):
            yield found("T-425", sheet.spot(), what=f"工作表「{sheet.name}」")


def _is_set(root: Element | None, name: str, locks: tuple[str, ...]) -> bool:
    """Tell whether one of the locks of a protection is closed: some programs write it all open."""
    element = None if root is None else child(root, name)
    return element is not None and any(element.get(lock, "0") not in ("", "0", "false") for lock in locks)


def print_setup(workbook: Workbook) -> Iterator[Finding]:
    """Find sheets that print on whatever paper, cut where it ends."""
    for sheet in workbook.sheets:
        lack = [*_lack(sheet)] if sheet.cells and sheet.state == "visible" else []
        if lack:
            yield found("T-445", sheet.spot(), lack="、".join(lack))


def _lack(sheet: Sheet) -> Iterator[str]:
    setup = child(sheet.root, "pageSetup")
    if setup is None or not number(setup.get("paperSize", "")):
        yield "没有设纸张大小"
    fit = next(descendants(sheet.root, "pageSetUpPr"), None)
    fits = fit is not None and fit.get("fitToPage", "0") in ("1", "true")
    if not fits or (setup is not None and setup.get("fitToWidth") == "0"):
        yield "没有设为一页宽"


def authors_of_notes(workbook: Workbook) -> Iterator[Finding]:
    for sheet in workbook.sheets:
        root = workbook.related("comments", sheet.part)
        names = [] if root is None else [(each.text or "").strip() for each in descendants(root, "author")]
        people = sorted({name for name in names if is_somebody(name) and not name.startswith(_THREAD)})
        if people:
            yield found("T-427", sheet.spot(), names=listed(people))
    persons = workbook.related("person")
    names = [] if persons is None else [each.get("displayName", "") for each in persons.iter("{*}person")]
    if people := sorted({name for name in names if is_somebody(name)}):
        yield found("T-427", "工作簿", names=listed(people))


def lookalikes(workbook: Workbook) -> Iterator[Finding]:
    """Find text that was meant to be a tag."""
    for sheet in workbook.sheets:
        for cell in sheet.cells:
            for each in tags_in_vain("" if cell.formula else cell.text):
                yield found("T-428", sheet.spot(cell.name), text=excerpt(each))
