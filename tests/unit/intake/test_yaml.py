"""YAML as people write it: places, texts that stay texts, limits, and what is told about mistakes."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InvalidCampaign
from generator.intake.data import read_yaml
from generator.intake.tree import Document, read_document
from generator.intake.yaml_nodes import MAX_NODES, TooLarge


def document(text: str) -> Document:
    found = read_document(text, "x.yaml")
    assert found is not None
    return found


def fault(text: str) -> tuple[str, int | None, int | None, str]:
    """Return code, line, column and message of the one fault of `text`."""
    with pytest.raises(InvalidCampaign) as invalid:
        read_yaml(text, "x.yaml")
    (diagnostic,) = invalid.value.diagnostics
    assert diagnostic.remedy
    place = diagnostic.place
    return diagnostic.code, place.line, place.column, diagnostic.message


@pytest.mark.parametrize(
    "text",
    [
        "9:00",
        "on",
        "off",
        "yes",
        "012",
        "0x1F",
        "1e3",
        "2026-10-16",
        "true",
        "1_000",
        "12:30:45",
        ".5",
        "=",
        "<<",
    ],
)
def test_an_unquoted_value_stays_the_text_it_is(text: str) -> None:
    assert document(f"a: {text}").data == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "# 待填"])
def test_nothing_written_is_nothing(text: str) -> None:
    assert document(f"a: {text}").data == {"a": None}


@pytest.mark.parametrize("text", ['"null"', "'~'", '""'])
def test_what_is_quoted_is_text(text: str) -> None:
    assert document(f"a: {text}").data == {"a": text[1:-1]}


def test_places_count_from_one_and_in_characters() -> None:
    text = "活动:\n  名称: 星澜😀 X3\n列表:\n  - {id: p01, 姓名: 周岚}\n"
    sources = document(text).sources
    place = sources.place(("活动", "名称"))
    assert (place.line, place.column, place.width) == (2, 7, 6)
    assert place.excerpt[place.column - 1 :][: place.width] == "星澜😀 X3"
    inner = sources.place(("列表", 0, "姓名"))
    assert (inner.line, inner.column, inner.width) == (4, 19, 2)


def test_a_group_is_found_at_its_key() -> None:
    sources = document("a: 1\nbudget:\n  total: 2\n").sources
    assert (sources.place(("budget",)).line, sources.place(("budget",)).width) == (2, 6)


def test_what_is_missing_is_found_at_the_group_that_lacks_it() -> None:
    sources = document("team:\n  - id: p01\n  - id: p02\n").sources
    assert sources.place(("team", 1, "name")).line == 3
    assert sources.place(("nowhere",)).line == 1


def test_lines_are_counted_as_the_parser_counts_them() -> None:
    text = "a: 1\r\nb: 2\r\nc: 错\r\n"
    assert document(text).sources.place(("c",)).line == 3
    assert document(text).sources.place(("c",)).excerpt == "c: 错"


def test_a_key_written_twice_is_told_with_both_lines() -> None:
    found = document("a: 1\nb: 2\na: 3\n")
    assert found.data == {"a": "1", "b": "2"}
    ((code, message, line),) = [(f.code, f.message, f.span.line) for f in found.faults]
    assert (code, line) == ("C-F04", 3)
    assert "第 1 行" in message


def test_an_alias_stands_for_what_it_names() -> None:
    found = document("a: &x {b: 1}\nc: *x\n")
    assert found.data == {"a": {"b": "1"}, "c": {"b": "1"}}
    assert found.sources.place(("c", "b")).line == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: *vip\n", "星号"), ("a: &vip\n", "&"), ("a: !!str 1\n", "感叹号"), ("? [a]\n: 1\n", "键"),
        ("a: 1\n---\nb: 2\n", "不止一份"), ("a: &x [*x]\n", "星号"),
    ],
)  # fmt: skip
def test_what_yaml_allows_and_nobody_means_is_told(text: str, what: str) -> None:
    (found,) = document(text).faults
    assert found.code == "C-F02"
    assert what in found.message
    assert found.remedy


@pytest.mark.parametrize(
    ("text", "value", "column"),
    [
        ("theme: #抬腕见未来#", "#抬腕见未来#", 8),
        ("theme: 新品 #X3#", "新品 #X3#", 11),
        ("theme: 新品#X3#", None, None),
    ],
)
def test_a_hashtag_is_not_lost_as_a_comment(text: str, value: str | None, column: int | None) -> None:
    found = document(text)
    if value is None:
        assert found.data == {"theme": "新品#X3#"}
        assert found.faults == ()
        return
    assert found.data == {"theme": value}
    assert [(f.code, f.span.column) for f in found.faults] == [("C-F11", column)]


def test_a_comment_is_no_hashtag() -> None:
    assert document("a: 1 # 说明\nb: # 待填 #\nc: 2 #说明 二#\n").faults == ()


def test_nesting_beyond_100_is_told_not_crashed_on() -> None:
    assert fault("[" * 30_000)[0] == "C-F03"
    assert fault("a: " + "{b: " * 200)[0] == "C-F03"
    deep: object = document("[" * 100 + "]" * 100).data
    for _ in range(100):
        assert isinstance(deep, list)
        deep = deep[0] if deep else None


def test_aliases_count_with_all_they_stand_for() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    with pytest.raises(TooLarge):
        read_document(bomb, "x.yaml")


def test_too_many_values_are_told() -> None:
    assert fault("- 1\n" * (MAX_NODES + 1))[0] == "C-F03"


SYNTAX = {
    "company:\n  id: 1\n  name：星澜\n  x: 1\n": (3, 7, "中文冒号"),
    "company:\n  id: 1\n  name：星澜\n": (3, 7, "中文冒号"),
    "- {id: 1}\n- name：星澜\nx: 1\n": (2, 7, "中文冒号"),
    "a:\n\tb: 1\n": (2, 1, "制表符"),
    'a: "没有配对\nb: 1\n': (1, 4, "引号"),
    "a: @张三\n": (1, 4, "「@」"),
    "a: `x`\n": (1, 4, "「`」"),
    "a: %x\n": (1, 4, "「%」"),
    "a: b: c\n": (1, 5, "冒号"),
    "a: 1\n  b: 2\n": (2, 4, "冒号"),
    "a: {b: 1， c: 2}\n": (1, 9, "中文逗号"),
    "a: {b: 1\nc: 2\n": (1, 4, "括号"),
    "a: [1, 2\n": (1, 4, "括号"),
    "a: ]\n": (1, 4, "内容"),
    "- a\nb: 1\n": (2, 1, "列表"),
    "a:\n  b: 1\n c: 2\n": (3, 2, "缩进"),
    "a: 'it's'\n": (1, 8, "引号"),
    "a: !重要 x\n": (1, 4, "感叹号"),
    "a: *重点\n": (1, 4, "星号"),
    "a: &重点\n": (1, 4, "&"),
    "a: 1\nb\nc: 1\n": (2, 1, "缺少冒号"),
    'a: "\\q"\n': (1, 4, "反斜线"),
    "a: |x\n  b\n": (1, 4, "「|」"),
    "a: 1\nb: \x07\n": (2, 4, "控制字符"),
}


@pytest.mark.parametrize("text", SYNTAX, ids=[what for _, _, what in SYNTAX.values()])
def test_a_syntax_error_is_told_alone_and_where_a_person_would_look(text: str) -> None:
    line, column, what = SYNTAX[text]
    code, found_line, found_column, message = fault(text)
    assert (code, found_line, found_column) == ("C-F02", line, column)
    assert what in message


SCRAPS = st.sampled_from(
    [
        *"a：{}[],，'\"!|>%@\\\t\n~",
        "b: ",
        "- ",
        "? ",
        "\n  ",
        "#话题#",
        " # ",
        "&x ",
        "*x",
        "---\n",
        "<<: ",
        "2026-10-16",
        *"\ufeff\u2028\x85\x00😀",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(SCRAPS, max_size=25).map("".join), st.text(max_size=40)))
def test_no_text_gives_a_traceback(text: str) -> None:
    try:
        read_yaml(text, "x.yaml", typed=False)
    except InvalidCampaign as invalid:
        for diagnostic in invalid.diagnostics:
            assert diagnostic.place.line is not None
            assert diagnostic.place.line >= 1


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    )
)
def test_what_yaml_writes_in_quotes_is_read_as_it_was(data: object) -> None:
    text = yaml.safe_dump(data, default_style='"', allow_unicode=True)
    found = read_yaml(text, "x.yaml", typed=False)
    assert found.data == data
    assert found.faults == ()
