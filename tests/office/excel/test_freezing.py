"""The day stands still in a record; nothing else in the file changes."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from generator.office.excel.freezing import freeze_day
from generator.office.package import read_package, write_package

SHEET = "xl/worksheets/sheet1.xml"


def workbook(cells: str, extra: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook whose first sheet has these rows, as Excel would have saved it."""
    book = openpyxl.Workbook()
    book.active.title = "排期"
    stream = io.BytesIO()
    book.save(stream)
    package = read_package(stream.getvalue(), "x.xlsx")
    sheet = re.sub(
        rb"<sheetData>?.*?(</sheetData>|/>)", f"<sheetData>{cells}</sheetData>".encode(), package.read(SHEET)
    )
    assert cells.encode() in sheet
    return write_package(package, {SHEET: sheet, **(extra or {})})


def sheet_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(SHEET).decode()


@pytest.mark.parametrize(
    ("cell", "frozen"),
    [
        ('<c r="A1" s="3"><f>TODAY()</f><v>46000</v></c>', '<c r="A1" s="3"><v>46000</v></c>'),
        ('<c r="A1"><f>NOW()</f><v>46000.5</v></c>', '<c r="A1"><v>46000.5</v></c>'),
        (
            '<c r="A1" t="str"><f>"截至"&amp;TEXT(TODAY(),"m月d日")</f><v>截至9月1日</v></c>',
            '<c r="A1" t="str"><v>截至9月1日</v></c>',
        ),
        ('<c r="A1"><f>A2-today( )</f><v>3</v></c>', '<c r="A1"><v>3</v></c>'),
        ('<c r="A1"><f t="array" ref="A1">TODAY()</f><v>46000</v></c>', '<c r="A1"><v>46000</v></c>'),
    ],
)
def test_a_cell_that_asks_for_the_day_keeps_its_value_and_loses_its_formula(cell: str, frozen: str) -> None:
    other = '<row r="2"><c r="A2"><f>SUM(B1:B9)</f><v>7</v></c></row>'
    before = workbook(f'<row r="1">{cell}</row>{other}')
    found = freeze_day(before, "x.xlsx")
    assert found.cells == ("排期!A1",)
    assert sheet_of(found.content) == sheet_of(before).replace(cell, frozen)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="str"><f>"TODAY()"</f><v>TODAY()</v></c>',
        '<c r="A1"><f>MYTODAY()</f><v>1</v></c>',
        '<c r="A1"><f>SUM(B1:B3)</f><v>1</v></c>',
        '<c r="A1" t="inlineStr"><is><t>=TODAY()</t></is></c>',
    ],
)
def test_another_cell_stays_and_so_does_the_whole_file(cell: str) -> None:
    before = workbook(f'<row r="1">{cell}</row>')
    assert freeze_day(before, "x.xlsx").content == before


def test_a_formula_without_a_value_is_left_and_told() -> None:
    before = workbook('<row r="1"><c r="A1"><f>TODAY()</f><v></v></c></row>')
    found = freeze_day(before, "x.xlsx")
    assert (found.cells, found.left, found.content) == ((), ("排期!A1",), before)


def test_cells_that_share_the_formula_are_frozen_with_it() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1-TODAY()</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="1">B3+1</f><v>3</v></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="1"/><v>4</v></c></row>'
    )
    found = freeze_day(workbook(rows), "x.xlsx")
    assert found.cells == ("排期!A1", "排期!A2")
    assert '<c r="A2"><v>2</v></c>' in sheet_of(found.content)
    assert '<f t="shared" si="1"/>' in sheet_of(found.content)


def test_the_calculation_chain_goes_since_it_names_the_cell() -> None:
    before = workbook('<row r="1"><c r="A1"><f>TODAY()</f><v>46000</v></c></row>')
    package = read_package(before, "x.xlsx")
    types = package.read("[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.calcChain+xml"/></Types>',
    )
    relations = package.read("xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'calcChain" Target="calcChain.xml"/></Relationships>',
    )
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    chain = b'<calcChain xmlns="%s"><c r="A1" i="1"/></calcChain>' % space
    with_chain = write_package(
        package,
        {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": relations, "xl/calcChain.xml": chain},
    )
    after = read_package(freeze_day(with_chain, "x.xlsx").content, "x.xlsx")
    assert "xl/calcChain.xml" not in after
    assert after.read("[Content_Types].xml") == package.read("[Content_Types].xml")
    assert after.read("xl/_rels/workbook.xml.rels") == package.read("xl/_rels/workbook.xml.rels")


def test_a_workbook_that_libreoffice_saved_is_frozen_as_well() -> None:
    """LibreOffice writes `<f aca="false">` and other orders of attributes."""
    cell = '<c r="A1" s="0" t="n"><f aca="false">TODAY()</f><v>46000</v></c>'
    found = freeze_day(workbook(f'<row r="1">{cell}</row>'), "x.xlsx")
    assert '<c r="A1" s="0" t="n"><v>46000</v></c>' in sheet_of(found.content)
