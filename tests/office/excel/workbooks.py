"""Small real workbooks for the tests, drawn with XlsxWriter, filled by the engine, read with openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.excel.compiling import compile_xlsx
from generator.office.properties import Properties
from tests.support.structure import xlsx_faults

NOW = dt.datetime(2026, 10, 16, 9, 30)
PROPERTIES = Properties(title="表", creator="市场部", created=dt.datetime(2026, 9, 1))
Draw = Callable[[xlsxwriter.Workbook], None]


def drawn(draw: Draw, **options: object) -> bytes:
    """Return the workbook that `draw` fills."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        draw(book)
    return stream.getvalue()


def sheet_of(cells: Mapping[str, Any], name: str = "表") -> bytes:
    """Return a workbook of one sheet; text that begins with `=` is a formula."""

    def draw(book: xlsxwriter.Workbook) -> None:
        write_cells(book.add_worksheet(name), cells)

    return drawn(draw)


def write_cells(sheet: Any, cells: Mapping[str, Any], look: Any = None) -> None:
    for place, value in cells.items():
        sheet.write(place, value, look)


def filled(template: bytes, values: Mapping[str, object] | None = None, *, now: dt.datetime = NOW) -> bytes:
    """Return the filled workbook, which must be sound."""
    result = compile_xlsx(template, "模板.xlsx").fill(values or {}, now=now, properties=PROPERTIES).content
    assert xlsx_faults(result) == []
    return result


def opened(workbook: bytes) -> openpyxl.Workbook:
    """Return a workbook with its formulas."""
    return openpyxl.load_workbook(io.BytesIO(workbook), rich_text=True)


def computed(workbook: bytes) -> openpyxl.Workbook:
    """Return a workbook with the values stored beside its formulas."""
    return openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)


def column(workbook: openpyxl.Workbook, letter: str, sheet: str | None = None) -> list[Any]:
    """Return the filled cells of a column from top to bottom."""
    cells = (workbook[sheet] if sheet else workbook.worksheets[0])[letter]
    return [cell.value for cell in cells if cell.value is not None]


def part(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name).decode()


def parts(workbook: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.namelist()


def with_part(workbook: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return a workbook with one part changed, for what no library writes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()).encode() if entry == name else content)
    return stream.getvalue()


def with_parts(workbook: bytes, changes: Mapping[str, tuple[str, str]], added: Mapping[str, str]) -> bytes:
    """Return a workbook with texts in parts replaced (old, new), and with parts added."""
    for name, (old, new) in changes.items():
        assert old in part(workbook, name)
        workbook = with_part(workbook, name, lambda xml, old=old, new=new: xml.replace(old, new))  # type: ignore[misc]  # bound at once
    stream = io.BytesIO(workbook)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in added.items():
            archive.writestr(name, text)
    return stream.getvalue()


def refused(template: bytes, values: Mapping[str, object] | None = None) -> list[Diagnostic]:
    """Return what is said when the template, or the values, are refused."""
    with pytest.raises(InvalidTemplate) as refusal:
        filled(template, values)
    return list(refusal.value.diagnostics)


def said(found: list[Diagnostic]) -> list[tuple[str, str]]:
    """Return codes and places."""
    return [(diagnostic.code, diagnostic.place.spot) for diagnostic in found]
