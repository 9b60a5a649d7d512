"""Every mistake in a Word template is told at once, each with its place in the reader's words."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.office.faults import FAULTS
from tests.office.word.documents import FILE, add_rows, drawn, fill, paragraphs, refused, spots, table
from tests.office.word.test_blocks import LOOP


def everywhere(document: Document) -> None:
    for number in range(11):
        document.add_paragraph(f"第 {number + 1} 段")
    document.add_paragraph("{{ campain.title }}")
    add_rows(document, ["a"])
    add_rows(document, ["表头"], ["{{ campaign.title }}"], ["{{ campaign.titel }}"])
    document.add_paragraph("{{ campaign.title }}{{ campaign.owner.nmae }}")
    outer = add_rows(document, ["x"], ["y"]).cell(1, 0)
    outer.add_table(rows=2, cols=1).cell(1, 0).text = "{{ nested }}"
    outer.add_paragraph("")
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ header }}"
    section.footer.add_paragraph("{{ footer }}")


CAMPAIGN = {"title": "发布会", "owner": {"name": "李"}}


def test_every_unknown_name_is_told_in_one_run_with_its_place() -> None:
    problems = refused(drawn(everywhere), campaign=CAMPAIGN)
    assert spots(problems) == [
        ("T-120", "正文第 12 段"),
        ("T-120", "表 2 第 3 行"),
        ("T-120", "正文第 13 段"),
        ("T-120", "表 3 第 2 行内的表 1 第 2 行"),
        ("T-120", "页眉第 1 段"),
        ("T-120", "页脚第 2 段"),
    ]
    assert {problem.place.file for problem in problems} == {FILE}


def test_an_unknown_name_is_told_with_its_tag_and_the_nearest_known_name() -> None:
    problems = refused(drawn(everywhere), campaign=CAMPAIGN)
    assert [problem.message for problem in problems[:3]] == [
        "标签 {{ campain.title }} 中的「campain」没有这个名称, 是否想写「campaign」?",
        "标签 {{ campaign.titel }} 中的「titel」没有这个名称, 是否想写「title」?",
        "标签 {{ campaign.owner.nmae }} 中的「nmae」没有这个名称, 是否想写「name」?",
    ]


def test_a_loop_variable_is_among_the_nearest_names() -> None:
    problems = refused(
        paragraphs("{% for target in targets %}{{ targt.name }}{% endfor %}"), targets=[{"name": "a"}]
    )
    assert problems[0].message.endswith("是否想写「target」?")


def test_an_unknown_name_in_a_loop_is_told_once() -> None:
    assert len(refused(table(*LOOP), rows=[{"nam": 1}] * 50)) == 1


def test_asking_whether_a_name_is_defined_is_no_mistake() -> None:
    assert fill(paragraphs("{{ x|default('无') }}{% if x is defined %}a{% endif %}"))


def test_a_missing_key_is_an_error_and_null_is_not() -> None:
    assert fill(paragraphs("{{ x.y }}"), x={"y": None})
    assert spots(refused(paragraphs("{{ x.y }}"), x={})) == [("T-120", "正文第 1 段")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ name", "T-101"),
        ("名称 }}", "T-102"),
        ("{{ }}", "T-103"),
        ("{{ a b }}", "T-104"),
        ("{{ a. }}", "T-104"),
        ("{% if %}{% endif %}", "T-104"),
        ("{% fro a in b %}", "T-105"),
        ("{% autoescape false %}", "T-106"),
        ("{% include 'a' %}", "T-106"),
        ("{% import 'a' as b %}", "T-106"),
        ("{% extends 'a' %}", "T-106"),
        ("{% macro a() %}", "T-106"),
        ("{%sheet for a in b %}{% endfor %}", "T-116"),
        ("{% call a() %}", "T-106"),
        ("{% block a %}", "T-106"),
        ("{% filter upper %}", "T-106"),
        ("{% raw %}", "T-106"),
        ("{% set a %}", "T-106"),
        ("{% for a in b recursive %}{% endfor %}", "T-106"),
        ("{{ a|safe }}", "T-107"),
        ("{{ a|monney }}", "T-108"),
        ("{{ a|attr('b') }}", "T-108"),
        ("{{ a is evn }}", "T-109"),
        ("{{r a }}", "T-110"),
        ("{%r if a %}", "T-110"),
        ("{% if a %}", "T-111"),
        ("{% endif %}", "T-112"),
        ("{% else %}", "T-112"),
        ("{% for a in b %}{% if a %}{% endfor %}{% endif %}", "T-113"),
        ("{% for a in b %}" * 16 + "{% endfor %}" * 16, "T-114"),
        ("{{ a.__class__ }}", "T-115"),
        ("{{ a }}", "T-120"),
        ("{{ '甲'|money }}", "T-121"),
        ("{{ 1 + '甲' }}", "T-122"),
        ("{{ 1 / 0 }}", "T-122"),
        ("{{ [1, 2] }}", "T-123"),
        ("{% for a in 5 %}{% endfor %}", "T-124"),
        ("{{ (1)() }}", "T-125"),
        ("{% for a in range(2000000) %}{% endfor %}", "T-126"),
        ("{{ 1 < 'a' }}", "T-128"),
        ("{%tr if a %}", "T-201"),
        ("{% cellbg a %}", "T-201"),
        ("{%p if true %}{%p endif %}", "T-202"),
        ("甲 {%p if true %}", "T-203"),
    ],
)
def test_each_mistake_has_its_code_and_place(text: str, code: str) -> None:
    found = refused(paragraphs("前", text))
    assert code in {problem.code for problem in found}
    assert {problem.place.spot for problem in found} == {"正文第 2 段"}


def test_all_mistakes_of_all_parts_are_told_at_once() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{{ a|monney }} {% if %}")
        add_rows(document, ["{%tr for a in b %}"], ["{{ a|safe }}"])
        document.sections[0].header.paragraphs[0].text = "{{ open"

    assert spots(refused(drawn(draw))) == [
        ("T-108", "正文第 1 段"),
        ("T-104", "正文第 1 段"),
        ("T-111", "正文第 1 段"),
        ("T-111", "表 1 第 1 行"),
        ("T-107", "表 1 第 2 行"),
        ("T-101", "页眉第 1 段"),
    ]


def test_two_loops_in_one_row_are_refused_with_the_reason() -> None:
    problems = refused(
        table(["{%tr for a in x %}", "{%tr for b in y %}"], ["{%tr endfor %}"], ["{%tr endfor %}"])
    )
    assert spots(problems) == [("T-202", "表 1 第 1 行")]
    assert "{%tr for a in x %} 与 {%tr for b in y %}" in problems[0].message


def test_text_that_would_vanish_with_its_row_is_refused() -> None:
    problems = refused(table(["{%tr for a in x %}", "合计"], ["{%tr endfor %}", ""]))
    assert spots(problems) == [("T-203", "表 1 第 1 行")]
    assert "「合计」" in problems[0].message


def test_a_value_that_would_vanish_with_its_paragraph_is_refused() -> None:
    problems = refused(paragraphs("{%p if a %}", "{%p endif %}{{ b }}"))
    assert spots(problems) == [("T-203", "正文第 2 段")]


def test_a_row_loop_that_ends_inside_a_cell_is_refused() -> None:
    problems = refused(table(["{%tr for r in rows %}"], ["{{ r }}{% endfor %}"]))
    assert spots(problems) == [("T-205", "表 1 第 2 行")]


@pytest.mark.parametrize("pair", [("{% for a in x %}", "{% endfor %}"), ("{% if x %}", "{% endif %}")])
def test_a_block_from_one_cell_into_the_next_is_refused(pair: tuple[str, str]) -> None:
    problems = refused(table([f"甲 {pair[0]}", f"乙 {pair[1]}"]), x=[1, 2])
    assert spots(problems) == [("T-205", "表 1 第 1 行")]


def test_a_block_from_a_paragraph_into_a_table_is_refused() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{% if a %}")
        add_rows(document, ["{% endif %}"])

    problems = refused(drawn(draw))
    assert spots(problems) == [("T-205", "表 1 第 1 行")]
    assert "正文第 1 段" in problems[0].message


def test_a_merge_tag_outside_a_loop_is_refused() -> None:
    assert spots(refused(table(["{% vm %}甲"]))) == [("T-206", "表 1 第 1 行")]


def test_a_control_tag_beside_a_section_break_is_refused() -> None:
    def draw(document: Document) -> None:
        document.add_section()
        document.paragraphs[0].add_run("{%p if a %}")
        document.add_paragraph("{%p endif %}")

    assert spots(refused(drawn(draw))) == [("T-204", "正文第 1 段")]


def test_what_is_wrong_at_run_time_does_not_hide_the_rest() -> None:
    text = "{{ a.total|money }} {{ 1 + a.name }} {{ unknown }} {{ a }}"
    problems = refused(paragraphs(text), a={"total": "一百", "name": "甲"})
    assert [problem.code for problem in problems] == ["T-121", "T-122", "T-120", "T-123"]


def test_every_fault_is_a_sentence_with_a_way_out() -> None:
    assert all(fault.message and fault.remedy for fault in FAULTS.values())


@pytest.mark.parametrize(
    ("markup", "content"),
    [
        ('<w:br w:type="page"/>', "分页符"),
        ('<w:br w:type="column"/>', "分栏符"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "符号"),
        ('<w:endnoteReference w:id="1"/>', "尾注"),
    ],
)
@pytest.mark.parametrize("tag", ["{%p if true %}", "{{p 'x' }}"])
def test_what_would_vanish_with_a_tag_is_told(tag: str, markup: str, content: str) -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph(tag)
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{markup}</w:r>"))
        if "if" in tag:
            document.add_paragraph("{%p endif %}")

    (problem,) = refused(drawn(draw))
    assert problem.code == "T-203"
    assert content in problem.message


def test_a_line_break_beside_a_tag_of_control_is_no_content() -> None:
    template = drawn(lambda d: d.add_paragraph("{%p set a = 1 %}").add_run().add_break())
    assert fill(template)
