"""Values arrive unharmed, wherever a template puts them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.office.blank import Blank
from tests.office.word.documents import (
    add_rows,
    attribute_values,
    body_texts,
    cell_texts,
    drawn,
    fill,
    paragraphs,
    part,
    read,
    table,
)

HARD = [
    "&<>\"'",
    "<选择>",
    "&lt;已转义&amp;",
    "第一行\n第二行",
    "前\t后",
    "  两端空格  ",
    "{{ name }} {% if x %} {# c #}",
    "{_{ name }_}",
    "\ue0000\ue001",
    "𠮷野家 😀 é",
    "T1 {{T1}}",
    "<?keep 0?>",
]


def everywhere(document: Document) -> None:
    document.add_paragraph("前{{ name }}后")
    add_rows(document, ["{{ name }}", "b"])
    document.sections[0].header.paragraphs[0].text = "眉{{ name }}"
    document.sections[0].footer.paragraphs[0].text = "脚{{ name }}"


@pytest.mark.parametrize("value", HARD)
def test_a_value_arrives_unharmed_in_body_table_header_and_footer(value: str) -> None:
    filled = fill(drawn(everywhere), name=value)
    section = read(filled).sections[0]
    assert body_texts(filled)[0] == f"前{value}后"
    assert cell_texts(filled)[0][0] == value
    assert section.header.paragraphs[0].text == f"眉{value}"
    assert section.footer.paragraphs[0].text == f"脚{value}"


def test_a_text_of_5000_characters_arrives_whole() -> None:
    long = "活动方案<&>\n" * 625
    assert body_texts(fill(paragraphs("{{ name }}"), name=long)) == [long]


# Word reads a carriage return as a line break; the rest of what is left out cannot stand in XML at all
printable = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
TEMPLATE = drawn(everywhere)


@settings(max_examples=60, deadline=None)
@given(value=printable)
def test_any_printable_text_arrives_unharmed(value: str) -> None:
    filled = fill(TEMPLATE, name=value)
    assert body_texts(filled)[0] == f"前{value}后"
    assert cell_texts(filled)[0][0] == value
    assert read(filled).sections[0].header.paragraphs[0].text == f"眉{value}"


def test_control_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert body_texts(fill(paragraphs("{{ name }}"), name="甲\x00\x07\x1b乙\ud800")) == ["甲乙"]


def test_line_breaks_of_every_system_become_words_own() -> None:
    filled = fill(paragraphs("{{ name }}"), name="一\r\n二\r三\n四")
    assert body_texts(filled) == ["一\n二\n三\n四"]
    assert part(filled).count("<w:br/>") == 3


def test_a_line_break_keeps_the_runs_formatting() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph().add_run("{{ name }}").bold = True

    runs = read(fill(drawn(draw), name="一\n二")).paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs] == [("一\n二", True)]


def test_a_line_break_in_an_attribute_is_a_blank() -> None:
    def draw(document: Document) -> None:
        add_rows(document, ["{% cellbg color %}甲"])

    assert 'w:fill="FF &quot;EB"' in part(fill(drawn(draw), color='FF\n"EB'))


_SHAPES = "<w:p><w:r><w:pict>{}</w:pict></w:r></w:p>"
_BESIDE_TEXT = {
    "a watermark": _SHAPES.format('<v:shape id="s1"><v:textpath string="{{ name }}"/></v:shape>'),
    "the alternative text of a shape": _SHAPES.format('<v:rect id="s1" alt="{{ name }}"/>'),
    "the tip of a link": '<w:p><w:hyperlink w:anchor="a" w:tooltip="{{ name }}"/></w:p>',
    "the title of a content control": (
        '<w:sdt><w:sdtPr><w:alias w:val="{{ name }}"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    ),
    "a formula": "<w:p><m:oMath><m:r><m:t>{{ name }}</m:t></m:r></m:oMath></w:p>",
}


@pytest.mark.parametrize("markup", _BESIDE_TEXT.values(), ids=_BESIDE_TEXT.keys())
def test_a_tag_is_filled_wherever_word_keeps_a_text(markup: str) -> None:
    def draw(document: Document) -> None:
        declared = f'{nsdecls("w", "m")} xmlns:v="urn:schemas-microsoft-com:vml"'
        document.element.body.insert(0, parse_xml(re.sub(r"^<(w:\w+)", rf"<\1 {declared}", markup)))

    filled = fill(drawn(draw), name='甲 & "乙"\n丙')
    assert "甲 &amp; " in part(filled)
    assert "{{" not in part(filled)


def test_the_description_of_a_table_is_filled_for_each_copy() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        looks = add_rows(document, ["x"])._tbl.tblPr
        looks.append(parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{{{{ r }}}}的明细"/>'))
        document.add_paragraph("{%p endfor %}")

    assert attribute_values(fill(drawn(draw), rows=["一", "二"]), "//w:tblDescription", "w:val") == [
        "一的明细",
        "二的明细",
    ]


def test_a_value_in_a_simple_field_cannot_leave_its_quotes() -> None:
    def draw(document: Document) -> None:
        code = "HYPERLINK &quot;{{ link }}&quot;"
        document.add_paragraph()._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"/>'))

    filled = fill(drawn(draw), link='x" \\o "y')
    assert attribute_values(filled, "//w:fldSimple", "w:instr") == [r'HYPERLINK "x\" \\o \"y"']


def test_private_characters_of_a_template_are_not_read_as_marks() -> None:
    assert body_texts(fill(paragraphs("图标 \ue0007\ue001 \ue000 {{ a }}"), a="\ue0000\ue001")) == [
        "图标  \ue000 \ue0000\ue001"
    ]


def test_a_value_in_a_field_code_cannot_leave_its_quotes() -> None:
    def draw(document: Document) -> None:
        code = 'HYPERLINK "{{ url }}"'
        document.add_paragraph()._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:instrText>{code}</w:instrText></w:r>")
        )

    filled = part(fill(drawn(draw), url='a" \\o "b'))
    assert re.search(r'HYPERLINK "(.*?)"</w:instrText>', filled)[1] == r"a\&quot; \\o \&quot;b"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (12, "12"),
        (Decimal("1E+3"), "1000"),
        (Decimal("521500.00"), "521500.00"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (True, "是"),
        (False, "否"),
        (dt.date(2026, 10, 16), "2026-10-16"),
        (dt.datetime(2026, 10, 16, 14, 0), "2026-10-16 14:00"),
        (dt.time(14, 0), "14:00"),
        (None, "________"),
        (Blank("text"), "(待填写)"),
        (Blank("number"), "______"),
        (Blank("date"), "____年__月__日"),
        (Blank("person"), "________"),
    ],
)
def test_a_value_prints_as_people_write_it(value: object, printed: str) -> None:
    assert body_texts(fill(paragraphs("{{ x }}"), x=value)) == [printed]


def test_a_field_of_a_blank_prints_a_blank_and_its_list_no_row() -> None:
    template = table(["{{ owner.name }}"], ["{%tr for r in rows %}"], ["{{ r }}"], ["{%tr endfor %}"])
    assert cell_texts(fill(template, owner=Blank("person"), rows=Blank("text"))) == [["________"]]


def test_a_filter_returns_a_blank_unchanged() -> None:
    template = paragraphs("{{ total|money }} {{ day|date_cn }} {{ total|rmb }}")
    assert body_texts(fill(template, total=Blank("number"), day=Blank("date"))) == [
        "______ ____年__月__日 ______"
    ]


def test_spaces_around_a_tag_are_preserved() -> None:
    filled = fill(paragraphs("甲 {{ a }} {{ b }} 乙"), a="一", b="二")
    assert body_texts(filled) == ["甲 一 二 乙"]
    assert 'xml:space="preserve"' in part(filled)


def test_braces_typed_in_quotes_print_braces() -> None:
    assert body_texts(fill(paragraphs("{{ '{{' }} x {{ '}}' }} {_{ y }_}"))) == ["{{ x }} {{ y }}"]


def test_an_escaped_value_is_not_escaped_twice() -> None:
    assert body_texts(fill(paragraphs("{{ x|e }} {{ x|upper }}"), x="a&b\nc")) == ["a&b\nc A&B\nC"]
