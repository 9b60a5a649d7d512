"""Captions and cross references: numbers that follow what the filled document holds."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.diagnostics import Diagnostic, Severity
from generator.office.word.compiling import compile_docx
from generator.office.word.fields.captions import renumber_captions
from generator.office.word.fields.codes import FieldedText
from generator.office.word.fields.numerals import numeral, style_of_switch
from tests.office.word.documents import FILE, NOW, PROPERTIES, body_texts, fill, part
from tests.office.word.reports import (
    TABBED,
    W,
    bookmark,
    caption,
    document,
    field,
    heading,
    mark,
    numbering,
    paragraph,
    run,
    text,
)
from tests.support.structure import docx_faults

ITEMS = [{"name": "线上", "shown": True}, {"name": "线下", "shown": False}, {"name": "私域", "shown": True}]


def shown(body: str) -> list[str]:
    """Return the texts of a body's paragraphs, field codes left out."""
    root = etree.fromstring(f"<w:body {W}>{body}</w:body>")
    return ["".join(t.text or "" for t in p.iter("{*}t")) for p in root.iter("{*}p")]


def renumbered(body: str) -> str:
    return renumber_captions(FieldedText.of(body)).text


def told(template: bytes, **values: object) -> list[Diagnostic]:
    """Return what filling the template tells."""
    found: list[Diagnostic] = []
    compile_docx(template, FILE).fill(values, now=NOW, properties=PROPERTIES, tell=found.append)
    return found


# --- captions ----------------------------------------------------------------------------------------------


def test_captions_are_numbered_in_the_order_of_the_text() -> None:
    body = caption("图", "一") + caption("表", "二") + caption("图", "三")
    assert shown(renumbered(body)) == ["图 1 一", "表 1 二", "图 2 三"]


def test_captions_copied_by_a_loop_and_dropped_by_a_condition_count_on() -> None:
    body = (
        paragraph("{%p for item in items %}")
        + paragraph("{%p if item.shown %}")
        + caption("图", "{{ item.name }}")
        + paragraph("{%p endif %}")
        + caption("表", "{{ item.name }}")
        + paragraph("{%p endfor %}")
        + caption("图", "总览")
    )
    filled = fill(document(body), items=ITEMS)
    assert body_texts(filled) == [
        "图 1 线上",
        "表 1 线上",
        "表 2 线下",
        "图 2 私域",
        "表 3 私域",
        "图 3 总览",
    ]


def test_a_caption_in_one_element_is_numbered_too() -> None:
    simple = '<w:fldSimple w:instr=" SEQ 图 \\* ARABIC "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    empty = '<w:fldSimple w:instr="SEQ 图"/>'
    body = paragraph("图 ", simple) + paragraph("{{ x }} ", empty)
    assert body_texts(fill(document(body), x="图")) == ["图 ", "图 "]  # python-docx passes such fields by
    assert shown(part(fill(document(body), x="图")).split("<w:body>")[1].split("<w:sectPr>")[0]) == [
        "图 1",
        "图 2",
    ]


def test_a_code_over_several_runs_is_one_code() -> None:
    pieces = run("<w:instrText> SE</w:instrText>") + run("<w:instrText>Q 图 </w:instrText>")
    split = run(mark("begin")) + pieces + run(mark("separate")) + text("9") + run(mark("end"))
    assert shown(renumbered(paragraph(split) * 2)) == ["1", "2"]


@pytest.mark.parametrize(
    ("codes", "numbers"),
    [
        (["SEQ 图", "SEQ 图 \\c", "SEQ 图 \\n"], ["1", "1", "2"]),
        (["SEQ 图", "SEQ 图 \\r 5", "SEQ 图", "SEQ 图 \\r 1"], ["1", "5", "6", "1"]),
        (["SEQ 图 \\h", "SEQ 图"], ["", "2"]),
        (["SEQ 图 \\* CHINESENUM3"] * 2, ["一", "二"]),
        (["SEQ 图 \\* roman \\* MERGEFORMAT"] * 2, ["i", "ii"]),
        (["SEQ 图 \\# 00"] * 2, ["01", "02"]),
        (["SEQ Figure", "SEQ figure"], ["1", "2"]),
        (["SEQ", "SEQ 图"], ["9", "1"]),
    ],
)
def test_the_switches_of_a_caption(codes: list[str], numbers: list[str]) -> None:
    body = "".join(paragraph(field(each)) for each in codes)
    assert shown(renumbered(body)) == numbers


def test_captions_begin_anew_in_each_chapter() -> None:
    body = "".join(
        heading(1, chapter)
        + paragraph(field("SEQ 图 \\s 1"))
        + heading(2, "节")
        + paragraph(field("SEQ 图 \\s 1"))
        for chapter in ("甲", "{{ x }}")
    )
    assert body_texts(fill(document(body), x="乙")) == ["甲", "1", "节", "2", "乙", "1", "节", "2"]


def test_both_copies_of_a_text_box_show_one_number() -> None:
    box = f"<w:txbxContent>{caption('图', '框')}</w:txbxContent>"
    twins = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = caption("图", "前") + f"<w:p><w:r>{twins}</w:r></w:p>" + caption("图", "后")
    made = renumbered(body)
    assert [made.count(f'preserve">{n}</w:t>') for n in (1, 2, 3)] == [1, 2, 1]


def test_the_looks_of_a_number_stay() -> None:
    body = paragraph(field("SEQ 图", "9", "<w:noProof/>"))
    assert "<w:rPr><w:noProof/></w:rPr><w:t" in renumbered(body)


def test_a_locked_field_keeps_what_it_shows() -> None:
    locked = field("SEQ 图").replace(mark("begin"), mark("begin", ' w:fldLock="true"'))
    assert shown(renumbered(paragraph(locked) + paragraph(field("SEQ 图")))) == ["9", "2"]


def test_numbers_as_word_writes_them() -> None:
    assert [numeral(n, "chineseCounting") for n in (1, 10, 11, 20, 99, 101)] == [
        *("一", "十", "十一", "二十", "九十九"),
        "一○一",
    ]
    assert [numeral(n, "chineseCountingThousand") for n in (10, 101, 110, 1001)] == [
        *("十", "一百〇一", "一百一十"),
        "一千〇一",
    ]
    assert [numeral(n, "japaneseCounting") for n in (10, 101, 1000)] == ["十", "百一", "千"]
    assert [numeral(n, "chineseLegalSimplified") for n in (3, 10, 21)] == ["叁", "壹拾", "贰拾壹"]
    assert [numeral(n, "upperRoman") for n in (4, 9, 1994)] == ["IV", "IX", "MCMXCIV"]
    assert [numeral(n, "lowerLetter") for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [numeral(n, "decimalEnclosedCircle") for n in (1, 20, 21)] == ["①", "⑳", "21"]
    assert [numeral(n, "ideographTraditional") for n in (1, 10, 11)] == ["甲", "癸", "甲"]
    assert [numeral(n, "somethingNew") for n in (1, 2)] == ["1", "2"]
    assert len(numeral(10**9, "lowerLetter")) == 10


def test_formats_of_fields_are_those_of_lists() -> None:
    assert style_of_switch(("MERGEFORMAT", "Roman")) == "upperRoman"
    assert style_of_switch(("roman",)) == "lowerRoman"
    assert style_of_switch(("CHINESENUM2",)) == "chineseLegalSimplified"
    assert style_of_switch(()) == "decimal"


# --- cross references --------------------------------------------------------------------------------------


def test_a_reference_shows_the_caption_as_it_is_numbered_now() -> None:
    body = (
        paragraph("见", field("REF _Ref1 \\h", "图 7"), "。")
        + paragraph("{%p for item in items %}")
        + caption("图", "{{ item.name }}")
        + paragraph("{%p endfor %}")
        + caption("图", "总览", "_Ref1")
    )
    assert body_texts(fill(document(body), items=ITEMS))[0] == "见图 4。"


def test_a_reference_in_a_loop_follows_its_own_copy() -> None:
    body = (
        paragraph("{%p for item in items %}")
        + paragraph("{{ item.name }}见", field("REF _Ref1 \\h", "图 7"))
        + caption("图", "示意", "_Ref1")
        + paragraph("{%p endfor %}")
        + paragraph("首个: ", field("REF _Ref1 \\h", "图 7"))
    )
    filled = fill(document(body), items=ITEMS)
    texts = body_texts(filled)
    assert [words for words in texts if "见" in words] == ["线上见图 1", "线下见图 2", "私域见图 3"]
    assert texts[-1] == "首个: 图 1"
    assert [f"REF {name} " in part(filled) for name in ("_Ref1", "_Ref1_2", "_Ref1_3")] == [True] * 3
    assert part(filled).count("<?") == 1  # the declaration
    assert docx_faults(filled) == []


def test_a_reference_in_a_loop_does_not_follow_the_copy_of_another_turn() -> None:
    body = (
        paragraph("{%p for item in items %}")
        + paragraph("{{ item.name }}见", field("REF _Ref1 \\h", "图 7"))
        + paragraph("{%p if item.shown %}")
        + caption("图", "示意", "_Ref1")
        + paragraph("{%p endif %}")
        + paragraph("{%p endfor %}")
    )
    template = document(body)
    texts = body_texts(fill(template, items=ITEMS))
    assert [words for words in texts if "见" in words] == [
        "线上见图 1",
        "线下见(引用的内容不在本文件中)",
        "私域见图 2",
    ]
    problems = told(template, items=ITEMS)
    assert [(p.code, p.severity, p.place.spot) for p in problems] == [
        ("T-220", Severity.WARNING, "正文第 3 段")
    ]
    assert "线下见" in problems[0].message


def test_references_in_nested_loops_follow_the_turns_they_share() -> None:
    body = (
        paragraph("{%p for group in groups %}")
        + caption("表", "{{ group.name }}", "_RefT")
        + paragraph("{%p for item in group['items'] %}")
        + paragraph("{{ item }}:", field("REF _RefT \\h"), field("REF _RefF \\h"))
        + caption("图", "{{ item }}", "_RefF", 51)
        + paragraph("{%p endfor %}")
        + paragraph("{%p endfor %}")
    )
    groups = [{"name": "A", "items": ["a", "b"]}, {"name": "B", "items": ["c"]}]
    filled = fill(document(body), groups=groups)
    assert [words for words in body_texts(filled) if ":" in words] == [
        "a:表 1图 1",
        "b:表 1图 2",
        "c:表 2图 3",
    ]
    assert docx_faults(filled) == []


def test_a_reference_whose_target_a_condition_drops_says_so() -> None:
    body = (
        paragraph("{%p if x %}")
        + caption("图", "示意", "_Ref1")
        + paragraph("{%p endif %}")
        + paragraph("见", field("REF _Ref1 \\h", "图 7"), ",第", field("PAGEREF _Ref1 \\h", "12"), "页")
    )
    lost = "(引用的内容不在本文件中)"
    assert body_texts(fill(document(body), x=False)) == [f"见{lost},第{lost}页"]
    assert told(document(body), x=True) == []


def test_a_name_that_the_template_does_not_know_is_left_alone() -> None:
    body = paragraph("见", field("REF _Nowhere \\h", "错误!未找到引用源。"), "{{ x }}")
    assert body_texts(fill(document(body), x=1)) == ["见错误!未找到引用源。1"]
    assert told(document(body), x=1) == []


def test_a_page_that_nobody_computed_is_a_blank() -> None:
    body = caption("图", "示意", "_Ref1") + paragraph("第", field("PAGEREF _Ref1 \\h", "12"), "页{{ x }}")
    assert body_texts(fill(document(body), x=""))[-1] == "第______页"


@pytest.mark.parametrize(
    ("switches", "levels", "expected"),
    [
        ("\\r", None, "一、（二）"),
        ("\\w", None, "一、（二）"),
        ("\\n", None, "（二）"),
        ("\\r", TABBED, "1.2"),
        ("\\n", TABBED, "1.2"),
    ],
)
def test_a_reference_to_the_number_of_a_heading(switches: str, levels: str | None, expected: str) -> None:
    body = (
        heading(1, "{{ x }}")
        + heading(2, "节")
        + paragraph(bookmark(60, "_RefH", "要点"), style="H2")
        + paragraph("见", field(f"REF _RefH {switches} \\h", "9"))
    )
    parts = {"numbering": numbering(levels)} if levels else {}
    assert body_texts(fill(document(body, **parts), x="章"))[-1] == f"见{expected}"


def test_a_reference_to_a_heading_with_a_tag_shows_its_text() -> None:
    target = paragraph(bookmark(60, "_RefH", "{{ item.name }}设计稿"), style="H1")
    body = (
        paragraph("{%p for item in items %}")
        + target
        + paragraph("{%p endfor %}")
        + paragraph("见", field("REF _RefH \\h", "{{ item.name }}设计稿"))
    )
    assert body_texts(fill(document(body), items=ITEMS))[-1] == "见线上设计稿"


def test_a_reference_in_a_note_looks_into_the_document() -> None:
    body = (
        paragraph("{%p for item in items %}")
        + caption("图", "{{ item.name }}")
        + paragraph("{%p endfor %}")
        + caption("图", "总览", "_Ref1")
        + paragraph("正文", run('<w:footnoteReference w:id="2"/>'))
    )
    notes = f'<w:footnote w:id="2">{paragraph("见", field("REF _Ref1 "), "{{ x }}")}</w:footnote>'
    filled = fill(document(body, footnotes=notes), items=ITEMS, x="!")
    assert shown(part(filled, "word/footnotes.xml").split("?>")[1].split(">", 1)[1].rsplit("<", 1)[0]) == [
        "见图 4!"
    ]


def test_a_reference_to_a_note_shows_its_number() -> None:
    mark_of_note = run('<w:footnoteReference w:id="2"/>')
    body = (
        paragraph("{%p for item in items %}")
        + paragraph("{{ item.name }}", mark_of_note)
        + paragraph("{%p endfor %}")
        + paragraph("依据", bookmark(60, "_RefN", mark_of_note))
        + paragraph("见注", field("NOTEREF _RefN \\h", "1"))
    )
    notes = f'<w:footnote w:id="2">{paragraph("注")}</w:footnote>'
    assert body_texts(fill(document(body, footnotes=notes), items=ITEMS))[-1] == "见注4"
