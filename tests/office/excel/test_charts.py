"""Charts name all copies of what they showed, and remember the values of the filled cells."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.office.excel.workbooks import drawn, filled, part, parts, with_part, write_cells
from tests.support.validator import validate

LIST = {
    "A1": "名称",
    "B1": "数量",
    "C1": "翻倍",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r.n }}",
    "B3": "{{ r.q }}",
    "C3": "=B3*2",
    "A4": "{%tr endfor %}",
    "A5": "合计",
    "B5": "=SUM(B2:B4)",
}
SERIES = {"name": "=清单!$B$1", "categories": "=清单!$A$3:$A$3", "values": "=清单!$B$3:$B$3"}


GROUPS = {
    "A1": "{%tr for g in rows %}",
    "A2": "{{ g.n }}",
    "A3": "{%tr for q in g.qs %}",
    "A4": "{{ q }}",
    "A5": "{%tr endfor %}",
    "A6": "{%tr endfor %}",
}


def in_group(book: Any, sheet: Any) -> None:
    """Draw a chart of the rows of a group into the row with its name."""
    sheet.set_row(1, 200)
    made = book.add_chart({"type": "line"})
    made.add_series({"name": "=清单!$A$2", "values": "=清单!$A$3:$A$5"})
    made.set_size({"width": 200, "height": 150})
    sheet.insert_chart("C2", made, {"object_position": 1})


def rows(count: int) -> list[dict[str, Any]]:
    return [{"n": f"项{number}", "q": number} for number in range(1, count + 1)]


def chart(*series: dict[str, str], kind: str = "column", place: str = "E1") -> Any:
    def step(book: Any, sheet: Any) -> None:
        made = book.add_chart({"type": kind})
        for each in series:
            made.add_series(each)
        sheet.insert_chart(place, made)

    return step


def result(items: list[dict[str, Any]], *steps: Any, cells: dict[str, Any] = LIST) -> bytes:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("清单")
        write_cells(sheet, cells)
        for step in steps:
            step(book, sheet)

    return filled(drawn(draw), {"rows": items})


def formulas(workbook: bytes, number: int = 1) -> list[str]:
    return re.findall(r"<c:f>(.*?)</c:f>", part(workbook, f"xl/charts/chart{number}.xml"))


def points(workbook: bytes, number: int = 1) -> list[list[str]]:
    """Return the points of every cache."""
    xml = part(workbook, f"xl/charts/chart{number}.xml")
    caches = re.findall(r"<c:(?:str|num)Cache>(.*?)</c:(?:str|num)Cache>", xml, re.DOTALL)
    return [re.findall(r"<c:v>(.*?)</c:v>", cache) for cache in caches]


@pytest.mark.parametrize("count", [1, 5, 30, 500])
def test_series_and_categories_grow_and_their_points_are_the_values(count: int) -> None:
    made = result(rows(count), chart(SERIES))
    assert formulas(made) == ["清单!$B$1", f"清单!$A$2:$A${count + 1}", f"清单!$B$2:$B${count + 1}"]
    names, numbers = [f"项{n}" for n in range(1, count + 1)], [str(n) for n in range(1, count + 1)]
    assert points(made) == [["数量"], names, numbers]
    assert f'<c:ptCount val="{count}"/>' in part(made, "xl/charts/chart1.xml")


@pytest.mark.parametrize(
    "written", ["=清单!$B$3", "=清单!$B$3:$B$3", "=清单!$B$2:$B$4", "=清单!B3", "='清单'!$B$3:$B$3"]
)
def test_every_way_to_name_the_list_means_all_of_it(written: str) -> None:
    made = result(rows(3), chart({"values": written}))
    assert formulas(made)[0].replace("'", "").replace("$", "") == "清单!B2:B4"
    assert points(made) == [["1", "2", "3"]]


def test_computed_values_and_blanks_are_remembered() -> None:
    items = [*rows(1), {"n": None, "q": None}, *rows(2)[1:]]
    made = result(items, chart({"categories": "=清单!$A$3:$A$3", "values": "=清单!$C$3:$C$3"}))
    assert points(made) == [["项1", "项2"], ["2", "0", "4"]]
    assert 'idx="2"><c:v>项2' in part(made, "xl/charts/chart1.xml")


# --- nothing to show -------------------------------------------------------------------------------------------


def boxes(workbook: bytes) -> list[str]:
    """Return the texts of the boxes over the sheet."""
    return re.findall(r"<a:t>(.*?)</a:t>", part(workbook, "xl/drawings/drawing1.xml"))


def charts(workbook: bytes) -> list[str]:
    return [name for name in parts(workbook) if "chart" in name]


def test_an_empty_list_leaves_a_line_of_text_in_place_of_its_chart() -> None:
    made = result([], chart(SERIES))
    assert boxes(made) == ["(暂无数据)"]
    assert charts(made) == []
    assert "chart" not in part(made, "[Content_Types].xml")
    assert "chart" not in part(made, "xl/drawings/_rels/drawing1.xml.rels")


def test_the_text_stands_where_the_chart_stood_in_the_fonts_and_colours_of_the_theme() -> None:
    def anchor(workbook: bytes) -> str:
        found = re.search(r"<xdr:from>.*</xdr:to>", part(workbook, "xl/drawings/drawing1.xml"), re.DOTALL)
        assert found is not None
        return found[0]

    kept, gone = (result(rows(n), chart(SERIES, place="E9")) for n in (1, 0))
    columns = re.findall(r"<xdr:col(?:Off)?>.*?</xdr:col(?:Off)?>", anchor(kept))
    assert re.findall(r"<xdr:col(?:Off)?>.*?</xdr:col(?:Off)?>", anchor(gone)) == columns
    xml = part(gone, "xl/drawings/drawing1.xml")
    assert 'name="Chart 1"' in xml
    assert '<a:ea typeface="+mn-ea"/>' in xml
    assert '<a:schemeClr val="tx1">' in xml


def test_an_empty_table_keeps_its_row_and_its_chart_becomes_a_text() -> None:
    def step(_: Any, sheet: Any) -> None:
        names = [{"header": name} for name in ("名称", "数量", "翻倍")]
        sheet.add_table("A1:C4", {"columns": names})

    cells = {name: value for name, value in LIST.items() if name[1] in "1234"}
    assert boxes(result([], step, chart(SERIES), cells=cells)) == ["(暂无数据)"]
    assert formulas(result(rows(1), step, chart(SERIES), cells=cells))[2] == "清单!$B$2:$B$2"


def test_a_chart_whose_numbers_are_still_to_be_typed_stays() -> None:
    made = result([{"n": "项1", "q": None}, {"n": "项2", "q": None}], chart(SERIES))
    assert points(made) == [["数量"], ["项1", "项2"], []]


def test_a_chart_of_empty_cells_that_do_not_repeat_stays() -> None:
    made = result([], chart({"values": "=清单!$B$8:$B$9"}))
    assert formulas(made) == ["清单!$B$5:$B$6"]


def test_a_chart_that_also_shows_other_cells_stays() -> None:
    made = result([], chart(SERIES, {"values": "=清单!$B$8:$B$9"}), cells=LIST | {"B8": 7})
    assert points(made)[-1] == ["7"]
    assert len(charts(made)) == 1


def test_of_the_charts_of_groups_only_the_empty_ones_become_texts() -> None:
    groups = [{"n": "甲", "qs": []}, {"n": "乙", "qs": [5]}, {"n": "丙", "qs": []}]
    made = result(groups, in_group, cells=GROUPS)
    assert boxes(made) == ["(暂无数据)"] * 2
    (left,) = charts(made)
    assert re.findall(r"<c:v>(.*?)</c:v>", part(made, left)) == ["乙", "5"]


def test_a_chart_of_a_sheet_that_is_left_out_becomes_a_text() -> None:
    def draw(book: Any) -> None:
        data, board = book.add_worksheet("数据"), book.add_worksheet("看板")
        data.write("A1", "{%sheet if rows %}")
        data.write("B2", 7)
        chart({"values": "=数据!$B$2:$B$3"})(book, board)

    made = filled(drawn(draw), {"rows": []})
    assert boxes(made) == ["(暂无数据)"]
    assert points(filled(drawn(draw), {"rows": [1]})) == [["7"]]


@pytest.mark.needs_validator
def test_a_chart_in_a_group_of_shapes_leaves_its_text_there() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("清单")
        write_cells(sheet, LIST)
        chart(SERIES)(book, sheet)

    def grouped(xml: str) -> str:
        head = (
            '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="组"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr>'
            '<a:xfrm xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:off x="5" y="6"/>'
            '<a:ext cx="700" cy="800"/><a:chOff x="5" y="6"/><a:chExt cx="700" cy="800"/></a:xfrm></xdr:grpSpPr>'
        )
        xml = re.sub(
            r"<xdr:xfrm>.*?</xdr:xfrm>",
            '<xdr:xfrm><a:off x="5" y="6"/><a:ext cx="700" cy="800"/></xdr:xfrm>',
            xml,
        )
        xml = xml.replace("<xdr:graphicFrame", f"{head}<xdr:graphicFrame", 1)
        return xml.replace("</xdr:graphicFrame>", "</xdr:graphicFrame></xdr:grpSp>")

    made = filled(with_part(drawn(draw), "xl/drawings/drawing1.xml", grouped), {"rows": []})
    xml = part(made, "xl/drawings/drawing1.xml")
    assert '<a:xfrm><a:off x="5" y="6"/><a:ext cx="700" cy="800"/></a:xfrm><a:prstGeom' in xml
    assert validate({"book.xlsx": made}) == []


# --- what charts show ------------------------------------------------------------------------------------------


def test_days_as_categories_are_remembered_as_days() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("清单")
        write_cells(sheet, {k: v for k, v in LIST.items() if k != "A3"})
        sheet.write("A3", "{{ r.n }}", book.add_format({"num_format": "yyyy-mm-dd"}))
        chart(SERIES)(book, sheet)

    items = [{"n": dt.date(2026, 10, day), "q": day} for day in (1, 2)]
    assert points(filled(drawn(draw), {"rows": items}))[1] == ["2026-10-01", "2026-10-02"]


KINDS = {
    "A1": "{{ rows[0].n }}",
    "A2": "共 {{ rows[0].q }} 项",
    "A3": "甲 & 乙",
    "A4": '=IF(B1>0,"有","无")',
    "A5": "=1/0",
    "A6": "=B1>0",
    "A7": "=B1/4",
    "A8": "{{ rows[0].q > 0 }}",
    "A9": "{{ none }}",
    "A10": 2.5,
    "A11": True,
    "B1": "{{ rows[0].q }}",
}


def test_points_are_what_the_file_holds_whatever_a_cell_is() -> None:
    shown = chart({"categories": "=清单!$A$1:$A$12", "values": "=清单!$B$1:$B$12"})
    made = result([{"n": "<新品>", "q": 3}], shown, cells=KINDS)
    sheet = load_workbook(io.BytesIO(made), data_only=True).active
    held = [cell.value for (cell,) in sheet["A1:A12"]]
    words = {True: "TRUE", False: "FALSE"}
    names = [
        words.get(value, str(value)) if isinstance(value, bool) else str(value) for value in held if value
    ]
    assert [html.unescape(point) for point in points(made)[0]] == names
    assert names == ["<新品>", "共 3 项", "甲 & 乙", "有", "#DIV/0!", "TRUE", "0.75", "TRUE", "2.5", "TRUE"]


def test_texts_that_stand_in_their_cells_are_remembered() -> None:
    """Programs other than Excel write texts into cells (`inlineStr`) instead of the table of shared strings."""
    cells = {"A1": "甲", "B1": 5, "C1": "{{ rows[0].q }}"}

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("清单")
        write_cells(sheet, cells)
        chart({"categories": "=清单!$A$1", "values": "=清单!$B$1"})(book, sheet)

    def inline(xml: str) -> str:
        return re.sub(r'<c r="A1"[^>]*>.*?</c>', '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', xml)

    template = with_part(drawn(draw), "xl/worksheets/sheet1.xml", inline)
    assert points(filled(template, {"rows": rows(1)})) == [["甲"], ["5"]]


def test_a_number_that_is_no_day_of_the_calendar_is_remembered_as_it_is() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("清单")
        sheet.write("A1", "{{ rows[0].q }}", book.add_format({"num_format": "yyyy-mm-dd"}))
        chart({"categories": "=清单!$A$1", "values": "=清单!$A$1"})(book, sheet)

    assert points(filled(drawn(draw), {"rows": [{"q": 9_000_000_000}]}))[0] == ["9000000000"]


def test_a_chart_below_shows_its_own_cells_and_one_above_the_whole_list() -> None:
    cells = LIST | {"A8": "甲", "B8": 7}
    made = result(
        rows(4),
        chart({"values": "=清单!$B$8:$B$9"}, place="E12"),
        chart({"values": "=清单!$B$1:$B$5"}, place="E1"),
        cells=cells,
    )
    assert formulas(made, 1) == ["清单!$B$9:$B$10"]
    assert points(made, 1) == [["7"]]
    assert formulas(made, 2) == ["清单!$B$1:$B$6"]


def test_a_chart_in_a_group_shows_the_rows_of_its_group() -> None:
    groups = [{"n": "甲", "qs": [1, 2]}, {"n": "乙", "qs": [5]}, {"n": "丙", "qs": [7, 8, 9]}]
    made = result(groups, in_group, cells=GROUPS)
    names = sorted(name for name in parts(made) if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
    found = {tuple(formulas(made, n)): points(made, n) for n in range(1, len(names) + 1)}
    assert found == {
        ("清单!$A$1", "清单!$A$2:$A$3"): [["甲"], ["1", "2"]],
        ("清单!$A$4", "清单!$A$5:$A$5"): [["乙"], ["5"]],
        ("清单!$A$6", "清单!$A$7:$A$9"): [["丙"], ["7", "8", "9"]],
    }


def test_points_are_refilled_even_where_nothing_moves() -> None:
    cells = {"A1": "{{ rows[0].n }}", "B1": "{{ rows[0].q }}"}
    made = result(rows(1), chart({"categories": "=清单!$A$1", "values": "=清单!$B$1"}), cells=cells)
    assert points(made) == [["项1"], ["1"]]


def test_what_is_no_cell_in_a_row_that_a_chart_shows_is_passed_over() -> None:
    def draw(book: Any) -> None:
        listed, kept = book.add_worksheet("清单"), book.add_worksheet("底稿")
        write_cells(listed, LIST)
        write_cells(kept, {"A1": "甲", "B1": 5})
        chart({"categories": "=底稿!$A$1", "values": "=底稿!$B$1"})(book, listed)

    def commented(xml: str) -> str:
        return xml.replace('<c r="A1"', '<!-- 说明 --><?note 说明?><c r="A1"', 1)

    template = with_part(drawn(draw), "xl/worksheets/sheet2.xml", commented)
    assert points(filled(template, {"rows": rows(3)})) == [["甲"], ["5"]]


def test_a_chart_with_a_sheet_of_its_own_follows() -> None:
    def step(book: Any, _: Any) -> None:
        made = book.add_chart({"type": "column"})
        made.add_series(SERIES)
        book.add_chartsheet("图").set_chart(made)

    made = result(rows(3), step)
    assert formulas(made)[2] == "清单!$B$2:$B$4"
    assert points(made)[2] == ["1", "2", "3"]


def test_looks_and_titles_stay() -> None:
    def step(book: Any, sheet: Any) -> None:
        made = book.add_chart({"type": "column"})
        made.add_series(SERIES | {"fill": {"color": "#1F4E79"}, "data_labels": {"value": True}})
        made.set_title({"name": "进度"})
        sheet.insert_chart("E1", made)

    xml = part(result(rows(3), step), "xl/charts/chart1.xml")
    for kept in ("1F4E79", "<c:showVal", "进度"):
        assert kept in xml


@pytest.mark.needs_validator
@pytest.mark.parametrize("count", [0, 1, 12])
@pytest.mark.parametrize("kind", ["column", "line", "pie", "area", "scatter", "doughnut", "radar"])
def test_charts_stay_valid(kind: str, count: int) -> None:
    assert validate({"book.xlsx": result(rows(count), chart(SERIES, kind=kind))}) == []


@pytest.mark.parametrize("written", ["=清单!全部", "='清单'!全部"])
def test_a_chart_that_shows_a_name_remembers_what_it_stands_for(written: str) -> None:
    def step(book: Any, sheet: Any) -> None:
        book.define_name("全部", "=清单!$B$2:$B$4")
        chart({"values": written})(book, sheet)

    made = result(rows(3), step)
    assert formulas(made)[0].replace("'", "") == "清单!全部"
    assert points(made) == [["1", "2", "3"]]
