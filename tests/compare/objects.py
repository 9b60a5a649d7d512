"""Check boxes, threads and a pivot table, part by part as Excel saves them."""

from __future__ import annotations

from tests.compare.edits import SHEET_PART, insert
from tests.compare.frame import Frame

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_PERSON = "{33333333-3333-4333-8333-333333333333}"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"

CONTENT_TYPES = "".join(
    f'<Override PartName="/xl/{part}" ContentType="{kind}"/>'
    for part, kind in {
        "threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "persons/person.xml": "application/vnd.ms-excel.person+xml",
        "ctrlProps/ctrlProp1.xml": "application/vnd.ms-excel.controlproperties+xml",
        "ctrlProps/ctrlProp2.xml": "application/vnd.ms-excel.controlproperties+xml",
        "pivotCache/pivotCacheDefinition1.xml": f"{_SHEET_ML}.pivotCacheDefinition+xml",
        "pivotTables/pivotTable1.xml": f"{_SHEET_ML}.pivotTable+xml",
    }.items()
)

PERSONS = (
    f'<personList xmlns="{_THREADS}"><person displayName="周岚" id="{_PERSON}" userId="zhou" '
    'providerId="None"/></personList>'
)

PIVOT_CACHE = f"""<pivotCacheDefinition xmlns="{_MAIN}" saveData="0" refreshOnLoad="1" refreshedBy="a" \
createdVersion="6" refreshedVersion="6" recordCount="0">\
<cacheSource type="worksheet"><worksheetSource ref="A7:E{{bottom}}" sheet="清单 1"/></cacheSource>\
<cacheFields count="5"><cacheField name="行07" numFmtId="0"><sharedItems/></cacheField>\
<cacheField name="数量" numFmtId="0"><sharedItems/></cacheField>\
<cacheField name="单价" numFmtId="0"><sharedItems/></cacheField>\
<cacheField name="金额" numFmtId="0"><sharedItems/></cacheField>\
<cacheField name="占比" numFmtId="0"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>"""

PIVOT_TABLE = f"""<pivotTableDefinition xmlns="{_MAIN}" name="透视" cacheId="5" dataCaption="值" updatedVersion="6" \
createdVersion="6"><location ref="H10:I12" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/>\
<pivotFields count="5"><pivotField showAll="0"/><pivotField dataField="1" showAll="0"/><pivotField showAll="0"/>\
<pivotField showAll="0"/><pivotField showAll="0"/></pivotFields><rowItems count="1"><i/></rowItems>\
<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="求和项" fld="1" baseField="0" \
baseItem="0"/></dataFields></pivotTableDefinition>"""

_ANCHOR = """<{x}from><{p}col>17</{p}col><{p}colOff>9525</{p}colOff><{p}row>{row}</{p}row>\
<{p}rowOff>9525</{p}rowOff></{x}from><{x}to><{p}col>17</{p}col><{p}colOff>500000</{p}colOff>\
<{p}row>{row}</{p}row><{p}rowOff>180000</{p}rowOff></{x}to>"""

_CONTROL = f"""<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14"><control shapeId="%d" r:id="%s" \
name="%s"><controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0"><anchor moveWithCells="1">%s</anchor>\
</controlPr></control></mc:Choice></mc:AlternateContent>"""

_DRAWN = f"""<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice \
xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">\
<xdr:twoCellAnchor editAs="oneCell">%s<xdr:sp macro="" textlink=""><xdr:nvSpPr>\
<xdr:cNvPr id="%d" name="%s" hidden="1"><a:extLst><a:ext uri="{{63B3BB69-23CF-44E3-9099-C40C66FF867C}}">\
<a14:compatExt spid="_x0000_s%d"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr>\
<xdr:spPr bwMode="auto"><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>\
</mc:Choice><mc:Fallback/></mc:AlternateContent>"""

_SHAPE = """<v:shape id="_x0000_s%d" type="#_x0000_t201" \
style="position:absolute;margin-left:1pt;margin-top:1pt;width:40pt;height:14pt;z-index:9" filled="f" stroked="f" \
o:insetmode="auto"><x:ClientData ObjectType="Checkbox"><x:SizeWithCells/><x:Anchor>17, 1, %d, 1, 17, 54, %d, 19\
</x:Anchor><x:AutoFill>False</x:AutoFill><x:AutoLine>False</x:AutoLine><x:TextVAlign>Center</x:TextVAlign>\
<x:FmlaLink>%s</x:FmlaLink><x:NoThreeD/></x:ClientData></v:shape>"""

_SHAPE_TYPE = """<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/></v:shapetype>"""

# Shape ids of the boxes, after those of the notes in the same block of 1024.
IN_LIST, BELOW = 1041, 1042


def control_properties(link: str) -> str:
    """Return the properties of a check box linked to a cell."""
    return (
        f'<formControlPr xmlns="{_X14}" objectType="CheckBox" fmlaLink="{link}" lockText="1" noThreeD="1"/>'
    )


def threads(frame: Frame, cells: dict[str, str]) -> str:
    """Return a thread of one remark for each cell."""
    each = "".join(
        f'<threadedComment ref="{frame.write(cell)}" dT="2026-01-02T03:04:05.00" personId="{_PERSON}" '
        f'id="{name}"><text>请核对</text></threadedComment>'
        for cell, name in cells.items()
    )
    return f'<ThreadedComments xmlns="{_THREADS}">{each}</ThreadedComments>'


def add_boxes(parts: dict[str, str], frame: Frame) -> None:
    """Put a check box on the list's row and one below it, each with its four faces."""
    boxes = [(IN_LIST, "rId21", "{own}"), (BELOW, "rId22", "{24}")]
    controls = drawn = shapes = ""
    for number, relation, place in boxes:
        row = int(frame.write(place)) - 1
        name = f"复选框 {number}"
        controls += _CONTROL % (number, relation, name, _ANCHOR.format(x="", p="xdr:", row=row))
        drawn += _DRAWN % (_ANCHOR.format(x="xdr:", p="xdr:", row=row), number, name, number)
        shapes += _SHAPE % (number, row, row, frame.write(f"$I${place}"))
    namespaces = f'xmlns:mc="{_MC}" xmlns:x14="{_X14}" xmlns:xdr="{_XDR}"'
    choice = f'<mc:Choice Requires="x14"><controls>{controls}</controls></mc:Choice>'
    insert(
        parts, SHEET_PART, "<tableParts ", f"<mc:AlternateContent {namespaces}>{choice}</mc:AlternateContent>"
    )
    insert(parts, "xl/drawings/drawing1.xml", "</xdr:wsDr>", drawn)
    insert(parts, "xl/drawings/vmlDrawing1.vml", "</xml>", _SHAPE_TYPE + shapes)
