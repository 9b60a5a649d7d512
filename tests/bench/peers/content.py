"""What a filled report or list says, read by the same libraries whoever made it."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import docx
import openpyxl
from docx.document import Document

Content = list[Any]


def content_of(file: bytes, *, is_word: bool) -> Content:
    """Return everything that is printed, in its order."""
    return word_content(file) if is_word else excel_content(file)


def word_content(file: bytes) -> Content:
    document: Document = docx.Document(io.BytesIO(file))
    section = document.sections[0]
    edges = [part.paragraphs[0].text for part in (section.header, section.footer)]
    paragraphs = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [*edges, *paragraphs, *rows]


def excel_content(file: bytes) -> Content:
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    return [[_cell(cell) for cell in row] for row in sheet.iter_rows()]


def _cell(cell: Any) -> tuple[Any, str, bool]:
    """Return the value, the number format and whether there is a border; empty text is nothing."""
    value = Decimal(str(cell.value)) if isinstance(cell.value, int | float) else cell.value or None
    return value, cell.number_format, bool(cell.border.left.style)
