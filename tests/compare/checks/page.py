"""The sheet around the cells: filter, sorting, breaks, links, rows, views, what may be edited, pivot tables."""

from __future__ import annotations

from tests.compare.checks.check import Check, Checks, Judge, different, first_fault
from tests.compare.checks.formulas import list_fault
from tests.compare.drawn import BREAK, HEIGHTS, HIDDEN, LINK
from tests.compare.frame import BEFORE, LIST, SHEET
from tests.compare.result import MAIN, Element, Result

_checks = Checks()


def _only(parent: Element, path: str) -> Element:
    found = parent.find("/".join(f"{MAIN}{name}" for name in path.split("/")))
    if found is None:
        raise LookupError(f"{path} is lost")
    return found


def _list_end(found: Result) -> int:
    return found.list_rows[-1] if found.list_rows else found.at(7)


@_checks.add("autofilter", "lies on heading and list, with its criterion")
def _filter(found: Result) -> str:
    holder = _only(found.sheet(), "autoFilter")
    column = holder.find(f"{MAIN}filterColumn")
    return (
        list_fault(found)
        or different(holder.get("ref"), f"A7:H{_list_end(found)}")
        or different(column.get("colId") if column is not None else None, "1")
    )


@_checks.add("autofilter", "its sort state lies on the list")
def _sort(found: Result) -> str:
    if not found.count:
        return ""  # how an empty list is sorted says nothing to anybody
    holder = found.sheet().find(f".//{MAIN}sortState")
    if holder is None:
        return "it is lost"
    return found.areas_fault(holder.get("ref", ""), "A{first}:H{last}") or found.areas_fault(
        _only(holder, "sortCondition").get("ref", ""), "C{first}:C{last}"
    )


@_checks.add("breaks", "a page break below the list moves")
def _row_break(found: Result) -> str:
    breaks = [each.get("id") for each in _only(found.sheet(), "rowBreaks").iter(f"{MAIN}brk")]
    return different(breaks, [str(found.at(BREAK))])


@_checks.add("breaks", "a break between columns stays")
def _column_break(found: Result) -> str:
    breaks = [each.get("id") for each in _only(found.sheet(), "colBreaks").iter(f"{MAIN}brk")]
    return different(breaks, ["8"])


def _links(found: Result, sheet: str = SHEET) -> dict[str, tuple[str, str]]:
    """Return target and location of every linked cell."""
    targets = {link.name: link.target for link in found.links(found.sheets[sheet], "hyperlink")}
    name = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return {
        each.get("ref", "").partition(":")[0]: (
            targets.get(each.get(name, ""), ""),
            each.get("location", "").lstrip("#"),
        )
        for each in found.sheet(sheet).iter(f"{MAIN}hyperlink")
    }


@_checks.add("hyperlinks", "in the list: one in every copy")
def _link_in_list(found: Result) -> str:
    links = {cell: where[0] for cell, where in _links(found).items() if cell.startswith("K")}
    return list_fault(found) or different(links, {f"K{row}": LINK for row in found.list_rows})


@_checks.add("hyperlinks", "below: moved")
def _link_below(found: Result) -> str:
    return different(_links(found).get(found.write("D{18}"), ("", ""))[0], "https://example.com/below")


def _internal(cell: str, target: str, sheet: str) -> Judge:
    def judge(found: Result) -> str:
        location = _links(found, sheet).get(found.write(cell), ("", ""))
        leads = location[1] or location[0].lstrip("#")
        return found.formula_fault(leads.replace("$", ""), target)

    return judge


_checks.add("hyperlinks", "inside the file, below: leads to the cell that moved")(
    _internal("E{18}", "'清单 1'!A{40}", SHEET)
)
_checks.add("hyperlinks", "on a sheet before: leads to the cell that moved")(
    _internal("A10", "'清单 1'!B{11}", BEFORE)
)


@_checks.add("ignored errors", "lie on all copies and on the cell that moved")
def _ignored(found: Result) -> str:
    sqref = " ".join(each.get("sqref", "") for each in found.sheet().iter(f"{MAIN}ignoredError"))
    wanted = "A{first}:A{last} B{36}" if found.count else "B{36}"
    return list_fault(found) or found.areas_fault(sqref, wanted)


@_checks.add("protected ranges", "lie on all copies and on the cell that moved")
def _protected(found: Result) -> str:
    sqref = " ".join(each.get("sqref", "") for each in found.sheet().iter(f"{MAIN}protectedRange"))
    wanted = "B{first}:C{last} B{37}" if found.count else "B{37}"
    return list_fault(found) or found.areas_fault(sqref, wanted)


# --- rows --------------------------------------------------------------------------------------------------


def _rows(found: Result) -> dict[int, Element]:
    return {int(row.get("r", "0")): row for row in found.sheet().iter(f"{MAIN}row")}


def _height(rows: dict[int, Element], row: int) -> float:
    return float(rows[row].get("ht", "0")) if row in rows else 0.0


@_checks.add("rows", "heights: every copy has the list row's, those below move")
def _heights(found: Result) -> str:
    rows = _rows(found)
    low = [row for row in found.list_rows if abs(_height(rows, row) - HEIGHTS[LIST]) > 1]
    below = _height(rows, found.at(25))
    return (
        list_fault(found)
        or (f"rows {low[:5]} are not {HEIGHTS[LIST]} high" if low else "")
        or ("" if abs(below - HEIGHTS[25]) <= 1 else f"row 25 is {below} high")
    )


@_checks.add("rows", "outline levels: every copy has the list row's, those below move")
def _outline(found: Result) -> str:
    levels = {
        number: int(row.get("outlineLevel", "0"))
        for number, row in _rows(found).items()
        if row.get("outlineLevel")
    }
    grouped = {number: level for number, level in levels.items() if level}
    return list_fault(found) or different(grouped, dict.fromkeys(found.list_rows, 1) | {found.at(26): 2})


@_checks.add("rows", "a hidden row below moves, no other is hidden")
def _hidden(found: Result) -> str:
    hidden = [number for number, row in _rows(found).items() if row.get("hidden") in ("1", "true")]
    return different(hidden, [found.at(HIDDEN)])


# --- views -------------------------------------------------------------------------------------------------


@_checks.add("views", "the frozen pane stays")
def _pane(found: Result) -> str:
    pane = _only(found.sheet(), "sheetViews/sheetView/pane")
    state = [pane.get(name) for name in ("state", "ySplit", "xSplit")]
    return different(state, ["frozen", "7", "1"])


@_checks.add("views", "the selected cell moves")
def _selection(found: Result) -> str:
    view = _only(found.sheet(), "sheetViews/sheetView")
    cells = [
        each.get("sqref") for each in view.findall(f"{MAIN}selection") if each.get("pane") == "bottomRight"
    ]
    return different(cells, [found.write("B{35}")])


@_checks.add("views", "a custom view: selection, page break and filter move")
def _custom(found: Result) -> str:
    view = _only(found.sheet(), "customSheetViews/customSheetView")
    return first_fault(
        (
            different(_only(view, "selection").get("sqref"), found.write("B{35}")),
            different(_only(view, "rowBreaks/brk").get("id"), str(found.at(BREAK))),
            different(_only(view, "autoFilter").get("ref"), f"A7:H{_list_end(found)}"),
        )
    )


@_checks.add("dimension", "is the area of the cells")
def _dimension(found: Result) -> str:
    ref = _only(found.sheet(), "dimension").get("ref", "")
    bottom = max(row for row, _ in found.cells())
    return list_fault(found) or different(ref, f"A1:AB{bottom}")


# --- pivot tables ------------------------------------------------------------------------------------------


@_checks.add("pivot tables", "the source of their cache grows with the list")
def _pivot(found: Result) -> str:
    caches = [link.target for link in found.links("xl/workbook.xml", "pivotCacheDefinition")]
    sources = [each for part in caches for each in found.root(part).iter(f"{MAIN}worksheetSource")]
    wanted = [("清单 1", f"A7:E{_list_end(found)}")]
    return list_fault(found) or different([(each.get("sheet"), each.get("ref")) for each in sources], wanted)


CHECKS: tuple[Check, ...] = tuple(_checks.made)
