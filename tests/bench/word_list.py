"""A long list in Word as a template: six columns, formatted as Word writes them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

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


def draw_word_list() -> bytes:
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


def word_rows(count: int) -> list[dict[str, Any]]:
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
