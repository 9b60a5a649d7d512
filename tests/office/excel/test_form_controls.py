# ruff: noqa: E501 - XML as Excel writes it
"""Check boxes and other form controls: all their faces follow the cell they begin in, their links follow too."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.office.excel.workbooks import drawn, filled, part, parts, with_parts, write_cells
from tests.support.validator import validate

LIST = {
    "A1": "甲",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r }}",
    "A4": "{%tr endfor %}",
    "A5": "合计",
    "C5": "=COUNTIF(C2:C4,TRUE)",
}
SHEET, BOXES, FACES = "xl/worksheets/sheet1.xml", "xl/drawings/vmlDrawing1.vml", "xl/drawings/drawing1.xml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# Check boxes as Excel saves them: number, row (from 0), linked cell.
CHECKS = ((1025, 2, "$C$3"), (1026, 4, "$D$5"))


def corners(row: int, prefix: str = "xdr:") -> str:
    names = ("col", "colOff", "row", "rowOff")
    start, end = (
        "".join(f"<xdr:{name}>{number}</xdr:{name}>" for name, number in zip(names, numbers, strict=True))
        for numbers in ((1, 0, row, 0), (2, 0, row + 1, 0))
    )
    return f"<{prefix}from>{start}</{prefix}from><{prefix}to>{end}</{prefix}to>"


def control(number: int, row: int) -> str:
    inner = (
        f'<control shapeId="{number}" r:id="rId{number}" name="复选框 {number - 1024}"><controlPr defaultSize="0" '
        f'autoFill="0" autoLine="0" autoPict="0"><anchor moveWithCells="1">{corners(row, "")}</anchor></controlPr></control>'
    )
    return f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14">{inner}</mc:Choice></mc:AlternateContent>'


def face(number: int, row: int) -> str:
    named = (
        f'<xdr:cNvPr id="{number}" name="复选框 {number - 1024}"><a:extLst><a:ext uri="{{63B3BB69-23CF-44E3-9099-C40C66FF867C}}">'
        f'<a14:compatExt spid="_x0000_s{number}"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/>'
    )
    shape = (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr>{named}</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></xdr:spPr></xdr:sp>"
    )
    return (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:a14="{A14}" Requires="a14"><xdr:twoCellAnchor editAs="oneCell">'
        f"{corners(row)}{shape}<xdr:clientData/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def box(number: int, row: int, link: str) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201" style="position:absolute"><x:ClientData ObjectType="Checkbox">'
        f"<x:Anchor>1, 0, {row}, 0, 2, 0, {row + 1}, 0</x:Anchor><x:FmlaLink>{link}</x:FmlaLink></x:ClientData></v:shape>"
    )


def template() -> bytes:
    """Return a list with a check box in its row and one below it."""

    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("表"), LIST)

    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/ctrlProp" Target="../ctrlProps/ctrlProp{n}.xml"/>'
        for n, _, _ in CHECKS
    )
    relations += f'<Relationship Id="rId1" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/>'
    relations += f'<Relationship Id="rId2" Type="{OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
    kinds = {f"ctrlProps/ctrlProp{n}.xml": "vnd.ms-excel.controlproperties" for n, _, _ in CHECKS}
    kinds["drawings/drawing1.xml"] = "vnd.openxmlformats-officedocument.drawing"
    types = "".join(
        f'<Override PartName="/xl/{p}" ContentType="application/{k}+xml"/>' for p, k in kinds.items()
    )
    types += (
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
    )
    controls = "".join(control(number, row) for number, row, _ in CHECKS)
    on_sheet = (
        '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>'
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        f'Requires="x14"><controls xmlns:xdr="{XDR}">{controls}</controls></mc:Choice></mc:AlternateContent></worksheet>'
    )
    added = {f"xl/ctrlProps/ctrlProp{n}.xml": properties(link) for n, _, link in CHECKS}
    added[FACES] = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        + "".join(face(number, row) for number, row, _ in CHECKS)
        + "</xdr:wsDr>"
    )
    added[BOXES] = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        "</o:shapelayout>" + "".join(box(*each) for each in CHECKS) + "</xml>"
    )
    added["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    changes = {SHEET: ("</worksheet>", on_sheet), "[Content_Types].xml": ("</Types>", f"{types}</Types>")}
    return with_parts(drawn(draw), changes, added)


def properties(link: str) -> str:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    return f'<formControlPr xmlns="{space}" objectType="CheckBox" fmlaLink="{link}" lockText="1"/>'


def result(count: int) -> bytes:
    return filled(template(), {"rows": list(range(count))})


def links(workbook: bytes) -> dict[str, str]:
    """Return the linked cell of every control on the sheet, by the number of its shape."""
    relations = part(workbook, "xl/worksheets/_rels/sheet1.xml.rels")
    targets = {}
    for element in re.findall(r"<Relationship [^>]*>", relations):
        key, target = re.findall(r'Id="(\w+)"', element)[0], re.findall(r'Target="([^"]*)"', element)[0]
        targets[key] = target.replace("..", "xl")
    found = re.findall(r'<control shapeId="(\d+)" r:id="(\w+)"', part(workbook, SHEET))
    return {n: re.findall(r'fmlaLink="([^"]*)"', part(workbook, targets[key]))[0] for n, key in found}


@pytest.mark.parametrize("count", [0, 1, 3, 10, 500])
def test_every_copy_has_its_own_cell_and_the_one_below_moves(count: int) -> None:
    assert sorted(links(result(count)).values()) == sorted(
        [*(f"$C${n + 2}" for n in range(count)), f"$D${count + 2}"]
    )


@pytest.mark.parametrize("count", [0, 1, 3, 500])
def test_all_faces_of_a_control_have_one_number_and_lie_in_one_row(count: int) -> None:
    made = result(count)
    sheet, boxes, faces = (part(made, name) for name in (SHEET, BOXES, FACES))
    rows = r".*?<xdr:row>(\d+)</xdr:row>"
    on_sheet = dict(re.findall(rf'<control shapeId="(\d+)"{rows}', sheet, re.DOTALL))
    in_boxes = dict(re.findall(r'<v:shape id="_x0000_s(\d+)".*?<x:Anchor>1, 0, (\d+),', boxes, re.DOTALL))
    anchors = faces.split("<xdr:twoCellAnchor")[1:]
    in_faces = {
        re.findall(r'spid="_x0000_s(\d+)"', anchor)[0]: re.findall(r"<xdr:row>(\d+)", anchor)[0]
        for anchor in anchors
    }
    assert on_sheet == in_boxes == in_faces
    assert sorted(map(int, on_sheet.values())) == [*range(1, count + 1), count + 1]


def test_links_in_the_old_shapes_follow_too() -> None:
    assert re.findall(r"<x:FmlaLink>(.*?)<", part(result(3), BOXES)) == ["$C$2", "$C$3", "$C$4", "$D$5"]


def test_controls_have_names_of_their_own() -> None:
    names = re.findall(r'<control [^>]*name="([^"]*)"', part(result(10), SHEET))
    assert len(names) == len(set(names)) == 11


def test_properties_of_controls_that_vanish_go() -> None:
    assert [name for name in parts(result(0)) if "ctrlProp" in name] == ["xl/ctrlProps/ctrlProp1026.xml"]


@pytest.mark.needs_validator
@pytest.mark.parametrize("count", [0, 1, 30])
def test_controls_stay_valid(count: int) -> None:
    assert validate({"template.xlsx": template(), "book.xlsx": result(count)}) == []
