"""Fonts without a face for Chinese, wherever they are named."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt

from tests.office.inspection.files import SETTINGS, STYLES, default_document, document, only, said, with_xml
from tests.office.word.documents import with_part

NO_FACE = ' w:eastAsiaTheme="minorEastAsia"'
THEME = "word/theme/theme1.xml"


def test_a_sound_document_has_no_findings() -> None:
    assert said(document()) == []


def test_a_default_font_without_a_face_for_chinese_is_found() -> None:
    assert said(with_part(document(), STYLES, lambda xml: xml.replace(NO_FACE, "", 1))) == [
        ("T-401", "默认字体")
    ]


def test_a_face_in_the_default_paragraph_style_is_enough() -> None:
    def change(xml: str) -> str:
        at = xml.index('w:styleId="Normal"')
        end = xml.index("</w:style>", at)
        fonts = '<w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>'
        return xml.replace(NO_FACE, "", 1)[: end - len(NO_FACE)] + fonts + xml[end:]

    assert said(with_part(document(), STYLES, change)) == []


def test_a_style_that_inherits_its_face_is_fine() -> None:
    def draw(new: Document) -> None:
        new.styles.add_style("说明", 1).font.name = "Arial"

    assert said(document(draw)) == []


def test_a_style_with_a_latin_font_and_no_face_anywhere_is_found() -> None:
    def draw(new: Document) -> None:
        new.styles.add_style("说明", 1).font.name = "Arial"
        new.add_paragraph("说明", style="说明")

    bare = with_part(document(draw), STYLES, lambda xml: xml.replace(NO_FACE, "", 1))
    assert ("T-402", "样式「说明」") in said(bare)


def test_a_style_that_prints_nothing_is_no_matter() -> None:
    bare = with_part(document(), STYLES, lambda xml: xml.replace(NO_FACE, "", 1))
    assert [code for code, _ in said(bare)] == ["T-401"]


def test_a_chinese_font_set_as_a_latin_one_is_found() -> None:
    def draw(new: Document) -> None:
        new.add_heading("背景")
        new.styles["Heading 1"].font.name = "黑体"
        fonts = new.styles["Heading 1"].element.rPr.rFonts
        fonts.attrib.pop(next(name for name in fonts.attrib if name.endswith("}eastAsiaTheme")))

    finding = only(document(draw))
    assert (finding.code, finding.place.spot) == ("T-402", "样式「标题 1」")
    assert "黑体" in finding.message


def test_chinese_text_with_a_latin_font_of_its_own_is_found() -> None:
    def draw(new: Document) -> None:
        new.add_paragraph().add_run("活动说明").font.name = "Arial"

    finding = only(document(draw))
    assert (finding.code, finding.place.spot) == ("T-403", "正文第 2 段")
    assert "活动说明" in finding.message


def test_a_tag_with_a_latin_font_of_its_own_is_found_in_a_header() -> None:
    def draw(new: Document) -> None:
        new.sections[0].header.paragraphs[0].add_run("{{ campaign.name }}").font.name = "Arial"

    assert said(document(draw)) == [("T-403", "页眉第 1 段")]


def test_latin_text_in_a_latin_font_lacks_no_face() -> None:
    def draw(new: Document) -> None:
        new.add_paragraph().add_run("ROI 3.5").font.name = "Arial"

    assert said(document(draw)) == [("T-406", "正文第 2 段")]


def test_a_run_with_a_face_is_formatted_directly_and_no_more() -> None:
    xml = '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="黑体"/></w:rPr><w:t>说明</w:t></w:r>'
    assert said(with_xml(xml)) == [("T-406", "正文第 2 段")]


def test_a_theme_without_chinese_fonts_is_found() -> None:
    bare = with_part(document(), THEME, lambda xml: xml.replace('script="Hans"', 'script="Hant"'))
    finding = only(bare)
    assert (finding.code, finding.place.spot) == ("T-404", "主题")
    assert "标题字体和正文字体" in finding.message


def test_an_east_asian_font_of_the_theme_is_enough() -> None:
    def change(xml: str) -> str:
        return xml.replace('script="Hans"', 'script="Hant"').replace(
            '<a:ea typeface=""/>', '<a:ea typeface="宋体"/>'
        )

    assert said(with_part(document(), THEME, change)) == []


def test_a_theme_that_thinks_in_japanese_is_found() -> None:
    finding = only(default_document())
    assert (finding.code, finding.place.spot) == ("T-405", "文件设置")
    assert "ja-JP" in finding.message


def test_a_theme_without_a_language_is_found() -> None:
    bare = with_part(document(), SETTINGS, lambda xml: xml.replace(' w:eastAsia="zh-CN"', ""))
    assert said(bare) == [("T-405", "文件设置")]


def test_sizes_of_single_words_are_formatting_but_bold_is_not() -> None:
    def draw(new: Document) -> None:
        paragraph = new.add_paragraph("请于 ")
        paragraph.add_run("10 月 1 日").bold = True
        paragraph.add_run(" 前确认").font.size = Pt(14)

    finding = only(document(draw))
    assert (finding.code, finding.place.spot) == ("T-406", "正文第 2 段")
    assert "字号" in finding.message
