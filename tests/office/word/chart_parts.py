"""The parts of a chart, written as Word 2016 writes them: the chart, the workbook behind it, its style.

Each series is described by a `Drawn`; its categories stand in column A of `Sheet1`, its numbers in B, C, D …
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import xlsxwriter

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C16 = "http://schemas.microsoft.com/office/drawing/2014/chart"

_STYLE = "http://schemas.microsoft.com/office/drawing/2012/chartStyle"
_EXTENSION = "{C3380CC4-5D6E-409C-BE32-E72D297353CC}"
_AXES = {
    "bar": (111, 112),
    "line": (111, 112),
    "area": (111, 112),
    "radar": (111, 112),
    "scatter": (113, 112),
}

Number = float | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series as a template draws it; `kind` is its plot, `extra` goes where formats of points stand."""

    name: str
    values: tuple[Number, ...]
    kind: str = "bar"
    colour: str = '<a:schemeClr val="accent1"/>'
    extra: str = ""
    code: str = "General"
    extension: str = ""


def text_font(size: int = 1050, colour: str = "tx1") -> str:
    """Return the font of labels: the theme's faces, East-Asian included."""
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    faces = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">{fill}{faces}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def points(texts: Sequence[object | None]) -> str:
    made = (
        f'<c:pt idx="{n}"><c:v>{escape(str(text))}</c:v></c:pt>'
        for n, text in enumerate(texts)
        if text is not None
    )
    return f'<c:ptCount val="{len(texts)}"/>{"".join(made)}'


def strings(cells: str, texts: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{cells}</c:f><c:strCache>{points(texts)}</c:strCache></c:strRef>"


def numbers(cells: str, values: Sequence[Number], code: str) -> str:
    cache = f"<c:formatCode>{code}</c:formatCode>{points(values)}"
    return f"<c:numRef><c:f>{cells}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def unique_id(number: int) -> str:
    """Return the extension in which Word keeps the id of a series or a point."""
    value = f"{{{number:08X}-3C5B-4E0A-9C1F-1D4A6E0B7C21}}"
    return f'<c:ext uri="{_EXTENSION}" xmlns:c16="{C16}"><c16:uniqueId val="{value}"/></c:ext>'


def point_format(index: int, colour: str) -> str:
    """Return the format of one point."""
    fill = f"<c:spPr><a:solidFill>{colour}</a:solidFill></c:spPr>"
    extension = f"<c:extLst>{unique_id(0x100 + index)}</c:extLst>"
    return f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/>{fill}{extension}</c:dPt>'


def slices(count: int) -> str:
    """Return the formats of a pie's first slices."""
    return "".join(point_format(n, f'<a:schemeClr val="accent{n + 1}"/>') for n in range(count))


def labels(count: str = "") -> str:
    """Return the data labels of a series; `count` are labels of single points."""
    shown = "".join(
        f'<c:show{what} val="{int(what == "Val")}"/>'
        for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return f"<c:dLbls>{count}{text_font(900)}{shown}</c:dLbls>"


def _shape(drawn: Drawn) -> str:
    fill = f"<a:solidFill>{drawn.colour}</a:solidFill>"
    if drawn.kind in ("line", "radar", "scatter"):
        marker = f"<c:spPr>{fill}<a:ln w='9525'>{fill}</a:ln></c:spPr>"
        line = f"<c:spPr><a:ln w='28575' cap='rnd'>{fill}<a:round/></a:ln><a:effectLst/></c:spPr>"
        return f"{line}<c:marker><c:symbol val='circle'/><c:size val='5'/>{marker}</c:marker>"
    if drawn.kind in ("pie", "doughnut"):
        return ""
    negative = "<c:invertIfNegative val='0'/>" if drawn.kind == "bar" else ""
    return f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln><a:effectLst/></c:spPr>{negative}"


def series_xml(drawn: Drawn, number: int, categories: Sequence[str], sheet: str = "Sheet1") -> str:
    column, last = chr(ord("B") + number), len(categories) + 1
    name = strings(f"{sheet}!${column}$1", [drawn.name])
    shown = strings(f"{sheet}!$A$2:$A${last}", categories)
    cells = f"{sheet}!${column}$2:${column}${last}"
    across, up = ("xVal", "yVal") if drawn.kind == "scatter" else ("cat", "val")
    smooth = "<c:smooth val='0'/>" if drawn.kind in ("line", "scatter") else ""
    return (
        f"<c:ser><c:idx val='{number}'/><c:order val='{number}'/><c:tx>{name}</c:tx>{_shape(drawn)}{drawn.extra}"
        f"<c:{across}>{shown}</c:{across}><c:{up}>{numbers(cells, drawn.values, drawn.code)}</c:{up}>{smooth}"
        f"<c:extLst>{unique_id(number)}{drawn.extension}</c:extLst></c:ser>"
    )


_HEADS = {
    "bar": '<c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
    "line": '<c:grouping val="standard"/><c:varyColors val="0"/>',
    "area": '<c:grouping val="standard"/><c:varyColors val="0"/>',
    "radar": '<c:radarStyle val="marker"/><c:varyColors val="0"/>',
    "scatter": '<c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>',
    "pie": '<c:varyColors val="1"/>',
    "doughnut": '<c:varyColors val="1"/>',
}
_TAILS = {
    "bar": '<c:gapWidth val="60"/><c:overlap val="-10"/>',
    "line": '<c:marker val="1"/>',
    "pie": '<c:firstSliceAng val="0"/>',
    "doughnut": '<c:firstSliceAng val="0"/><c:holeSize val="60"/>',
}


def plot_xml(kind: str, series: str, axes: tuple[int, int] | None = None, extension: str = "") -> str:
    """Return a plot around its series."""
    ids = "".join(f'<c:axId val="{axis}"/>' for axis in axes or _AXES.get(kind, ()))
    return f"<c:{kind}Chart>{_HEADS[kind]}{series}{_TAILS.get(kind, '')}{ids}{extension}</c:{kind}Chart>"


def axis_xml(
    kind: str, number: int, crossed: int, place: str, more: str = "", *, hidden: bool = False
) -> str:
    scaling = '<c:scaling><c:orientation val="minMax"/></c:scaling>'
    grid = "<c:majorGridlines/>" if kind == "val" and place == "l" else ""
    looks = (
        f'<c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{text_font()}'
    )
    ids = f'<c:axId val="{number}"/>{scaling}<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>'
    crossing = f'<c:crossAx val="{crossed}"/><c:crosses val="{"max" if place == "r" else "autoZero"}"/>'
    return f"<c:{kind}Ax>{ids}{grid}{looks}{crossing}{more}</c:{kind}Ax>"


_CATEGORY = '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/>'
_VALUE = '<c:crossBetween val="between"/>'
SECONDARY = axis_xml("cat", 211, 212, "b", _CATEGORY, hidden=True) + axis_xml("val", 212, 211, "r", _VALUE)


def axes_xml(kinds: Sequence[str]) -> str:
    if set(kinds) <= {"pie", "doughnut"}:
        return ""
    if "scatter" in kinds:
        return axis_xml("val", 113, 112, "b", _VALUE) + axis_xml("val", 112, 113, "l", _VALUE)
    return axis_xml("cat", 111, 112, "b", _CATEGORY) + axis_xml("val", 112, 111, "l", _VALUE)


def space_xml(plots: str, axes: str, *, title: str = "", legend: str = "", external: bool = True) -> str:
    """Return a chart part around its plots."""
    heading = f"{title}<c:autoTitleDeleted val='{int(not title)}'/>"
    shown = f"<c:legend><c:legendPos val='b'/>{legend}<c:overlay val='0'/>{text_font()}</c:legend>"
    data = '<c:externalData r:id="rId3"><c:autoUpdate val="0"/></c:externalData>' if external else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" '
        f'xmlns:r="{R}" xmlns:c16r2="http://schemas.microsoft.com/office/drawing/2015/06/chart">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="c14" xmlns:c14="http://schemas.microsoft.com/office/drawing/2007/8/2/chart">'
        '<c14:style val="102"/></mc:Choice><mc:Fallback><c:style val="2"/></mc:Fallback></mc:AlternateContent>'
        f"<c:chart>{heading}<c:plotArea><c:layout/>{plots}{axes}</c:plotArea>{shown}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{text_font()}{data}</c:chartSpace>"
    )


def chart_xml(*series: Drawn, categories: Sequence[str], **options: str | bool) -> str:
    """Return a chart part; series of one kind that follow each other are one plot."""
    kinds = list(dict.fromkeys(each.kind for each in series))
    drawn = dict.fromkeys(kinds, "")
    for number, each in enumerate(series):
        drawn[each.kind] += series_xml(each, number, categories)
    plots = "".join(plot_xml(kind, xml) for kind, xml in drawn.items())
    return space_xml(plots, axes_xml(kinds), **options)  # type: ignore[arg-type]  # each of its own kind


def workbook(*series: Drawn, categories: Sequence[str], table: bool = True, sheet: str = "Sheet1") -> bytes:
    """Return the workbook behind a chart as Word makes it, with a Table over the data."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        made = book.add_worksheet(sheet)
        head, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        made.set_column("A:A", 24)
        for column, each in enumerate(series, start=1):
            made.write(0, column, each.name, head)
            for row, value in enumerate(each.values, start=1):
                made.write(row, column, value, money)
        for row, category in enumerate(categories, start=1):
            made.write_string(row, 0, category)
        made.write(0, 0, " ", head)
        if table:
            titles = (" ", *(each.name for each in series))
            names = [{"header": title, "header_format": head} for title in titles]
            made.add_table(0, 0, len(categories), len(series), {"columns": names, "autofilter": False})
            made.write(0, 0, " ", head)
    return stream.getvalue()


def style_xml(kind: str) -> str:
    """Return the part of a chart's style (`chartStyle`) or of its colours (`colorStyle`)."""
    names = (
        "axisTitle categoryAxis chartArea dataLabel dataLabelCallout dataPoint dataPoint3D dataPointLine "
        "dataPointMarker dataPointWireframe dataTable downBar dropLine errorBar floor gridlineMajor gridlineMinor "
        "hiLoLine leaderLine legend plotArea plotArea3D seriesAxis seriesLine title trendline trendlineLabel upBar "
        "valueAxis wall"
    )
    inside = '<cs:lnRef idx="0"/><cs:fillRef idx="0"/><cs:effectRef idx="0"/><cs:fontRef idx="minor"/>'
    made = "".join(f"<cs:{name}>{inside}</cs:{name}>" for name in names.split())
    made = made.replace("<cs:dataPointWireframe>", "<cs:dataPointMarkerLayout/><cs:dataPointWireframe>")
    if kind == "colorStyle":
        accents = "".join(f'<a:schemeClr val="accent{n}"/>' for n in range(1, 7))
        made = f'{accents}<cs:variation/><cs:variation><a:lumMod val="60000"/></cs:variation>'
    attributes = 'meth="cycle" id="10"' if kind == "colorStyle" else 'id="201"'
    return f'<cs:{kind} xmlns:cs="{_STYLE}" xmlns:a="{A}" {attributes}>{made}</cs:{kind}>'
