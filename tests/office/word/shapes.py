"""What a part holds, as nested tuples: paragraphs with their looks and runs, tables, rows and cells with theirs.

Runs of the same looks are one; identifiers, and where text is cut into elements, do not count.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from generator.office.word.names import CELL, PARAGRAPH, ROW, TABLE, w

Shape = tuple[Any, ...]
_AS_TEXT = {w("br"): "\n", w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}


def shapes(document: bytes, prefix: str = "word/document") -> dict[str, Shape]:
    """Return the shape of every part whose name begins with `prefix`."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = [n for n in archive.namelist() if n.startswith(prefix) and n.endswith(".xml")]
        return {name: tuple(_blocks(etree.fromstring(archive.read(name)))) for name in sorted(names)}


def _blocks(holder: etree._Element) -> Iterator[Shape]:
    for child in holder:
        if child.tag == PARAGRAPH:
            yield ("p", _looks(child.find(w("pPr"))), _runs(child))
        elif child.tag == TABLE:
            columns = len(child.findall(f"{w('tblGrid')}/{w('gridCol')}"))
            looks = _looks(child.find(w("tblPr")))
            yield ("tbl", looks, columns, tuple(_row(row) for row in child.findall(ROW)))
        elif child.tag == w("sectPr"):
            yield ("section", _looks(child))
        elif child.tag in (w("body"), w("sdt"), w("sdtContent"), w("footnote"), w("endnote")):
            yield from _blocks(child)


def _row(row: etree._Element) -> Shape:
    cells = tuple((_looks(cell.find(w("tcPr"))), tuple(_blocks(cell))) for cell in row.findall(CELL))
    return _looks(row.find(w("trPr"))), cells


def _runs(paragraph: etree._Element) -> Shape:
    runs: list[tuple[str, str]] = []
    for run in paragraph.iter(w("r")):
        looks = _looks(run.find(w("rPr")))
        text = "".join(_text(child) for child in run)
        if runs and runs[-1][0] == looks:
            runs[-1] = (looks, runs[-1][1] + text)
        elif text:
            runs.append((looks, text))
    return tuple(runs)


def _text(element: etree._Element) -> str:
    if element.tag == w("t"):
        return element.text or ""
    return "\f" if element.get(w("type")) == "page" else _AS_TEXT.get(str(element.tag), "")


def _looks(element: etree._Element | None) -> str:
    """Return looks in the order of their names, without widths, which nobody compares."""
    if element is None:
        return ""
    parts = (etree.tostring(child, method="c14n") for child in element if child.tag != w("tcW"))
    return " ".join(sorted(part.decode() for part in parts))
