"""Pivot tables read the whole list, wherever it went, and are made anew on opening."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.excel.workbooks import drawn, filled, part, with_parts, write_cells

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CACHE, TABLE = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"


def template(source: str) -> bytes:
    """Return a list with a pivot table below it, as far as the engine looks at one."""

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("清单")
        cells = {
            "A1": "名",
            "B1": "数",
            "A2": "{%tr for r in rows %}",
            "A3": "{{ r }}",
            "A4": "{%tr endfor %}",
        }
        write_cells(sheet, cells)
        sheet.write_url("D1", "https://example.org")

    link = '<Relationship Id="rId9{}" Type="' + OFFICE + '/{}" Target="{}"/></Relationships>'
    cached = link.format(0, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    shown = link.format(1, "pivotTable", "../pivotTables/pivotTable1.xml")
    changes = {
        "xl/_rels/workbook.xml.rels": ("</Relationships>", cached),
        "xl/worksheets/_rels/sheet1.xml.rels": ("</Relationships>", shown),
    }
    added = {
        CACHE: f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet"><worksheetSource {source}/>'
        "</cacheSource></pivotCacheDefinition>",
        TABLE: f'<pivotTableDefinition xmlns="{MAIN}"><location ref="A8:B12"/></pivotTableDefinition>',
    }
    return with_parts(drawn(draw), changes, added)


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ('ref="A1:B4" sheet="清单"', 'ref="A1:B11" sheet="清单"'),
        ('ref="A1:B3" sheet="清单"', 'ref="A1:B11" sheet="清单"'),
        ('name="全部"', 'name="全部"'),
        ('ref="A1:B4" sheet="没有"', 'ref="A1:B4" sheet="没有"'),
        ('ref="?" sheet="清单"', 'ref="?" sheet="清单"'),
    ],
)
def test_the_source_grows_with_its_list(source: str, made: str) -> None:
    cache = part(filled(template(source), {"rows": list(range(10))}), CACHE)
    assert f"<worksheetSource {made}/>" in cache
    assert 'refreshOnLoad="1"' in cache


@pytest.mark.parametrize(("count", "ref"), [(0, "A5:B9"), (3, "A8:B12"), (10, "A15:B19")])
def test_the_table_moves_as_a_whole(count: int, ref: str) -> None:
    made = part(filled(template('ref="A1:B4" sheet="清单"'), {"rows": list(range(count))}), TABLE)
    assert f'<location ref="{ref}"/>' in made
