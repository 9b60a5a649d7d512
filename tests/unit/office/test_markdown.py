"""Campaign texts are paragraphs, lists, bold words, breaks and links; whatever else people type stays as typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.office import markdown
from generator.office.markdown import Block, Span, read_prose


def shown(text: str) -> list[str]:
    """Return the blocks in a short notation: `2. ` or `- ` before entries, `<…>` around bold, depth as dots."""
    marks = {"paragraph": "", "bullet": "- ", "number": "# "}
    return ["." * max(b.depth - 1, 0) + marks[b.kind] + _text(b) for b in read_prose(text)]


def _text(block: Block) -> str:
    return "".join(f"<{span.text}>" if span.bold else span.text for span in block.spans)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("一段", ["一段"]),
        ("", []),
        (" \n\t\n", []),
        ("一段\n\n二段\n \t\n三段", ["一段", "二段", "三段"]),
        ("上行\n下行", ["上行\n下行"]),
        ("上行\r\n下行\u2028再下", ["上行\n下行\n再下"]),
        ("　　首行缩进\n　　第二行", ["首行缩进\n第二行"]),
        ("  两格\n    四格", ["两格\n四格"]),
        ("甲 **重点** 乙", ["甲 <重点> 乙"]),
        ("这是**“重点”**内容", ["这是<“重点”>内容"]),
        ("**共 3 项:**说明", ["<共 3 项:>说明"]),
        ("- 甲\n- 乙", ["- 甲", "- 乙"]),
        ("1. 甲\n2. 乙", ["# 甲", "# 乙"]),
        ("1) 甲\n2) 乙", ["# 甲", "# 乙"]),
        ("- 甲\n  1. 内\n  2. 内\n- 乙", ["- 甲", ".# 内", ".# 内", "- 乙"]),
        ("- 甲\n\n  续\n- 乙", ["- 甲\n续", "- 乙"]),
        ("说明:\n- 甲\n\n其后", ["说明:", "- 甲", "其后"]),
        ("见[官网](https://example.com/活动)", ["见官网(https://example.com/活动)"]),
        ("[https://example.com](https://example.com)", ["https://example.com"]),
        (r"2\*3 \[x\]", ["2*3 [x]"]),
    ],
)
def test_what_people_write_becomes_paragraphs_and_lists(text: str, blocks: list[str]) -> None:
    assert shown(text) == blocks


@pytest.mark.parametrize(
    "text",
    [
        "# 不是标题",
        "<b>&amp;</b>",
        "`代码` ~~删~~",
        "> 引用",
        "2*3*4=24",
        "*斜*",
        "__年__月",
        "____年__月__日",
        "** 未成对",
        "-",
        "1.",
        "+5% 增长",
        "1.5 倍",
        "1、顿号",
        "(1) 括号",
        "| a | b |",
        "[x](javascript:alert)",
        "![图](a.png",
        "---x",
    ],
)
def test_what_the_subset_does_not_know_stays_as_typed(text: str) -> None:
    assert shown(text) == [text]


def test_each_list_has_a_group_and_a_start_of_its_own() -> None:
    blocks = read_prose("1. 甲\n2. 乙\n\n段\n\n5. 丙\n\n- 丁")
    assert [(b.kind, b.group, b.start) for b in blocks if b.depth] == [
        ("number", 1, 1),
        ("number", 1, 1),
        ("number", 2, 5),
        ("bullet", 3, 1),
    ]


TEXTS = st.text(alphabet="甲乙 \n\t*-1.)[](\\_#<>&`~+\u3000", max_size=40)


@given(TEXTS)
def test_no_letter_is_lost_or_invented(text: str) -> None:
    letters = [c for c in text if c in "甲乙"]
    made = "".join(_text(b) for b in read_prose(text))
    assert [c for c in made if c in "甲乙"] == letters


@settings(max_examples=500)
@given(st.text(alphabet="甲乙。, \n\t_#<>&`~(]", max_size=40))
def test_a_text_without_marks_is_read_alike_with_and_without_the_parser(text: str) -> None:
    assert read_prose(text) == tuple(markdown._parsed(markdown._tidied(text)))


def test_spans_of_one_weight_are_one() -> None:
    assert read_prose("甲*乙_丙")[0].spans == (Span("甲*乙_丙"),)
