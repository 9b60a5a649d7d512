"""A chart in Word shows the data it is given, by its points and in the workbook behind it, in its author's looks."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from generator.diagnostics import Place
from generator.errors import InvalidTemplate
from generator.office.charts.data import read_chart
from generator.office.package import read_package
from generator.office.parts import Parts
from generator.office.word.charts import chart_faults, copy_chart, fill_chart
from tests.office.excel.workbooks import with_part
from tests.office.word import chart_parts as drawing
from tests.office.word.chart_parts import Drawn, chart_xml, workbook
from tests.office.word.charts import (
    BOOK,
    CHART,
    drawn_chart,
    found,
    in_workbook,
    part_of,
    remembered,
    space_of,
    with_chart,
)
from tests.support.libreoffice import convert
from tests.support.structure import docx_faults, xlsx_faults
from tests.support.validator import validate

ACCENT = '<a:schemeClr val="accent{}"/>'
BARS = (Drawn("预算", (1, 2, 3)), Drawn("实际", (1, None, 3), colour=ACCENT.format(2)))
PIE = Drawn("占比", (5, 3, 2), kind="pie", extra=drawing.slices(3))
RING = Drawn("占比", (5, 3, 2), kind="doughnut", extra=drawing.slices(3))
COMBINATION = (
    Drawn("达成率", (0.5, 0.8, 1.1), code="0%"),
    Drawn("目标线", (1, 1, 1), kind="line", colour=ACCENT.format(3), code="0%"),
)
KINDS = {
    "bar": BARS,
    "line": (Drawn("预算", (1, 2, 3), kind="line"),),
    "area": (Drawn("预算", (1, 2, 3), kind="area"),),
    "radar": (Drawn("预算", (1, 2, 3), kind="radar"),),
    "doughnut": (RING,),
    "combination": COMBINATION,
}


def shown(categories: int, series: int = 1) -> dict[str, object]:
    """Return the data of a chart; every fifth number is not known."""
    values = [
        [None if (n + k) % 5 == 4 else round(1000.5 * (n + 1) / (k + 1), 2) for n in range(categories)]
        for k in range(series)
    ]
    names = [f"类别{n}" for n in range(1, categories + 1)]
    return {
        "categories": names,
        "series": [{"name": f"系列{k + 1}", "values": v} for k, v in enumerate(values)],
    }


def filled(document: bytes, value: object, part: str = CHART) -> bytes:
    data = read_chart(value)
    assert data is not None
    parts = Parts(read_package(document, "模板.docx"))
    fill_chart(parts, part, data)
    return parts.written()


def rows(value: dict[str, object]) -> list[list[object]]:
    """Return the data as rows of a sheet."""
    data = read_chart(value)
    assert data is not None
    numbers = zip(*(each.values for each in data.series), strict=True)
    head: list[object] = [None, *(each.name for each in data.series)]
    return [
        head,
        *(
            [name, *(None if n is None else float(n) for n in row)]
            for name, row in zip(data.categories, numbers, strict=True)
        ),
    ]


def formulas(document: bytes) -> list[str]:
    return found(space_of(document), "//c:ser//c:f/text()")


def refused(document: bytes, value: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidTemplate) as refusal:
        filled(document, value)
    return [(each.code, each.message) for each in refusal.value.diagnostics]


def with_space(document: bytes, old: str, new: str) -> bytes:
    """Return the document with a text of its chart part replaced."""
    assert old in part_of(document, CHART).decode()
    return with_part(document, CHART, lambda xml: xml.replace(old, new))


# --- the same numbers everywhere -------------------------------------------------------------------------------


@pytest.mark.parametrize("series", [1, 2, 4])
@pytest.mark.parametrize("categories", [1, 5, 30])
@pytest.mark.parametrize("kind", KINDS)
def test_points_and_workbook_hold_the_same_numbers(kind: str, categories: int, series: int) -> None:
    value = shown(categories, series)
    made = filled(drawn_chart(*KINDS[kind]), value)
    assert remembered(space_of(made)) == in_workbook(made) == rows(value)
    assert xlsx_faults(part_of(made, BOOK)) == docx_faults(made) == []


@pytest.mark.parametrize("categories", [1, 5, 30])
def test_a_pie_shows_its_one_series(categories: int) -> None:
    value = shown(categories)
    made = filled(drawn_chart(PIE), value)
    assert remembered(space_of(made)) == in_workbook(made) == rows(value)


def test_references_reach_as_far_as_the_data() -> None:
    made = filled(drawn_chart(*BARS), shown(5, 3))
    assert formulas(made) == [
        *("Sheet1!$B$1", "Sheet1!$A$2:$A$6", "Sheet1!$B$2:$B$6"),
        *("Sheet1!$C$1", "Sheet1!$A$2:$A$6", "Sheet1!$C$2:$C$6"),
        *("Sheet1!$D$1", "Sheet1!$A$2:$A$6", "Sheet1!$D$2:$D$6"),
    ]


def test_an_unknown_number_is_a_gap_and_never_a_zero() -> None:
    value = {"categories": ["甲", "乙"], "series": [{"name": "预算", "values": [None, 7]}]}
    made = filled(drawn_chart(*BARS), value)
    assert found(space_of(made), "//c:val//c:pt/@idx") == ["1"]
    assert found(space_of(made), "//c:val//c:ptCount/@val") == ["2"]
    assert in_workbook(made) == [[None, "预算"], ["甲", None], ["乙", 7]]


def test_the_link_to_the_workbook_stays() -> None:
    root = space_of(filled(drawn_chart(*BARS), shown(5)))
    assert found(root, "c:externalData/@r:id") == ["rId3"]
    assert found(root, "c:externalData/c:autoUpdate/@val") == ["0"]


def test_special_characters_and_line_breaks_are_text() -> None:
    names = ["A&B <渠道>", "两\n行", "_x0041_", " 前后 ", "=1+1", "007"]
    value = {"categories": names, "series": [{"name": "投入&产出", "values": [1, 2, 3, 4, 5, 6]}]}
    made = filled(drawn_chart(*BARS), value)
    assert [row[0] for row in remembered(space_of(made))[1:]] == names
    sheet = openpyxl.load_workbook(io.BytesIO(part_of(made, BOOK)))["Sheet1"]
    assert [sheet.cell(n, 1).data_type for n in range(2, 8)] == ["s"] * 6
    assert [sheet.cell(n, 1).value for n in (2, 3, 5, 6, 7)] == [names[n] for n in (0, 1, 3, 4, 5)]
    assert b"_x005F_x0041_" in part_of(part_of(made, BOOK), "xl/worksheets/sheet1.xml")


def test_long_numbers_are_the_same_in_both_places() -> None:
    value = {"categories": ["甲"], "series": [{"name": "a", "values": [1 / 3]}]}
    made = filled(drawn_chart(*BARS), value)
    assert found(space_of(made), "//c:val//c:v/text()") == ["0.333333333333333"]
    assert in_workbook(made)[1][1] == 0.333333333333333


def test_the_same_data_give_the_same_bytes() -> None:
    template = drawn_chart(*BARS)
    assert filled(template, shown(30, 4)) == filled(template, shown(30, 4))


def test_the_workbook_does_not_hang_on_what_compresses_it() -> None:
    made = part_of(filled(drawn_chart(*BARS), shown(3)), BOOK)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


# --- series grow and shrink ------------------------------------------------------------------------------------


def colours(root: etree._Element) -> list[str]:
    return found(root, "//c:ser/c:spPr/a:solidFill/a:schemeClr/@val")


def test_further_series_get_the_next_free_accents() -> None:
    root = space_of(filled(drawn_chart(*BARS), shown(3, 8)))
    assert colours(root) == [f"accent{n}" for n in (1, 2, 3, 4, 5, 6, 1, 2)]
    assert found(root, "//c:ser[7]/c:spPr/a:solidFill/a:schemeClr/a:lumMod/@val") == ["60000"]


def test_series_of_the_template_keep_their_looks() -> None:
    labels = drawing.labels()
    bars = (
        Drawn("预算", (1, 2, 3), colour='<a:srgbClr val="1F4E79"/>', extra=labels, code="#,##0.00"),
        Drawn("实际", (1, 2, 3), colour=ACCENT.format(5), code="0.0%"),
    )
    root = space_of(filled(drawn_chart(*bars), shown(5, 3)))
    assert found(root, "//c:ser/c:spPr/a:solidFill/a:srgbClr/@val") == ["1F4E79"]
    assert colours(root) == ["accent5", "accent1"]
    assert found(root, "//c:ser/c:val//c:formatCode/text()") == ["#,##0.00", "0.0%", "0.0%"]
    assert len(found(root, "//c:ser[1]/c:dLbls/c:showVal/@val")) == 1
    assert found(root, "//c:ser[2]/c:dLbls/c:showVal/@val") == []


def test_markers_and_lines_of_a_further_series_have_its_colour() -> None:
    root = space_of(filled(drawn_chart(*KINDS["line"]), shown(3, 2)))
    assert set(found(root, "//c:ser[2]//a:schemeClr/@val")) == {"accent2"}
    assert len(found(root, "//c:ser[2]/c:marker//a:schemeClr/@val")) == 2


def test_labels_in_the_colour_of_text_keep_it() -> None:
    bars = Drawn("预算", (1, 2, 3), colour='<a:schemeClr val="tx1"/>', extra=drawing.labels())
    root = space_of(filled(drawn_chart(bars), shown(3, 2)))
    assert found(root, "//c:ser[2]/c:spPr//a:schemeClr/@val") == ["accent1"]
    assert found(root, "//c:ser[2]/c:dLbls//a:schemeClr/@val") == ["tx1"]


def test_ids_and_orders_are_unique() -> None:
    root = space_of(filled(drawn_chart(*COMBINATION), shown(3, 6)))
    for path in ("//c:ser/c:idx/@val", "//c:ser/c:order/@val", "//c:ser//c16:uniqueId/@val"):
        assert len(set(found(root, path))) == len(found(root, path)) == 6


def test_superfluous_series_go_and_leave_nothing_in_the_workbook() -> None:
    three = (*BARS, Drawn("偏差", (7, 8, 9), colour=ACCENT.format(3)))
    value = shown(2)
    made = filled(drawn_chart(*three), value)
    assert colours(space_of(made)) == ["accent1"]
    assert in_workbook(made) == rows(value)


def test_series_match_by_the_order_that_people_see() -> None:
    document = with_space(drawn_chart(*BARS), "<c:order val='0'/>", "<c:order val='5'/>")
    root = space_of(filled(document, shown(3, 2)))
    assert found(root, "//c:ser//c:tx//c:v/text()") == ["系列2", "系列1"]


def test_a_further_series_of_a_combination_is_like_its_last_one() -> None:
    root = space_of(filled(drawn_chart(*COMBINATION), shown(3, 4)))
    assert len(found(root, "//c:barChart/c:ser/c:idx/@val")) == 1
    assert len(found(root, "//c:lineChart/c:ser/c:idx/@val")) == 3
    assert found(root, "//c:lineChart/c:ser/c:val//c:formatCode/text()") == ["0%"] * 3


def secondary() -> bytes:
    """Return bars with a line on axes of its own."""
    bars, line = COMBINATION
    plots = drawing.plot_xml("bar", drawing.series_xml(bars, 0, "甲乙丙"))
    plots += drawing.plot_xml("line", drawing.series_xml(line, 1, "甲乙丙"), (211, 212))
    axes = drawing.axes_xml(["bar"]) + drawing.SECONDARY
    return with_chart(drawing.space_xml(plots, axes), workbook(bars, line, categories="甲乙丙"))


def test_secondary_axes_stay_with_their_series_and_go_with_them() -> None:
    kept, gone = (space_of(filled(secondary(), shown(3, count))) for count in (2, 1))
    assert found(kept, "//c:lineChart/c:axId/@val") == ["211", "212"]
    assert len(found(kept, "//c:plotArea/*/c:crossAx/@val")) == 4
    assert found(gone, "//c:lineChart/c:axId/@val") == []
    assert found(gone, "//c:plotArea/*/c:crossAx/@val") == ["112", "111"]


# --- points ----------------------------------------------------------------------------------------------------


def test_formats_and_labels_of_single_points_stay_while_there_are_such_points() -> None:
    one = '<c:dLbl><c:idx val="{0}"/><c:delete val="1"/></c:dLbl>'
    extra = drawing.point_format(0, ACCENT.format(6)) + drawing.point_format(2, ACCENT.format(4))
    bars = Drawn("预算", (1, 2, 3), extra=extra + drawing.labels(one.format(0) + one.format(2)))
    two, five = (space_of(filled(drawn_chart(bars), shown(count))) for count in (2, 5))
    assert found(two, "//c:dPt/c:idx/@val") == found(two, "//c:dLbl/c:idx/@val") == ["0"]
    assert found(five, "//c:dPt/c:idx/@val") == found(five, "//c:dLbl/c:idx/@val") == ["0", "2"]


def test_formats_of_single_points_are_not_those_of_a_further_series() -> None:
    extra = drawing.point_format(1, ACCENT.format(6)) + drawing.labels(
        '<c:dLbl><c:idx val="1"/><c:delete val="1"/></c:dLbl>'
    )
    root = space_of(filled(drawn_chart(Drawn("预算", (1, 2, 3), extra=extra)), shown(3, 2)))
    assert found(root, "//c:ser[1]/c:dPt/c:idx/@val") == ["1"]
    assert found(root, "//c:ser[2]/c:dPt/c:idx/@val") == found(root, "//c:ser[2]//c:dLbl/c:idx/@val") == []
    assert found(root, "//c:ser[2]/c:dLbls/c:showVal/@val") == ["1"]


@pytest.mark.parametrize("template", [PIE, RING])
def test_further_slices_get_the_next_accents(template: Drawn) -> None:
    root = space_of(filled(drawn_chart(template), shown(8)))
    assert found(root, "//c:dPt/c:idx/@val") == [str(n) for n in range(8)]
    assert found(root, "//c:dPt//a:schemeClr/@val") == [f"accent{n}" for n in (1, 2, 3, 4, 5, 6, 1, 2)]
    assert len(set(found(root, "//c16:uniqueId/@val"))) == 9


def test_fewer_slices_leave_no_formats_behind() -> None:
    assert found(space_of(filled(drawn_chart(PIE), shown(1))), "//c:dPt/c:idx/@val") == ["0"]


def test_a_pie_that_office_colours_is_left_to_it() -> None:
    one = Drawn("占比", (5, 3, 2), kind="pie", extra=drawing.point_format(1, ACCENT.format(6)))
    assert found(space_of(filled(drawn_chart(one), shown(8))), "//c:dPt/c:idx/@val") == ["1"]


def test_rings_of_further_series_have_the_same_slices() -> None:
    root = space_of(filled(drawn_chart(RING), shown(4, 2)))
    assert found(root, "//c:ser[2]/c:dPt//a:schemeClr/@val") == ["accent1", "accent2", "accent3", "accent4"]


# --- what else speaks of series and points ---------------------------------------------------------------------


def test_entries_of_the_legend_that_are_no_more_go() -> None:
    entry = "<c:legendEntry><c:idx val='{0}'/><c:delete val='1'/></c:legendEntry>"
    document = drawn_chart(*BARS, legend=entry.format(0) + entry.format(1))
    assert found(space_of(filled(document, shown(1, 1))), "//c:legendEntry/c:idx/@val") == ["0"]
    assert found(space_of(filled(document, shown(3, 4))), "//c:legendEntry/c:idx/@val") == ["0", "1"]


def test_a_title_that_shows_a_name_shows_the_new_one_and_a_text_stays() -> None:
    linked = f"<c:title><c:tx>{drawing.strings('Sheet1!$C$1', ['实际'])}</c:tx><c:overlay val='0'/></c:title>"
    text = (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{{ campaign.name }}</a:t></a:r></a:p></c:rich></c:tx>"
        "<c:overlay val='0'/></c:title>"
    )
    two = space_of(filled(drawn_chart(*BARS, title=linked), shown(2, 2)))
    assert found(two, "c:chart/c:title//c:f/text()") == ["Sheet1!$C$1"]
    assert found(two, "c:chart/c:title//c:v/text()") == ["系列2"]
    assert found(
        space_of(filled(drawn_chart(*BARS, title=text), shown(2))), "c:chart/c:title//a:t/text()"
    ) == ["{{ campaign.name }}"]


C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"


def test_series_and_labels_that_office_set_aside_are_forgotten() -> None:
    labels = f"<c15:datalabelsRange xmlns:c15='{C15}'><c15:f>Sheet1!$F$2:$F$4</c15:f></c15:datalabelsRange>"
    cells = f"<c:ext uri='{{02D57815-91ED-43cb-92C2-25804820EDAC}}'>{labels}</c:ext>"
    hidden = drawing.series_xml(Drawn("藏", (1, 2, 3)), 7, "甲乙丙").replace("c:ser>", "c15:ser>")
    aside = (
        f"<c:extLst><c:ext uri='{{02D57815-91ED-43cb-92C2-25804820EDAC}}' xmlns:c15='{C15}'>"
        f"<c15:filteredBarSeries>{hidden}</c15:filteredBarSeries></c:ext></c:extLst>"
    )
    series = drawing.series_xml(Drawn("预算", (1, 2, 3), extension=cells), 0, "甲乙丙")
    chart = drawing.space_xml(drawing.plot_xml("bar", series, extension=aside), drawing.axes_xml(["bar"]))
    made = filled(with_chart(chart, workbook(Drawn("预算", (1, 2, 3)), categories="甲乙丙")), shown(3, 2))
    xml = part_of(made, CHART).decode()
    assert "c15:" not in xml
    assert "filtered" not in xml
    assert len(found(space_of(made), "//c:ser/c:extLst/c:ext/c16:uniqueId/@val")) == 2
    assert found(space_of(made), "//c:barChart/c:extLst") == []


def test_an_axis_of_days_becomes_one_of_categories() -> None:
    document = drawn_chart(*BARS)
    document = with_space(document, "c:catAx>", "c:dateAx>")
    document = with_space(
        document,
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/>',
        '<c:lblOffset val="100"/><c:baseTimeUnit val="days"/>',
    )
    root = space_of(filled(document, shown(3)))
    assert found(root, "//c:dateAx/c:axId/@val") == found(root, "//c:baseTimeUnit/@val") == []
    assert found(root, "//c:catAx/c:axId/@val") == ["111"]


def test_points_on_two_axes_take_numbers_as_numbers() -> None:
    template = Drawn("散点", (1, 2, 3), kind="scatter")
    value = {"categories": ["1", "2.5"], "series": [{"name": "a", "values": [3, 4]}]}
    made = filled(drawn_chart(template), value)
    assert found(space_of(made), "//c:xVal/c:numRef//c:v/text()") == ["1", "2.5"]
    assert in_workbook(made) == [[None, "a"], [1, 3], [2.5, 4]]
    texts = filled(drawn_chart(template), shown(2))
    assert found(space_of(texts), "//c:xVal/c:strRef//c:v/text()") == ["类别1", "类别2"]


def test_bubbles_of_numbers_alone_are_of_one_size() -> None:
    sizes = drawing.numbers("Sheet1!$C$2:$C$4", (5, 6, 7), "General")
    series = drawing.series_xml(Drawn("泡", (1, 2, 3), kind="scatter"), 0, "甲乙丙")
    series = series.replace("<c:smooth val='0'/>", f"<c:bubbleSize>{sizes}</c:bubbleSize>")
    series = re.sub("<c:marker>.*?</c:marker>", "", series)
    plot = f"<c:bubbleChart><c:varyColors val='0'/>{series}<c:axId val='113'/><c:axId val='112'/></c:bubbleChart>"
    book = workbook(Drawn("泡", (1, 2, 3)), categories="甲乙丙")
    made = filled(with_chart(drawing.space_xml(plot, drawing.axes_xml(["scatter"])), book), shown(2))
    assert found(space_of(made), "//c:bubbleSize/c:numLit//c:v/text()") == ["1", "1"]


# --- the workbook ----------------------------------------------------------------------------------------------


def sheet_of(document: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(part_of(document, BOOK)))["Sheet1"]


def test_the_table_over_the_data_is_as_large_as_they_are() -> None:
    for count, series, area in ((30, 4, "A1:E31"), (1, 1, "A1:B2")):
        sheet = sheet_of(filled(drawn_chart(*BARS), shown(count, series)))
        (table,) = sheet.tables.values()
        assert table.ref == area
        assert [each.name for each in table.tableColumns] == [" ", *(f"系列{n + 1}" for n in range(series))]
        assert len({each.id for each in table.tableColumns}) == series + 1


def test_cells_keep_the_looks_of_their_places() -> None:
    sheet = sheet_of(filled(drawn_chart(*BARS), shown(5, 3)))
    assert [sheet.cell(1, n).font.b for n in (2, 3, 4)] == [True] * 3
    assert {sheet.cell(row, column).number_format for row in range(2, 7) for column in (2, 3, 4)} == {
        "#,##0.00"
    }
    assert sheet.column_dimensions["A"].width == pytest.approx(24, abs=1)
    assert sheet.dimensions == "A1:D6"


@pytest.mark.parametrize("names", [["预算", "预算"], ["", "实际"], ["Plan", "plan"]])
def test_names_that_no_table_can_have_leave_a_sheet_without_one(names: list[str]) -> None:
    value = {"categories": ["甲"], "series": [{"name": name, "values": [1]} for name in names]}
    made = filled(drawn_chart(*BARS), value)
    assert sheet_of(made).tables == {}
    assert [row[1:] for row in remembered(space_of(made))] == [names, [1, 1]]
    assert xlsx_faults(part_of(made, BOOK)) == []
    assert "table" not in "".join(zipfile.ZipFile(io.BytesIO(part_of(made, BOOK))).namelist())


def test_a_series_named_like_the_corner_does_not_take_its_name() -> None:
    value = {"categories": ["甲"], "series": [{"name": " ", "values": [1]}, {"name": "类别", "values": [2]}]}
    made = filled(drawn_chart(*BARS), value)
    assert [each.name for each in next(iter(sheet_of(made).tables.values())).tableColumns] == [
        "项目",
        " ",
        "类别",
    ]


def test_a_workbook_without_a_table_is_filled_all_the_same() -> None:
    document = with_chart(
        chart_xml(*BARS, categories="甲乙丙"), workbook(*BARS, categories="甲乙丙", table=False)
    )
    made = filled(document, shown(5, 3))
    assert in_workbook(made) == rows(shown(5, 3))


def test_what_stands_beside_the_data_stays() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(*BARS, categories="甲乙丙")))
    book["Sheet1"]["H1"] = "数据来源:市场部"
    book["Sheet1"]["A40"] = "=SUM(B2:B4)"
    book.create_sheet("说明")["A1"] = "别动"
    stream = io.BytesIO()
    book.save(stream)
    made = filled(with_chart(chart_xml(*BARS, categories="甲乙丙"), stream.getvalue()), shown(5, 3))
    sheet = sheet_of(made)
    assert (sheet["H1"].value, sheet["A40"].value, sheet.parent["说明"]["A1"].value) == (
        "数据来源:市场部",
        "=SUM(B2:B4)",
        "别动",
    )
    assert sheet.dimensions == "A1:H40"
    assert b'fullCalcOnLoad="1"' in part_of(part_of(made, BOOK), "xl/workbook.xml")


def test_series_in_rows_stay_in_rows_of_the_sheet() -> None:
    chart = chart_xml(Drawn("预算", (1, 2)), categories="甲乙")
    for old, new in (("$B$2:$B$3", "$B$2:$C$2"), ("$A$2:$A$3", "$B$1:$C$1"), ("$B$1<", "$A$2<")):
        chart = chart.replace(old, new)
    value = shown(3, 2)
    made = filled(
        with_chart(chart, workbook(Drawn("甲", (1,)), Drawn("乙", (2,)), categories=["预算"])), value
    )
    assert (
        [list(row) for row in zip(*in_workbook(made), strict=True)]
        == remembered(space_of(made))
        == rows(value)
    )
    assert formulas(made)[:3] == ["Sheet1!$A$2", "Sheet1!$B$1:$D$1", "Sheet1!$B$2:$D$2"]


def test_data_that_stand_somewhere_on_another_sheet_stay_there() -> None:
    chart = chart_xml(Drawn("预算", (1, 2)), categories="甲乙")
    chart = re.sub(r"Sheet1!", "'数 据'!", chart)
    made = filled(
        with_chart(chart, workbook(Drawn("预算", (1, 2)), categories="甲乙", sheet="数 据")), shown(3)
    )
    assert formulas(made) == ["'数 据'!$B$1", "'数 据'!$A$2:$A$4", "'数 据'!$B$2:$B$4"]
    assert in_workbook(made) == rows(shown(3))


def test_a_chart_without_a_workbook_gets_points_alone() -> None:
    chart = chart_xml(*BARS, categories="甲乙丙", external=False)
    made = filled(with_chart(chart, None), shown(5, 3))
    assert remembered(space_of(made)) == rows(shown(5, 3))
    assert found(space_of(made), "c:externalData/@r:id") == []
    assert formulas(made)[-1] == "Sheet1!$D$2:$D$6"


def test_references_that_name_no_cells_become_the_numbers_themselves() -> None:
    chart = re.sub(
        r"<c:f>[^<]*</c:f>", "<c:f>label 0</c:f>", chart_xml(*BARS, categories="甲乙丙", external=False)
    )
    made = filled(with_chart(chart, None), shown(2, 2))
    assert formulas(made) == []
    assert remembered(space_of(made)) == rows(shown(2, 2))


def test_references_that_cannot_be_read_become_plain_ones_where_there_is_a_workbook() -> None:
    chart = re.sub(r"<c:f>[^<]*</c:f>", "<c:f>Sheet1!全部</c:f>", chart_xml(*BARS, categories="甲乙丙"))
    book = workbook(*BARS, categories="甲乙丙", table=False)
    made = filled(with_chart(chart, book), shown(2, 1))
    assert formulas(made)[:3] == ["Sheet1!$B$1", "Sheet1!$A$2:$A$3", "Sheet1!$B$2:$B$3"]
    assert in_workbook(made) == rows(shown(2, 1))


# --- copies ----------------------------------------------------------------------------------------------------


def test_copies_of_a_chart_have_workbooks_of_their_own() -> None:
    parts = Parts(read_package(drawn_chart(*BARS), "模板.docx"))
    copies = [copy_chart(parts, CHART) for _ in range(2)]
    first, second = (read_chart(shown(n)) for n in (2, 4))
    assert first is not None
    assert second is not None
    fill_chart(parts, copies[0], first)
    fill_chart(parts, copies[1], second)
    made = parts.written()
    assert copies == ["word/charts/chart2.xml", "word/charts/chart3.xml"]
    for number, value in ((2, shown(2)), (3, shown(4))):
        book = f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"
        assert (
            remembered(space_of(made, f"word/charts/chart{number}.xml"))
            == in_workbook(made, book)
            == rows(value)
        )
    assert remembered(space_of(made)) == in_workbook(made)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert {"word/charts/style3.xml", "word/charts/colors3.xml"} <= set(names)
    types = part_of(made, "[Content_Types].xml").decode()
    assert all(
        f"/word/charts/{name}{n}.xml" in types for name in ("chart", "style", "colors") for n in (1, 2, 3)
    )


def test_a_chart_that_goes_takes_its_workbook_with_it() -> None:
    parts = Parts(read_package(drawn_chart(*BARS), "模板.docx"))
    parts.unrelate("word/document.xml", "rId900")
    parts.drop(CHART)
    assert not [
        name
        for name in zipfile.ZipFile(io.BytesIO(parts.written())).namelist()
        if "chart" in name or "embed" in name
    ]


# --- what cannot be filled -------------------------------------------------------------------------------------


def test_a_chart_that_is_linked_to_another_file_is_told() -> None:
    chart = chart_xml(*BARS, categories="甲乙丙")
    document = with_chart(chart, None, target="file:///D:/数据.xlsx")
    assert refused(document, shown(1)) == [
        ("T-230", "图表的数据在链接的文件里(file:///D:/数据.xlsx), 不能填入")
    ]


def test_a_binary_workbook_is_told() -> None:
    name = "word/embeddings/Microsoft_Excel_Binary_Worksheet.xlsb"
    document = with_chart(chart_xml(*BARS, categories="甲乙丙"), b"PK", name=name)
    assert refused(document, shown(1)) == [("T-231", "图表后面的工作簿是 .xlsb 格式, 不能填入")]


def test_kinds_of_charts_that_have_no_series_are_told() -> None:
    document = with_chart(
        '<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"/>', None
    )
    assert refused(document, shown(1))[0][0] == "T-232"
    empty = with_chart(drawing.space_xml(drawing.plot_xml("bar", ""), drawing.axes_xml(["bar"])), None)
    assert refused(empty, shown(1))[0][0] == "T-233"


def test_more_series_than_a_pie_can_show_are_told() -> None:
    assert refused(drawn_chart(PIE), shown(3, 2)) == [("T-234", "这种图表要有 1 个系列, 数据有 2 个")]


def without_sheets(book: bytes) -> bytes:
    return with_part(book, "xl/workbook.xml", lambda xml: re.sub("<sheets>.*</sheets>", "<sheets/>", xml))


def with_a_strange_cell(book: bytes) -> bytes:
    return with_part(book, "xl/worksheets/sheet1.xml", lambda xml: xml.replace('r="B2"', 'r="？"'))


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (lambda _: b"PK\x03\x04", "文件已损坏: 压缩包不完整"),
        (lambda _: b"", "这不是 Word(.docx)或 Excel(.xlsx)文件"),
        (without_sheets, "文件缺少必要的部分 worksheet"),
        (with_a_strange_cell, "单元格无法读取"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_told(spoilt: Callable[[bytes], bytes], reason: str) -> None:
    chart, book = chart_xml(*BARS, categories="甲乙丙"), workbook(*BARS, categories="甲乙丙")
    found = refused(with_chart(chart, spoilt(book) or b" "), shown(1))
    assert found == [("T-235", f"图表后面的工作簿不能填入: {reason}")]


def test_a_sound_chart_has_no_faults_and_a_fault_has_the_place_it_is_given() -> None:
    place = Place(file="模板.docx", spot="正文第 3 段")
    sound, faulty = drawn_chart(*BARS), with_chart(drawing.space_xml("", ""), None)
    assert chart_faults(Parts(read_package(sound, "模板.docx")), CHART, place) == ()
    (fault,) = chart_faults(Parts(read_package(faulty, "模板.docx")), CHART, place)
    assert (fault.code, fault.place) == ("T-233", place)


# --- outside judges --------------------------------------------------------------------------------------------


def many() -> dict[str, bytes]:
    """Return filled documents of every kind and of the sizes that matter, by name."""
    templates: dict[str, Sequence[Drawn]] = {**KINDS, "pie": (PIE,)}
    sizes = {"bar": ((1, 1), (5, 2), (30, 4)), "pie": ((1, 1), (30, 1)), "doughnut": ((5, 1), (30, 4))}
    return {
        f"{kind}-{categories}-{series}.docx": filled(drawn_chart(*drawn), shown(categories, series))
        for kind, drawn in templates.items()
        for categories, series in sizes.get(kind, ((5, 4),))
    } | {"secondary.docx": filled(secondary(), shown(5, 2))}


@pytest.mark.needs_validator
def test_filled_charts_and_their_workbooks_are_valid() -> None:
    documents = many()
    books = {
        f"{name}.xlsx": part_of(made, BOOK) for name, made in documents.items() if name.startswith("bar")
    }
    assert validate({**documents, **books}) == []


@pytest.mark.needs_libreoffice
@pytest.mark.needs_poppler
def test_libreoffice_prints_filled_charts(tmp_path: Path) -> None:
    made = many()
    files = [tmp_path / name for name in made]
    for file, content in zip(files, made.values(), strict=True):
        file.write_bytes(content)
    for printed in convert(files, "pdf", tmp_path / "out"):
        text = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True).stdout
        assert re.search("(系列|类别) ?1", text), printed.name


@pytest.mark.needs_libreoffice
def test_a_chart_that_libreoffice_saved_is_refilled_like_any_other(tmp_path: Path) -> None:
    source = tmp_path / "chart.docx"
    source.write_bytes(drawn_chart(*BARS))
    (saved,) = convert([source], "docx", tmp_path / "saved")
    made = filled(saved.read_bytes(), shown(2, 3))
    assert remembered(space_of(made)) == in_workbook(made) == rows(shown(2, 3))
    assert formulas(made)[-1] == "Sheet1!$D$2:$D$3"
