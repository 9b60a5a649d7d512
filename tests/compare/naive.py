"""A tool that grows a list and moves nothing: what every check of something that moves must notice."""

from __future__ import annotations

import copy
import io
import re
import zipfile

from lxml import etree

from tests.compare.frame import FIELDS, SHEET, TABLE, items
from tests.compare.result import MAIN, Element, Result


def grown(result: Result, count: int) -> bytes:
    """Return a result of one row with `count` rows in its place, all else as it was."""
    changed = {result.sheets[SHEET]: result.list_rows[0], result.sheets[TABLE]: result.table_rows[0]}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in result.parts.items():
            root = etree.fromstring(data) if name in changed else None
            if root is not None:
                _grow(root, changed[name], count)
            archive.writestr(name, data if root is None else etree.tostring(root))
    return stream.getvalue()


def _grow(root: Element, own: int, count: int) -> None:
    rows = {int(row.get("r", "0")): row for row in root.iter(f"{MAIN}row")}
    for number, row in rows.items():
        if number > own:
            _number(row, number + count - 1)
    filled = items(count)
    twins = [rows[own], *(copy.deepcopy(rows[own]) for _ in filled[1:])]
    for offset, (twin, item) in enumerate(zip(twins, filled, strict=True)):
        _number(twin, own + offset)
        for cell, name in zip(twin, FIELDS, strict=False):
            _put(cell, str(item[name]))
        if offset:
            twins[offset - 1].addnext(twin)


def _number(row: Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        cell.set("r", re.sub(r"\d+", str(number), cell.get("r", "")))


def _put(cell: Element, value: str) -> None:
    """Write a number, or a text without the table of shared strings."""
    for child in list(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if not value.isdigit():
        cell.set("t", "str")
    etree.SubElement(cell, f"{MAIN}v").text = value
