"""Faults that users of other tools have had with Word: each has its test, most of them where its subject is tested."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.office.word.documents import (
    add_rows,
    attribute_values,
    body_texts,
    drawn,
    fill,
    paragraphs,
    part,
    refused,
)
from tests.office.word.test_blocks import PIXEL
from tests.support.structure import docx_faults

HERE = Path(__file__).parent
TRAPS = {
    "`&`, `<`, `>`, newline and tab in values, also in headers, footers and tables": (
        "test_values.py::test_a_value_arrives_unharmed_in_body_table_header_and_footer",
        "test_docxtpl.py::test_line_breaks_tabs_and_special_characters_give_the_same",
    ),
    "a missing variable prints nothing; a run-time error has no place": (
        "test_faults.py::test_every_unknown_name_is_told_in_one_run_with_its_place",
        "test_faults.py::test_what_is_wrong_at_run_time_does_not_hide_the_rest",
    ),
    "a tag split over runs by spelling marks or formatting; smart quotes inside a tag": (
        "test_blocks.py::test_a_tag_split_by_formatting_and_spelling_marks_is_one_tag",
        "test_blocks.py::test_a_tag_typed_with_chinese_punctuation_works",
        "test_traps.py::test_a_tag_cut_by_what_word_puts_into_a_paragraph_is_one_tag",
        "test_traps.py::test_what_people_type_into_tags_works",
        "test_traps.py::test_what_people_type_and_means_nothing_is_refused_with_the_reason",
    ),
    "East-Asian font lost when text is made by code": (
        "test_traps.py::test_text_made_by_code_has_the_east_asian_font_of_its_tag",
    ),
    "two loops in one row; a loop inside a cell; a block pair in an otherwise empty cell": (
        "test_faults.py::test_two_loops_in_one_row_are_refused_with_the_reason",
        "test_blocks.py::test_a_loop_inside_a_cell_repeats_its_paragraphs",
        "test_blocks.py::test_a_cell_always_keeps_a_paragraph",
    ),
    "text boxes, pictures and shapes in a loop repeat `docPr` ids": (
        "test_blocks.py::test_pictures_in_a_loop_get_ids_of_their_own",
        "test_traps.py::test_text_boxes_and_shapes_in_a_loop_get_ids_of_their_own",
    ),
    "a picture in a header or footer": (
        "test_objects.py::test_a_picture_in_a_header_is_filled",
        "test_traps.py::test_a_picture_drawn_in_a_header_stays_with_its_condition",
    ),
    "vertical and horizontal merges in a repeated row": (
        "test_blocks.py::test_vertical_and_horizontal_merges_repeat_with_their_rows",
        "test_groups.py::test_a_category_is_printed_once_over_its_rows_in_the_order_of_the_list",
    ),
    "contents table stays empty in WPS; PAGE/NUMPAGES without a cached result, or packed into one run": (
        "test_contents.py::test_an_empty_contents_table_is_filled_although_nothing_else_is",
        "test_fields.py::test_a_number_without_a_cached_result_shows_one",
        "test_fields.py::test_a_page_number_packed_into_one_run_is_split",
    ),
    "an orphan `comments.xml`; a chart whose cached values and embedded workbook disagree": (
        "test_notes.py::test_a_comment_stays_in_one_place_or_leaves_with_it",
        "test_traps.py::test_comments_that_nothing_refers_to_stay_as_they_are",
        "test_charts.py::test_points_and_workbook_hold_the_same_numbers",
    ),
    "2,000 rows in a complex table took an hour; 12,000 variables 27 minutes": (
        "test_traps.py::test_two_thousand_rows_of_a_complex_table_are_filled",
        "test_traps.py::test_twelve_thousand_variables_are_filled",
    ),
    "code execution through a template": (
        "test_security.py::test_the_published_ways_to_run_code_through_docxtpl_fail_here",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_has_its_test(trap: str) -> None:
    for named in TRAPS[trap]:
        file, test = named.split("::")
        assert re.search(rf"^def {test}\(", (HERE / file).read_text(encoding="utf-8"), re.MULTILINE), named


def test_text_made_by_code_has_the_east_asian_font_of_its_tag() -> None:
    def draw(document: Document) -> None:
        for tag in ("{{ text }}", "{{p text }}"):
            run = document.add_paragraph().add_run(tag)
            run.font.name = "Arial"
            run._r.rPr.rFonts.set(
                "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", "黑体"
            )

    filled = docx.Document(io.BytesIO(fill(drawn(draw), text="上\n下 **粗**\n\n二")))
    runs = [run for paragraph in filled.paragraphs for run in paragraph.runs if run.text]
    assert len(runs) > 3
    assert {run._r.rPr.rFonts.values()[-1] for run in runs} == {"黑体"}


def test_two_thousand_rows_of_a_complex_table_are_filled() -> None:
    def draw(document: Document) -> None:
        grid = add_rows(document, ["{%tr for r in rows %}", ""], ["", "{% vm %}同"], ["{%tr endfor %}", ""])
        inner = grid.cell(1, 0).add_table(rows=3, cols=3)
        inner.cell(0, 0).text = "{% for x in r %}{{ x }}{% if not loop.last %}、{% endif %}{% endfor %}"
        inner.cell(1, 1).text = "{%p if r %}"
        inner.cell(1, 1).add_paragraph("{{ r[0] }}")
        inner.cell(1, 1).add_paragraph("{%p endif %}")
        grid.cell(1, 0).add_paragraph("")

    filled = fill(drawn(draw), rows=[[n, "<b>", None] for n in range(2_000)])
    assert docx_faults(filled) == []
    assert part(filled).count("1999、&lt;b&gt;、________") == 1
    assert part(filled).count('<w:vMerge w:val="restart"/>') == 1


def test_twelve_thousand_variables_are_filled() -> None:
    template = paragraphs(*[" ".join(f"{{{{ v{row * 20 + n} }}}}" for n in range(20)) for row in range(600)])
    texts = body_texts(fill(template, **{f"v{n}": n for n in range(12_000)}))
    assert " ".join(texts).split() == [str(n) for n in range(12_000)]


# --- tags cut by what Word puts between two letters ---------------------------------------------------------


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BEGUN, ENDED = run("前{{ na"), run("me }}后")
CUTS = {
    "spelling mark": (f'{BEGUN}<w:proofErr w:type="spellStart"/>{ENDED}', "proofErr"),
    "bookmark": (
        f'{BEGUN}<w:bookmarkStart w:id="3" w:name="b"/>{ENDED}<w:bookmarkEnd w:id="3"/>',
        "bookmarkStart",
    ),
    "comment": (
        f'{BEGUN}<w:commentRangeStart w:id="0"/>{ENDED}<w:commentRangeEnd w:id="0"/>',
        "commentRangeStart",
    ),
    "insertion": (f'{BEGUN}<w:ins w:id="1" w:author="a">{run("m")}</w:ins>{run("e }}后")}', "w:ins "),
    "deletion": (
        f'{BEGUN}<w:del w:id="1" w:author="a"><w:r><w:delText>x</w:delText></w:r></w:del>{ENDED}',
        "delText",
    ),
    "link": (f'{BEGUN}<w:hyperlink w:anchor="b">{run("m")}</w:hyperlink>{run("e }}后")}', "w:hyperlink"),
    "content control": (
        f"{BEGUN}<w:sdt><w:sdtContent>{run('m')}</w:sdtContent></w:sdt>{run('e }}后')}",
        "sdtContent",
    ),
    "end of a printed page": (
        f"{BEGUN}<w:r><w:lastRenderedPageBreak/><w:t>me }}}}后</w:t></w:r>",
        "lastRenderedPageBreak",
    ),
    "footnote": (f'{BEGUN}<w:r><w:footnoteReference w:id="1"/></w:r>{ENDED}', "footnoteReference"),
    "symbol": (f'{BEGUN}<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>{ENDED}', "w:sym"),
    "soft hyphen": (f"{BEGUN}<w:r><w:softHyphen/></w:r>{ENDED}", ""),
    "line break": (f"{run('前{{')}<w:r><w:br/></w:r>{run('name }}后')}", ""),
    "tab": (f"{run('前{{')}<w:r><w:tab/></w:r>{run('name }}后')}", ""),
}


@pytest.mark.parametrize(("content", "kept"), CUTS.values(), ids=CUTS)
def test_a_tag_cut_by_what_word_puts_into_a_paragraph_is_one_tag(content: str, kept: str) -> None:
    template = drawn(
        lambda document: document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
    )
    filled = part(fill(template, name="星澜"))
    assert "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", filled)) == "前星澜后"
    assert kept in filled
    assert "<w:b/>" in filled


def test_a_hyphen_that_does_not_break_is_a_minus() -> None:
    content = '<w:r><w:t xml:space="preserve">{{ n </w:t><w:noBreakHyphen/><w:t> 1 }}</w:t></w:r>'
    template = drawn(
        lambda document: document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
    )
    assert body_texts(fill(template, n=3))[0] == "2"


TYPED = {
    "{{ n – 1 }}{{ n — 1 }}{{ n−1 }}": "222",
    "{%– if n –%}甲{%– endif –%}": "甲",
    "{{– n –}}": "3",
    "{{ d[“k”] }}{{ d[‘k’] }}{{ d[”k”] }}{{ d[“k“] }}{{ d['k’] }}": "55555",
    "{{ rows【0】．a }}": "甲",
    "{{ rows｜map（attribute＝“a”）｜join（“、”） }}": "甲、乙",
    "{% if n ＞＝ ３ %}是{% endif %}": "是",
    "｛{ name }｝{｛name}｝{％ if n ％}是{％ endif ％}": "星澜星澜是",
    "{{\u00a0name\u3000}}{{\u2009name\u200b}}{{ \u00adname\ufeff }}": "星澜星澜星澜",
    "{{ “他说‘好’” }}…{{ 'it’s' }}": "他说‘好’…it’s",
    "{{ '–' }}{{ “…” }}": "–…",
}


@pytest.mark.parametrize(("typed", "printed"), TYPED.items())
def test_what_people_type_into_tags_works(typed: str, printed: str) -> None:
    values = {"n": 3, "name": "星澜", "d": {"k": 5}, "rows": [{"a": "甲"}, {"a": "乙"}]}
    assert body_texts(fill(paragraphs(typed), **values)) == [printed]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("{{ name… }}", "T-104", "…"),
        ("{{ …name }}", "T-104", "…"),
        ("{{ name！ }}", "T-104", "!"),
        ("{{ name。 }}", "T-104", "英文句点"),
        ("{{ campaign。name }}", "T-104", "英文句点"),
        ("{% if n ≥ 3 %}a{% endif %}", "T-104", ">="),
        ("{% if n ≠ 3 %}a{% endif %}", "T-104", "!="),
        ("{% if n = 3 %}a{% endif %}", "T-104", "=="),
        ("{% if n 且 name %}a{% endif %}", "T-104", "and"),
        ("{{{ name }}}", "T-104", "两层"),
        ("{{ name }", "T-101", "}}"),
        ("{% if n %}a{% end if %}", "T-105", "endif"),
    ],
)
def test_what_people_type_and_means_nothing_is_refused_with_the_reason(
    typed: str, code: str, said: str
) -> None:
    problems = refused(paragraphs(typed), n=3, name="星澜")
    assert code in {problem.code for problem in problems}
    assert any(said in problem.message + problem.remedy for problem in problems)


# --- shapes, headers, comments ------------------------------------------------------------------------------

_SPACES = f'{nsdecls("w", "wp", "a")} xmlns:v="urn:schemas-microsoft-com:vml"'
_BOX = (
    f'<w:r {_SPACES}><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="框"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent><w:p>'
    "<w:r><w:t>{{ r }}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></w:r>"
)
_SHAPE = f'<w:r {_SPACES}><w:pict><v:rect id="_x0000_s7" style="width:9pt"/></w:pict></w:r>'


def test_text_boxes_and_shapes_in_a_loop_get_ids_of_their_own() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        paragraph = document.add_paragraph()
        paragraph._p.extend([parse_xml(_BOX), parse_xml(_SHAPE)])
        document.add_paragraph("{%p endfor %}")

    filled = fill(drawn(draw), rows=["甲", "乙", "丙"])
    assert docx_faults(filled) == []
    drawings, shapes = (attribute_values(filled, path, "id") for path in ("//wp:docPr", "//v:rect"))
    assert (len(set(drawings)), len(set(shapes))) == (3, 3)
    assert re.findall(r"<w:t[^>]*>(.)</w:t>", part(filled)) == ["甲", "乙", "丙"]


@pytest.mark.parametrize("show", [True, False])
def test_a_picture_drawn_in_a_header_stays_with_its_condition(show: bool) -> None:
    def draw(document: Document) -> None:
        for holder in (document.sections[0].header, document.sections[0].footer):
            holder.paragraphs[0].text = "{%p if show %}"
            holder.add_paragraph("{{ name }}").add_run().add_picture(io.BytesIO(PIXEL))
            holder.add_paragraph("{%p endif %}")
        document.sections[0].header.add_paragraph().add_run().add_picture(io.BytesIO(PIXEL))

    filled = fill(drawn(draw), show=show, name="星澜")
    header, footer = (part(filled, f"word/{name}1.xml") for name in ("header", "footer"))
    assert (header.count("<w:drawing>"), footer.count("<w:drawing>")) == (2 if show else 1, 1 if show else 0)
    for each in (header, footer):
        ids = re.findall(r'<wp:docPr id="(\d+)"', each)
        assert len(ids) == len(set(ids))
    assert docx.Document(io.BytesIO(filled)).sections[0].header.paragraphs


def test_comments_that_nothing_refers_to_stay_as_they_are() -> None:
    comments = f'<w:comments {nsdecls("w")}><w:comment w:id="9" w:author="a"><w:p/></w:comment></w:comments>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paragraphs("{{ name }}"))) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))
        new.writestr("word/comments.xml", comments)
    filled = fill(stream.getvalue(), name="星澜")
    assert part(filled, "word/comments.xml") == comments
    assert body_texts(filled) == ["星澜"]
