"""A copy of a Word template with a comment at each fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx.document import Document

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.annotation import annotate
from generator.office.inspection.word.document import Document as Inspected
from generator.office.package import read_package, write_package
from tests.office.annotation.faults import fault
from tests.office.inspection.files import add_xml, document, with_file
from tests.office.inspection.test_shipped import ROOT
from tests.office.word.documents import add_rows, part, read, with_part
from tests.support.libreoffice import convert
from tests.support.structure import docx_faults
from tests.support.validator import validate

SHIPPED = sorted(ROOT.glob("templates_docx/*.docx"))


def draw(new: Document) -> None:
    new.add_paragraph("第二段 {{ a }}")
    table = add_rows(new, ["甲", "乙"], ["{{ x.a }}", "{{ x.b }}"])
    table.rows[1].cells[0].add_paragraph("同格第二段")
    new.sections[0].header.paragraphs[0].text = "{{ 页眉 }}"


TEMPLATE = document(draw)


def comments(data: bytes) -> list[tuple[str, list[str]]]:
    """Return author and lines of each comment as python-docx reads them."""
    return [(each.author, [p.text for p in each.paragraphs]) for each in read(data).comments]


def commented(data: bytes) -> dict[str, str]:
    """Return the text of the paragraph around each comment's sign by the comment's id."""
    found = {}
    for text in re.findall(r"<w:p[ >].*?</w:p>", part(data), flags=re.DOTALL):
        for key in re.findall(r'<w:commentReference w:id="(\d+)"/>', text):
            assert f'<w:commentRangeStart w:id="{key}"/>' in text
            assert f'<w:commentRangeEnd w:id="{key}"/>' in text
            found[key] = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", text))
    return found


def annotated(*faults: Diagnostic, template: bytes = TEMPLATE) -> bytes:
    copy = annotate(template, faults)
    assert docx_faults(copy) == docx_faults(template)
    return copy


def test_without_faults_the_copy_is_the_template() -> None:
    assert annotate(TEMPLATE, ()) is TEMPLATE


def test_a_comment_says_code_fault_and_way_out_at_its_paragraph() -> None:
    copy = annotated(fault("正文第 2 段", "标签 {{ a }} 没有这个名称"))
    assert comments(copy) == [("模板检查", ["T-120 标签 {{ a }} 没有这个名称", "改法: 改正它"])]
    assert commented(copy) == {"0": "第二段 {{ a }}"}


def test_nothing_but_comments_is_changed() -> None:
    copy = annotated(fault("正文第 2 段"))
    plain = re.sub(r"<w:r><w:commentReference[^>]*/></w:r>|<w:commentRange\w+[^>]*/>", "", part(copy))
    assert plain.split("?>", 1)[1].strip() == part(TEMPLATE).split("?>", 1)[1].strip()
    before, after = read_package(TEMPLATE, ""), read_package(copy, "")
    changed = {name for name in after.members if before.members.get(name) != after.members[name]}
    assert changed == {
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "word/comments.xml",
        "word/document.xml",
    }


def test_several_faults_at_one_paragraph_are_several_comments_in_their_order() -> None:
    copy = annotated(fault("正文第 2 段", "一"), fault("正文第 1 段", "二"), fault("正文第 2 段", "三"))
    assert [lines[0] for _, lines in comments(copy)] == ["T-120 一", "T-120 二", "T-120 三"]
    assert commented(copy) == {"0": "第二段 {{ a }}", "1": "正文", "2": "第二段 {{ a }}"}


def test_a_row_is_commented_at_the_cell_that_holds_the_tag() -> None:
    copy = annotated(fault("表 1 第 2 行", "标签 {{ x.b }} 没有这个名称"), fault("表 1 第 2 行", "别的"))
    assert commented(copy) == {"0": "{{ x.b }}", "1": "{{ x.a }}"}


@pytest.mark.parametrize("spot", ["页眉第 1 段", "脚注第 2 条", "文件属性", "样式「标题 1」", "正文第 99 段"])
def test_what_takes_no_comment_is_told_at_the_first_paragraph_with_its_spot(spot: str) -> None:
    copy = annotated(fault(spot, "有误"))
    assert comments(copy) == [("模板检查", [f"T-120 {spot}: 有误", "改法: 改正它"])]
    assert commented(copy) == {"0": "正文"}


def test_what_has_no_spot_is_told_at_the_first_paragraph() -> None:
    copy = annotated(fault("", "有误"))
    assert comments(copy)[0][1][0] == "T-120 有误"
    assert commented(copy) == {"0": "正文"}


def test_a_text_box_and_an_alternative_text_are_told_at_the_paragraph_they_hang_on() -> None:
    def boxed(new: Document) -> None:
        add_xml(
            new,
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        )

    template = document(boxed)
    copy = annotated(fault("正文第 2 段的文本框"), fault("正文第 2 段的替代文字"), template=template)
    assert [lines[0] for _, lines in comments(copy)] == [
        "T-120 正文第 2 段的文本框: 有误",
        "T-120 正文第 2 段的替代文字: 有误",
    ]
    box = re.search(r"<w:txbxContent>.*?</w:txbxContent>", part(copy), flags=re.DOTALL)
    assert box is not None
    assert "comment" not in box[0]


def test_comments_of_others_stay_and_no_id_is_used_twice() -> None:
    def with_comment(new: Document) -> None:
        draw(new)
        for text in ("一", "二"):
            new.add_comment(new.paragraphs[0].runs, text=text, author="张三")

    copy = annotated(fault("正文第 2 段"), template=document(with_comment))
    assert comments(copy) == [
        ("张三", ["一"]),
        ("张三", ["二"]),
        ("模板检查", ["T-120 有误", "改法: 改正它"]),
    ]
    ids = re.findall(r'<w:comment [^>]*w:id="(\d+)"', part(copy, "word/comments.xml"))
    assert len(set(ids)) == 3
    assert part(copy, "[Content_Types].xml").count("/word/comments.xml") == 1


def test_an_orphan_part_of_comments_is_left_alone() -> None:
    copy = annotated(fault("正文第 1 段"), template=with_file(TEMPLATE, "word/comments.xml", "<orphan/>"))
    assert part(copy, "word/comments.xml") == "<orphan/>"
    assert comments(copy) == [("模板检查", ["T-120 有误", "改法: 改正它"])]


def test_markup_and_control_characters_in_a_message_are_text() -> None:
    copy = annotated(fault("正文第 1 段", "<选择> & \x07“甲”\n乙"))
    assert comments(copy)[0][1] == ["T-120 <选择> & “甲”", "乙", "改法: 改正它"]


def test_a_body_without_a_paragraph_is_given_one() -> None:
    empty = with_part(
        TEMPLATE,
        "word/document.xml",
        lambda xml: re.sub(r"<w:body>.*(?=<w:sectPr)", "<w:body>", xml, flags=re.DOTALL),
    )
    assert comments(annotate(empty, [fault("正文第 1 段")])) == [
        ("模板检查", ["T-120 正文第 1 段: 有误", "改法: 改正它"])
    ]


def test_the_same_faults_give_the_same_bytes() -> None:
    assert annotate(TEMPLATE, [fault("正文第 1 段")]) == annotate(TEMPLATE, [fault("正文第 1 段")])


def test_a_body_that_cannot_be_read_is_refused() -> None:
    broken = write_package(read_package(TEMPLATE, ""), {"word/document.xml": b"<w:document"})
    with pytest.raises(InvalidTemplate) as caught:
        annotate(broken, [fault("")])
    assert [each.code for each in caught.value.diagnostics] == ["T-007"]


def every_spot(data: bytes) -> list[Diagnostic]:
    pages = Inspected(read_package(data, ""), "word/document.xml").pages
    return [
        fault(spot, f"第 {number} 处 <&>")
        for page in pages
        for number, (_, spot) in enumerate(page.paragraphs)
    ]


@pytest.mark.needs_validator
def test_copies_of_the_shipped_templates_are_valid() -> None:
    copies = {path.name: annotate(path.read_bytes(), every_spot(path.read_bytes())) for path in SHIPPED}
    assert validate(copies) == []


@pytest.mark.needs_libreoffice
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    source = tmp_path / "模板.docx"
    source.write_bytes(annotated(fault("正文第 2 段", "标签 {{ a }} 有误"), fault("页眉第 1 段", "第二条")))
    made = convert([source], "fodt", tmp_path / "out")[0].read_text(encoding="utf-8")
    text = re.sub(r"</?text:span[^>]*>", "", made)
    assert text.count("<dc:creator>模板检查</dc:creator>") == 2
    assert "T-120 标签 {{ a }} 有误" in text
    assert "T-120 页眉第 1 段: 第二条" in text
