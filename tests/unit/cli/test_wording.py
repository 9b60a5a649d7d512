"""Diagnostics as a person reads them."""

import json

from generator.cli.wording import as_json, long, report, short, summary, table, width
from generator.diagnostics import Diagnostic, Place, Severity

PLACE = Place("campaigns/x.yaml", 86, 9, excerpt="  总额: 金 521500", width=6)
FOUND = Diagnostic("C-B01", "合计不一致", "检查 budget.items", PLACE)


def test_a_diagnostic_says_where_what_and_what_to_do() -> None:
    assert long(FOUND) == [
        "campaigns/x.yaml:86:9  错误 C-B01  合计不一致",
        "    86 |   总额: 金 521500",
        "       |            ^^^^^^",
        "    改法: 检查 budget.items",
    ]


def test_what_is_mended_alike_is_listed_with_the_remedy_once() -> None:
    places = [Place("表.xlsx", spot=f"明细!A{row}") for row in (1, 2, 3)]
    one, two = (Diagnostic("T-120", "没有这个名字", "改", place) for place in places[:2])
    other = Diagnostic("T-120", "没有这个名字", "删", places[2])
    assert [line for _, line in report([one, two, other])] == [
        short(one),
        short(two),
        "    改法(以上 2 处): 改",
        short(other),
        "    改法: 删",
    ]


def test_a_line_of_a_campaign_file_keeps_its_own_remedy() -> None:
    assert [line for _, line in report([FOUND, FOUND])] == long(FOUND) * 2


def test_a_place_in_an_office_file_is_said_in_words() -> None:
    in_a_sheet = Diagnostic("T-001", "没有这个名字", "改", Place("表.xlsx", spot="预算明细!E7"))
    assert short(in_a_sheet) == "表.xlsx 预算明细!E7  错误 T-001  没有这个名字"


def test_a_diagnostic_stays_on_its_lines_and_never_steers_the_terminal() -> None:
    broken = Diagnostic(
        "T-120", "标签 {{ a\n\tb }} 中的「\x1b[31mb」", "写\r上", Place("表\n.docx", spot="第\v1 段")
    )
    lines = [short(broken), *long(broken)]
    assert len(lines) == 3
    assert all(character.isprintable() for line in lines for character in line)
    assert "{{ a b }}" in lines[0]


def test_wide_characters_count_two_columns() -> None:
    assert width("表A") == 3
    assert table(("代码", "文件"), [("YS", "预算表"), ("SP", "")]) == ["代码  文件", "YS    预算表", "SP"]


def test_the_summary_counts_by_weight() -> None:
    warning = Diagnostic("C-D02", "m", "r", severity=Severity.WARNING)
    assert summary([FOUND, FOUND, warning]) == "2 个错误,1 个警告"


def test_programs_get_every_field() -> None:
    (found,) = json.loads(as_json([FOUND]))
    assert (found["code"], found["severity"], found["line"], found["column"]) == ("C-B01", "error", 86, 9)
    assert found["remedy"] == "检查 budget.items"
