"""Word documents with charts: python-docx cannot draw them, so their parts are added to what it saves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import docx
import openpyxl
from docx.oxml import parse_xml
from lxml import etree

from tests.office.word.chart_parts import C16, A, C, Drawn, R, chart_xml, style_xml, workbook

CHART = "word/charts/chart1.xml"
BOOK = "word/embeddings/Microsoft_Excel_Worksheet.xlsx"
PREFIXES = {"c": C, "a": A, "r": R, "c16": C16}

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MICROSOFT = "application/vnd.ms-office.chart"

_DRAWING = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0"
 distL="0" distR="0"><wp:extent cx="5486400" cy="2880000"/><wp:docPr id="{id}" name="图表 {id}" descr="{alt}"/>
<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{a}"><a:graphicData uri="{c}"><c:chart xmlns:c="{c}" xmlns:r="{r}"
 r:id="{key}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


def with_chart(
    chart: str, book: bytes | None, *, alt: str = "{{ chart }}", name: str = BOOK, target: str = ""
) -> bytes:
    """Return a document with a chart; `target` is a file outside that its data are linked to."""
    document = docx.Document()
    document.add_paragraph("图表在下面。")
    run = _DRAWING.format(id=1, alt=escape(alt), a=A, c=C, r=R, key="rId900")
    document.add_paragraph()._p.append(parse_xml(run))
    stream = io.BytesIO()
    document.save(stream)
    added = {
        CHART: chart.encode(),
        "word/charts/_rels/chart1.xml.rels": _relations(name, book, target).encode(),
        "word/charts/style1.xml": style_xml("chartStyle").encode(),
        "word/charts/colors1.xml": style_xml("colorStyle").encode(),
        **({name: book} if book else {}),
    }
    chart_relation = f'<Relationship Id="rId900" Type="{_OFFICE}/chart" Target="charts/chart1.xml"/>'
    changes = {
        "[Content_Types].xml": ("</Types>", _types(name)),
        "word/_rels/document.xml.rels": ("</Relationships>", f"{chart_relation}</Relationships>"),
    }
    return _changed(stream, changes, added)


def _relations(name: str, book: bytes | None, target: str) -> str:
    style = 'Type="http://schemas.microsoft.com/office/2011/relationships/chart'
    listed = [
        f'Id="rId1" {style}Style" Target="style1.xml"',
        f'Id="rId2" {style}ColorStyle" Target="colors1.xml"',
    ]
    if target:
        listed.append(f'Id="rId3" Type="{_OFFICE}/oleObject" Target="{target}" TargetMode="External"')
    elif book:
        listed.append(f'Id="rId3" Type="{_OFFICE}/package" Target="../{name.removeprefix("word/")}"')
    made = "".join(f"<Relationship {each}/>" for each in listed)
    return f'<Relationships xmlns="{_PACKAGE}">{made}</Relationships>'


def _types(name: str) -> str:
    kinds = {
        "chart1": _CHART_TYPE,
        "style1": f"{_MICROSOFT}style+xml",
        "colors1": f"{_MICROSOFT}colorstyle+xml",
    }
    made = (
        f'<Override PartName="/word/charts/{part}.xml" ContentType="{kind}"/>' for part, kind in kinds.items()
    )
    return (
        f'<Default Extension="{name.rpartition(".")[2]}" ContentType="{_BOOK_TYPE}"/>{"".join(made)}</Types>'
    )


def _changed(
    document: io.BytesIO, changes: Mapping[str, tuple[str, str]], added: Mapping[str, bytes]
) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            before, after = changes.get(entry, ("", ""))
            content = old.read(entry)
            new.writestr(entry, content.replace(before.encode(), after.encode()) if before else content)
        for entry, content in added.items():
            new.writestr(entry, content)
    return made.getvalue()


def drawn_chart(
    *series: Drawn, categories: Sequence[str] = ("甲", "乙", "丙"), **options: str | bool
) -> bytes:
    """Return a document with a chart and the workbook behind it."""
    return with_chart(
        chart_xml(*series, categories=categories, **options), workbook(*series, categories=categories)
    )


# --- reading ---------------------------------------------------------------------------------------------------


def part_of(document: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name)


def space_of(document: bytes, name: str = CHART) -> etree._Element:
    return etree.fromstring(part_of(document, name))


def found(root: etree._Element, path: str) -> list[str]:
    """Return the attributes or texts at an XPath."""
    return [str(each) for each in root.xpath(path, namespaces=PREFIXES)]


def remembered(root: etree._Element) -> list[list[object]]:
    """Return what a chart shows by its points, as rows of a sheet: names, then category and numbers."""
    series = sorted(root.iter(f"{{{C}}}ser"), key=lambda e: int(found(e, "c:order/@val")[0]))
    columns = [[_name(each), *_points(each, "val", "yVal")] for each in series]
    categories = [None, *_points(series[0], "cat", "xVal", text=True)]
    return [list(row) for row in zip(categories, *columns, strict=True)]


def _name(series: etree._Element) -> str:
    return "".join(each.text or "" for each in series.find(f"{{{C}}}tx").iter(f"{{{C}}}v"))


def _points(series: etree._Element, *names: str, text: bool = False) -> list[object]:
    holder = next(e for name in names for e in series.findall(f"{{{C}}}{name}"))
    count = int(found(holder, ".//c:ptCount/@val")[0])
    known = {int(each.get("idx")): each.findtext(f"{{{C}}}v") for each in holder.iter(f"{{{C}}}pt")}
    return [known.get(n) if text or n not in known else float(known[n]) for n in range(count)]


def in_workbook(document: bytes, name: str = BOOK, *, corner: str = "A1") -> list[list[object]]:
    """Return the rows of the workbook behind a chart from `corner` on, the corner itself left out."""
    book = openpyxl.load_workbook(io.BytesIO(part_of(document, name)))
    sheet = book.worksheets[0]
    first = sheet[corner]
    rows = sheet.iter_rows(min_row=first.row, min_col=first.column, values_only=True)
    values = [list(row) for row in rows]
    values[0][0] = None
    return values
