"""What Excel writes into sheets and workbooks that XlsxWriter does not: put in by text, each place exactly once."""

from __future__ import annotations

import re

from tests.compare.frame import Frame

SHEET_PART = "xl/worksheets/sheet2.xml"
BEFORE_PART = "xl/worksheets/sheet1.xml"
VIEW = "{{5A5A5A5A-1111-4111-8111-123456789ABC}}"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"

_CUSTOM_VIEWS = f"""<customSheetViews><customSheetView guid="{VIEW}">\
<pane xSplit="1" ySplit="7" topLeftCell="B8" activePane="bottomRight" state="frozen"/>\
<selection pane="bottomRight" activeCell="B{{35}}" sqref="B{{35}}"/>\
<rowBreaks count="1" manualBreakCount="1"><brk id="{{27}}" max="16383" man="1"/></rowBreaks>\
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>\
<autoFilter ref="A7:H{{bottom}}"/></customSheetView></customSheetViews>"""

_PROTECTED = (
    """<protectedRanges><protectedRange sqref="B{own}:C{own} B{37}" name="填写区"/></protectedRanges>"""
)

_SORT = (
    """<sortState ref="A{top}:H{bottom}"><sortCondition descending="1" ref="C{top}:C{bottom}"/></sortState>"""
)

_X14_RULE = f"""<x14:conditionalFormatting xmlns:xm="{_XM}"><x14:cfRule type="expression" priority="%d" id="%s">\
<xm:f>%s</xm:f><x14:dxf><font><b/></font></x14:dxf></x14:cfRule><xm:sqref>%s</xm:sqref>\
</x14:conditionalFormatting>"""

_X14_LIST = f"""<ext xmlns:x14="{_X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}">\
<x14:dataValidations xmlns:xm="{_XM}" count="%d">%s</x14:dataValidations></ext>"""

_X14_ENTRY = """<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">\
<x14:formula1><xm:f>%s</xm:f></x14:formula1><xm:sqref>%s</xm:sqref></x14:dataValidation>"""

_RULE_IDS = [f"{{BBBBBBBB-0000-4000-8000-00000000000{number}}}" for number in range(3)]


def insert(parts: dict[str, str], part: str, before: str, added: str) -> None:
    """Put text before another that stands in a part exactly once."""
    if parts[part].count(before) != 1:
        raise ValueError(f"{before!r} stands {parts[part].count(before)} times in {part}")
    parts[part] = parts[part].replace(before, added + before)


def replace(parts: dict[str, str], part: str, old: str, new: str) -> None:
    """Replace a text that stands in a part exactly once."""
    insert(parts, part, old, new)
    parts[part] = parts[part].replace(new + old, new)


def edit_workbook(parts: dict[str, str]) -> None:
    """Add the custom view's and the pivot cache's entries."""
    view = VIEW.format()
    insert(
        parts,
        "xl/workbook.xml",
        "</workbook>",
        f'<customWorkbookViews><customWorkbookView name="甲" guid="{view}" windowWidth="1600" windowHeight="900" '
        'activeSheetId="2"/></customWorkbookViews>'
        '<pivotCaches><pivotCache cacheId="5" r:id="rId32"/></pivotCaches>',
    )


def edit_list(parts: dict[str, str], frame: Frame) -> None:
    """Add to the list's sheet and to the one before it what names cells in elements of their own."""
    write = frame.write
    insert(parts, SHEET_PART, "<autoFilter ", write(_PROTECTED))
    insert(parts, SHEET_PART, "</autoFilter>", write(_SORT))
    insert(parts, SHEET_PART, "<mergeCells ", write(_CUSTOM_VIEWS))
    _share_formulas(parts, frame)
    own, below = write("B{own}"), write("B{25}")
    rules = _X14_RULE % (21, _RULE_IDS[0], write("$C{own}>后表!$B$2").replace(">", "&gt;"), f"{own}:{own}")
    rules += _X14_RULE % (22, _RULE_IDS[1], write("SUM($C${top}:$C${bottom})&gt;$B{24}"), below)
    insert(parts, SHEET_PART, "</x14:conditionalFormattings>", rules)
    listed = _X14_ENTRY % ("后表!$A$2:$A$6", write("S{own}"))
    listed += _X14_ENTRY % (write("'清单 1'!$A${top}:$A${bottom}"), write("C{22}"))
    _append_extension(parts, SHEET_PART, _X14_LIST % (2, listed))
    _edit_before(parts, frame)


def _edit_before(parts: dict[str, str], frame: Frame) -> None:
    source = frame.write("'清单 1'!$A${top}:$A${bottom}")
    _append_extension(parts, BEFORE_PART, _X14_LIST % (1, _X14_ENTRY % (source, "B15")))
    most = frame.write("B14&gt;MAX('清单 1'!$C${top}:$C${bottom})")
    rule = _X14_RULE % (23, _RULE_IDS[2], most, "B14")
    _append_extension(
        parts,
        BEFORE_PART,
        f'<ext xmlns:x14="{_X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">'
        f"<x14:conditionalFormattings>{rule}</x14:conditionalFormattings></ext>",
    )


def _append_extension(parts: dict[str, str], part: str, extension: str) -> None:
    insert(parts, part, "</extLst></worksheet>", extension)


def _share_formulas(parts: dict[str, str], frame: Frame) -> None:
    """Write formulas that were filled to the right (in the list) and down (below it) as Excel does: shared."""
    own = frame.own
    _share(parts, 0, f"U{own}:W{own}", [f"{letter}{own}" for letter in "UVW"])
    _share(parts, 1, frame.write("B{14}:B{16}"), [frame.write(f"B{{{row}}}") for row in (14, 15, 16)])


def _share(parts: dict[str, str], number: int, area: str, cells: list[str]) -> None:
    for cell in cells:
        found = re.search(rf'<c r="{cell}"[^>]*><f>([^<]*)</f>', parts[SHEET_PART])
        if found is None:
            raise ValueError(f"no formula in {cell}")
        first = cell == cells[0]
        shared = f'<f t="shared" ref="{area}" si="{number}">{found[1]}</f>' if first else None
        old = f"<f>{found[1]}</f>"
        new = found[0].replace(old, shared or f'<f t="shared" si="{number}"/>')
        replace(parts, SHEET_PART, found[0], new)


def edit_table_sheet(parts: dict[str, str], frame: Frame) -> None:
    """Sort the Table around the list by one of its columns; name it in its total as Excel does."""
    sheet = "xl/worksheets/sheet4.xml"
    replace(parts, sheet, "SUBTOTAL(109,[金额])", "SUBTOTAL(109,明细[金额])")
    part = next(name for name, text in parts.items() if name.startswith("xl/tables/") and '"明细"' in text)
    area = frame.write("A7:D{bottom}")
    parts[part] = re.sub(r"<autoFilter [^>]*/>", f'<autoFilter ref="{area}"/>', parts[part])
    sort = '<sortState ref="A{top}:D{bottom}"><sortCondition ref="C{top}:C{bottom}"/></sortState>'
    insert(parts, part, "<tableColumns ", frame.write(sort))
