"""Direct formatting, styles that are not there, and the lists that prose needs."""

from __future__ import annotations

import re

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Pt, RGBColor

from generator.office.inspection.finding import MOST_OF_A_KIND
from tests.office.inspection.files import DOCUMENT, STYLES, document, found, only, said, with_xml
from tests.office.word.documents import add_rows, with_part


def test_one_paragraph_gives_one_finding_with_all_that_it_sets() -> None:
    def draw(new: Document) -> None:
        paragraph = new.add_paragraph()
        run = paragraph.add_run("重要")
        run.font.size, run.font.color.rgb = Pt(18), RGBColor(255, 0, 0)
        paragraph.add_run("提示").font.highlight_color = WD_COLOR_INDEX.YELLOW
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.paragraph_format.left_indent = Pt(20)

    finding = only(document(draw))
    assert (finding.code, finding.place.spot) == ("T-406", "正文第 2 段")
    assert "字号、颜色、突出显示、段前段后或行距、缩进" in finding.message


def test_alignment_bold_and_page_breaks_are_how_one_writes() -> None:
    def draw(new: Document) -> None:
        paragraph = new.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run("合计").bold = True
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.page_break_before = True

    assert said(document(draw)) == []


def test_an_empty_paragraph_that_only_makes_room_is_fine() -> None:
    def draw(new: Document) -> None:
        new.add_paragraph().paragraph_format.space_after = Pt(1)

    assert said(document(draw)) == []


def test_the_indent_of_a_list_is_the_lists() -> None:
    numbered = (
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="420"/></w:pPr>'
    )
    assert said(with_xml(f"{numbered}<w:r><w:t>一</w:t></w:r>")) == []


def test_automatic_colour_and_a_mere_hint_are_no_formatting() -> None:
    looks = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:color w:val="auto"/><w:highlight w:val="none"/></w:rPr>'
    assert said(with_xml(f"<w:r>{looks}<w:t>一</w:t></w:r>")) == []


def test_the_cells_of_a_row_are_told_together() -> None:
    def draw(new: Document) -> None:
        table = add_rows(new, ["甲", "乙"], ["丙", "丁"])
        for cell in table.rows[1].cells:
            cell.paragraphs[0].runs[0].font.size = Pt(8)

    assert said(document(draw)) == [("T-406", "表 1 第 2 行")]


def test_many_of_a_kind_end_with_how_many_more_there_are() -> None:
    def draw(new: Document) -> None:
        for _ in range(MOST_OF_A_KIND + 5):
            new.add_paragraph().add_run("字").font.size = Pt(9)

    findings = found(document(draw))
    assert len(findings) == MOST_OF_A_KIND + 1
    assert "另有 5 处, 从正文第 14 段起" in findings[-1].message


@pytest.mark.parametrize(
    "xml",
    [
        '<w:pPr><w:pStyle w:val="Missing"/></w:pPr><w:r><w:t>一</w:t></w:r>',
        '<w:r><w:rPr><w:rStyle w:val="Missing"/></w:rPr><w:t>一</w:t></w:r>',
    ],
)
def test_a_style_that_is_not_defined_is_told_once(xml: str) -> None:
    twice = with_part(
        with_xml(xml),
        DOCUMENT,
        lambda text: re.sub(r"(<w:p>(?:(?!</w:p>).)*Missing.*?</w:p>)", r"\1\1", text),
    )
    finding = only(twice)
    assert (finding.code, finding.place.spot) == ("T-407", "正文第 2 段")
    assert "「Missing」" in finding.message
    assert "2 处" in finding.message


def test_a_table_style_that_is_not_defined_is_found() -> None:
    plain = document(lambda new: add_rows(new, ["甲"]) and None)
    changed = with_part(
        plain, DOCUMENT, lambda xml: xml.replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Missing"/>', 1)
    )
    assert said(changed) == [("T-407", "表 1 第 1 行")]


def prose(new: Document) -> None:
    new.add_paragraph("{{p campaign.background }}")


def test_prose_finds_its_list_styles_in_a_common_template() -> None:
    assert said(document(prose)) == []


def test_prose_without_a_list_style_is_found() -> None:
    bare = with_part(document(prose), STYLES, lambda xml: xml.replace('w:val="List Bullet"', 'w:val="条目"'))
    finding = only(bare)
    assert (finding.code, finding.place.spot) == ("T-408", "正文第 2 段")
    assert "List Bullet" in finding.message


def test_prose_with_a_list_style_that_does_not_number_is_found() -> None:
    def change(xml: str) -> str:
        at = xml.index('w:styleId="ListNumber"')
        return xml[:at] + re.sub(r"<w:numPr>.*?</w:numPr>", "", xml[at:], count=1, flags=re.DOTALL)

    finding = only(with_part(document(prose), STYLES, change))
    assert finding.code == "T-408"
    assert "不带编号" in finding.message


def test_without_prose_no_list_style_is_asked_for() -> None:
    bare = with_part(document(), STYLES, lambda xml: xml.replace('w:val="List Bullet"', 'w:val="条目"'))
    assert said(bare) == []
