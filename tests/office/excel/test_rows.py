"""Rows that repeat and vanish, and what is wrong with control rows."""

from __future__ import annotations

import pytest

from tests.office.excel.workbooks import (
    column,
    computed,
    drawn,
    filled,
    opened,
    part,
    refused,
    said,
    sheet_of,
    with_part,
)

LIST = {
    "A1": "序号",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r.n }}",
    "B3": "{{ loop.index }}",
    "A4": "{%tr endfor %}",
    "A5": "合计",
}
ROWS = [{"n": "甲"}, {"n": "乙"}, {"n": "丙"}]


def test_rows_repeat_and_rows_below_move_down() -> None:
    assert column(opened(filled(sheet_of(LIST), {"rows": ROWS})), "A") == ["序号", "甲", "乙", "丙", "合计"]
    assert column(opened(filled(sheet_of(LIST), {"rows": ROWS})), "B") == [1, 2, 3]


@pytest.mark.parametrize("rows", [[], None])
def test_rows_below_an_empty_list_move_up(rows: object) -> None:
    sheet = opened(filled(sheet_of(LIST), {"rows": rows})).worksheets[0]
    assert (sheet["A1"].value, sheet["A2"].value, sheet.max_row) == ("序号", "合计", 2)


def test_rows_hold_for_their_item_only_where_a_condition_holds() -> None:
    cells = {
        "A1": "序号",
        "A2": "{%tr for r in rows %}",
        "A3": "{%tr if r.n != '乙' %}",
        "A4": "{{ r.n }}",
        "A5": "{%tr endif %}",
        "A6": "{%tr endfor %}",
    }
    assert column(opened(filled(sheet_of(cells), {"rows": ROWS})), "A") == ["序号", "甲", "丙"]


def test_the_other_rows_of_a_condition_stand_in_its_place() -> None:
    cells = {
        "A1": "{%tr if yes %}",
        "A2": "有",
        "A3": "{%tr elif maybe %}",
        "A4": "或许",
        "A5": "{%tr else %}",
        "A6": "无",
        "A7": "{%tr endif %}",
        "A8": "完",
    }
    template = sheet_of(cells)
    assert column(opened(filled(template, {"yes": True, "maybe": False})), "A") == ["有", "完"]
    assert column(opened(filled(template, {"yes": False, "maybe": True})), "A") == ["或许", "完"]
    assert column(opened(filled(template, {"yes": False, "maybe": False})), "A") == ["无", "完"]


def test_the_else_of_a_list_stands_where_the_list_is_empty() -> None:
    cells = {
        "A1": "{%tr for r in rows %}",
        "A2": "{{ r.n }}",
        "A3": "{%tr else %}",
        "A4": "暂无",
        "A5": "{%tr endfor %}",
        "A6": "完",
    }
    assert column(opened(filled(sheet_of(cells), {"rows": []})), "A") == ["暂无", "完"]
    assert column(opened(filled(sheet_of(cells), {"rows": ROWS})), "A") == ["甲", "乙", "丙", "完"]


def test_lists_lie_within_lists() -> None:
    cells = {
        "A1": "{%tr for g in groups %}",
        "A2": "{{ g.name }}",
        "A3": "{%tr for i in g.inner %}",
        "A4": "{{ i }}",
        "A5": "{%tr endfor %}",
        "A6": "小计",
        "A7": "{%tr endfor %}",
    }
    groups = [{"name": "甲", "inner": [1, 2]}, {"name": "乙", "inner": []}, {"name": "丙", "inner": [3]}]
    found = column(opened(filled(sheet_of(cells), {"groups": groups})), "A")
    assert found == ["甲", 1, 2, "小计", "乙", "小计", "丙", 3, "小计"]


def test_two_lists_begin_in_one_row() -> None:
    cells = {
        "A1": "{%tr for a in outer %}",
        "B1": "{%tr for b in a %}",
        "A2": "{{ b }}",
        "A3": "{%tr endfor %}",
        "B3": "{%tr endfor %}",
    }
    assert column(opened(filled(sheet_of(cells), {"outer": [[1, 2], [3]]})), "A") == [1, 2, 3]


def test_a_name_set_in_a_control_row_holds_below_it() -> None:
    cells = {"A1": "{%tr set total = 5 %}", "A2": "{{ total }}", "A3": "共 {{ total }}"}
    assert column(opened(filled(sheet_of(cells))), "A") == [5, "共 5"]


def test_every_copy_keeps_height_and_format_of_its_row() -> None:
    def draw(book):
        sheet = book.add_worksheet()
        for place, text in LIST.items():
            sheet.write(place, text)
        sheet.set_row(2, 31.5, book.add_format({"bold": True}))
        sheet.set_row(4, 45)

    sheet = opened(filled(drawn(draw), {"rows": ROWS})).worksheets[0]
    assert [sheet.row_dimensions[n].height for n in (2, 3, 4, 5)] == [31.5, 31.5, 31.5, 45]
    assert sheet["A4"].font.b


def test_empty_rows_of_a_list_stay_empty_rows() -> None:
    cells = {"A1": "{%tr for r in rows %}", "A2": "{{ r.n }}", "A4": "{%tr endfor %}", "A5": "完"}
    sheet = opened(filled(sheet_of(cells), {"rows": ROWS[:2]})).worksheets[0]
    assert [sheet[f"A{n}"].value for n in range(1, 6)] == ["甲", None, "乙", None, "完"]


def test_unknown_attributes_and_elements_stay() -> None:
    def unknown(xml: str) -> str:
        xml = xml.replace("<worksheet ", '<worksheet xmlns:x="urn:x" ', 1)
        return xml.replace('<row r="3"', '<row r="3" x:own="7"').replace(
            "</worksheet>", '<extLst><ext uri="{x}"><x:y z="1"/></ext></extLst></worksheet>'
        )

    sheet = part(
        filled(with_part(sheet_of(LIST), "xl/worksheets/sheet1.xml", unknown), {"rows": ROWS}),
        "xl/worksheets/sheet1.xml",
    )
    assert sheet.count('x:own="7"') == 3
    assert '<x:y z="1"/>' in sheet


def test_other_text_in_a_control_row_is_refused() -> None:
    template = sheet_of(LIST | {"C2": "备注", "D2": 5, "E4": "{{ x }}"})
    assert said(refused(template, {"rows": ROWS})) == [
        ("T-301", "表!C2"),
        ("T-301", "表!D2"),
        ("T-301", "表!E4"),
    ]


def test_formulas_that_excel_filled_into_a_control_row_vanish_with_it() -> None:
    result = filled(sheet_of(LIST | {"C2": "=A2", "C3": "=A3", "C4": "=A4"}), {"rows": ROWS})
    assert column(opened(result), "C") == ["=A2", "=A3", "=A4"]
    assert column(computed(result), "C") == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"A1": "{%tr for r in rows %}"}, [("T-111", "表!A1")]),
        ({"A1": "{%tr endfor %}"}, [("T-112", "表!A1")]),
        (
            {"A1": "{%tr for r in x %}", "A2": "{%tr if y %}", "A3": "{%tr endfor %}"},
            [("T-111", "表!A2"), ("T-113", "表!A3")],
        ),
        ({"A1": "{% for r in rows %}", "A2": "{% endfor %}"}, [("T-304", "表!A1"), ("T-304", "表!A2")]),
        ({"A1": "{%tr for r in x %} 项目"}, [("T-111", "表!A1"), ("T-303", "表!A1")]),
        ({"A1": "{%tr macro x() %}"}, [("T-106", "表!A1"), ("T-302", "表!A1")]),
        ({"A1": "{%tc for r in x %}{%tc endfor %}"}, [("T-303", "表!A1")]),
        ({"A1": "{%p if x %}甲{%p endif %}"}, [("T-306", "表!A1"), ("T-306", "表!A1")]),
        ({"A1": "{{ x|money }}"}, [("T-307", "表!A1")]),
        ({"A1": "{{ x|date_cn if x else '' }}"}, [("T-307", "表!A1")]),
        ({"A1": '=IF(B1="{{ x }}",1,2)'}, [("T-309", "表!A1")]),
        ({"A1": "{{ x|safe }}"}, [("T-107", "表!A1")]),
        ({"A1": "{{ x"}, [("T-101", "表!A1")]),
        ({"A1": "x }}"}, [("T-102", "表!A1")]),
        ({"A1": "{{r x }}"}, [("T-110", "表!A1")]),
        ({"A1": "{{ x }}", "B1": '=A1&"'}, [("T-308", "表!B1")]),
        (
            {"A1": "{% autoescape false %}{{ x }}{% endautoescape %}"},
            [("T-106", "表!A1"), ("T-106", "表!A1")],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(cells: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert said(refused(sheet_of(cells), {"rows": [], "x": 1})) == found


def test_a_filter_that_makes_text_of_a_number_is_welcome_inside_text() -> None:
    cells = {"A1": "共 {{ x|money }} 元", "A2": "{{ x|rmb }}", "A3": "{{ x }}"}
    assert column(opened(filled(sheet_of(cells), {"x": 1409.5})), "A") == [
        "共 1,409.50 元",
        "人民币壹仟肆佰零玖元伍角整",
        1409.5,
    ]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    template = sheet_of(
        {
            "A1": "{{ nam }}",
            "B2": "共 {{ x.y }}",
            "A3": "{%tr for r in rows %}",
            "A4": "{{ r.q }}",
            "A5": "{%tr endfor %}",
        }
    )
    found = refused(template, {"name": 1, "x": {}, "rows": [{"p": 1}]})
    assert said(found) == [("T-120", "表!A1"), ("T-120", "表!B2"), ("T-120", "表!A4")]
    assert "name" in found[0].message


def test_a_missing_name_counts_once_for_all_copies() -> None:
    template = sheet_of(LIST | {"A3": "{{ r.q }}"})
    assert said(refused(template, {"rows": ROWS})) == [("T-120", "表!A3")]


def test_more_rows_than_excel_has_are_refused_before_they_are_made() -> None:
    assert said(refused(sheet_of(LIST), {"rows": [{"n": 1}] * 200_001})) == [("T-126", "表!A2")]


def test_rows_pushed_beyond_the_end_of_the_sheet_are_refused() -> None:
    template = sheet_of(LIST | {"A1048576": "最后一行"})
    assert said(refused(template, {"rows": ROWS * 2})) == [("T-312", "表")]
