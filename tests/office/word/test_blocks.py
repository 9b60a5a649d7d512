"""Conditions and loops over text, paragraphs, rows and columns."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.office.word.documents import (
    add_bookmark,
    add_bookmark_end,
    add_rows,
    add_spelling_mark,
    attribute_values,
    body_texts,
    cell_texts,
    drawn,
    fill,
    paragraphs,
    part,
    read,
    refused,
    table,
    with_part,
)
from tests.support.validator import validate

LOOP = (["序", "名"], ["{%tr for r in rows %}"], ["{{ loop.index }}", "{{ r.name }}"], ["{%tr endfor %}"])
ROWS = [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060600000"
    "00050001"
    "57a2a2d50000000049454e44ae426082"
)


def test_a_tag_split_by_formatting_and_spelling_marks_is_one_tag() -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph("前{")
        for text in ("{ na", "me |", " upper}"):
            paragraph.add_run(text).italic = True
            add_spelling_mark(paragraph)
        paragraph.add_run("}后").bold = True

    filled = fill(drawn(draw), name="x3")
    assert body_texts(filled) == ["前X3后"]
    assert part(filled).count("proofErr") == 3


def test_a_value_takes_the_formatting_of_its_first_brace() -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph()
        first = paragraph.add_run("{{ na")
        first.font.size = Pt(18)
        first._r.get_or_add_rPr().append(parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="黑体"/>'))
        paragraph.add_run("me }} 后")

    filled = read(fill(drawn(draw), name="甲"))
    run = filled.paragraphs[0].runs[0]
    assert (run.text, run.font.size) == ("甲", Pt(18))
    assert run._r.xpath("w:rPr/w:rFonts/@w:eastAsia") == ["黑体"]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x|default(“无”) }}",
        "｛｛ x｜default（‘无’） ｝｝",
        "{{\u00a0x\u3000|\u2009default('无')\u00a0}}",
        "{% if y == “是” %}错{% else %}无{% endif %}",
        "｛％ if y ＝＝ ‘是’ ％｝错｛％ else ％｝无｛％ endif ％｝",
    ],
)
def test_a_tag_typed_with_chinese_punctuation_works(tag: str) -> None:
    assert body_texts(fill(paragraphs(tag), y="")) == ["无"]


def test_punctuation_inside_quotes_is_kept_as_typed() -> None:
    assert body_texts(fill(paragraphs("{{ “你好，世界：（一）” }}{{ '他说“好”' }}"))) == [
        "你好，世界：（一）他说“好”"
    ]


def test_an_inline_condition_prints_only_its_branch() -> None:
    template = paragraphs("a{% if n > 3 %}多{% elif n %}少{% else %}无{% endif %}b")
    assert [body_texts(fill(template, n=n))[0] for n in (5, 1, 0)] == ["a多b", "a少b", "a无b"]


def test_paragraphs_of_a_condition_vanish_with_their_tags() -> None:
    template = paragraphs("前", "{%p if show %}", "条件", "{%p else %}", "否则", "{%p endif %}", "后")
    assert body_texts(fill(template, show=True)) == ["前", "条件", "后"]
    assert body_texts(fill(template, show=False)) == ["前", "否则", "后"]


def test_an_operator_with_a_percent_sign_works_in_a_control_tag() -> None:
    template = paragraphs(
        "{%p for n in numbers %}", "{%p if n % 2 == 0 %}", "{{ n }}", "{%p endif %}", "{%p endfor %}"
    )
    assert body_texts(fill(template, numbers=[1, 2, 3, 4])) == ["2", "4"]


def test_a_plain_block_may_span_paragraphs_of_the_same_level() -> None:
    template = paragraphs("{% for r in rows %}甲{{ r.name }}", "乙{% endfor %}")
    assert body_texts(fill(template, rows=ROWS[:2])) == ["甲甲", "乙甲乙", "乙"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_rows_between_control_rows_repeat(count: int) -> None:
    rows = ROWS[:count]
    expected = [["序", "名"], *([str(n), row["name"]] for n, row in enumerate(rows, 1))]
    assert cell_texts(fill(table(*LOOP), rows=rows)) == expected


def test_loops_over_rows_nest() -> None:
    template = table(
        ["{%tr for g in groups %}"],
        ["{{ g.name }}", ""],
        ["{%tr for r in g.items %}"],
        ["", "{{ loop.index }}{{ r }}"],
        ["{%tr endfor %}"],
        ["{%tr endfor %}"],
    )
    groups = [{"name": "甲", "items": ["x", "y"]}, {"name": "乙", "items": []}]
    assert cell_texts(fill(template, groups=groups)) == [["甲", ""], ["", "1x"], ["", "2y"], ["乙", ""]]


def test_columns_repeat_and_the_grid_follows() -> None:
    row = ["名", "{%tc for r in rows %}", "{{ r.name }}", "{%tc endfor %}"]
    filled = fill(table(row, row), rows=ROWS)
    assert cell_texts(filled) == [["名", "甲", "乙", "丙"]] * 2
    assert len(attribute_values(filled, "//w:gridCol", "w:w")) == 4


def test_more_columns_than_drawn_share_the_old_width() -> None:
    row = ["{%tc for r in rows %}", "{{ r.name }}", "{%tc endfor %}"]
    template = table(row)
    before = sum(int(width) for width in attribute_values(template, "//w:gridCol", "w:w"))
    filled = fill(template, rows=[*ROWS, *ROWS])
    widths = [int(width) for width in attribute_values(filled, "//w:gridCol", "w:w")]
    assert (len(widths), sum(widths)) == (6, before)
    assert [int(width) for width in attribute_values(filled, "//w:tcW", "w:w")] == widths


def test_a_table_without_repeated_columns_keeps_its_grid_to_the_letter() -> None:
    def draw(document: Document) -> None:
        odd = add_rows(document, ["a", "b"])
        odd._tbl.tblGrid.append(parse_xml(f'<w:gridCol {nsdecls("w")} w:w="77"/>'))
        add_rows(document, ["{%tc for r in rows %}", "{{ r.name }}", "{%tc endfor %}"])

    assert '<w:gridCol w:w="77"/>' in part(fill(drawn(draw), rows=ROWS))


def test_an_empty_loop_over_all_columns_leaves_no_row_without_cells() -> None:
    row = ["{%tc for r in rows %}", "{{ r.name }}", "{%tc endfor %}"]
    filled = fill(table(row, ["固定", "", ""]), rows=[])
    assert cell_texts(filled) == [["固定", "", ""]]


def test_a_table_that_loses_all_rows_vanishes() -> None:
    filled = fill(table(*LOOP[1:]), rows=[])
    assert read(filled).tables == []
    assert "<?" not in part(filled).removeprefix("<?xml")


@pytest.mark.parametrize("show", [True, False])
def test_a_cell_always_keeps_a_paragraph(show: bool) -> None:
    def draw(document: Document) -> None:
        cell = add_rows(document, ["甲", "{%p if show %}"]).cell(0, 1)
        cell.add_paragraph("有", style="Quote")
        cell.add_paragraph("{%p endif %}")

    filled = fill(drawn(draw), show=show)
    cell = read(filled).tables[0].cell(0, 1)
    assert [paragraph.text for paragraph in cell.paragraphs] == (["有"] if show else [""])


def test_the_paragraph_that_an_empty_cell_keeps_looks_like_one_that_stood_there() -> None:
    def draw(document: Document) -> None:
        cell = add_rows(document, ["{%p if show %}"]).cell(0, 0)
        cell.paragraphs[0].style = "Quote"
        cell.add_paragraph("有")
        cell.add_paragraph("{%p endif %}")

    assert read(fill(drawn(draw), show=False)).tables[0].cell(0, 0).paragraphs[0].style.name == "Quote"


def test_a_header_that_loses_its_text_keeps_a_paragraph() -> None:
    def draw(document: Document) -> None:
        header = document.sections[0].header
        header.paragraphs[0].text = "{%p if show %}"
        header.add_paragraph("内部")
        header.add_paragraph("{%p endif %}")

    header = read(fill(drawn(draw), show=False)).sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == [""]


def test_a_nested_table_vanishes_and_its_cell_stays_sound() -> None:
    def draw(document: Document) -> None:
        cell = add_rows(document, ["甲"]).cell(0, 0)
        inner = cell.add_table(rows=3, cols=1)
        for row, text in enumerate(("{%tr for r in rows %}", "{{ r.name }}", "{%tr endfor %}")):
            inner.cell(row, 0).text = text

    cell = read(fill(drawn(draw), rows=[])).tables[0].cell(0, 0)
    assert cell.tables == []
    assert cell._tc[-1].tag.endswith("}p")


def test_a_row_loop_beside_a_nested_table_repeats_the_outer_row() -> None:
    def draw(document: Document) -> None:
        outer = add_rows(
            document, ["{%tr for r in rows %}", ""], ["{{ r.name }}", ""], ["", "{%tr endfor %}"]
        )
        inner = outer.cell(1, 1).add_table(rows=1, cols=1)
        inner.cell(0, 0).text = "内{{ r.name }}"
        outer.cell(1, 1).add_paragraph("尾")

    tables = read(fill(drawn(draw), rows=ROWS[:2])).tables
    assert [row.cells[0].text for row in tables[0].rows] == ["甲", "乙"]
    assert [row.cells[1].tables[0].cell(0, 0).text for row in tables[0].rows] == ["内甲", "内乙"]


def test_a_loop_inside_a_cell_repeats_its_paragraphs() -> None:
    def draw(document: Document) -> None:
        cell = add_rows(document, ["{%p for r in rows %}"]).cell(0, 0)
        cell.add_paragraph("{{ r.name }}")
        cell.add_paragraph("{%p endfor %}")

    assert cell_texts(fill(drawn(draw), rows=ROWS)) == [["甲\n乙\n丙"]]


def test_vertical_and_horizontal_merges_repeat_with_their_rows() -> None:
    def draw(document: Document) -> None:
        grid = add_rows(
            document, ["{%tr for r in rows %}", "", ""], ["", "", ""], ["", "", ""], ["{%tr endfor %}"]
        )
        grid.cell(1, 0).merge(grid.cell(2, 0)).text = "{{ r.name }}"
        grid.cell(1, 1).merge(grid.cell(1, 2)).text = "宽"

    filled = fill(drawn(draw), rows=ROWS[:2])
    assert attribute_values(filled, "//w:vMerge", "w:val") == ["restart", "restart"]
    assert part(filled).count("<w:vMerge/>") + part(filled).count('w:val="continue"') == 2
    assert attribute_values(filled, "//w:gridSpan", "w:val") == ["2", "2"]


def test_docxtpls_cell_tags_work_and_keep_the_schemas_order() -> None:
    def draw(document: Document) -> None:
        grid = add_rows(
            document, ["{%tr for r in rows %}"], ["{% vm %}{% cellbg r.color %}甲", "{{ r.name }}"]
        )
        looks = grid.cell(1, 0)._tc.get_or_add_tcPr()
        looks.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        grid.add_row().cells[0].text = "{%tr endfor %}"

    filled = fill(drawn(draw), rows=[{"name": "a", "color": "FFEB9C"}, {"name": "b", "color": "C6EFCE"}])
    looks = read(filled).tables[0]._tbl.xpath(".//w:tc[1]/w:tcPr")
    assert [[child.tag.split("}")[1] for child in look] for look in looks] == [
        ["tcW", "vMerge", "shd", "vAlign"]
    ] * 2
    assert attribute_values(filled, "//w:shd", "w:fill") == ["FFEB9C", "C6EFCE"]
    assert attribute_values(filled, "//w:vMerge", "w:val") == ["restart", "continue"]


def test_pictures_in_a_loop_get_ids_of_their_own() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        document.add_paragraph("{{ r.name }}").add_run().add_picture(io.BytesIO(PIXEL))
        document.add_paragraph("{%p endfor %}")

    ids = attribute_values(fill(drawn(draw), rows=ROWS), "//wp:docPr", "id")
    assert len(ids) == len(set(ids)) == 3


def test_bookmarks_in_a_loop_get_ids_and_names_of_their_own() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        add_bookmark(
            document.add_paragraph("{{ r.name }}"), 5, "research_background_of_the_whole_campaign"[:40]
        )
        document.add_paragraph("{%p endfor %}")
        add_bookmark(document.add_paragraph("尾"), 6, "tail")

    filled = fill(drawn(draw), rows=ROWS)
    starts = attribute_values(filled, "//w:bookmarkStart", "w:id")
    names = attribute_values(filled, "//w:bookmarkStart", "w:name")
    assert sorted(starts) == sorted(attribute_values(filled, "//w:bookmarkEnd", "w:id"))
    assert len(starts) == len(set(starts)) == len(set(names)) == 4
    assert names[0] == "research_background_of_the_whole_campaig"
    assert names[-1] == "tail"
    assert max(len(name) for name in names) == 40


def test_a_bookmark_around_a_block_stays_whole_when_its_paragraphs_vanish() -> None:
    def draw(document: Document) -> None:
        add_bookmark(document.add_paragraph("{%p for r in rows %}"), 5, "findings", end=False)
        document.add_paragraph("{{ r.name }}")
        add_bookmark_end(document.add_paragraph("{%p endfor %}"), 5)

    for rows in ([], ROWS):
        filled = fill(drawn(draw), rows=rows)
        body = part(filled)
        assert attribute_values(filled, "//w:bookmarkStart", "w:name") == ["findings"]
        assert body.count("bookmarkEnd") == 1
        assert all(
            body.index("bookmarkStart") < body.index(row["name"]) < body.index("bookmarkEnd") for row in rows
        )


def test_half_a_bookmark_in_a_loop_leaves_no_half_behind() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        add_bookmark(document.add_paragraph("{{ r.name }}"), 5, "half", end=False)
        document.add_paragraph("{%p endfor %}")
        add_bookmark_end(document.add_paragraph("尾"), 5)

    for rows in ([], ROWS):
        body = part(fill(drawn(draw), rows=rows))
        assert body.count("bookmarkStart") == body.count("bookmarkEnd")


def test_headers_of_first_page_and_footers_are_filled() -> None:
    def draw(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "首{{ n }}"
        section.header.paragraphs[0].text = "眉{{ n }}"
        section.footer.paragraphs[0].text = "{% for r in rows %}{{ r.name }}{% endfor %}"

    section = read(fill(drawn(draw), n=1, rows=ROWS)).sections[0]
    assert section.first_page_header.paragraphs[0].text == "首1"
    assert section.header.paragraphs[0].text == "眉1"
    assert section.footer.paragraphs[0].text == "甲乙丙"


def test_a_comment_prints_nothing() -> None:
    assert body_texts(fill(paragraphs("a{# 说明 “ #}b", "{#p 整段说明 #}", "c"))) == ["ab", "c"]


def test_a_variable_set_in_the_template_is_seen_afterwards() -> None:
    assert body_texts(fill(paragraphs("{% set t = n + 1 %}", "{{ t }}"), n=1)) == ["", "2"]


@pytest.mark.needs_validator
def test_tracked_changes_in_a_loop_have_ids_of_their_own() -> None:
    change = f'{nsdecls("w")} w:author="甲" w:date="2026-09-01T00:00:00Z"'

    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        paragraph = document.add_paragraph()
        add_bookmark(paragraph, 3, "b")
        paragraph._p.append(
            parse_xml(f'<w:ins w:id="1" {change}><w:r><w:t>{{{{ r.name }}}}</w:t></w:r></w:ins>')
        )
        paragraph._p.append(
            parse_xml(f'<w:del {change} w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>')
        )
        document.add_paragraph("{%p endfor %}")

    filled = fill(drawn(draw), rows=ROWS)
    ids = re.findall(r'<w:(?:ins|del)\b[^>]* w:id="(\d+)"', part(filled))
    assert len(ids) == len(set(ids)) == 6
    assert validate({"tracked.docx": filled}) == []


def test_what_declares_a_prefix_of_its_own_is_repaired_as_well() -> None:
    def declared(text: str) -> str:
        return text.replace("<w:tbl>", '<w:tbl xmlns:x="urn:x">').replace(
            "<w:sdtPr>", '<w:sdtPr xmlns:x="urn:x">'
        )

    def draw(document: Document) -> None:
        add_rows(document, *LOOP[1:])
        control = (
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="7"/></w:sdtPr>'
            "<w:sdtContent><w:p/></w:sdtContent></w:sdt>"
        )
        for text in ("{%p for r in [1, 2] %}", control, "{%p endfor %}"):
            document.add_paragraph(text if text is not control else "")
            if text is control:
                document.paragraphs[-1]._p.addnext(parse_xml(control))

    filled = fill(with_part(drawn(draw), "word/document.xml", declared), rows=[])
    assert "<w:tbl" not in part(filled)
    ids = re.findall(r'<w:sdtPr xmlns:x="urn:x"><w:id w:val="(\d+)"', part(filled))
    assert len(ids) == len(set(ids)) == 2


def test_ids_that_word_gives_paragraphs_are_not_repeated() -> None:
    def with_id(text: str) -> str:
        word = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        return text.replace("<w:tr>", f'<w:tr {word} w14:paraId="1A2B3C4D" w14:textId="77777777">')

    template = with_part(table(*LOOP), "word/document.xml", with_id)
    assert "1A2B3C4D" in part(template)
    assert "1A2B3C4D" not in part(fill(template, rows=ROWS))


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["甲 {% if n -%}", "乙 {%- endif %} 丙"], ["甲 乙 丙"]),  # docxtpl loses 乙
        (["甲", "乙 {%- if n %}丙{%- endif %}丁", "戊"], ["甲", "乙丙丁", "戊"]),
        (["甲{% if n -%} 乙", "丙{%- endif %}"], ["甲乙", "丙"]),
        (["甲", "", "{%- if n %} 乙", "{%- endif %} 丙"], ["甲 乙 丙"]),
    ],
)
def test_a_tag_that_joins_paragraphs_takes_no_words_with_it(texts: list[str], joined: list[str]) -> None:
    assert body_texts(fill(paragraphs(*texts), n=1)) == joined


@pytest.mark.parametrize(
    ("between", "content"),
    [
        (lambda document: add_rows(document, ["x"]), "表格"),
        (lambda document: document.add_paragraph("{{p n }}"), "正文段落"),
        (lambda document: document.add_paragraph("{%p if n %}"), "旁边的标签"),
        (lambda document: document.add_section(), "分节符"),
    ],
)
@pytest.mark.parametrize("tag", ["{%- set a = 1 %}", "{% set a = 1 -%}"])
def test_a_tag_that_would_take_more_than_a_break_with_it_is_refused(
    tag: str, between: Callable[[Document], object], content: str
) -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("甲" if tag.startswith("{%-") else tag)
        between(document)
        document.add_paragraph(tag if tag.startswith("{%-") else "乙")
        if content == "旁边的标签":
            document.add_paragraph("{%p endif %}")

    problems = refused(drawn(draw), n="1")
    assert [(problem.code, content in problem.message) for problem in problems] == [("T-208", True)]
