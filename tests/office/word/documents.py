"""Small real documents for the tests, drawn with python-docx, filled by the engine, read with python-docx."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table
from lxml import etree

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.properties import Properties
from generator.office.word.compiling import compile_docx

NOW = dt.datetime(2026, 10, 16, 9, 30)
PROPERTIES = Properties(title="文档", creator="市场部", created=dt.datetime(2026, 9, 1))
FILE = "模板.docx"
Draw = Callable[[Document], None]


def drawn(draw: Draw) -> bytes:
    """Return the document that `draw` fills."""
    document = docx.Document()
    draw(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraphs(*texts: str) -> bytes:
    """Return a document of these paragraphs."""

    def draw(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return drawn(draw)


def add_rows(document: Document, *rows: Sequence[str]) -> Table:
    """Append a table with these texts to the document; short rows are filled up with empty cells."""
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return table


def table(*rows: Sequence[str]) -> bytes:
    """Return a document with one table."""
    return drawn(lambda document: add_rows(document, *rows))


def add_bookmark(paragraph: object, number: int, name: str, *, end: bool = True) -> None:
    """Append a bookmark's start, and its end, to a paragraph."""
    element = paragraph._p  # type: ignore[attr-defined]  # python-docx gives its elements by a private name
    element.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>'))
    if end:
        add_bookmark_end(paragraph, number)


def add_bookmark_end(paragraph: object, number: int) -> None:
    """Append a bookmark's end to a paragraph."""
    element = paragraph._p  # type: ignore[attr-defined]  # python-docx gives its elements by a private name
    element.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


def add_spelling_mark(paragraph: object) -> None:
    """Append the mark Word puts where it thinks a word is misspelt."""
    paragraph._p.append(OxmlElement("w:proofErr"))  # type: ignore[attr-defined]  # as above


def fill(template: bytes, /, **values: object) -> bytes:
    """Return the filled document."""
    return compile_docx(template, FILE).fill(values, now=NOW, properties=PROPERTIES).content


def read(filled: bytes) -> Document:
    return docx.Document(io.BytesIO(filled))


def body_texts(filled: bytes) -> list[str]:
    """Return the texts of the paragraphs beside tables."""
    return [paragraph.text for paragraph in read(filled).paragraphs]


def cell_texts(filled: bytes, number: int = 0) -> list[list[str]]:
    """Return the texts of a table's cells, row by row."""
    return [[cell.text for cell in row.cells] for row in read(filled).tables[number].rows]


def part(filled: bytes, name: str = "word/document.xml") -> str:
    """Return a part as text."""
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        return archive.read(name).decode()


def with_part(document: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return the document with one part changed as text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()) if entry.filename == name else content)
    return stream.getvalue()


def refused(template: bytes, /, **values: object) -> list[Diagnostic]:
    """Return why filling the template is refused; that it is not is a failure."""
    with pytest.raises(InvalidTemplate) as caught:
        fill(template, **values)
    return list(caught.value.diagnostics)


def spots(problems: Sequence[Diagnostic]) -> list[tuple[str, str]]:
    """Return code and place of each problem."""
    return [(problem.code, problem.place.spot) for problem in problems]


def attribute_values(filled: bytes, path: str, attribute: str) -> list[str]:
    """Return an attribute of the body's elements at an XPath with the prefixes of WordprocessingML."""
    root = etree.fromstring(part(filled).encode())
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    return [str(value) for value in root.xpath(f"{path}/@{attribute}", namespaces=prefixes)]
