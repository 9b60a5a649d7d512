"""A chart that has come to show nothing leaves a line of text in its place, never an empty box."""

from __future__ import annotations

from lxml import etree

from generator.office.charts.data import NO_DATA
from generator.office.xml import Element

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FRAME = f"{DRAWING}graphicFrame"
_VERSIONS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

# No line, no fill; grey text in the theme's faces, Chinese ones for Chinese.
_BOX = f"""
<xdr:sp xmlns:xdr="{DRAWING[1:-1]}" xmlns:a="{_MAIN}" macro="" textlink="">
<xdr:nvSpPr><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:noFill/><a:ln><a:noFill/></a:ln></xdr:spPr>
<xdr:txBody><a:bodyPr vertOverflow="clip" horzOverflow="clip" wrap="square" rtlCol="0" anchor="ctr"/><a:lstStyle/>
<a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="zh-CN" altLang="en-US" sz="1050"><a:solidFill><a:schemeClr val="tx1">
<a:lumMod val="65000"/><a:lumOff val="35000"/></a:schemeClr></a:solidFill><a:latin typeface="+mn-lt"/>
<a:ea typeface="+mn-ea"/></a:rPr><a:t>{NO_DATA}</a:t></a:r></a:p></xdr:txBody>
</xdr:sp>"""


def put_text_for(chart: Element) -> None:
    """Put a box with the text in place of the frame that shows `chart`; name and description stay."""
    frame = next((each for each in chart.iterancestors(_FRAME)), None)
    if frame is None:
        return
    box = etree.fromstring(_BOX.replace("\n", ""))
    properties = frame.find(f"{DRAWING}nvGraphicFramePr/{DRAWING}cNvPr")
    if properties is not None:
        box[0].insert(0, properties)
    _place_like(box, frame.find(f"{DRAWING}xfrm"))
    shown = next((each for each in frame.iterancestors(_VERSIONS)), frame)
    parent = shown.getparent()
    if parent is not None:
        parent.replace(shown, box)


def _place_like(box: Element, old: Element | None) -> None:
    """Give the box the place and size of the frame: within a group they say where it is."""
    for new, each in zip(box[1][0], [] if old is None else old, strict=False):
        new.attrib.update(each.attrib)
