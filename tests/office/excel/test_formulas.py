"""Formulas follow the rows, on every sheet, and their values are stored beside them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.excel.workbooks import (
    column,
    computed,
    drawn,
    filled,
    opened,
    part,
    parts,
    sheet_of,
    with_part,
    write_cells,
)

ITEMS = [{"q": 2, "p": 10}, {"q": 3, "p": 5.5}, {"q": 1, "p": 100}]
BUDGET = {
    "A1": "数量",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r.q }}",
    "B3": "{{ r.p }}",
    "C3": "=A3*B3",
    "D3": "=C3/$C$5",
    "A4": "{%tr endfor %}",
    "C5": "=SUM(C2:C4)",
}


def formulas(
    cells: dict[str, str], letter: str, rows: list[dict] | None = None, sheet: str | None = None
) -> list[str]:
    return column(opened(filled(sheet_of(cells), {"rows": ITEMS if rows is None else rows})), letter, sheet)


def values(cells: dict[str, str], letter: str, rows: list[dict] | None = None) -> list:
    return column(computed(filled(sheet_of(cells), {"rows": ITEMS if rows is None else rows})), letter)


def test_a_formula_in_a_list_follows_its_own_copy() -> None:
    assert formulas(BUDGET, "C") == ["=A2*B2", "=A3*B3", "=A4*B4", "=SUM(C2:C4)"]
    assert formulas(BUDGET, "D") == ["=C2/$C$5", "=C3/$C$5", "=C4/$C$5"]


def test_values_are_stored_beside_the_formulas() -> None:
    assert values(BUDGET, "C") == [20, 16.5, 100, 136.5]


def test_a_formula_over_an_empty_list_stays_valid() -> None:
    cells = BUDGET | {
        "D5": '=COUNTIF(A2:A4,">1")',
        "E5": '=IFERROR(AVERAGE(C3),"无")',
        "F5": "=SUMIF(A3:A3,1,C3:C3)",
        "G5": "=MAX(A3)+COUNTA(A2:A4)",
    }
    result = filled(sheet_of(cells), {"rows": []})
    assert [cell.value for cell in computed(result).worksheets[0][2]][2:] == [0, 0, "无", 0, 0]
    assert "#REF!" not in part(result, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "total", ["=SUM(C2:C4)", "=SUM(C3:C3)", "=SUM(C3)", "=SUM(C1:C4)", "=SUM($C$3:$C$4)", "=SUM(C3:C4)"]
)
def test_a_total_over_a_list_grows_however_it_is_drawn(total: str) -> None:
    assert values(BUDGET | {"C5": total, "C1": "金额"}, "C")[-1] == 136.5


def test_running_totals_name_the_row_above() -> None:
    cells = {
        "A1": "余额",
        "B1": 1000,
        "A2": "{%tr for r in rows %}",
        "A3": "{{ r.q }}",
        "B3": "=B2+A3",
        "A4": "{%tr endfor %}",
    }
    assert formulas(cells, "B") == [1000, "=B1+A2", "=B2+A3", "=B3+A4"]
    assert values(cells, "B") == [1000, 1002, 1005, 1006]


def test_running_sums_grow_from_the_first_copy() -> None:
    assert formulas(BUDGET | {"E3": "=SUM($A$3:A3)"}, "E") == [
        "=SUM($A$2:A2)",
        "=SUM($A$2:A3)",
        "=SUM($A$2:A4)",
    ]


def test_shares_and_ranks_see_the_whole_list() -> None:
    cells = BUDGET | {"E3": "=RANK(A3,$A$3:$A$3)", "F3": "=A3/SUM(A2:A4)", "G3": "=SUM(A3:B3)"}
    assert formulas(cells, "E")[1] == "=RANK(A3,$A$2:$A$4)"
    assert formulas(cells, "F")[1] == "=A3/SUM(A2:A4)"
    assert formulas(cells, "G")[1] == "=SUM(A3:B3)"
    assert values(cells, "E") == [2, 1, 3]


def test_formulas_on_other_sheets_follow_whether_they_come_before_or_after() -> None:
    def draw(book):
        before, budget, after = (book.add_worksheet(name) for name in ("封面", "清单 1", "汇总"))
        write_cells(before, {"A1": "='清单 1'!C5", "A2": "=SUM('清单 1'!C:C)", "A3": "='清单 1'!$A$1"})
        write_cells(budget, BUDGET)
        write_cells(
            after,
            {
                "A1": "=SUMIF('清单 1'!$A$2:$A$4,3,'清单 1'!$C$2:$C$4)",
                "A2": "=ROWS('清单 1'!2:4)",
                "A3": "=A1+'清单 1'!C3",
            },
        )

    result = filled(drawn(draw), {"rows": ITEMS})
    assert column(opened(result), "A", "封面") == ["='清单 1'!C5", "=SUM('清单 1'!C:C)", "='清单 1'!$A$1"]
    assert column(opened(result), "A", "汇总") == [
        "=SUMIF('清单 1'!$A$2:$A$4,3,'清单 1'!$C$2:$C$4)",
        "=ROWS('清单 1'!2:4)",
        "=A1+'清单 1'!C2",
    ]
    assert column(computed(result), "A", "封面") == [136.5, 273, "数量"]
    assert column(computed(result), "A", "汇总") == [16.5, 3, 36.5]


def test_a_sum_by_key_of_another_list_is_made_for_each_row() -> None:
    def draw(book):
        write_cells(
            book.add_worksheet("明细"),
            {"A1": "{%tr for r in rows %}", "A2": "{{ r.q }}", "B2": "{{ r.p }}", "A3": "{%tr endfor %}"},
        )
        write_cells(
            book.add_worksheet("汇总"),
            {
                "A1": "{%tr for k in keys %}",
                "A2": "{{ k }}",
                "B2": "=SUMIF(明细!A2,A2,明细!B2)",
                "A3": "{%tr endfor %}",
            },
        )

    result = filled(drawn(draw), {"rows": [*ITEMS, {"q": 2, "p": 1}], "keys": [2, 3]})
    assert column(opened(result), "B", "汇总") == [
        "=SUMIF(明细!A1:A4,A1,明细!B1:B4)",
        "=SUMIF(明细!A1:A4,A2,明细!B1:B4)",
    ]
    assert column(computed(result), "B", "汇总") == [11, 5.5]


def test_defined_names_print_areas_and_titles_follow() -> None:
    def draw(book):
        sheet = book.add_worksheet("清单")
        write_cells(sheet, BUDGET | {"A6": "=SUM(明细)+总额"})
        sheet.print_area("A1:D6")
        sheet.repeat_rows(0)
        book.define_name("明细", "=清单!$C$3:$C$3")
        book.define_name("总额", "=清单!$C$5")
        book.define_name("清单!本页", "=清单!$A$5,清单!$A$6")
        book.define_name("上一格", "=清单!A1048576")
        book.define_name("税率", "=0.06")

    result = opened(filled(drawn(draw), {"rows": ITEMS + ITEMS}))
    names = {name: found.attr_text for name, found in result.defined_names.items()}
    assert names == {"明细": "清单!$C$2:$C$7", "总额": "清单!$C$8", "上一格": "清单!A1048576", "税率": "0.06"}
    assert result["清单"].defined_names["本页"].attr_text == "清单!$A$8,清单!$A$9"
    assert result["清单"].print_area == "'清单'!$A$1:$D$9"
    assert result["清单"].print_title_rows == "$1:$1"


def test_spills_of_several_sheets_and_of_other_workbooks_keep_their_form() -> None:
    cells = {
        "A1": "{%tr for r in rows %}",
        "A2": "{{ r.q }}",
        "A3": "{%tr endfor %}",
        "B5": "=SUM(B9#)+SUM(表:表!A5)+SUM([1]外!A5)",
    }
    assert formulas(cells, "B") == ["=SUM(B9#)+SUM(表:表!A5)+SUM([1]外!A5)"]
    assert formulas(cells, "B", rows=[ITEMS[0]] * 5) == ["=SUM(B11#)+SUM(表:表!A7)+SUM([1]外!A5)"]


def test_shared_formulas_are_written_out_for_every_copy() -> None:
    def shared(xml: str) -> str:
        xml = xml.replace("<f>A2*2</f>", '<f t="shared" ref="B2:B4" si="0">A2*2</f>')
        return xml.replace("<f>A3*2</f>", '<f t="shared" si="0"/>').replace(
            "<f>A4*2</f>", '<f t="shared" si="0"/>'
        )

    cells = {
        "A1": "{%tr for r in rows %}",
        "A2": "{{ r.q }}",
        "B2": "=A2*2",
        "A3": 7,
        "B3": "=A3*2",
        "A4": "{{ r.p }}",
        "B4": "=A4*2",
        "A5": "{%tr endfor %}",
    }
    template = with_part(sheet_of(cells), "xl/worksheets/sheet1.xml", shared)
    assert 't="shared"' in part(template, "xl/worksheets/sheet1.xml")
    result = filled(template, {"rows": ITEMS[:2]})
    assert column(opened(result), "B") == [f"=A{n}*2" for n in range(1, 7)]
    assert column(computed(result), "B") == [4, 14, 20, 6, 14, 11]


CHAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
CHAIN_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"


def test_the_calculation_chain_is_dropped_with_every_mention_of_it() -> None:
    mention = f'<Override PartName="/xl/calcChain.xml" ContentType="{CHAIN}"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{CHAIN_RELATION}" Target="calcChain.xml"/></Relationships>'
    template = sheet_of({"A1": "=1+1"})
    template = with_part(template, "[Content_Types].xml", lambda xml: xml.replace("</Types>", mention))
    template = with_part(
        template, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", relation)
    )
    result = filled(template)
    assert "xl/calcChain.xml" not in parts(result)
    assert "calcChain" not in part(result, "[Content_Types].xml") + part(result, "xl/_rels/workbook.xml.rels")


def table_of_data(xml: str) -> str:
    """Make of D7 and D8 an Excel data table of one input, B6."""
    table = '<c r="D7"><f t="dataTable" ref="D7:D8" dt2D="0" dtr="0" r1="B6"/><v>1</v></c>'
    return xml.replace('<c r="D7"><v>1</v></c>', table)


def test_the_inputs_of_a_data_table_and_the_cells_it_fills_move() -> None:
    cells = {
        "A1": "{%tr for r in rows %}",
        "A2": "{{ r.q }}",
        "A3": "{%tr endfor %}",
        "B6": 5,
        "D7": 1,
        "D8": 2,
    }
    template = with_part(sheet_of(cells), "xl/worksheets/sheet1.xml", table_of_data)
    xml = part(filled(template, {"rows": ITEMS[:1] * 4}), "xl/worksheets/sheet1.xml")
    assert '<f t="dataTable" ref="D8:D9" dt2D="0" dtr="0" r1="B7"/>' in xml


def test_an_array_formula_beside_a_list_keeps_its_cells_with_each_copy() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(
            sheet, {"A1": "{%tr for r in rows %}", "A2": "{{ r.q }}", "A3": 3, "A4": "{%tr endfor %}"}
        )
        sheet.write_array_formula("C2:C3", "{=A2:A3*2}")

    result = filled(drawn(draw), {"rows": ITEMS[:2]})
    xml = part(result, "xl/worksheets/sheet1.xml")
    assert '<f t="array" ref="C1:C2">A1:A2*2</f>' in xml
    assert '<f t="array" ref="C3:C4">A3:A4*2</f>' in xml
    assert column(computed(result), "C") == [4, 6, 6, 6]


def test_a_reference_through_sheets_that_move_differently_is_written_sheet_by_sheet() -> None:
    def draw(book: Any) -> None:
        for name in ("一月", "二月", "三月"):
            write_cells(book.add_worksheet(name), {"A4": "{{ 7 }}"})
        write_cells(
            book.get_worksheet_by_name("二月"), {"A1": "{%tr for r in rows %}", "A3": "{%tr endfor %}"}
        )
        write_cells(book.add_worksheet("汇总"), {"A1": "=SUM(一月:三月!A4)", "A2": "=SUM(一月:三月!B:B)"})

    same, moved = (filled(drawn(draw), {"rows": ITEMS[:1] * n}) for n in (3, 5))
    assert opened(same)["汇总"]["A1"].value == "=SUM(一月:三月!A4)"
    assert [cell.value for cell in opened(moved)["汇总"]["A"]] == [
        "=SUM(一月!A4,二月!A6,三月!A4)",
        "=SUM(一月:三月!B:B)",
    ]
    assert computed(moved)["汇总"]["A1"].value == computed(same)["汇总"]["A1"].value == 21


def test_intersections_and_unions_move_reference_by_reference() -> None:
    cells = {
        "A1": "{%tr for r in rows %}",
        "A2": "{{ r.q }}",
        "A3": "{%tr endfor %}",
        "B5": "=SUM(A1:A5 A2:B9)+SUM((A2,A4))+COUNT(A5:INDEX(A1:A9,3))",
    }
    assert formulas(cells, "B", rows=[ITEMS[0]] * 5) == [
        "=SUM(A1:A7 A1:B11)+SUM((A1,A6))+COUNT(A7:INDEX(A1:A11,3))"
    ]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("=COUNTIF(A1:A3,A2)", "=COUNTIF(A1:A3,A1)"),
        ("=SUMIF(A2,A2,B2)", "=SUMIF(A1:A3,A1,B1:B3)"),
        ("=SUMIFS(B2,A2,A2)", "=SUMIFS(B1:B3,A1:A3,A1)"),
        ("=COUNTIFS(A2,A2)", "=COUNTIFS(A1:A3,A1)"),
        ("=RANK(A2,A2)", "=RANK(A1,A1:A3)"),
        ("=LARGE(A2,A2)", "=LARGE(A1:A3,A1)"),
        ("=IF(MAX(A2)>1,SUM(A2,1),A2)", "=IF(MAX(A1:A3)>1,SUM(A1:A3,1),A1)"),
    ],
)
def test_only_arguments_that_take_lists_mean_all_copies(written: str, made: str) -> None:
    cells = {"A1": "{%tr for r in rows %}", "A2": "{{ r.q }}", "A3": "{%tr endfor %}", "D5": written}
    assert formulas(cells, "D", rows=[ITEMS[0]] * 3) == [made]
