"""What was left in a template, drawn from outside, packed into it, or built so that Word repairs it."""

from __future__ import annotations

import pytest
from docx.document import Document

from generator.diagnostics import Severity
from tests.office.inspection.files import (
    DOCUMENT,
    SETTINGS,
    add_xml,
    document,
    found,
    only,
    said,
    with_external,
    with_file,
    with_new_part,
    with_xml,
)
from tests.office.word.documents import add_bookmark, add_bookmark_end, add_rows, with_part

CORE, APP = "docProps/core.xml", "docProps/app.xml"


def setting(xml: str) -> bytes:
    return with_part(document(), SETTINGS, lambda text: text.replace("<w:zoom", f"{xml}<w:zoom"))


# --- from outside, and packed inside -----------------------------------------------------------------------------


def test_a_linked_picture_is_an_error_at_its_paragraph() -> None:
    used = with_xml('<w:r><w:t r:link="rId99">图</w:t></w:r>')
    finding = only(with_external(used, DOCUMENT, "image", "http://intranet/logo.png"))
    assert (finding.code, finding.place.spot, finding.severity) == ("T-413", "正文第 2 段", Severity.ERROR)
    assert "http://intranet/logo.png" in finding.message


def test_an_attached_template_is_an_error() -> None:
    relation = "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'"
    settings = with_file(
        document(), "word/_rels/settings.xml.rels", f"<Relationships {relation}></Relationships>"
    )
    finding = only(with_external(settings, SETTINGS, "attachedTemplate", "file:///C:/Users/zhang/a.dotm"))
    assert (finding.code, finding.place.spot) == ("T-413", "文件设置")


@pytest.mark.parametrize("target", ["file:///C:/a.docx", "\\\\server\\share\\a.docx", "D:\\资料\\a.docx"])
def test_a_hyperlink_to_a_file_of_the_house_is_found(target: str) -> None:
    used = with_xml('<w:hyperlink r:id="rId99"><w:r><w:t>见附件</w:t></w:r></w:hyperlink>')
    assert said(with_external(used, DOCUMENT, "hyperlink", target)) == [("T-415", "正文第 2 段")]


def test_a_hyperlink_for_everyone_is_fine() -> None:
    used = with_xml('<w:hyperlink r:id="rId99"><w:r><w:t>官网</w:t></w:r></w:hyperlink>')
    assert said(with_external(used, DOCUMENT, "hyperlink", "https://example.com/{{ x }}")) == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [("package", "T-416"), ("oleObject", "T-416"), ("control", "T-417"), ("aFChunk", "T-418")],
)
def test_what_is_packed_into_the_file_is_found(kind: str, code: str) -> None:
    packed = with_new_part(
        document(),
        "word/packed/a.bin",
        "x",
        kind=kind,
        holder=DOCUMENT,
        content_type="application/octet-stream",
    )
    assert [each.code for each in found(packed)] == [code]


def test_the_workbook_of_a_chart_is_its_own() -> None:
    chart = with_new_part(
        document(), "word/charts/chart1.xml", "<c/>", kind="chart", holder=DOCUMENT, content_type="a/b"
    )
    packed = with_new_part(
        chart,
        "word/embeddings/a.xlsx",
        "x",
        kind="package",
        holder="word/charts/chart1.xml",
        content_type="a/c",
    )
    assert said(packed) == []


def test_a_mail_merge_is_an_error() -> None:
    finding = only(setting("<w:mailMerge/>"))
    assert (finding.code, finding.severity) == ("T-419", Severity.ERROR)


# --- what is left of people --------------------------------------------------------------------------------------


def test_names_in_the_properties_are_told_together() -> None:
    def draw(new: Document) -> None:
        new.core_properties.author, new.core_properties.last_modified_by = "张三", "李四"

    company = with_part(
        document(draw), APP, lambda xml: xml.replace("<Company/>", "<Company>某某公司</Company>")
    )
    finding = only(company)
    assert (finding.code, finding.place.spot, finding.severity) == ("T-420", "文件属性", Severity.WARNING)
    assert all(each in finding.message for each in ("作者 张三", "上次修改者 李四", "单位 某某公司"))


@pytest.mark.parametrize(
    "name", ["", "python-docx", "campaign-pack", "Microsoft Office User", "{{ company.name }}"]
)
def test_programs_and_tags_are_nobody(name: str) -> None:
    def draw(new: Document) -> None:
        new.core_properties.author = name

    assert said(document(draw)) == []


def test_properties_of_ones_own_are_named() -> None:
    namespaces = (
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    )
    harmless = '<property name="KSOProductBuildVer"><vt:lpwstr>2052-12</vt:lpwstr></property>'
    own = '<property name="项目经理"><vt:lpwstr>张三</vt:lpwstr></property>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"

    def custom(content: str) -> bytes:
        xml = f"<Properties {namespaces}>{content}</Properties>"
        return with_new_part(
            document(), "docProps/custom.xml", xml, kind=kind, holder="", content_type="a/b+xml"
        )

    assert said(custom(harmless)) == []
    assert "自定义属性「项目经理」" in only(custom(harmless + own)).message


def test_comments_are_told_with_their_authors() -> None:
    def draw(new: Document) -> None:
        runs = new.add_paragraph("数据待核").runs
        new.add_comment(runs, text="请核对", author="张三")
        new.add_comment(runs, text="好", author="李四")

    finding = only(document(draw))
    assert (finding.code, finding.place.spot) == ("T-421", "正文第 2 段")
    assert "2 条批注(作者: 张三、李四)" in finding.message


def test_tracked_changes_are_told_with_their_authors() -> None:
    xml = '<w:ins w:id="1" w:author="张三"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2" w:author="张三"/>'
    finding = only(with_xml(xml))
    assert (finding.code, finding.place.spot) == ("T-422", "正文第 2 段")
    assert "2 处修订(作者: 张三)" in finding.message


def test_a_template_that_tracks_changes_is_found() -> None:
    assert said(setting("<w:trackRevisions/>")) == [("T-423", "文件设置")]
    assert said(setting('<w:trackRevisions w:val="0"/>')) == []


def test_hidden_text_is_found_also_by_its_style() -> None:
    def draw(new: Document) -> None:
        new.styles.add_style("内部", 2).font.hidden = True
        new.add_paragraph().add_run("底价 3 万").font.hidden = True
        new.add_paragraph().add_run("勿外传", style="内部")
        shown = new.add_paragraph().add_run("可见", style="内部")
        shown.font.hidden = False

    assert said(document(draw)) == [("T-424", "正文第 2 段"), ("T-424", "正文第 3 段")]


def test_a_protected_document_is_found() -> None:
    assert said(setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>')) == [
        ("T-425", "文件设置")
    ]
    assert said(setting('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>')) == []


# --- structure ---------------------------------------------------------------------------------------------------


def test_a_cell_without_a_paragraph_breaks_the_file() -> None:
    def draw(new: Document) -> None:
        cell = add_rows(new, ["甲", "乙"]).rows[0].cells[1]._tc
        cell.remove(cell.p_lst[0])

    finding = only(document(draw))
    assert (finding.code, finding.place.spot, finding.severity) == ("T-430", "表 1 第 1 行", Severity.ERROR)


def test_halves_of_bookmarks_are_found() -> None:
    def draw(new: Document) -> None:
        add_bookmark(new.add_paragraph("一"), 1, "甲", end=False)
        add_bookmark_end(new.add_paragraph("二"), 2)
        add_bookmark(new.add_paragraph("三"), 3, "乙")

    assert said(document(draw)) == [("T-431", "正文第 2 段"), ("T-431", "正文第 3 段")]


def test_a_bookmark_may_span_paragraphs() -> None:
    def draw(new: Document) -> None:
        add_bookmark(new.add_paragraph("一"), 1, "甲", end=False)
        add_bookmark_end(new.add_paragraph("二"), 1)

    assert said(document(draw)) == []


def test_bookmarks_of_one_name_are_told_once() -> None:
    def draw(new: Document) -> None:
        add_bookmark(new.add_paragraph("一"), 1, "甲")
        add_bookmark(new.add_paragraph("二"), 2, "甲")

    finding = only(document(draw))
    assert (finding.code, finding.place.spot) == ("T-432", "正文第 2 段")
    assert "2 个书签" in finding.message


def test_a_row_with_a_cell_too_few_is_found() -> None:
    def draw(new: Document) -> None:
        row = add_rows(new, ["甲", "乙"], ["丙", "丁"]).rows[1]._tr
        row.remove(row.tc_lst[1])

    finding = only(document(draw))
    assert (finding.code, finding.place.spot) == ("T-433", "表 1 第 2 行")


def test_merged_cells_and_rows_that_vanish_are_even() -> None:
    def draw(new: Document) -> None:
        table = add_rows(new, ["甲", "乙"], ["{%tr for x in xs %}", ""], ["丙", "丁"], ["{%tr endfor %}", ""])
        table.rows[0].cells[0].merge(table.rows[0].cells[1])
        control = table.rows[1]._tr
        control.remove(control.tc_lst[1])

    assert said(document(draw)) == []


def test_spots_are_told_inside_text_boxes_and_notes() -> None:
    def draw(new: Document) -> None:
        text = "<w:p><w:r><w:rPr><w:sz w:val='8'/></w:rPr><w:t>框</w:t></w:r></w:p>"
        add_xml(new, f"<w:r><w:pict><w:txbxContent>{text}</w:txbxContent></w:pict></w:r>")

    assert said(document(draw)) == [("T-406", "正文第 2 段的文本框")]
