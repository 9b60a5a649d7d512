"""What a chart shows: read from plain values, laid out as a rectangle of cells, in the theme's colours."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice

import pytest
from lxml import etree

from generator.office.blank import NULL, Blank
from generator.office.charts.block import Block, Named, find_block, read_cells
from generator.office.charts.caches import put_points
from generator.office.charts.colours import DRAWING, PALETTE, Colour, free_colours, main_colour, recolour
from generator.office.charts.data import ChartData, ChartSeries, read_chart
from generator.office.charts.listobject import can_name
from generator.office.filters import WrongKind
from generator.office.xml import Element

SERIES = {"name": "投入", "values": [1, 2.5, Decimal("3.10")]}
CHART: Mapping[str, object] = {"categories": ["甲", 2026, True], "series": [SERIES]}


def shape(fill: str) -> Element:
    return etree.fromstring(f'<c:spPr xmlns:c="urn:c" xmlns:a="{DRAWING[1:-1]}">{fill}</c:spPr>')


# --- reading ---------------------------------------------------------------------------------------------------


def test_numbers_are_exact_and_categories_as_they_are_printed() -> None:
    series = ChartSeries("投入", (Decimal(1), Decimal("2.5"), Decimal("3.10")))
    assert read_chart(CHART) == ChartData(("甲", "2026", "是"), (series,))


def test_an_unknown_number_is_a_gap() -> None:
    read = read_chart(
        {"categories": ["甲", "乙", "丙"], "series": [{"name": "a", "values": [None, Blank("number"), 0]}]}
    )
    assert read is not None
    assert read.series[0].values == (None, None, Decimal(0))


def test_unknown_numbers_of_a_whole_series_are_gaps() -> None:
    series = [SERIES, {"name": "实际", "values": NULL}]
    read = read_chart({**CHART, "series": series})
    assert read is not None
    assert read.series[1].values == (None, None, None)


@pytest.mark.parametrize(
    "value",
    [
        None,
        NULL,
        Blank("text"),
        {"categories": [], "series": []},
        {"categories": [], "series": [{"name": "投入", "values": []}]},
        {"categories": ["甲"], "series": []},
        {"categories": ["甲"], "series": NULL},
        {"categories": ["甲", "乙"], "series": [{"name": "投入", "values": [None, Blank("number")]}]},
    ],
)
def test_nothing_to_show_is_none(value: object) -> None:
    assert read_chart(value) is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("一张图", "请给图表的数据"),
        ([1, 2], "请给图表的数据"),
        ({"categories": ["甲"]}, "请给图表的数据"),
        ({"categories": "甲乙", "series": []}, "图表的类别要是一个列表, 不能是文字「甲乙」"),
        ({"categories": [["甲"]], "series": []}, "图表的类别要是单独的值, 不能是一个列表"),
        ({"categories": ["甲"], "series": {"name": "投入"}}, "图表的系列要是一个列表, 不能是一条记录"),
        ({"categories": ["甲"], "series": [[1]]}, "图表的每个系列要写 name"),
        ({"categories": ["甲"], "series": [{"name": "投入"}]}, "图表的每个系列要写 name"),
        (
            {"categories": ["甲", "乙"], "series": [{"name": "投入", "values": [1]}]},
            "系列「投入」有 1 个值, 类别有 2 个",
        ),
        (
            {"categories": ["甲"], "series": [{"name": "投入", "values": ["12"]}]},
            "系列「投入」的值要是数, 不能是文字「12」",
        ),
        (
            {"categories": ["甲"], "series": [{"name": "投入", "values": [True]}]},
            "系列「投入」的值要是数, 不能是「是」",
        ),
        (
            {"categories": ["甲"], "series": [{"name": "投入", "values": [float("nan")]}]},
            "系列「投入」的值要是数",
        ),
        ({"categories": ["类"] * 1001, "series": []}, "图表最多 1,000 个类别, 现在有 1,001 个"),
        ({"categories": ["甲"], "series": [{"name": "a", "values": [1]}] * 101}, "图表最多 100 个系列"),
        ({"categories": ["长" * 40_000], "series": []}, "图表的类别最多 32,767 个字符"),
    ],
)
def test_wrong_data_are_told_with_the_reason(value: object, reason: str) -> None:
    with pytest.raises(WrongKind) as refusal:
        read_chart(value)
    assert reason in refusal.value.wanted


def test_what_xml_cannot_hold_is_left_out_of_names() -> None:
    read = read_chart({"categories": ["甲\x07乙"], "series": [{"name": "\x00投入", "values": [1]}]})
    assert read is not None
    assert (read.categories, read.series[0].name) == (("甲乙",), "投入")


# --- where the data stand --------------------------------------------------------------------------------------


def named(name: str | None, categories: str | None, values: str | None) -> Named:
    return Named(read_cells(name), read_cells(categories), read_cells(values))


@pytest.mark.parametrize(
    ("series", "block"),
    [
        (named("Sheet1!$B$1", "Sheet1!$A$2:$A$5", "Sheet1!$B$2:$B$5"), Block("Sheet1")),
        (named("Sheet1!$B$1", "Sheet1!$A$2", "Sheet1!$B$2"), Block("Sheet1")),
        (named("Sheet1!$D$3", "Sheet1!$C$4:$C$9", "Sheet1!$D$4:$D$9"), Block("Sheet1", 3, 3)),
        (named("Sheet1!$A$2", "Sheet1!$B$1:$E$1", "Sheet1!$B$2:$E$2"), Block("Sheet1", by_rows=True)),
        (named("Sheet1!$A$2", "Sheet1!$B$1", "Sheet1!$B$2"), Block("Sheet1", by_rows=True)),
        (named(None, "Sheet1!$A$2:$A$5", "Sheet1!$B$2:$B$5"), Block("Sheet1")),
        (named(None, None, "Sheet1!$A$1:$A$5"), Block("Sheet1")),
        (named("Sheet1!$C$1", "Sheet1!$A$2:$B$5", "Sheet1!$C$2:$C$5"), Block("Sheet1")),
        (named("sheet1!$B$1", "sheet1!$A$2:$A$5", "sheet1!$B$2:$B$5"), Block("Sheet1")),
        (
            named("[数据.xlsx]Sheet1!$B$1", "[数据.xlsx]Sheet1!$A$2", "[数据.xlsx]Sheet1!$B$2"),
            Block("Sheet1"),
        ),
        (named("表!$B$9", "表!$A$10", "表!$B$10"), Block("Sheet1")),
        (named(None, None, "全部"), Block("Sheet1")),
        (named(None, None, "Sheet1!$B:$B"), Block("Sheet1")),
    ],
)
def test_the_data_are_one_rectangle(series: Named, block: Block) -> None:
    assert find_block([series], ["Sheet1", "Sheet2"]) == block


def test_without_a_workbook_the_references_alone_say_where() -> None:
    series = named("表!$B$9", "表!$A$10", "表!$B$10:$B$11")
    assert find_block([series], []) == Block("表", 9, 1)
    assert find_block([named(None, None, "0")], []) is None


def test_references_name_names_categories_and_numbers() -> None:
    block = Block("销售 1", 3, 2)
    found = [block.name(0), block.name(2), block.categories(1), block.categories(5), block.values(1, 5)]
    assert [str(each) for each in found] == [
        "'销售 1'!$C$3",
        "'销售 1'!$E$3",
        "'销售 1'!$B$4",
        "'销售 1'!$B$4:$B$8",
        "'销售 1'!$D$4:$D$8",
    ]


def test_series_in_rows_stay_in_rows() -> None:
    block = Block("Sheet1", by_rows=True)
    data = ChartData(("甲", "乙"), (ChartSeries("投入", (Decimal(1), None)),))
    assert [str(each) for each in (block.name(0), block.categories(2), block.values(0, 2))] == [
        "Sheet1!$A$2",
        "Sheet1!$B$1:$C$1",
        "Sheet1!$B$2:$C$2",
    ]
    assert block.grid(data, "类别", data.categories) == [["类别", "甲", "乙"], ["投入", Decimal(1), None]]
    assert str(block.area(1, 2)) == "A1:C2"


@pytest.mark.parametrize(
    ("names", "can"),
    [
        (["类别", "预算", "实际"], True),
        (["类别", "预算", "预算"], False),
        (["类别", "Plan", "PLAN"], False),
        (["类别", ""], False),
        (["类别", "长" * 256], False),
    ],
)
def test_columns_of_a_table_need_names_of_their_own(names: list[str], can: bool) -> None:
    assert can_name(names) is can


# --- points and colours ----------------------------------------------------------------------------------------


def test_points_are_counted_and_gaps_are_none() -> None:
    cache = etree.fromstring(
        '<c:numCache xmlns:c="urn:c"><c:formatCode>0%</c:formatCode><c:ptCount val="9"/>'
        '<c:pt idx="0"><c:v>9</c:v></c:pt></c:numCache>'
    )
    put_points(cache, ["1", None, "3"])
    assert etree.tostring(cache, encoding="unicode") == (
        '<c:numCache xmlns:c="urn:c"><c:formatCode>0%</c:formatCode><c:ptCount val="3"/>'
        '<c:pt idx="0"><c:v>1</c:v></c:pt><c:pt idx="2"><c:v>3</c:v></c:pt></c:numCache>'
    )


def test_colours_go_through_the_accents_and_then_through_their_shades() -> None:
    assert [dict(each.attributes)["val"] for each in PALETTE[:7]] == [
        f"accent{n}" for n in (1, 2, 3, 4, 5, 6, 1)
    ]
    assert PALETTE[6].luminance == (("lumMod", "60000"),)
    assert PALETTE[12].luminance == (("lumMod", "80000"), ("lumOff", "20000"))
    assert len(set(PALETTE)) == len(PALETTE) == 54


def test_a_colour_that_is_taken_is_left_out_until_all_are_taken() -> None:
    assert list(islice(free_colours([PALETTE[0], PALETTE[2]]), 3)) == [PALETTE[1], PALETTE[3], PALETTE[4]]
    assert list(islice(free_colours(PALETTE), 2)) == list(PALETTE[:2])
    assert len(list(islice(free_colours(()), 100))) == 100


def test_shades_of_a_colour_become_shades_of_the_other_and_transparency_stays() -> None:
    holder = shape(
        '<a:solidFill><a:schemeClr val="accent1"><a:alpha val="50000"/></a:schemeClr></a:solidFill>'
        '<a:ln><a:solidFill><a:schemeClr val="accent1"><a:lumMod val="75000"/></a:schemeClr></a:solidFill></a:ln>'
        '<a:effectLst><a:glow><a:srgbClr val="FF0000"/></a:glow></a:effectLst>'
    )
    old = main_colour(holder)
    assert old == Colour("schemeClr", (("val", "accent1"),))
    recolour(holder, old, PALETTE[6])
    made = [
        (each.get("val"), [(k.tag.rpartition("}")[2], k.get("val")) for k in each])
        for each in holder.iter(f"{DRAWING}schemeClr")
    ]
    assert made == [
        ("accent1", [("lumMod", "60000"), ("alpha", "50000")]),
        ("accent1", [("lumMod", "75000")]),
    ]
    recolour(holder, PALETTE[6], PALETTE[1])
    made = [each.get("val") for each in holder.iter(f"{DRAWING}schemeClr", f"{DRAWING}srgbClr")]
    assert made == ["accent2", "accent2", "FF0000"]


def test_a_shape_without_a_colour_has_none() -> None:
    assert main_colour(shape("<a:noFill/>")) is None
    assert main_colour(None) is None
