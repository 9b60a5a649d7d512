"""Files without a fault, and ways to put one into them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import docx
import xlsxwriter
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.diagnostics import Diagnostic
from generator.office.inspection import inspect
from generator.office.package import read_package, write_package
from generator.office.parts import Parts
from tests.office.excel.workbooks import drawn as drawn_workbook
from tests.office.word.documents import drawn, with_part

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD, EXCEL = "模板.docx", "模板.xlsx"
DOCUMENT, SETTINGS, STYLES = "word/document.xml", "word/settings.xml", "word/styles.xml"


def document(draw: Callable[[Document], None] = lambda document: None) -> bytes:
    """Return a document with nothing to find but what `draw` puts in."""
    made = drawn(lambda new: (new.add_paragraph("正文"), draw(new))[-1])
    return with_part(made, SETTINGS, lambda xml: xml.replace("ja-JP", "zh-CN"))


def with_xml(xml: str) -> bytes:
    """Return a document whose second paragraph holds these elements (prefixes w and r)."""
    return document(lambda new: add_xml(new, xml))


def add_xml(new: Document, xml: str) -> None:
    """Append a paragraph of these elements to a document."""
    paragraph = f"<w:p {nsdecls('w', 'r')}>{xml}</w:p>"
    new.element.body.insert_element_before(parse_xml(paragraph), "w:sectPr")


def workbook(
    cells: Mapping[str, Any] | None = None, draw: Callable[[Any, Any], None] = lambda book, sheet: None
) -> bytes:
    """Return a workbook of a sheet `表` with nothing to find but what `cells` and `draw` put in."""

    def make(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        as_printed(sheet)
        sheet.write("A1", "名称")
        for place, value in (cells or {}).items():
            sheet.write(place, value)
        draw(book, sheet)

    return drawn_workbook(make)


def as_printed(sheet: Any) -> None:
    """Set a sheet up for print."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def with_new_part(
    data: bytes, part: str, content: str, *, kind: str, holder: str, content_type: str
) -> bytes:
    """Return a file with a part added, related to `holder` ("" is the package)."""
    parts = Parts(read_package(data, ""))
    parts.put(part, content.encode())
    parts.declare(part, content_type)
    parts.relate(holder, kind if "://" in kind else f"{OFFICE}/{kind}", part)
    return parts.written()


def with_file(data: bytes, name: str, content: str) -> bytes:
    """Return a file with a member added that nothing names."""
    return write_package(read_package(data, ""), {name: content.encode()})


def with_external(data: bytes, holder: str, kind: str, target: str, key: str = "rId99") -> bytes:
    """Return a file in which `holder` has a relationship to an address outside."""
    relation = f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    folder, _, name = holder.rpartition("/")
    return with_part(
        data,
        f"{folder}/_rels/{name}.rels",
        lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>"),
    )


def found(data: bytes) -> list[Diagnostic]:
    return list(inspect(data, WORD if b"word/document.xml" in data else EXCEL))


def said(data: bytes) -> list[tuple[str, str]]:
    """Return code and spot of each finding."""
    return [(each.code, each.place.spot) for each in found(data)]


def only(data: bytes) -> Diagnostic:
    """Return the one finding."""
    (finding,) = found(data)
    return finding


def default_document() -> bytes:
    """Return what python-docx begins with."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()
