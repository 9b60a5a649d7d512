"""Extensions of a sheet: sparklines, formats and drop-downs of Excel 2010 and later follow as their older kin do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.office.excel.workbooks import drawn, filled, part, with_part, write_cells
from tests.support.validator import validate

SHEET = "xl/worksheets/sheet1.xml"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
LIST = {
    "A1": "甲",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r }}",
    "B3": "{{ r * 2 }}",
    "A4": "{%tr endfor %}",
    "A5": "合计",
}
FORMATS = """<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{x14}"><x14:conditionalFormattings>
<x14:conditionalFormatting xmlns:xm="{xm}">
<x14:cfRule type="expression" priority="9" id="{{11111111-0000-0000-0000-000000000001}}">
<xm:f>{formula}</xm:f></x14:cfRule><xm:sqref>{sqref}</xm:sqref>
</x14:conditionalFormatting></x14:conditionalFormattings></ext>"""
CHOICES = """<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{x14}">
<x14:dataValidations count="1" xmlns:xm="{xm}">
<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>{formula}</xm:f></x14:formula1>
<xm:sqref>{sqref}</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"""


def template(*steps: Any, extension: str = "") -> bytes:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(sheet, LIST)
        write_cells(
            book.add_worksheet("选项"),
            {"A1": "{%tr for r in rows %}", "A2": "{{ r }}", "A3": "{%tr endfor %}"},
        )
        for step in steps:
            step(book, sheet)

    plain = drawn(draw)
    if not extension:
        return plain
    return with_part(
        plain, SHEET, lambda xml: xml.replace("</worksheet>", f"<extLst>{extension}</extLst></worksheet>")
    )


def result(count: int, *steps: Any, extension: str = "") -> bytes:
    return filled(template(*steps, extension=extension), {"rows": list(range(1, count + 1))})


def pairs(workbook: bytes) -> list[tuple[str, str]]:
    """Return formulas and areas of the extensions."""
    xml = part(workbook, SHEET)
    return re.findall(r"<xm:f>(.*?)</xm:f>.*?<xm:sqref>(.*?)</xm:sqref>", xml, re.DOTALL)


def sparkline(place: str, area: str) -> Any:
    return lambda _, sheet: sheet.add_sparkline(place, {"range": area})


def test_a_sparkline_in_a_list_is_repeated_over_its_own_row() -> None:
    assert pairs(result(3, sparkline("C3", "表!A3:B3"))) == [
        ("表!A2:B2", "C2"),
        ("表!A3:B3", "C3"),
        ("表!A4:B4", "C4"),
    ]


@pytest.mark.parametrize("area", ["表!A2:A4", "表!A3:A3", "表!$A$3:$A$3"])
def test_a_sparkline_outside_a_list_grows_over_all_copies(area: str) -> None:
    made = pairs(result(10, sparkline("D6", area)))
    assert [(formula.replace("$", ""), place) for formula, place in made] == [("表!A2:A11", "D13")]


def test_sparklines_of_an_empty_list_vanish_with_their_group() -> None:
    assert "extLst" not in part(result(0, sparkline("C3", "表!A3:B3")), SHEET)
    assert pairs(result(0, sparkline("C3", "表!A3:B3"), sparkline("D6", "表!A5:B5"))) == [("表!A2:B2", "D3")]


@pytest.mark.parametrize(
    ("sqref", "formula", "made"),
    [
        ("A3:B3", "$A3>$B3", [("$A2>$B2", "A2:B4")]),
        ("A2:B4", "$A2>1", [("$A2>1", "A2:B4")]),
        ("A6", "A6>SUM($A$2:$A$4)", [("A6>SUM($A$2:$A$4)", "A6")]),
        ("A3", "COUNTIF(选项!$A$2:$A$2,A3)>0", [("COUNTIF(选项!$A$1:$A$3,A2)>0", "A2:A4")]),
    ],
)
def test_formats_follow_with_their_formulas(sqref: str, formula: str, made: list[tuple[str, str]]) -> None:
    text = FORMATS.format(x14=X14, xm=XM, sqref=sqref, formula=formula.replace(">", "&gt;"))
    found = [(f.replace("&gt;", ">"), area) for f, area in pairs(result(3, extension=text))]
    assert found == made


def test_drop_downs_on_other_sheets_grow_with_their_list() -> None:
    text = CHOICES.format(x14=X14, xm=XM, sqref="B3", formula="选项!$A$2:$A$2")
    assert pairs(result(5, extension=text)) == [("选项!$A$1:$A$5", "B2:B6")]


def test_rules_that_are_split_have_ids_of_their_own() -> None:
    cells = FORMATS.format(x14=X14, xm=XM, sqref="A3", formula="A3&gt;A$5+A2")
    xml = part(result(4, extension=cells), SHEET)
    found = re.findall(r"<x14:cfRule [^>]*id=\"([^\"]*)\"", xml)
    assert len(found) == len(set(found))


def test_extensions_that_are_unknown_stay_as_they_are() -> None:
    key = "{ABCDEF00-0000-0000-0000-000000000000}"
    strange = f'<ext uri="{key}" xmlns:own="urn:own"><own:thing sqref="A3" n="1"/></ext>'
    assert '<own:thing sqref="A3" n="1"/>' in part(result(3, extension=strange), SHEET)


@pytest.mark.needs_validator
@pytest.mark.parametrize("count", [0, 1, 10, 500])
def test_the_extensions_stay_valid(count: int) -> None:
    def bars(_: Any, sheet: Any) -> None:
        sheet.conditional_format("A3:A3", {"type": "data_bar", "data_bar_2010": True})

    books = {
        "sparklines": result(count, sparkline("C3", "表!A3:B3"), sparkline("D6", "表!A2:A4"), bars),
        "formats": result(count, extension=FORMATS.format(x14=X14, xm=XM, sqref="A3", formula="$A3&gt;1")),
        "choices": result(count, extension=CHOICES.format(x14=X14, xm=XM, sqref="B3", formula="选项!$A$2")),
    }
    assert validate({f"{name}.xlsx": book for name, book in books.items()}) == []
