"""A sheet with `{%sheet for … %}` is made once for each item, with names, references and parts of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.excel.workbooks import (
    computed,
    drawn,
    filled,
    opened,
    part,
    parts,
    refused,
    said,
    write_cells,
)
from tests.support.validator import validate

SHOP = {
    "A1": "{%sheet for s in shops %}",
    "A2": "{{ s.name }}",
    "A3": "{%tr for r in s.rows %}",
    "A4": "{{ r }}",
    "A5": "{%tr endfor %}",
    "A6": "=SUM(A3:A5)",
}
SHOPS = [{"name": "一店", "rows": [1, 2]}, {"name": "二店", "rows": [5, 6]}]


def shops(
    items: list[dict[str, Any]], *steps: Any, name: str = "{{ s.name }}", **others: dict[str, Any]
) -> bytes:
    """Return the filled workbook: a sheet for each shop between the `others`, drawn before (_) and after."""

    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("前"), others.get("before", {"A1": "前"}))
        sheet = book.add_worksheet(name)
        write_cells(sheet, SHOP | others.get("shop", {}))
        write_cells(book.add_worksheet("后"), others.get("after", {"A1": "后"}))
        for step in steps:
            step(book, sheet)

    return filled(drawn(draw), {"shops": items})


def names(workbook: bytes) -> list[str]:
    return list(opened(workbook).sheetnames)


def test_there_is_one_sheet_for_each_item_in_its_place() -> None:
    book = computed(shops(SHOPS))
    assert book.sheetnames == ["前", "一店", "二店", "后"]
    assert [cell.value for cell in book["一店"]["A"]] == ["一店", 1, 2, 3]
    assert [cell.value for cell in book["二店"]["A"]] == ["二店", 5, 6, 11]


@pytest.mark.needs_validator
@pytest.mark.parametrize("count", [0, 1, 3, 60])
def test_the_workbook_stays_valid_whatever_the_count(count: int) -> None:
    def step(book: Any, sheet: Any) -> None:
        sheet.print_area("A1:A6")
        sheet.set_header("&L{{ s.name }}")
        book.define_name("'{{ s.name }}'!合计", "='{{ s.name }}'!$A$6")

    items = [{"name": f"店{n}", "rows": [n]} for n in range(count)]
    result = shops(items, step)
    assert names(result) == ["前", *(f"店{n}" for n in range(count)), "后"]
    assert validate({"book.xlsx": result}) == []


@pytest.mark.parametrize(
    ("wanted", "made"),
    [
        (["北京/朝阳", "a[1]:b*?\\"], ["北京朝阳", "a1b"]),
        (["上海", "上海", "上海"], ["上海", "上海 (2)", "上海 (3)"]),
        (["Shop", "SHOP"], ["Shop", "SHOP (2)"]),
        (["前", "后 "], ["前 (2)", "后 (2)"]),
        (["'引号'", ""], ["引号", "工作表"]),
        (["History"], ["History (2)"]),
        (["很长" * 20, "很长" * 20], ["很长" * 15 + "很", "很长" * 13 + "很 (2)"]),
        (["😀" * 20], ["😀" * 15]),
    ],
)
def test_names_are_made_legal_and_unlike_each_other(wanted: list[str], made: list[str]) -> None:
    items = [{"name": name, "rows": []} for name in wanted]
    assert names(shops(items))[1:-1] == made


def test_a_name_may_be_a_pattern_without_a_loop() -> None:
    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("{{ year }}年"), {"A1": "{{ year }}", "B1": "='{{ year }}年'!A1"})

    sheet = opened(filled(drawn(draw), {"year": 2026})).worksheets[0]
    assert (sheet.title, sheet["B1"].value) == ("2026年", "='2026年'!A1")


def test_a_sheet_may_be_dropped() -> None:
    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("总表"), {"A1": "=IFERROR(附表!A2,0)"})
        write_cells(book.add_worksheet("附表"), {"A1": "{%sheet if detail %}", "A2": "{{ detail }}"})

    kept, dropped = (opened(filled(drawn(draw), {"detail": value})) for value in (7, 0))
    assert (kept.sheetnames, kept["总表"]["A1"].value) == (["总表", "附表"], "=IFERROR(附表!A1,0)")
    assert (dropped.sheetnames, dropped["总表"]["A1"].value) == (["总表"], "=IFERROR(#REF!,0)")


def test_references_to_the_pattern_mean_the_own_copy() -> None:
    book = opened(shops(SHOPS, shop={"B6": "='{{ s.name }}'!A2&前!A1"}))
    assert [book[name]["B4"].value for name in ("一店", "二店")] == ["=一店!A1&前!A1", "=二店!A1&前!A1"]


def test_references_from_other_sheets_mean_the_first_copy_or_all() -> None:
    cells = {
        "A1": "='{{ s.name }}'!A2",
        "A2": "=SUM('{{ s.name }}'!A6)",
        "A3": "=COUNT('{{ s.name }}'!A3:A5)",
        "A4": "=COUNTIF('{{ s.name }}'!A3:A5,\">1\")",
    }
    result = shops(SHOPS, before=cells)
    assert [cell.value for cell in opened(result)["前"]["A"]] == [
        "=一店!A1",
        "=SUM(一店:二店!A4)",
        "=COUNT(一店:二店!A2:A3)",
        '=COUNTIF(一店!A2:A3,">1")',
    ]
    assert [cell.value for cell in computed(result)["前"]["A"]] == ["一店", 14, 4, 1]


def test_copies_that_differ_in_length_are_listed_one_by_one() -> None:
    items = [SHOPS[0], {"name": "三店", "rows": [9]}]
    result = shops(items, before={"A1": "=SUM('{{ s.name }}'!A6)"})
    assert opened(result)["前"]["A1"].value == "=SUM(一店!A4,三店!A3)"
    assert computed(result)["前"]["A1"].value == 12


def test_a_reference_to_sheets_that_are_none_is_an_error_as_in_excel() -> None:
    result = shops([], before={"A1": "='{{ s.name }}'!A2", "A2": "=SUM('{{ s.name }}'!A6)"})
    assert [cell.value for cell in computed(result)["前"]["A"]] == ["#REF!", "#REF!"]


def test_references_through_several_sheets_include_all_copies() -> None:
    result = shops(SHOPS, before={"A2": 1}, after={"A2": 100, "B1": "=SUM(前:后!A2)"})
    assert opened(result)["后"]["B1"].value == "=SUM(前!A2,一店:二店!A1,后!A2)"


def test_sheets_of_one_list_name_each_other() -> None:
    def step(book: Any, _: Any) -> None:
        cells = {"A1": "{%sheet for s in shops %}", "A2": "='{{ s.name }}'!A6"}
        write_cells(book.add_worksheet("{{ s.name }}附"), cells)

    book = opened(shops(SHOPS, step))
    assert [book[name]["A1"].value for name in ("一店附", "二店附")] == ["=一店!A4", "=二店!A4"]


def test_local_names_and_print_areas_go_with_each_copy() -> None:
    def step(book: Any, sheet: Any) -> None:
        sheet.print_area("A1:A6")
        sheet.repeat_rows(1)
        book.define_name("'{{ s.name }}'!合计", "='{{ s.name }}'!$A$6")
        book.define_name("首店", "='{{ s.name }}'!$A$6")
        book.define_name("后!本页", "=后!$A$1")

    book = opened(shops(SHOPS, step))
    assert [book[n].print_area for n in ("一店", "二店")] == ["'一店'!$A$1:$A$4", "'二店'!$A$1:$A$4"]
    assert [book[n].print_title_rows for n in ("一店", "二店")] == ["$1:$1", "$1:$1"]
    assert [book[n].defined_names["合计"].attr_text for n in ("一店", "二店")] == [
        "一店!$A$4",
        "二店!$A$4",
    ]
    assert book["后"].defined_names["本页"].attr_text == "后!$A$1"
    assert book.defined_names["首店"].attr_text == "一店!$A$4"


def test_headers_see_the_item_and_only_one_sheet_is_selected() -> None:
    def step(_: Any, sheet: Any) -> None:
        sheet.set_header("&L{{ s.name }}")
        sheet.activate()

    book = opened(shops(SHOPS, step))
    assert [book[name].oddHeader.left.text for name in ("一店", "二店")] == ["一店", "二店"]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [None, True, None, None]
    assert book.active.title == "一店"


@pytest.mark.needs_validator
def test_tables_of_the_copies_have_names_of_their_own() -> None:
    def step(_: Any, sheet: Any) -> None:
        sheet.add_table("C9:D10", {"name": "清单", "columns": [{"header": "名"}, {"header": "数"}]})
        write_cells(sheet, {"D10": 4, "F9": "=SUM(清单[数])"})

    result = shops(SHOPS, step)
    book = opened(result)
    found = [list(sheet.tables) for sheet in book.worksheets]
    assert found == [[], ["清单"], ["清单_2"], []]
    assert [book[name]["F7"].value for name in ("一店", "二店")] == ["=SUM(清单[数])", "=SUM(清单_2[数])"]
    assert [computed(result)[name]["F7"].value for name in ("一店", "二店")] == [4, 4]
    assert validate({"book.xlsx": result}) == []


@pytest.mark.needs_validator
def test_parts_that_hang_on_the_sheet_are_copied_or_dropped_with_it() -> None:
    def step(book: Any, sheet: Any) -> None:
        sheet.write_comment("A2", "注")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='{{ s.name }}'!$A$4:$A$4"})
        sheet.insert_chart("D3", chart)

    two, none = shops(SHOPS, step), shops([], step)
    assert sum("charts/chart" in name for name in parts(two)) == 2
    assert sum("comments" in name for name in parts(two)) == 2
    assert not [name for name in parts(none) if "chart" in name or "comments" in name or "drawing" in name]
    assert "二店!$A$2:$A$3" in part(two, "xl/charts/chart2.xml")
    assert validate({"two.xlsx": two, "none.xlsx": none}) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"A1": "{%sheet for s in shops %}", "B1": "{%sheet for t in shops %}"}, [("T-323", "表!B1")]),
        ({"A1": "{%sheet endfor %}"}, [("T-324", "表!A1")]),
        ({"A1": "{%sheet for s in shops %} 店"}, [("T-303", "表!A1")]),
        ({"A1": "{%sheet for s in shops %}", "B1": "文字"}, [("T-301", "表!B1")]),
        ({"A1": "{%sheet for s %}"}, [("T-104", "表!A1")]),
        ({"A1": "{%sheet for s in shops %}", "A2": "{{ x.name }}"}, [("T-120", "表!A2")]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(cells: dict[str, Any], found: list[tuple[str, str]]) -> None:
    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("表"), cells)

    assert said(refused(drawn(draw), {"shops": [{"name": "一店"}]})) == found


def test_a_workbook_without_any_sheet_is_refused() -> None:
    def draw(book: Any) -> None:
        write_cells(book.add_worksheet("{{ s.name }}"), SHOP)

    assert said(refused(drawn(draw), {"shops": []})) == [("T-325", "工作簿")]
