"""The content of a workbook: the cells of every sheet, formulas by what they say and not by what they come to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from generator.office.books import load_book
from generator.office.comparison.contents import Content, Line, Section, digests
from generator.office.package import Package

_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_SHAPE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}sp"
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_PREFIX = re.compile(r"_xl(fn|ws|pm)\.")
_TITLED = 3
"""A row with so many texts and nothing else names the columns below it."""


def read_excel(package: Package, data: bytes) -> Content:
    """Return what a workbook says."""
    book = load_book(data, package.file)
    sections = tuple(_section(sheet) for sheet in book.worksheets)
    remarks = tuple(remark for sheet in book.worksheets for remark in _remarks(sheet))
    return Content(sections, digests(package, "xl/media/"), (*remarks, *_shapes(package)))


def _section(sheet: Any) -> Section:
    return Section(sheet.title, tuple(_lines(sheet)), tuple(sorted(map(str, sheet.merged_cells.ranges))))


def _lines(sheet: Any) -> Iterator[Line]:
    heads: dict[str, str] = {}
    for row in sheet.iter_rows():
        cells = {cell.column_letter: _shown(cell) for cell in row if cell.value not in (None, "")}
        if not cells:
            continue
        names = tuple(cells)
        yield Line(
            tuple(f"{name}\t{text}" for name, text in cells.items()),
            f"第 {row[0].row} 行",
            tuple(heads.get(n, "") for n in names),
            names,
        )
        if len(cells) >= _TITLED and all(
            isinstance(c.value, str) and c.data_type == "s" for c in row if c.value
        ):
            heads = {name: " ".join(text.split()) for name, text in cells.items()}


def _shown(cell: Any) -> str:
    """Return a cell as people read it; a formula as it stands."""
    value = cell.value
    if cell.data_type == "f":
        formula = getattr(value, "text", value)
        return "=" + _PREFIX.sub("", str(formula)).removeprefix("=").replace(" ", "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{float(value):.15g}"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _remarks(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                yield f"{sheet.title}!{cell.coordinate} 批注:{cell.comment.text.strip()}"


def _shapes(package: Package) -> Iterator[str]:
    """Yield the texts of text boxes."""
    for name in sorted(package.members):
        if _DRAWING.fullmatch(name):
            for shape in package.read_xml(name).iter(_SHAPE):
                if text := "".join(t.text or "" for t in shape.iter(_TEXT)):
                    yield f"文本框:{text}"
