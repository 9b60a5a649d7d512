"""What makes Word and Excel offer a repair although the Open XML SDK validator is content.

`xlsx_faults` and `docx_faults` return one line for each fault, an empty list for a sound file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from posixpath import dirname, join, normpath

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TABLE_RELATION = "/relationships/table"
LONGEST_TEXT = 32_767
LONGEST_LIST = 255
_CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

Area = tuple[int, int, int, int]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cell(name: str) -> tuple[int, int]:
    """Return row and column."""
    found = _CELL.fullmatch(name)
    if found is None:
        raise ValueError(f"not a cell: {name!r}")
    return int(found[2]), _column(found[1])


def _area(text: str) -> Area:
    """Return first row, first column, last row, last column."""
    first, _, last = text.partition(":")
    return (*_cell(first), *_cell(last or first))


def xlsx_faults(data: bytes) -> list[str]:
    """Return what Excel would repair in a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = _Workbook(parts)
    return [fault for part in book.sheets for fault in book.sheet_faults(part)] + list(book.name_faults())


class _Workbook:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._roots: dict[str, etree._Element] = {}
        self.strings = self._count("xl/sharedStrings.xml", f"{MAIN}si")
        self.styles = self._styles()
        self.sheets = sorted(name for name in parts if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name))

    def _root(self, part: str) -> etree._Element:
        if part not in self._roots:
            self._roots[part] = etree.fromstring(self.parts[part])
        return self._roots[part]

    def _count(self, part: str, name: str) -> int:
        return len(self._root(part).findall(name)) if part in self.parts else 0

    def _styles(self) -> int:
        if "xl/styles.xml" not in self.parts:
            return 1
        formats = self._root("xl/styles.xml").find(f"{MAIN}cellXfs")
        return len(formats) if formats is not None else 1

    def sheet_faults(self, part: str) -> Iterator[str]:
        root = self._root(part)
        cells = {cell.get("r", ""): cell for cell in root.iter(f"{MAIN}c")}
        yield from (f"{part}: {fault}" for fault in self._order_faults(root))
        yield from (f"{part}: {fault}" for fault in self._cell_faults(root))
        yield from (f"{part}: {fault}" for fault in _merge_faults(root))
        yield from (f"{part}: {fault}" for fault in _validation_faults(root))
        for table in self._related(part, TABLE_RELATION):
            yield from (f"{table}: {fault}" for fault in self._table_faults(table, cells))

    def _related(self, part: str, kind: str) -> list[str]:
        folder, name = part.rsplit("/", 1)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.parts:
            return []
        found = [e for e in self._root(relations) if e.get("Type", "").endswith(kind)]
        return [normpath(join(dirname(part), e.get("Target", ""))).lstrip("/") for e in found]

    def _order_faults(self, root: etree._Element) -> Iterator[str]:
        rows = [int(row.get("r", "0")) for row in root.iter(f"{MAIN}row")]
        yield from (f"row {after} after row {before}" for before, after in pairwise(rows) if after <= before)
        for row in root.iter(f"{MAIN}row"):
            places = [_cell(cell.get("r", "A0")) for cell in row.findall(f"{MAIN}c")]
            for number, _ in places:
                if number != int(row.get("r", "0")):
                    yield f"a cell of row {number} in row {row.get('r')}"
            for (_, before), (_, after) in pairwise(places):
                if after <= before:
                    yield f"row {row.get('r')}: column {after} after column {before}"

    def _cell_faults(self, root: etree._Element) -> Iterator[str]:
        for name, count in Counter(cell.get("r") for cell in root.iter(f"{MAIN}c")).items():
            if count > 1:
                yield f"{name} stands there {count} times"
        for cell in root.iter(f"{MAIN}c"):
            name, value = cell.get("r"), cell.findtext(f"{MAIN}v")
            if int(cell.get("s", "0")) >= self.styles:
                yield f"{name}: style {cell.get('s')} of {self.styles}"
            if cell.get("t") == "s" and not 0 <= int(value or -1) < self.strings:
                yield f"{name}: shared string {value} of {self.strings}"
            if len(self._text(cell, value)) > LONGEST_TEXT:
                yield f"{name}: text over {LONGEST_TEXT} characters"

    def _text(self, cell: etree._Element, value: str | None) -> str:
        if cell.get("t") == "s" and value and int(value) < self.strings:
            item = self._root("xl/sharedStrings.xml")[int(value)]
            return "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
        if cell.get("t") == "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
        return value or ""

    def _table_faults(self, part: str, cells: dict[str, etree._Element]) -> Iterator[str]:
        table = self._root(part)
        top, left, bottom, right = _area(table.get("ref", ""))
        header = int(table.get("headerRowCount", "1"))
        totals = int(table.get("totalsRowCount", "0"))
        if bottom - top + 1 - header - totals < 1:
            yield "no data row"
        columns = [column.get("name", "") for column in table.iter(f"{MAIN}tableColumn")]
        if len(columns) != right - left + 1:
            yield f"{len(columns)} columns over {right - left + 1}"
        if len({name.casefold() for name in columns}) != len(columns):
            yield "two columns of one name"
        for number, name in enumerate(columns if header else []):
            shown = self._shown(cells, top, left + number)
            if shown != _ESCAPE.sub(lambda found: chr(int(found[1], 16)), name):
                yield f"column {name!r} under the header {shown!r}"
        filtered = table.find(f"{MAIN}autoFilter")
        if filtered is not None and _area(filtered.get("ref", "")) != (top, left, bottom - totals, right):
            yield f"its filter lies on {filtered.get('ref')}, the table on {table.get('ref')}"

    def _shown(self, cells: dict[str, etree._Element], row: int, column: int) -> str:
        found = [cell for name, cell in cells.items() if _cell(name) == (row, column)]
        return self._text(found[0], found[0].findtext(f"{MAIN}v")) if found else ""

    def name_faults(self) -> Iterator[str]:
        names = [
            (e.get("name", "").casefold(), e.get("localSheetId"))
            for e in self._root("xl/workbook.xml").iter(f"{MAIN}definedName")
        ]
        yield from (
            f"the name {name} is defined {n} times" for (name, _), n in Counter(names).items() if n > 1
        )


def _merge_faults(root: etree._Element) -> Iterator[str]:
    areas = sorted(_area(merge.get("ref", "")) for merge in root.iter(f"{MAIN}mergeCell"))
    for index, area in enumerate(areas):
        if area[:2] == area[2:]:
            yield f"merge of one cell {area}"
        for other in areas[index + 1 :]:
            if _overlap(area, other):
                yield f"merges overlap: {area} and {other}"


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _validation_faults(root: etree._Element) -> Iterator[str]:
    for rule in root.iter(f"{MAIN}dataValidation"):
        listed = rule.findtext(f"{MAIN}formula1") or ""
        if rule.get("type") == "list" and listed.startswith('"') and len(listed) - 2 > LONGEST_LIST:
            yield f"{rule.get('sqref')}: a list of {len(listed) - 2} characters"


def docx_faults(data: bytes) -> list[str]:
    """Return what Word would repair in a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/[^/]+\.xml", n)]
        roots = {name: etree.fromstring(archive.read(name)) for name in names}
    faults = []
    for name, root in roots.items():
        found = (*_bookmark_faults(root), *_field_faults(root), *_word_table_faults(root))
        faults += [f"{name}: {fault}" for fault in found]
    drawn = Counter(e.get("id") for root in roots.values() for e in root.iter(f"{DRAWING}docPr"))
    return faults + [
        f"docPr id {number} is used {count} times" for number, count in drawn.items() if count > 1
    ]


def _bookmark_faults(root: etree._Element) -> Iterator[str]:
    starts = Counter(e.get(f"{WORD}id") for e in root.iter(f"{WORD}bookmarkStart"))
    ends = Counter(e.get(f"{WORD}id") for e in root.iter(f"{WORD}bookmarkEnd"))
    names = Counter(e.get(f"{WORD}name", "").casefold() for e in root.iter(f"{WORD}bookmarkStart"))
    for number in {*starts, *ends}:
        if (starts[number], ends[number]) != (1, 1):
            yield f"bookmark {number} begins {starts[number]} times and ends {ends[number]} times"
    yield from (f"two bookmarks named {name}" for name, count in names.items() if count > 1)


def _field_faults(root: etree._Element) -> Iterator[str]:
    """Fields begin, may separate once, and end; they may nest."""
    open_fields: list[str] = []
    for mark in root.iter(f"{WORD}fldChar"):
        kind = mark.get(f"{WORD}fldCharType", "")
        if kind == "begin":
            open_fields.append(kind)
        elif not open_fields or (kind == "separate" and open_fields[-1] == "separate"):
            yield f"a field has {kind} without begin"
        elif kind == "separate":
            open_fields[-1] = kind
        elif kind == "end":
            open_fields.pop()
    yield from ("a field has no end" for _ in open_fields)


def _word_table_faults(root: etree._Element) -> Iterator[str]:
    for number, table in enumerate(root.iter(f"{WORD}tbl"), start=1):
        columns = len(table.findall(f"{WORD}tblGrid/{WORD}gridCol"))
        rows = _own_rows(table)
        if not rows:
            yield f"table {number} has no row"
        for index, row in enumerate(rows, start=1):
            cells = _own_cells(row)
            wide = _skipped(row) + sum(_span(cell) for cell in cells)
            if columns and wide != columns:
                yield f"table {number} row {index}: {wide} columns in a grid of {columns}"
            for cell in cells:
                if len(cell) == 0 or cell[-1].tag != f"{WORD}p":
                    yield f"table {number} row {index}: a cell does not end with a paragraph"


def _own_rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table, also those inside content controls, but not those of tables within."""
    return [row for row in table.iter(f"{WORD}tr") if next(row.iterancestors(f"{WORD}tbl")) is table]


def _own_cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(f"{WORD}tc") if next(cell.iterancestors(f"{WORD}tr")) is row]


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    return int(span.get(f"{WORD}val", "1")) if span is not None else 1


def _skipped(row: etree._Element) -> int:
    found = [row.find(f"{WORD}trPr/{WORD}{name}") for name in ("gridBefore", "gridAfter")]
    return sum(int(e.get(f"{WORD}val", "0")) for e in found if e is not None)
