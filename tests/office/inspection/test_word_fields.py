"""Fields are right before anybody updates them."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.diagnostics import Severity
from tests.office.inspection.files import SETTINGS, document, only, said, with_xml
from tests.office.word.documents import with_part


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(instruction: str, result: str = "") -> str:
    return (
        mark("begin") + code(instruction) + mark("separate") + (text(result) if result else "") + mark("end")
    )


def test_a_field_with_its_result_is_fine() -> None:
    assert said(with_xml(field("PAGE", "1"))) == []


@pytest.mark.parametrize(
    "instruction", ["PAGE", "NUMPAGES", "SEQ 表 \\* ARABIC", "REF _Ref1 \\h", "STYLEREF 1", "=1+1"]
)
def test_a_field_without_a_result_is_found(instruction: str) -> None:
    finding = only(with_xml(field(instruction)))
    assert (finding.code, finding.place.spot) == ("T-409", "正文第 2 段")
    assert instruction in finding.message


def test_a_field_without_the_middle_mark_has_no_result() -> None:
    assert said(with_xml(mark("begin") + code("PAGE") + mark("end"))) == [("T-409", "正文第 2 段")]


def test_a_simple_field_has_its_result_inside() -> None:
    assert said(with_xml(f'<w:fldSimple w:instr="PAGE">{text("1")}</w:fldSimple>')) == []
    assert said(with_xml('<w:fldSimple w:instr="PAGE"/>')) == [("T-409", "正文第 2 段")]


def test_a_field_that_prints_nothing_needs_no_result() -> None:
    assert said(with_xml(field("XE 名词"))) == []


def test_the_result_of_an_inner_field_is_that_of_the_outer_one() -> None:
    inner = field("PAGEREF _Toc1", "3")
    outer = mark("begin") + code("TOC \\o") + mark("separate") + inner + mark("end")
    assert said(with_xml(outer)) == []


def test_a_code_made_of_an_inner_field_is_no_result() -> None:
    outer = mark("begin") + code("REF") + field("SEQ 表", "1") + mark("separate") + mark("end")
    assert said(with_xml(outer)) == [("T-409", "正文第 2 段")]


def test_a_field_in_one_run_is_found() -> None:
    packed = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>1</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert said(with_xml(packed)) == [("T-410", "正文第 2 段")]


@pytest.mark.parametrize("half", [mark("begin") + code("PAGE"), mark("end"), mark("separate")])
def test_half_a_field_breaks_the_file(half: str) -> None:
    finding = only(with_xml(half))
    assert (finding.code, finding.place.spot) == ("T-411", "正文第 2 段")
    assert finding.severity is Severity.ERROR


def test_fields_in_footers_are_looked_at() -> None:
    def draw(new: Document) -> None:
        footer = new.sections[0].footer.paragraphs[0]._p
        for run in parse_xml(f"<w:p {nsdecls('w')}>{field('PAGE')}</w:p>"):
            footer.append(run)

    assert said(document(draw)) == [("T-409", "页脚第 1 段")]


def test_a_prompt_to_update_fields_is_found() -> None:
    changed = with_part(
        document(), SETTINGS, lambda xml: xml.replace("<w:zoom", '<w:updateFields w:val="true"/><w:zoom')
    )
    assert said(changed) == [("T-412", "文件设置")]
    assert said(with_part(changed, SETTINGS, lambda xml: xml.replace('"true"', '"false"'))) == []


@pytest.mark.parametrize(
    "instruction", ['INCLUDEPICTURE "http://a/b.png"', 'INCLUDETEXT "C:\\\\a.docx"', "DDEAUTO Excel a b"]
)
def test_a_field_that_fetches_is_an_error(instruction: str) -> None:
    finding = only(with_xml(field(instruction, "图")))
    assert (finding.code, finding.severity) == ("T-414", Severity.ERROR)


def test_a_hyperlink_field_to_a_file_is_found() -> None:
    assert said(with_xml(field('HYPERLINK "file:///C:/a.docx"', "链接"))) == [("T-415", "正文第 2 段")]
    assert said(with_xml(field('HYPERLINK "https://example.com"', "链接"))) == []
    assert said(with_xml(field('HYPERLINK \\l "_Toc1"', "链接"))) == []
