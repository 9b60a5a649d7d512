"""Entries grouped by a field, and one cell over all the rows of a group."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.office.word.documents import add_rows, cell_texts, drawn, fill, read, refused, spots, table
from tests.support.structure import docx_faults
from tests.support.validator import find_validator, validation_faults

GROUPED = (
    ["类别", "名称", "金额"],
    ["{%tr for g in items|grouped('category') %}"],
    ["{%tr for item in g.list %}"],
    ["{% vm %}{{ g.name }}", "{{ item.name }}", "{{ item.amount }}"],
    ["{%tr endfor %}"],
    ["{%tr endfor %}"],
)
ITEMS = [
    {"category": category, "name": f"项目{number}", "amount": number}
    for number, category in enumerate(("场地费", "宣传费", "场地费", "物料费", "宣传费", "场地费"), 1)
]


def column(filled: bytes, number: int = 0) -> list[tuple[str, str]]:
    """Return how each cell of a column is merged (`restart`, `continue` or nothing), and its text."""
    found = []
    for row in read(filled).tables[0]._tbl.tr_lst:
        cell = row.tc_lst[number]
        merges = cell.xpath("w:tcPr/w:vMerge/@w:val")
        found.append((str(merges[0]) if merges else "", "".join(cell.xpath(".//w:t/text()"))))
    return found


def test_a_category_is_printed_once_over_its_rows_in_the_order_of_the_list() -> None:
    filled = fill(table(*GROUPED), items=ITEMS)
    assert column(filled)[1:] == [
        ("restart", "场地费"),
        ("continue", ""),
        ("continue", ""),
        ("restart", "宣传费"),
        ("continue", ""),
        ("restart", "物料费"),
    ]
    assert [text for _, text in column(filled, 2)][1:] == ["1", "3", "6", "2", "5", "4"]


@pytest.mark.parametrize("count", [0, 1, 2, 6])
@pytest.mark.needs_validator
def test_grouped_rows_are_sound_for_any_number_of_entries(count: int, tmp_path: Path) -> None:
    filled = fill(table(*GROUPED), items=ITEMS[:count])
    assert len(cell_texts(filled)) == 1 + count
    assert docx_faults(filled) == []
    (tmp_path / "groups.docx").write_bytes(filled)
    program = find_validator()
    assert program is not None
    assert validation_faults(program, [tmp_path / "groups.docx"]) == []


def test_groups_within_groups_are_merged_each_over_its_own_rows() -> None:
    rows = (
        ["{%tr for g in items|grouped('phase') %}", "", ""],
        ["{%tr for h in g.list|grouped('owner.name') %}", "", ""],
        ["{%tr for item in h.list %}", "", ""],
        ["{{ g.name }}", "{% vm %}{{ h.name }}", "{% vm %}{{ item.name }}"],
        *[["{%tr endfor %}", "", ""]] * 3,
    )
    found = [("策划", "周"), ("策划", "许"), ("策划", "周"), ("执行", "周")]
    items = [{"phase": p, "owner": {"name": o}, "name": str(n)} for n, (p, o) in enumerate(found)]
    filled = fill(table(*rows), items=items)
    assert column(filled, 1) == [("restart", "周"), ("continue", ""), ("restart", "许"), ("restart", "周")]
    assert column(filled, 2) == [("restart", "0"), ("continue", ""), ("restart", "1"), ("restart", "3")]


def test_two_merged_cells_in_one_row_do_not_disturb_each_other() -> None:
    rows = (["{%tr for r in rows %}", "", ""], ["{% vm %}甲", "{{ r }}", "{% vm %}乙"], ["{%tr endfor %}"])
    filled = fill(table(*rows), rows=[1, 2])
    assert column(filled, 0) == [("restart", "甲"), ("continue", "")]
    assert column(filled, 1) == [("", "1"), ("", "2")]
    assert column(filled, 2) == [("restart", "乙"), ("continue", "")]


@pytest.mark.parametrize("condition", ["{%tr if r > 1 %}", "{%tr if r != 1 and true %}"])
def test_the_first_row_that_is_printed_begins_the_cell_also_where_a_condition_drops_others(
    condition: str,
) -> None:
    rows = (
        ["{%tr for r in rows %}", ""],
        [condition, ""],
        ["{% vm %}甲", "{{ r }}"],
        ["{%tr endif %}", ""],
        ["{%tr endfor %}", ""],
    )
    filled = fill(table(*rows), rows=[1, 2, 3])
    assert column(filled) == [("restart", "甲"), ("continue", "")]


def test_a_loop_over_one_row_leaves_a_cell_of_one_row() -> None:
    rows = (["{%tr for r in rows %}", ""], ["{% vm %}{{ r }}", "x"], ["{%tr endfor %}", ""])
    assert column(fill(table(*rows), rows=["一"])) == [("restart", "一")]


def test_the_cells_below_hold_nothing_however_the_text_is_formatted() -> None:
    def draw(document: Document) -> None:
        grid = add_rows(document, ["{%tr for r in rows %}", ""], ["", "{{ r }}"], ["{%tr endfor %}", ""])
        paragraph = grid.cell(1, 0).paragraphs[0]
        paragraph.style = "Quote"
        for text in ("{% vm", " %}共 ", "{{ rows", "|length }}", " 项"):
            paragraph.add_run(text).bold = len(text) % 2 == 0
        grid.cell(1, 0).add_paragraph("{% if r %}第二段{% endif %}")

    filled = fill(drawn(draw), rows=[7, 8])
    assert column(filled) == [("restart", "共 2 项第二段"), ("continue", "")]
    below = read(filled).tables[0].cell(1, 0)._tc.getparent().getnext().tc_lst[0]
    assert [str(style) for style in below.xpath("w:p/w:pPr/w:pStyle/@w:val")] == ["Quote"]
    assert docx_faults(filled) == []


def test_rows_that_do_not_split_over_pages_stay_so_under_a_merged_cell() -> None:
    def draw(document: Document) -> None:
        grid = add_rows(
            document, ["{%tr for r in rows %}", ""], ["{% vm %}甲", "{{ r }}"], ["{%tr endfor %}", ""]
        )
        looks = grid.rows[1]._tr.get_or_add_trPr()
        looks.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))

    filled = fill(drawn(draw), rows=list(range(90)))
    assert len(read(filled).tables[0]._tbl.xpath("w:tr/w:trPr/w:cantSplit")) == 90
    assert [merge for merge, _ in column(filled)] == ["restart", *["continue"] * 89]


def test_a_merged_cell_keeps_the_merge_across_columns_and_the_schemas_order() -> None:
    def draw(document: Document) -> None:
        grid = add_rows(
            document, ["{%tr for r in rows %}", "", ""], ["", "", "{{ r }}"], ["{%tr endfor %}", "", ""]
        )
        merged = grid.cell(1, 0).merge(grid.cell(1, 1))
        merged.text = "{% vm %}{% cellbg 'FFEB9C' %}宽"

    filled = fill(drawn(draw), rows=[1, 2])
    looks = read(filled).tables[0]._tbl.xpath("w:tr/w:tc[1]/w:tcPr")
    names = [[child.tag.split("}")[1] for child in look] for look in looks]
    assert names == [["tcW", "gridSpan", "vMerge", "shd"]] * 2


def test_a_merge_tag_in_a_loop_that_does_not_repeat_its_row_is_refused_with_the_reason() -> None:
    def draw(document: Document) -> None:
        add_rows(document, ["{%tc for r in rows %}", "{% vm %}{{ r }}", "{%tc endfor %}"])
        document.add_paragraph("{%p for r in rows %}")
        add_rows(document, ["{% vm %}{{ r }}"])
        document.add_paragraph("{%p endfor %}")

    problems = refused(drawn(draw), rows=[1])
    assert spots(problems) == [("T-207", "表 1 第 1 行"), ("T-207", "表 2 第 1 行")]
    assert "{%tr for … %}" in problems[0].remedy


def test_names_of_the_data_cannot_stand_in_the_way_of_a_merge() -> None:
    rows = (["{%tr for r in rows %}", ""], ["{% vm %}{{ joiner }}", "x"], ["{%tr endfor %}", ""])
    assert column(fill(table(*rows), rows=[1, 2], joiner="甲", loop=5)) == [
        ("restart", "甲"),
        ("continue", ""),
    ]
