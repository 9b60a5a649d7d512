"""Word beside docxtpl 0.20.2: a long table, and reports.

rows     10,000 rows of six columns, formatted as Word writes them; docxtpl constructs, renders and saves. Then our
         peak memory, in a process of its own.
reports  eight documents rendered again and again from templates compiled once: our three Word templates for the
         example campaign and for the same campaign closed, and two of them with far too much of everything
         (`REPORTS`). docxtpl is given the same templates with values as one would write them for it; it leaves
         charts, contents tables, captions and document properties as they are in the template. Ours remembers a
         chart whose numbers have not changed, since a build makes each document twice; the second line shows the
         same when every chart has new numbers.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import docx
import docxtpl
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.office.templates import compile_template
from generator.office.word import charts
from tests.bench.pack import NOW, PROPERTIES, pack_of
from tests.bench.timing import compare
from tests.support import baseline
from tests.support.command import EXAMPLE
from tests.support.variants import closed, overlong

PEER = "docxtpl"
ROWS = 10_000
REPORTS = {"example": ("DY", "SP", "FP"), "closed": ("DY", "SP", "FP"), "overlong": ("DY", "FP")}

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_LOOKS = (
    '<w:rPr><w:rFonts w:ascii="等线" w:eastAsia="等线" w:hAnsi="等线" w:hint="eastAsia"/>'
    '<w:color w:val="1F2937"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
)
_WIDTHS = (900, 2600, 1300, 1500, 1500, 1200)
_HEADS = ("编号", "任务", "负责人", "截止", "金额", "状态")
# A name split as Word splits what its spelling checker has marked.
_CELLS = (
    *(("{{ loop.index }}",), ("{{ ", "r.", "name }}"), ("{{ r.owner.name }}",), ("{{ r.due }}",)),
    *(("{{ r.amount }}",), ("{{ r.status }}",)),
)


def main() -> None:
    """Print both ratios, and our peak memory."""
    # first, while this process is small: a new process is counted with the size of the one it comes from
    command = [sys.executable, "-m", "tests.bench.words", str(ROWS)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    template, rows = draw_template(), make_rows(ROWS)
    compiled = compile_template(template, "清单.docx")

    def ours() -> None:
        compiled.fill({"rows": rows}, now=NOW, properties=PROPERTIES)

    compare(
        f"{ROWS:,} rows of 6 columns", ours, PEER, lambda: _by_docxtpl(template, {"rows": rows}), rounds=3
    )
    print(f"  peak {found['peak']} MB, {found['before']} MB of them before, with the data", flush=True)
    _compare_reports()


def _compare_reports() -> None:
    texts = {"example": EXAMPLE.read_text("utf-8"), "closed": closed(), "overlong": overlong()}
    jobs = [job for name, text in texts.items() for job in pack_of(text).jobs(REPORTS[name])]
    with tempfile.TemporaryDirectory() as folder:

        def theirs() -> None:
            for job in jobs:
                baseline.fill_word(job.path, job.values, Path(folder))

        def ours() -> None:
            for job in jobs:
                job.fill()

        def anew() -> None:
            for job in jobs:
                charts.forget()
                job.fill()

        compare(f"{len(jobs)} reports, warm", ours, PEER, theirs)
        compare("  with new numbers in all charts", anew, PEER, theirs)


def _by_docxtpl(template: bytes, values: dict[str, Any]) -> bytes:
    document, stream = docxtpl.DocxTemplate(io.BytesIO(template)), io.BytesIO()
    document.render(values, autoescape=True)
    document.save(stream)
    return stream.getvalue()


def draw_template() -> bytes:
    """Return the long table as a template."""
    document: Document = docx.Document()
    document.add_paragraph("任务清单")
    document.element.body.insert(1, parse_xml(_table()))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table() -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    rows = (
        _row(*(_cell(width, head) for width, head in zip(_WIDTHS, _HEADS, strict=True))),
        _row(_cell(sum(_WIDTHS), "{%tr for r in rows %}", span=6)),
        _row(*(_cell(width, *texts) for width, texts in zip(_WIDTHS, _CELLS, strict=True))),
        _row(_cell(sum(_WIDTHS), "{%tr endfor %}", span=6)),
    )
    looks = '<w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl {nsdecls('w')} {_W14}>{looks}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(*cells: str) -> str:
    ids = 'w14:paraId="5D6E7F80" w14:textId="77777777" w:rsidR="00A45B12" w:rsidTr="00B11111"'
    return f'<w:tr {ids}><w:trPr><w:cantSplit/><w:trHeight w:val="340"/></w:trPr>{"".join(cells)}</w:tr>'


def _cell(width: int, *texts: str, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    border = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tcBorders>'
    looks = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{border}<w:vAlign w:val="center"/></w:tcPr>'
    runs = '<w:proofErr w:type="spellStart"/>'.join(
        f'<w:r w:rsidRPr="00A45B12">{_LOOKS}<w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts
    )
    ids = 'w14:paraId="1A2B3C4D" w14:textId="77777777" w:rsidR="00A45B12" w:rsidRDefault="00A45B12"'
    form = f'<w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>{_LOOKS}</w:pPr>'
    return f"<w:tc>{looks}<w:p {ids}>{form}{runs}</w:p></w:tc>"


def make_rows(count: int) -> list[dict[str, Any]]:
    first = dt.date(2026, 1, 1)
    return [
        {
            "name": f"任务{number}",
            "owner": {"name": f"负责人{number % 50}"},
            "due": first + dt.timedelta(days=number % 300),
            "amount": f"{number * 13.5:,.2f}",
            "status": "已完成",
        }
        for number in range(count)
    ]


def measure(count: int) -> dict[str, int]:
    """Return the megabytes that filling `count` rows takes in this process."""
    template, rows = compile_template(draw_template(), "清单.docx"), make_rows(count)
    before = peak()
    template.fill({"rows": rows}, now=NOW, properties=PROPERTIES)
    return {"before": before, "peak": peak()}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
