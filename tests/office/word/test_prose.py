"""`{{p text }}` gives real paragraphs and lists, in the styles of the template."""

from __future__ import annotations

import re

import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.office.blank import Blank
from tests.office.word.documents import (
    add_bookmark_end,
    add_rows,
    body_texts,
    drawn,
    fill,
    paragraphs,
    part,
    read,
    refused,
    spots,
    table,
    with_part,
)
from tests.support.structure import docx_faults
from tests.support.validator import validate

LISTS = "导语\n\n1. 甲\n2. 乙\n   - 内一\n   - 内二\n3. 丙\n\n过渡 **重点** 句\n\n1. 再起\n2. 再二"


def styles(filled: bytes) -> list[tuple[str, str]]:
    """Return style and text of the paragraphs beside tables."""
    return [(str(p.style and p.style.name), p.text) for p in read(filled).paragraphs]


def numbers(filled: bytes) -> list[tuple[str, str]]:
    """Return numbering and text of the numbered paragraphs."""
    found = [(p._p.pPr.numPr, p.text) for p in read(filled).paragraphs if p._p.pPr is not None]
    return [(str(n.numId.val), text) for n, text in found if n is not None]


def starts(filled: bytes) -> dict[str, str]:
    """Return where the added numberings begin, by their ids."""
    pattern = r'<w:num w:numId="(\d+)">(?:(?!</w:num>).)*<w:startOverride w:val="(\d+)"/>'
    return dict(re.findall(pattern, part(filled, "word/numbering.xml")))


def test_texts_become_paragraphs_and_lists_in_named_styles() -> None:
    assert styles(fill(paragraphs("前", "{{p text }}", "后"), text=LISTS)) == [
        ("Normal", "前"),
        ("Normal", "导语"),
        ("List Number", "甲"),
        ("List Number", "乙"),
        ("List Bullet 2", "内一"),
        ("List Bullet 2", "内二"),
        ("List Number", "丙"),
        ("Normal", "过渡 重点 句"),
        ("List Number", "再起"),
        ("List Number", "再二"),
        ("Normal", "后"),
    ]


def test_each_numbered_list_begins_anew() -> None:
    filled = fill(paragraphs("{{p text }}", "{{p more }}"), text=LISTS, more="1. 另\n\n7. 七")
    found = dict(numbers(filled))
    lists = [key for key, text in numbers(filled) if text in ("甲", "再起", "另", "七")]
    assert len(set(lists)) == 3  # `7.` continues the list before it, as CommonMark has it
    assert set(lists) <= set(starts(filled))
    assert found  # the bullets keep the numbering of their style


def test_a_list_begins_at_the_number_that_is_typed() -> None:
    filled = fill(paragraphs("{{p text }}"), text="5. 五\n6. 六")
    assert set(starts(filled).values()) == {"5"}


def test_lists_in_a_loop_begin_anew_in_every_copy() -> None:
    template = paragraphs("{%p for t in texts %}", "{{p t }}", "{%p endfor %}")
    filled = fill(template, texts=["1. a\n2. b", "1. c"])
    assert [text for _, text in numbers(filled)] == ["a", "b", "c"]
    assert len({key for key, _ in numbers(filled)}) == 2


def test_paragraphs_keep_the_looks_of_the_template() -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph(style="Intense Quote")
        paragraph.add_run("{{p text }}").font.size = 12 * 12700

    filled = read(fill(drawn(draw), text="一\n\n二 **粗**"))
    assert [p.style and p.style.name for p in filled.paragraphs] == ["Intense Quote"] * 2
    assert {run.font.size and run.font.size.pt for p in filled.paragraphs for run in p.runs} == {12}


def test_bold_words_take_the_style_for_them_where_there_is_one() -> None:
    run = read(fill(paragraphs("{{p text }}"), text="**粗**")).paragraphs[0].runs[0]
    assert run.style is not None
    assert run.style.name == "Strong"


def test_bold_words_are_bold_where_there_is_no_style_for_them() -> None:
    template = with_part(paragraphs("{{p text }}"), "word/styles.xml", lambda s: s.replace('"Strong"', '"X"'))
    assert read(fill(template, text="**粗**细")).paragraphs[0].runs[0].bold
    assert not read(fill(template, text="**粗**细")).paragraphs[0].runs[1].bold


def test_line_breaks_and_tabs_stay_in_their_paragraph() -> None:
    filled = fill(paragraphs("{{p text }}"), text="上\n下\t右")
    assert body_texts(filled) == ["上\n下\t右"]
    assert "<w:br/>" in part(filled)


def test_nothing_in_prose_is_markup_or_a_tag() -> None:
    text = "a < b & c > d \"e\" 'f' {{ x }} <w:p/> ]]>"
    assert body_texts(fill(paragraphs("{{p text }}"), text=text)) == [text]


@pytest.mark.parametrize("text", ["一\n\n二", "- 甲\n- 乙", "**粗**"])
def test_a_plain_tag_never_makes_paragraphs(text: str) -> None:
    assert body_texts(fill(paragraphs("{{ text }}"), text=text)) == [text]


def test_an_unknown_text_is_one_paragraph_to_fill_in() -> None:
    assert body_texts(fill(paragraphs("{{p text }}"), text=Blank("text"))) == ["(待填写)"]
    assert body_texts(fill(paragraphs("{{p text }}"), text=None)) == ["________"]


def test_an_empty_text_leaves_one_empty_paragraph() -> None:
    filled = fill(table(["{{p text }}", "乙"]), text="")
    assert docx_faults(filled) == []
    assert len(read(filled).tables[0].cell(0, 0).paragraphs) == 1


def test_a_list_of_texts_is_one_after_the_other() -> None:
    filled = fill(paragraphs("{{p texts }}"), texts=["一", "1. 甲", "1. 乙", 4])
    assert [text for _, text in styles(filled)] == ["一", "甲", "乙", "4"]
    assert len({key for key, _ in numbers(filled)}) == 2


def test_in_a_table_the_cell_keeps_its_style() -> None:
    def draw(document: Document) -> None:
        cell = add_rows(document, ["", "乙"]).cell(0, 0)
        cell.paragraphs[0].style = "Body Text 3"
        cell.paragraphs[0].add_run("{{p text }}")

    cell = read(fill(drawn(draw), text="一\n\n1. 甲\n2. 乙")).tables[0].cell(0, 0)
    assert [p.style and p.style.name for p in cell.paragraphs] == ["Body Text 3"] * 3
    assert [p._p.pPr.numPr is not None for p in cell.paragraphs] == [False, True, True]


def test_without_list_styles_marks_are_typed() -> None:
    template = with_part(
        paragraphs("{{p text }}"), "word/styles.xml", lambda s: s.replace('"List ', '"Liste ')
    )
    filled = fill(template, text="3. 甲\n4. 乙\n   - 内")
    assert [text for _, text in styles(filled)] == ["3. 甲", "4. 乙", "\u3000• 内"]


def test_bookmarks_around_the_tag_enclose_all_its_paragraphs() -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="3" w:name="background"/>'))
        paragraph.add_run("{{p text }}")
        add_bookmark_end(paragraph, 3)

    filled = fill(drawn(draw), text="一\n\n二")
    assert docx_faults(filled) == []
    first, last = read(filled).paragraphs
    assert first._p.find(qn("w:bookmarkStart")) is not None
    assert last._p.find(qn("w:bookmarkEnd")) is not None


def test_bookmarks_of_prose_in_a_loop_stay_unique() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for t in texts %}")
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="3" w:name="text"/>'))
        paragraph.add_run("{{p t }}")
        add_bookmark_end(paragraph, 3)
        document.add_paragraph("{%p endfor %}")

    assert docx_faults(fill(drawn(draw), texts=["一\n\n二", "三"])) == []


def test_what_stands_beside_the_tag_is_told_not_lost() -> None:
    assert spots(refused(paragraphs("见 {{p text }}"), text="x")) == [("T-203", "正文第 1 段")]
    assert spots(refused(paragraphs("{{p text }}{{p text }}"), text="x")) == [("T-202", "正文第 1 段")]


def test_a_section_break_beside_the_tag_is_told() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{{p text }}")._p.get_or_add_pPr().append(OxmlElement("w:sectPr"))

    assert spots(refused(drawn(draw), text="x")) == [("T-204", "正文第 1 段")]


def test_a_record_is_no_text() -> None:
    problems = refused(paragraphs("甲", "{{p a }}", "{{p b }}"), a={"x": 1}, b=["ok", {"x": 1}])
    assert spots(problems) == [("T-210", "正文第 2 段"), ("T-210", "正文第 3 段")]


def test_prose_stands_in_headers_notes_and_between_trimmed_tags() -> None:
    def draw(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{p text }}"
        document.add_paragraph("甲 {% if text -%}")
        document.add_paragraph("乙 {%- endif %}")
        document.add_paragraph("{{p text }}")

    filled = fill(drawn(draw), text="一\n\n二")
    assert [p.text for p in read(filled).sections[0].header.paragraphs] == ["一", "二"]
    assert body_texts(filled)[-2:] == ["一", "二"]


@pytest.mark.needs_validator
def test_prose_is_valid() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{{p text }}")
        add_rows(
            document,
            ["名", "说明"],
            ["{%tr for t in texts %}", ""],
            ["x", "{{p t }}"],
            ["{%tr endfor %}", ""],
        )
        document.sections[0].footer.paragraphs[0].text = "{{p text }}"

    filled = fill(drawn(draw), text=LISTS, texts=[LISTS, "", "- **甲**\n- 乙"])
    assert docx_faults(filled) == []
    assert validate({"prose.docx": filled}) == []
