"""The check of file structure finds what it is there to find: each fault is planted in a sound file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
import xlsxwriter

from tests.support.structure import docx_faults, xlsx_faults

SHEET, STRINGS, TABLE = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/tables/table1.xml"


def workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表")
        sheet.merge_range("A1:C1", "标题", book.add_format({"bold": True}))
        sheet.merge_range("A2:B2", "副题")
        sheet.add_table("A4:B6", {"columns": [{"header": "甲"}, {"header": "乙"}]})
        sheet.data_validation("D1", {"validate": "list", "source": ["是", "否"]})
        book.define_name("名", "=表!$A$1")
    return stream.getvalue()


def document() -> bytes:
    made = docx.Document()
    made.add_paragraph("段")
    table = made.add_table(2, 2)
    table.cell(0, 0).text = "格"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def planted(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name == part else ""
            changed = change(content)
            assert name != part or changed != content, "nothing was planted"
            new.writestr(name, changed if name == part else old.read(name))
    return stream.getvalue()


def test_a_sound_workbook_and_a_sound_document_have_no_faults() -> None:
    assert xlsx_faults(workbook()) == []
    assert docx_faults(document()) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (SHEET, 'ref="A2:B2"', 'ref="B1:B3"', "merges overlap"),
        (SHEET, 'ref="A2:B2"', 'ref="F9:F9"', "merge of one cell"),
        (SHEET, '<c r="B1"', '<c r="A1"', "stands there 2 times"),
        (SHEET, '<c r="B1"', '<c r="D1"', "after column"),
        (SHEET, '<c r="B1"', '<c r="B7"', "a cell of row 7 in row 1"),
        (SHEET, '<row r="2"', '<row r="1"', "row 1 after row 1"),
        (SHEET, 's="1"', 's="99"', "style 99"),
        (SHEET, 't="s"><v>0</v>', 't="s"><v>77</v>', "shared string 77"),
        (STRINGS, "<t>标题</t>", f"<t>{'长' * 32_768}</t>", "text over"),
        (SHEET, '"是,否"', f'"{"是," * 128}否"', "a list of"),
        (TABLE, 'name="甲"', 'name="丙"', "column '丙' under the header '甲'"),
        (TABLE, 'name="甲"', 'name="乙"', "two columns of one name"),
        (TABLE, 'ref="A4:B6"', 'ref="A4:B4"', "no data row"),
        (TABLE, 'ref="A4:B6" totals', 'ref="A4:C6" totals', "2 columns over 3"),
        (TABLE, '<autoFilter ref="A4:B6"', '<autoFilter ref="A4:B5"', "its filter lies on"),
        (
            "xl/workbook.xml",
            "</definedNames>",
            '<definedName name="名">表!$B$1</definedName></definedNames>',
            "is defined 2 times",
        ),
    ],
)
def test_a_fault_planted_in_a_workbook_is_found(part: str, old: str, new: str, told: str) -> None:
    found = xlsx_faults(planted(workbook(), part, lambda xml: xml.replace(old, new)))
    assert any(told in fault for fault in found), found


MARK = '<w:bookmarkStart w:id="{0}" w:name="{1}"/>'
END = '<w:bookmarkEnd w:id="{0}"/>'
FIELD = '<w:r><w:fldChar w:fldCharType="{0}"/></w:r>'
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
INLINE = f'<wp:inline xmlns:wp="{DRAWING}"><wp:docPr id="7" name="图"/></wp:inline>'
PICTURE = f"<w:r><w:drawing>{INLINE}</w:drawing></w:r>"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<w:p>", "<w:p>" + MARK.format(1, "甲"), "bookmark 1 begins 1 times and ends 0 times"),
        ("<w:p>", "<w:p>" + END.format(1), "bookmark 1 begins 0 times and ends 1 times"),
        ("<w:p>", "<w:p>" + "".join((MARK + END).format(n, "甲") for n in (1, 2)), "two bookmarks named 甲"),
        ("<w:p>", "<w:p>" + FIELD.format("begin"), "a field has no end"),
        ("<w:p>", "<w:p>" + FIELD.format("end"), "a field has end without begin"),
        ("<w:p>", "<w:p>" + PICTURE * 2, "docPr id 7 is used 2 times"),
        ("<w:gridCol ", '<w:gridCol w:w="1"/><w:gridCol ', "2 columns in a grid of 3"),
        ("</w:tcPr><w:p/>", "</w:tcPr>", "a cell does not end with a paragraph"),
    ],
)
def test_a_fault_planted_in_a_document_is_found(old: str, new: str, told: str) -> None:
    found = docx_faults(planted(document(), "word/document.xml", lambda xml: xml.replace(old, new, 1)))
    assert any(told in fault for fault in found), found
