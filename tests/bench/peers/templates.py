"""Templates that all tools can fill, equal but for the way each writes its tags."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
import xlsxwriter
from docx.document import Document
from docx.table import Table

COLUMNS = ("id", "name", "owner", "status", "amount")
HEADS = ("No.", "Task", "Owner", "Status", "Amount")
TOTAL = "=SUM(INDEX(E:E,3):INDEX(E:E,ROW()-1))"  # names no row, so that no tool has to move it


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a tool prints a value, and what it puts around paragraphs and rows that are repeated.

    Tags around a row stand in rows of their own, or in its first and last cell.
    """

    value: str
    points: tuple[str, str, str] = ("", "", "")
    item: str = ""
    rows: tuple[str, str] = ("", "")
    own_rows: bool = False

    def print(self, name: str) -> str:
        return self.value.replace("NAME", name)

    def cells(self) -> list[str]:
        """Return the cells of the row that is repeated."""
        cells = [self.item.replace("NAME", name) for name in COLUMNS]
        if not self.own_rows:
            cells[0], cells[-1] = self.rows[0] + cells[0], cells[-1] + self.rows[1]
        return cells

    def lines(self) -> list[list[str]]:
        """Return the row that is repeated, with the rows of its tags."""
        before, after = ([tag, "", "", "", ""] for tag in self.rows)
        return [before, self.cells(), after] if self.own_rows else [self.cells()]


JINJA = Syntax(
    value="{{ NAME }}",
    points=("{%p for point in points %}", "{{ point }}", "{%p endfor %}"),
    item="{{ row.NAME }}",
    rows=("{%tr for row in rows %}", "{%tr endfor %}"),
    own_rows=True,
)
DOCXTEMPLATER = Syntax("{NAME}", ("{#points}", "{.}", "{/points}"), "{NAME}", ("{#rows}", "{/rows}"))
XLSX_TEMPLATE = Syntax("${NAME}", item="${table:rows.NAME}")


def draw_word(syntax: Syntax) -> bytes:
    """Return a report: header and footer, a heading, paragraphs of which some are repeated, a table."""
    document: Document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = syntax.print("company")
    section.footer.paragraphs[0].text = f"{syntax.print('title')}, internal"
    document.add_heading(syntax.print("title"), level=1)
    document.add_paragraph(f"Made for {syntax.print('company')} on {syntax.print('day')}.")
    document.add_paragraph(syntax.print("summary"))
    for text in syntax.points:
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
    for texts in (HEADS, *syntax.lines()):
        _add_row(table, texts)
    document.add_paragraph("End of the report.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_row(table: Table, texts: Sequence[str]) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.paragraphs[0].add_run(text).font.name = "Arial"


def draw_excel(syntax: Syntax) -> bytes:
    """Return a list: a title, heads, the row that is repeated, a total."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        border, money = (
            book.add_format({"border": 1}),
            book.add_format({"border": 1, "num_format": "#,##0.00"}),
        )
        bold = book.add_format({"bold": True, "border": 1, "num_format": "#,##0.00"})
        sheet = book.add_worksheet("List")
        sheet.set_column(0, 4, 18)
        sheet.write(0, 0, syntax.print("title"), bold)
        sheet.write_row(1, 0, HEADS, bold)
        for number, texts in enumerate(syntax.lines(), start=2):
            for column, text in enumerate(texts):
                sheet.write(number, column, text, money if column == len(COLUMNS) - 1 else border)
        sheet.write_row(2 + len(syntax.lines()), 0, ["Total", "", "", ""], bold)
        sheet.write_formula(2 + len(syntax.lines()), 4, TOTAL, bold)
    return stream.getvalue()


def values(count: int, *, numbers: bool) -> dict[str, Any]:
    """Return what is printed; amounts are numbers in Excel and text in Word."""
    first = dt.date(2026, 1, 1)
    amounts = [number * 12.5 for number in range(count)]
    rows = [
        {
            "id": number if numbers else str(number),
            "name": f"Task {number} & more",
            "owner": f"Owner {number % 50}",
            "status": "done" if number % 3 else "open",
            "amount": amount if numbers else f"{amount:,.2f}",
        }
        for number, amount in enumerate(amounts)
    ]
    points = [f"Point {number} of what there is to say, in a sentence of its own." for number in range(10)]
    texts = {"company": "Example & Sons", "title": "Task report", "day": first.isoformat()}
    return {**texts, "summary": "A paragraph that says a little. " * 10, "points": points, "rows": rows}
