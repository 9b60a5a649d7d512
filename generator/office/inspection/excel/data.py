"""Data that a workbook fetches when it is opened, and sheets that hold macros of old."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.office.excel.xml import RELATIONS, descendants
from generator.office.inspection.excel.workbook import Workbook
from generator.office.inspection.finding import Finding, found, listed

_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"})
_ANOTHER_BOOK = re.compile(r"xl/externalLinks/[^/]+\.xml", re.IGNORECASE)


def linked_workbooks(workbook: Workbook) -> Iterator[Finding]:
    """Find the link for which the Excel engine refuses a template; it tells one of them, as we do."""
    linked = next((part for part in workbook.package.members if _ANOTHER_BOOK.match(part)), None)
    if linked:
        yield found("T-011", part=linked)


def connections(workbook: Workbook) -> Iterator[Finding]:
    root = workbook.related("connections")
    if root is not None:
        names = [each.get("name", "") for each in descendants(root, "connection")]
        yield found("T-442", "工作簿", name=listed(names) or "外部数据连接")


def query_tables(workbook: Workbook) -> Iterator[Finding]:
    """Find tables that a query fills; the query hangs on the sheet, or on its Table."""
    for sheet in workbook.sheets:
        tables = [r.target for r in workbook.relations(sheet.part) if r.kind == "table"]
        for part in (sheet.part, *tables):
            query = workbook.related("queryTable", part)
            if query is not None:
                yield found("T-442", sheet.spot(), name=f"查询「{query.get('name', '')}」")


def macro_sheets(workbook: Workbook) -> Iterator[Finding]:
    kinds = {relation.id: relation.kind for relation in workbook.relations(workbook.main)}
    for listed_sheet in descendants(workbook.book, "sheet") if workbook.book is not None else ():
        if kinds.get(listed_sheet.get(f"{{{RELATIONS}}}id", "")) in _MACRO_SHEETS:
            name = listed_sheet.get("name", "")
            yield found("T-443", name, sheet=name)
