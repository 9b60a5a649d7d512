"""Faults that users of other tools have had with Word: each has its test, most of them where its subject is tested."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from docx.document import Document

from tests.office.word.documents import add_rows, body_texts, drawn, fill, paragraphs, part
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
    ),
    "a picture in a header or footer": ("test_objects.py::test_a_picture_in_a_header_is_filled",),
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
