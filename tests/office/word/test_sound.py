"""Filled documents are sound: the Open XML SDK validator finds nothing, whatever the data leave out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.office.word.documents import add_bookmark, add_bookmark_end, add_rows, drawn, fill
from tests.office.word.test_blocks import LOOP, PIXEL, ROWS
from tests.support.validator import find_validator, validation_faults


def everything(document: Document) -> None:
    """Draw every construct of the engine that changes the structure of a document."""
    add_bookmark(document.add_paragraph("{%p for r in rows %}"), 5, "findings", end=False)
    add_bookmark(document.add_paragraph("{{ r.name }}"), 6, "finding")
    document.add_paragraph("{{ r.name }}").add_run().add_picture(io.BytesIO(PIXEL))
    add_bookmark_end(document.add_paragraph("{%p endfor %}"), 5)
    add_rows(document, *LOOP)
    document.add_paragraph("")
    add_rows(document, *LOOP[1:])
    document.add_paragraph("")
    row = ["名", "{%tc for r in rows %}", "{{ r.name }}", "{%tc endfor %}"]
    add_rows(document, row, row)
    document.add_paragraph("")
    draw_merges(document)
    draw_conditional_cell(document)
    header = document.sections[0].header
    header.paragraphs[0].text = "{%p if rows %}"
    header.add_paragraph("{{ text }}")
    header.add_paragraph("{%p endif %}")


def draw_merges(document: Document) -> None:
    grid = add_rows(
        document,
        ["{%tr for r in rows %}", "", ""],
        ["", "", ""],
        ["", "", ""],
        ["{%tr endfor %}"],
        ["", "", ""],
    )
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "{{ r.name }}"
    grid.cell(1, 1).merge(grid.cell(1, 2)).text = "{% cellbg 'FFEB9C' %}{{ text }}"
    looks = grid.cell(2, 1)._tc.get_or_add_tcPr()
    looks.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    grid.cell(2, 1).text = "{% vm %}{{ r.name }}"
    document.add_paragraph("")


def draw_conditional_cell(document: Document) -> None:
    cell = add_rows(document, ["a", "{%p if rows %}"]).cell(0, 1)
    inner = cell.add_table(rows=3, cols=1)
    for number, text in enumerate(("{%tr for r in rows %}", "{{ r.name }}", "{%tr endfor %}")):
        inner.cell(number, 0).text = text
    cell.add_paragraph("{%p endif %}")


@pytest.mark.needs_validator
def test_the_validator_finds_nothing_in_filled_documents(tmp_path: Path) -> None:
    template = drawn(everything)
    for count in (0, 1, 3):
        filled = fill(template, rows=ROWS[:count], text="甲 & 乙\n<丙>\t")
        (tmp_path / f"{count}.docx").write_bytes(filled)
    program = find_validator()
    assert program is not None
    assert validation_faults(program, sorted(tmp_path.glob("*.docx"))) == []
