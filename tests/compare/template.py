"""The feature workbook: what XlsxWriter draws, and by hand what no library writes, as Excel saves it."""

from __future__ import annotations

import io
import zipfile

from tests.compare.drawn import THREAD_BELOW, THREAD_IN_LIST, draw
from tests.compare.edits import edit_list, edit_table_sheet, edit_workbook, insert
from tests.compare.frame import Frame
from tests.compare.objects import (
    CONTENT_TYPES,
    PERSONS,
    PIVOT_CACHE,
    PIVOT_TABLE,
    add_boxes,
    control_properties,
    threads,
)

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2017/10/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_template(frame: Frame) -> bytes:
    """Return the feature workbook, written for a tool."""
    with zipfile.ZipFile(io.BytesIO(draw(frame))) as archive:
        parts = {name: archive.read(name).decode("utf-8", "surrogateescape") for name in archive.namelist()}
    edit_workbook(parts)
    edit_list(parts, frame)
    edit_table_sheet(parts, frame)
    add_boxes(parts, frame)
    _add_parts(parts, frame)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-8", "surrogateescape"))
    return stream.getvalue()


def _add_parts(parts: dict[str, str], frame: Frame) -> None:
    """Add the parts that the edited ones name, with their types and relations."""
    parts["xl/threadedComments/threadedComment1.xml"] = threads(
        frame, {"O{own}": THREAD_IN_LIST, "C{18}": THREAD_BELOW}
    )
    parts["xl/persons/person.xml"] = PERSONS
    parts["xl/ctrlProps/ctrlProp1.xml"] = control_properties(frame.write("$I${own}"))
    parts["xl/ctrlProps/ctrlProp2.xml"] = control_properties(frame.write("$I${24}"))
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = frame.write(PIVOT_CACHE)
    parts["xl/pivotTables/pivotTable1.xml"] = PIVOT_TABLE
    cache = ("rId1", f"{_RELATION}/pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
    parts["xl/pivotTables/_rels/pivotTable1.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">{_relation(*cache)}</Relationships>'
    )
    own = "xl/worksheets/_rels/sheet2.xml.rels"
    _relate(parts, own, "rId21", f"{_RELATION}/ctrlProp", "../ctrlProps/ctrlProp1.xml")
    _relate(parts, own, "rId22", f"{_RELATION}/ctrlProp", "../ctrlProps/ctrlProp2.xml")
    _relate(parts, own, "rId23", f"{_MICROSOFT}/threadedComment", "../threadedComments/threadedComment1.xml")
    book = "xl/_rels/workbook.xml.rels"
    _relate(parts, book, "rId31", f"{_MICROSOFT}/person", "persons/person.xml")
    _relate(parts, book, "rId32", f"{_RELATION}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    after = "xl/worksheets/_rels/sheet3.xml.rels"
    _relate(parts, after, "rId21", f"{_RELATION}/pivotTable", "../pivotTables/pivotTable1.xml")
    insert(parts, "[Content_Types].xml", "</Types>", CONTENT_TYPES)


def _relate(parts: dict[str, str], part: str, name: str, kind: str, target: str) -> None:
    insert(parts, part, "</Relationships>", _relation(name, kind, target))


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
