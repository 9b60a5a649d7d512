"""Fields of a template are whole before it is filled: a run for each part, and a result to show."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.office.word.compiling import compile_docx
from generator.office.word.fields.codes import FieldedText, fields_in, new_result, read_code, with_edits
from generator.office.word.fields.completing import complete_fields
from generator.office.xml import Element
from tests.office.word.documents import fill, part
from tests.office.word.reports import PAGE, W, code, document, field, heading, mark, paragraph, run, text
from tests.support.structure import docx_faults
from tests.support.validator import validate

FOOTER = f'<w:sectPr><w:footerReference w:type="default" r:id="rfooter1"/>{PAGE}</w:sectPr>'


def tree(*content: str) -> Element:
    return etree.fromstring(f"<w:body {W}>{paragraph(*content)}</w:body>")


def runs(root: Element) -> list[str]:
    """Return what each run holds: `begin`, ` PAGE `, `separate`, `1`, `end`."""
    return [
        "|".join(_word(child) for child in each if child.tag.rpartition("}")[2] != "rPr")
        for each in root.iter("{*}r")
    ]


def _word(child: Element) -> str:
    return child.get(f"{{{child.nsmap['w']}}}fldCharType") or child.text or child.tag.rpartition("}")[2]


def completed(*content: str) -> list[str]:
    root = tree(*content)
    assert complete_fields(root)
    assert not complete_fields(root)  # nothing is left to do
    return runs(root)


WHOLE = ["begin", " PAGE ", "separate", "1", "end"]


def test_a_page_number_packed_into_one_run_is_split() -> None:
    """Such a number shows in Word but not in WPS."""
    packed = run(mark("begin") + code("PAGE") + mark("separate") + "<w:t>1</w:t>" + mark("end"))
    assert completed(packed) == WHOLE


def test_the_looks_of_a_split_run_stay_on_every_piece() -> None:
    root = tree(run(mark("begin") + code("PAGE") + mark("end"), '<w:sz w:val="18"/>'))
    complete_fields(root)
    assert len(list(root.iter("{*}sz"))) == 5


def test_text_beside_a_field_in_one_run_stays_in_its_place() -> None:
    packed = run(
        "<w:t>第 </w:t>"
        + mark("begin")
        + code("PAGE")
        + mark("separate")
        + "<w:t>1</w:t>"
        + mark("end")
        + "<w:t> 页</w:t><w:tab/>"
    )
    assert completed(packed) == ["第 ", *WHOLE, " 页|tab"]


@pytest.mark.parametrize("kind", ["PAGE", "NUMPAGES", "SECTIONPAGES", "page \\* MERGEFORMAT"])
@pytest.mark.parametrize("shown", [None, ""])
def test_a_number_without_a_cached_result_shows_one(kind: str, shown: str | None) -> None:
    """Word breaks on it, WPS shows nothing."""
    assert completed(field(kind, shown)) == ["begin", f" {kind} ", "separate", "1", "end"]


def test_a_number_in_one_element_without_a_result_shows_one() -> None:
    assert completed('<w:fldSimple w:instr="PAGE"/>') == ["1"]


@pytest.mark.parametrize(
    "content",
    [
        field("PAGE", "7"),
        field("DATE", None),
        field("XE 索引", None),
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>',
        text("正文"),
    ],
)
def test_what_is_whole_is_not_touched(content: str) -> None:
    root = tree(content)
    before = etree.tostring(root)
    assert not complete_fields(root)
    assert etree.tostring(root) == before


def test_a_field_that_asks_to_be_updated_no_longer_does() -> None:
    root = tree(field("PAGE", "1").replace(mark("begin"), mark("begin", ' w:dirty="true"')))
    assert complete_fields(root)
    assert b"dirty" not in etree.tostring(root)


def test_a_footer_without_tags_is_completed_in_the_filled_document() -> None:
    footer = paragraph(
        "第 ", run(mark("begin") + code("PAGE") + mark("end")), " 页 共 ", field("NUMPAGES", None), " 页"
    )
    filled = fill(document(paragraph("{{ x }}"), section=FOOTER, footer1=footer), x=1)
    root = etree.fromstring(part(filled, "word/footer1.xml").encode())
    assert runs(root) == ["第 ", *WHOLE, " 页 共 ", "begin", " NUMPAGES ", "separate", "1", "end", " 页"]
    assert docx_faults(filled) == []


def test_a_whole_footer_without_tags_keeps_its_bytes() -> None:
    template = document(
        paragraph("{{ x }}"), section=FOOTER, footer1=paragraph("第 ", field("PAGE", "1"), " 页")
    )
    assert part(fill(template, x=1), "word/footer1.xml") == part(template, "word/footer1.xml")


def test_a_completed_field_still_takes_tags_beside_it() -> None:
    body = paragraph("{{ x }}第", run(mark("begin") + code("PAGE") + mark("end")), "页{{ x }}")
    root = etree.fromstring(part(fill(document(body), x="甲")).encode())
    assert runs(root) == ["甲第", *WHOLE, "页甲"]


@pytest.mark.needs_validator
def test_the_validator_finds_nothing_in_completed_fields() -> None:
    footer = paragraph(
        run(mark("begin") + code("PAGE") + mark("end"), "<w:b/>"), '<w:fldSimple w:instr="NUMPAGES"/>'
    )
    filled = fill(document(paragraph("{{ x }}", field("SEQ 图", None)), section=FOOTER, footer1=footer), x=1)
    assert validate({"fields.docx": filled}) == []


# --- reading fields ----------------------------------------------------------------------------------------


def test_a_code_is_read_in_words_and_switches() -> None:
    read = read_code(' TOC \\o "1-3" \\h\\z \\t "附属标题,1" \\* MERGEFORMAT ')
    assert (read.kind, read.words) == ("TOC", ())
    assert read.switches == {"o": "1-3", "h": "", "z": "", "t": "附属标题,1", "*": ""}
    assert read.formats == ("MERGEFORMAT",)
    assert read_code("").kind == ""


def test_a_switch_takes_a_word_only_where_its_field_says_so() -> None:
    assert read_code("REF \\h _Ref1 \\r").first == "_Ref1"
    assert read_code("SEQ \\r 3 图").first == "图"
    assert read_code("SEQ \\c 图").first == "图"


def test_fields_nest() -> None:
    inner = field("PAGE", "2")
    outer = (
        run(mark("begin"))
        + run(code("IF"))
        + inner
        + run(code("= 1"))
        + run(mark("separate"))
        + text("3")
        + run(mark("end"))
    )
    found = fields_in(outer)
    assert [(each.code.kind, each.depth) for each in found] == [("IF", 0), ("PAGE", 1)]
    assert found[0].code.words == ("=", "1")


def test_a_field_without_an_end_is_none() -> None:
    assert fields_in(run(mark("begin")) + run(code("PAGE"))) == []
    assert fields_in(run(mark("separate")) + run(mark("end"))) == []


def test_a_new_result_stands_in_the_looks_of_the_old_one() -> None:
    old = (
        run(mark("begin"))
        + run(code("REF a"))
        + run(mark("separate"))
        + text("图 ", "<w:b/>")
        + run("<w:tab/>")
        + text("7")
        + run(mark("end"))
    )
    made = with_edits(old, [edit for each in fields_in(old) if (edit := new_result(old, each, "图 & 2"))])
    assert made.count("<w:t ") == 1
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">图 &amp; 2</w:t>' in made
    assert "<w:tab/>" not in made


def test_an_empty_result_gets_a_run() -> None:
    old = field("REF a", "")
    made = with_edits(old, [edit for each in fields_in(old) if (edit := new_result(old, each, "2"))])
    assert made == field("REF a", "2")


def test_a_result_over_paragraphs_is_left_alone() -> None:
    old = paragraph(run(mark("begin")) + run(code("REF a")) + run(mark("separate")) + text("1")) + paragraph(
        text("2") + run(mark("end"))
    )
    assert new_result(old, fields_in(old)[0], "3") is None


def test_a_document_without_fields_is_not_looked_through() -> None:

    compiled = compile_docx(document(heading(1, "{{ x }}")), "模板.docx")
    assert [each.results for each in compiled.parts] == [None]


@pytest.mark.parametrize("value", ["", "2", "十二", "图 & 表"])
def test_fields_are_where_they_come_to_lie_when_results_change(value: str) -> None:
    simple = '<w:fldSimple w:instr=" REF c "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    body = paragraph(field("SEQ 图", "1"), field("REF a", ""), simple, field("SEQ 图", "33")) * 2
    part = FieldedText.of(body)
    edits = [edit for each in part.fields if (edit := new_result(body, each, value))]
    assert part.edited(edits) == FieldedText.of(with_edits(body, edits))
    assert part.edited([]) == part


def test_fields_within_a_changed_result_are_looked_for_again() -> None:
    inner = field("PAGE", "2")
    body = run(mark("begin")) + run(code("REF a")) + run(mark("separate")) + inner + run(mark("end"))
    part = FieldedText.of(body)
    edits = [edit for each in part.fields[:1] if (edit := new_result(body, each, "图 2"))]
    assert edits
    assert part.edited(edits) == FieldedText.of(with_edits(body, edits))
