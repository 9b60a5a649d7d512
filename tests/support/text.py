"""The readable text of a Word or Excel file: for goldens, for consistency tests, and for `git diff`.

Run as `python -m tests.support.text FILE` it is a git textconv (see CONTRIBUTING.md).
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def readable(data: bytes) -> str:
    """Return the text of a document as lines: `# part`, paragraphs, `| cell | cell |`, or `A1  value  = formula`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        lines = _word(archive) if "word/document.xml" in names else _workbook(archive)
        return "\n".join(lines) + "\n"


def _word(archive: zipfile.ZipFile) -> Iterator[str]:
    wanted = ("word/header", "word/document.xml", "word/footnotes.xml", "word/footer")
    for prefix in wanted:
        for name in sorted(n for n in archive.namelist() if n.startswith(prefix) and n.endswith(".xml")):
            root = etree.fromstring(archive.read(name))
            yield f"# {name.removeprefix('word/').removesuffix('.xml')}"
            body = root.find(f"{W}body")
            yield from _blocks(root if body is None else body)
    yield from _charts(archive, "word/charts/")


def _charts(archive: zipfile.ZipFile, folder: str) -> Iterator[str]:
    """Yield what each chart shows: its series, each with its points."""
    names = (n for n in archive.namelist() if re.fullmatch(rf"{folder}chart\d*\.xml", n))
    for name in sorted(names, key=lambda n: (len(n), n)):
        yield f"# {name.removeprefix(folder).removesuffix('.xml')}"
        for series in etree.fromstring(archive.read(name)).iter(f"{C}ser"):
            points = zip(_points(series, "cat"), _points(series, "val"), strict=False)
            yield f"{''.join(_points(series, 'tx'))}\t" + " · ".join(f"{c} {v}" for c, v in points)


def _points(series: etree._Element, part: str) -> list[str]:
    """Return the points that a chart remembers of a part of a series; a gap is empty."""
    holder = series.find(f"{C}{part}")
    found = (
        {int(p.get("idx", "0")): p.findtext(f"{C}v") or "" for p in holder.iter(f"{C}pt")}
        if holder is not None
        else {}
    )
    return [found.get(n, "") for n in range(max(found, default=-1) + 1)]


def _blocks(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}p":
            text = paragraph_text(child)
            if text.strip():
                yield text
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                cells = (" ⏎ ".join(_blocks(cell)) for cell in row.findall(f"{W}tc"))
                yield f"| {' | '.join(cells)} |"
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            yield from _blocks(child if content is None else content)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return a paragraph's text with tabs and line breaks as characters."""
    marks = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
    runs = (e for e in paragraph.iter() if e.getparent() is not None and e.getparent().tag != f"{W}tabs")
    return "".join((e.text or "") if e.tag == f"{W}t" else marks.get(str(e.tag), "") for e in runs)


def _workbook(archive: zipfile.ZipFile) -> Iterator[str]:
    for sheet, root in sheets(archive):
        yield f"# {sheet}"
        for reference, value, formula in cells(archive, root):
            if value or formula:
                yield f"{reference}\t{value}" + (f"\t={formula}" if formula else "")
    yield from _charts(archive, "xl/charts/")


def sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    """Yield each sheet's name and its parsed part, in the order of the workbook."""
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): str(r.get("Target")) for r in relations}
    workbook = etree.fromstring(archive.read("xl/workbook.xml"))
    for sheet in workbook.iter(f"{S}sheet"):
        target = targets[sheet.get(f"{R}id")]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield str(sheet.get("name")), etree.fromstring(archive.read(path))


def cells(archive: zipfile.ZipFile, root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield reference, stored value as text, and formula of each cell."""
    shared = _shared_strings(archive)
    for cell in root.iter(f"{S}c"):
        formula = cell.findtext(f"{S}f") or ""
        raw = cell.findtext(f"{S}v") or ""
        kind = cell.get("t")
        if kind == "s":
            raw = shared[int(raw)]
        elif kind == "inlineStr":
            raw = "".join(t.text or "" for t in cell.iter(f"{S}t"))
        yield str(cell.get("r")), raw, formula


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(f"{S}t")) for item in root.iter(f"{S}si")]


if __name__ == "__main__":
    sys.stdout.write(readable(Path(sys.argv[1]).read_bytes()))
