"""Everything else that names a cell follows the rows: each kind in a list, across one, and below one."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from generator.office.excel.compiling import compile_xlsx
from tests.office.excel.lists import LIST, book, result
from tests.office.excel.workbooks import (
    NOW,
    PROPERTIES,
    drawn,
    filled,
    opened,
    part,
    refused,
    said,
    with_part,
    write_cells,
)


def merges(count: int, *areas: str) -> list[str]:
    def merge(_: Any, sheet: Any) -> None:
        for area in areas:
            sheet.merge_range(area, "")

    return sorted(str(area) for area in opened(result(count, merge)).worksheets[0].merged_cells.ranges)


def test_merges_repeat_with_their_row_grow_across_a_list_and_move_below_it() -> None:
    found = merges(3, "B3:C3", "E3:E4", "G1:G6", "B8:C8")
    assert set(found) == {"B2:C2", "B4:C4", "B6:C6", "E2:E3", "E4:E5", "E6:E7", "G1:G8", "B10:C10"}


def test_merges_of_an_empty_list_vanish() -> None:
    assert merges(0, "B3:C3", "G2:G5", "H2:I2", "B8:C8") == ["B4:C4"]


def test_a_merge_that_shrinks_to_one_cell_is_none() -> None:
    assert merges(0, "G1:G5") == []


def formats(count: int, *rules: tuple[str, str]) -> list[tuple[str, str]]:
    def add(_: Any, sheet: Any) -> None:
        for area, formula in rules:
            sheet.conditional_format(area, {"type": "formula", "criteria": formula})

    sheet = opened(result(count, add)).worksheets[0]
    return [
        (str(found.sqref), rule.formula[0]) for found in sheet.conditional_formatting for rule in found.rules
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (("A3:K3", "=$B3>3"), [("A2:K2 A4:K4 A6:K6", "$B2>3")]),
        (("A2:K5", "=$B2>3"), [("A2:K7", "$B2>3")]),
        (("A3:K4", "=$B3>$C$6"), [("A2:K7", "$B2>$C$8")]),
        (("A8:B9", "=$B8>C6"), [("A10:B11", "$B10>C8")]),
        (("B3", "=B3>B1"), [("B2 B4 B6", "B2>B$1")]),
        (("B3", "=COUNTIF($B$2:$B$5,B3)>1"), [("B2 B4 B6", "COUNTIF($B$2:$B$7,B2)>1")]),
        (("B3", "=B3>B2"), [("B2 B4 B6", "B2>B1")]),
        (("B4", "=B4>$A$3"), [("B3", "B3>$A$2"), ("B5", "B5>$A$4"), ("B7", "B7>$A$6")]),
        (("B4", "=B4>A3"), [("B3 B5 B7", "B3>A2")]),
        (("A1:K6", '=$A1="合计"'), [("A1:K8", '$A1="合计"')]),
        (("A1:A1048576", "=$A1=1"), [("A1:A1048576", "$A1=1")]),
    ],
)
def test_conditional_formats_follow_with_their_formulas(
    rule: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    assert formats(3, rule) == expected


def test_conditional_formats_of_an_empty_list_vanish() -> None:
    assert formats(0, ("A3:K3", "=$B3>3"), ("A8", "=A8>1")) == [("A4", "A4>1")]


def test_data_bars_with_a_formula_as_bound_follow() -> None:
    def bar(_: Any, sheet: Any) -> None:
        sheet.conditional_format("A3", {"type": "2_color_scale", "max_type": "formula", "max_value": "=$B$6"})

    assert 'type="formula" val="$B$8"' in part(result(3, bar), "xl/worksheets/sheet1.xml")


def validations(count: int, area: str, options: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    def add(made: Any, sheet: Any) -> None:
        made.add_worksheet("字典")
        sheet.data_validation(area, options)

    sheet = opened(result(count, add)).worksheets[0]
    return [(str(rule.sqref), rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation]


def test_validations_follow_with_both_their_formulas() -> None:
    listed = {"validate": "list", "source": ["是", "否"]}
    assert validations(2, "B3:B4", listed) == [("B2:B5", '"是,否"', None)]
    between = {"validate": "integer", "criteria": "between", "minimum": "=C3", "maximum": "=$C$6"}
    assert validations(2, "B3", between) == [("B2 B4", "C2", "$C$6")]
    assert validations(2, "B8", {"validate": "list", "source": "=字典!$A$2:$A$9"}) == [
        ("B8", "字典!$A$2:$A$9", None)
    ]
    assert validations(0, "B3", listed) == []


def test_a_drop_down_that_names_a_list_on_another_sheet_grows_with_it() -> None:
    def draw(made: Any) -> None:
        write_cells(made.add_worksheet("字典"), LIST)
        made.add_worksheet("表").data_validation("B3", {"validate": "list", "source": "=字典!$A$2:$A$5"})

    sheet = opened(filled(drawn(draw), {"rows": [1, 2, 3]}))["表"]
    assert sheet.data_validations.dataValidation[0].formula1 == "字典!$A$2:$A$7"


def test_the_filter_of_a_sheet_follows() -> None:
    found = result(3, lambda _, sheet: sheet.autofilter("A1:B5"))
    assert opened(found).worksheets[0].auto_filter.ref == "A1:B7"
    assert "表!$A$1:$B$7</definedName>" in part(found, "xl/workbook.xml")
    assert (
        opened(result(0, lambda _, sheet: sheet.autofilter("A1:B5"))).worksheets[0].auto_filter.ref == "A1:B1"
    )


def test_page_breaks_follow_and_repeat_with_their_row() -> None:
    sheet = opened(result(2, lambda _, sheet: sheet.set_h_pagebreaks([1, 4, 8]))).worksheets[0]
    assert [found.id for found in sheet.row_breaks.brk] == [1, 3, 5, 8]
    assert sheet.row_breaks.manualBreakCount == 4


def test_links_follow_repeat_and_point_to_where_their_target_went() -> None:
    def link(_: Any, sheet: Any) -> None:
        sheet.write_url("B3", "https://example.org/a", string="外")
        sheet.write_url("B6", "internal:'表'!A6", string="内")
        sheet.write_url("B8", "internal:'表'!A3", string="首")

    sheet = opened(result(2, link)).worksheets[0]
    found = {cell.coordinate: cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert {place: (one.target, one.location) for place, one in found.items()} == {
        "B2": ("https://example.org/a", None),
        "B4": ("https://example.org/a", None),
        "B6": (None, "'表'!A6"),
        "B8": (None, "'表'!A2"),
    }


def test_frozen_panes_hold_the_same_rows() -> None:
    assert opened(result(3, lambda _, sheet: sheet.freeze_panes(1, 1))).worksheets[0].freeze_panes == "B2"
    below = opened(result(3, lambda _, sheet: sheet.freeze_panes(6, 0))).worksheets[0]
    assert below.freeze_panes == "A9"
    assert below.sheet_view.pane.ySplit == 8
    assert (
        opened(result(0, lambda _, sheet: sheet.freeze_panes(6, 0))).worksheets[0].sheet_view.pane.ySplit == 2
    )


def test_the_selection_follows() -> None:
    view = opened(result(3, lambda _, sheet: sheet.set_selection("B6:C6"))).worksheets[0].sheet_view
    assert (view.selection[0].activeCell, view.selection[0].sqref) == ("B8", "B8:C8")


def test_ignored_errors_and_the_dimension_follow() -> None:
    sheet = part(
        result(3, lambda _, sheet: sheet.ignore_errors({"number_stored_as_text": "A3 B8:B9"})),
        "xl/worksheets/sheet1.xml",
    )
    assert 'sqref="A2 A4 A6 B10:B11"' in sheet
    assert '<dimension ref="A1:A8"/>' in sheet


def test_headers_and_footers_are_filled_and_codes_in_values_are_not_codes() -> None:
    def header(_: Any, sheet: Any) -> None:
        sheet.set_header("&L{{ number }}&C&10{{ year }}&R{{ name }}")
        sheet.set_footer("&C第 &P 页 共 &N 页")

    sheet = part(
        filled(book(header), {"rows": [], "number": "HD-01", "year": 2026, "name": "R&D\x07 <A>"}),
        "xl/worksheets/sheet1.xml",
    )
    assert "<oddHeader>&amp;LHD-01&amp;C&amp;10 2026&amp;RR&amp;&amp;D &lt;A&gt;</oddHeader>" in sheet
    assert "<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter>" in sheet


def test_a_header_that_grows_too_long_is_refused() -> None:
    found = refused(book(lambda _, sheet: sheet.set_header("&L{{ name }}")), {"rows": [], "name": "长" * 254})
    assert said(found) == [("T-319", "表!页眉页脚")]


def test_an_unknown_name_in_a_header_is_told_with_its_place() -> None:
    assert said(refused(book(lambda _, sheet: sheet.set_header("{{ nix }}")), {"rows": []})) == [
        ("T-120", "表!页眉")
    ]


def test_tags_where_nothing_fills_them_are_refused() -> None:
    found = refused(book(lambda _, sheet: sheet.insert_button("D3", {"caption": "{{ name }}"})), {"rows": []})
    assert [(one.code, "{{ name }}" in one.message, "控件" in one.message) for one in found] == [
        ("T-309", True, True)
    ]


def test_tags_in_notes_and_titles_of_charts_are_told_by_their_sheet() -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$B$2:$B$4"})
        chart.set_title({"name": "{{ name }}"})
        sheet.insert_chart("D1", chart)
        sheet.write_comment("B8", "{{ name }}")

    assert said(refused(book(draw))) == [("T-309", "表!图表"), ("T-309", "表!批注")]


def test_tags_in_notes_are_told_wherever_a_program_keeps_them() -> None:
    source = BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "x"
    workbook.active["A1"].comment = Comment("{{ name }}", "作者")  # openpyxl writes xl/comments/comment1.xml
    workbook.save(source)
    assert "xl/comments/comment1.xml" in zipfile.ZipFile(source).namelist()
    assert said(refused(source.getvalue())) == [("T-309", "Sheet!批注")]


def test_tags_in_a_prompt_or_a_link_are_refused() -> None:
    def prompt(_: Any, sheet: Any) -> None:
        sheet.data_validation("B3", {"validate": "any", "input_title": "{{ name }}"})
        sheet.write_url("B8", "https://example.org/{{ name }}", string="外")
        sheet.write_url("B9", "internal:'表'!{{ name }}", string="内")

    found = said(refused(book(prompt)))
    assert found == [("T-309", "表!B3"), ("T-309", "表!B9"), ("T-309", "表!链接")]


def test_a_link_to_what_is_no_reference_stays() -> None:
    def link(_: Any, sheet: Any) -> None:
        sheet.write_url("B8", 'internal:"offen', string="内")

    sheet = opened(result(2, link)).worksheets[0]
    assert sheet["B8"].hyperlink.location == '"offen'


def test_untouched_parts_keep_their_compressed_bytes() -> None:
    def extra(made: Any, sheet: Any) -> None:
        other = made.add_worksheet("说明")
        other.write("A1", "不变")
        other.merge_range("A2:B2", "也不变")
        sheet.insert_textbox("D9", "文本框")

    template = book(extra)
    out = filled(template, {"rows": [1, 2]})

    def packed(data: bytes, name: str) -> bytes:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entry = archive.getinfo(name)
        start = entry.header_offset + 30 + len(entry.filename.encode())
        return data[start : start + entry.compress_size]

    for name in (
        "xl/worksheets/sheet2.xml",
        "xl/drawings/drawing1.xml",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
    ):
        assert packed(template, name) == packed(out, name)


def test_the_same_values_give_the_same_bytes() -> None:
    template = book()
    assert filled(template, {"rows": [1, 2]}) == filled(template, {"rows": [1, 2]})


def test_one_template_serves_many_documents_without_a_trace_of_the_others() -> None:
    compiled = compile_xlsx(book(), "模板.xlsx")
    first = compiled.fill({"rows": ["甲", "乙"]}, now=NOW, properties=PROPERTIES).content
    compiled.fill({"rows": ["丙"] * 5}, now=NOW, properties=PROPERTIES)
    assert compiled.fill({"rows": ["甲", "乙"]}, now=NOW, properties=PROPERTIES).content == first


def test_properties_are_the_callers() -> None:
    core = part(result(1), "docProps/core.xml")
    assert "<dc:creator>市场部</dc:creator>" in core
    assert "2026-09-01T00:00:00Z" in core


def test_a_macro_workbook_and_other_files_are_refused() -> None:
    with zipfile.ZipFile(stream := BytesIO(), "w") as archive:
        archive.writestr("a.txt", "x")
    assert [one.code for one in refused(stream.getvalue())] == ["T-001"]
    broken = with_part(book(), "xl/worksheets/sheet1.xml", lambda xml: xml[:200])
    assert [one.code for one in refused(broken)] == ["T-007"]
