"""Structure that Word repairs or draws otherwise than WPS: cells, rows, bookmarks.

Only what a drawn template can be wrong in; what rendering could break is the engine's to keep whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.office.inspection.finding import Finding, found
from generator.office.inspection.word.document import Document, Page
from generator.office.word.names import CELL, PARAGRAPH, RANGE_MARKS, ROW, TABLE, holder, w
from generator.office.xml import Element

# Such a row vanishes, or gets its cells when it is filled.
_MADE_LATER = re.compile(r"[{｛][%％]-?\s*(?:tr|tc|colspan|hm)\s")


def cells_without_paragraph(document: Document) -> Iterator[Finding]:
    for page in document.pages:
        for cell in page.root.iter(CELL):
            inside = [each for each in cell.iterchildren("{*}*") if each.tag not in RANGE_MARKS]
            if not inside or inside[-1].tag not in (PARAGRAPH, w("sdt"), w("customXml")):
                yield found("T-430", page.spot(cell))


def unpaired_bookmarks(document: Document) -> Iterator[Finding]:
    for page in document.pages:
        starts = {each.get(w("id")): each for each in page.root.iter(w("bookmarkStart"))}
        ends = {each.get(w("id")): each for each in page.root.iter(w("bookmarkEnd"))}
        for key in sorted(starts.keys() ^ ends.keys(), key=str):
            mark = starts.get(key, ends.get(key))
            if mark is not None:
                yield found("T-431", page.spot(mark), name=mark.get(w("name"), "") or key)


def doubled_bookmarks(document: Document) -> Iterator[Finding]:
    marks = [(mark, page) for page in document.pages for mark in page.root.iter(w("bookmarkStart"))]
    names = Counter(mark.get(w("name"), "").casefold() for mark, _ in marks)
    for mark, page in marks:
        if (count := names.pop(mark.get(w("name"), "").casefold(), 0)) > 1:
            yield found("T-432", page.spot(mark), name=mark.get(w("name"), ""), count=count)


def uneven_rows(document: Document) -> Iterator[Finding]:
    for page in document.pages:
        for table in page.root.iter(TABLE):
            yield from _uneven(table, page)


def _uneven(table: Element, page: Page) -> Iterator[Finding]:
    rows = [row for row in table.iter(ROW) if holder(row, TABLE) is table]
    wide = {row: _wide(row) for row in rows if not _MADE_LATER.search("".join(map(str, row.itertext())))}
    grid = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    columns = grid or max(wide.values(), default=0)
    for row, each in wide.items():
        if each != columns:
            yield found("T-433", page.spot(row), wide=each, columns=columns)


def _wide(row: Element) -> int:
    """Return how many columns of the grid a row takes, those that it leaves out included."""
    cells = [cell for cell in row.iter(CELL) if holder(cell, ROW) is row]
    skipped = [_number(row.find(f"{w('trPr')}/{w(name)}"), 0) for name in ("gridBefore", "gridAfter")]
    return sum(skipped) + sum(_number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1) for cell in cells)


def _number(element: Element | None, otherwise: int) -> int:
    text = "" if element is None else element.get(w("val"), "")
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else otherwise
