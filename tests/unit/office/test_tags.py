"""Tags in running text, as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.office.tags import Stray, Tag, TagKind, find_tags


def only(text: str) -> Tag:
    (tag,) = find_tags(text)
    assert isinstance(tag, Tag)
    return tag


@pytest.mark.parametrize(
    ("text", "kind", "scope", "body"),
    [
        ("{{ a.b }}", TagKind.OUTPUT, "", "a.b"),
        ("{{a}}", TagKind.OUTPUT, "", "a"),
        ("{% if a %}", TagKind.BLOCK, "", "if a"),
        ("{%- if a -%}", TagKind.BLOCK, "", "if a"),
        ("{%p for a in b %}", TagKind.BLOCK, "p", "for a in b"),
        ("{%tr endfor %}", TagKind.BLOCK, "tr", "endfor"),
        ("{%tc\u00a0if a %}", TagKind.BLOCK, "tc", "if a"),
        ("{{ p }}", TagKind.OUTPUT, "", "p"),
        ("{{p}}", TagKind.OUTPUT, "", "p"),
        ("{{r x }}", TagKind.OUTPUT, "r", "x"),
        ("{{ trend }}", TagKind.OUTPUT, "", "trend"),
        ("{# 说明 }} {{ “ #}", TagKind.COMMENT, "", '说明 }} {{ "'),
        ("｛｛　a｜money　｝｝", TagKind.OUTPUT, "", "a|money"),
        ("{％ if a ＞＝ １ %｝", TagKind.BLOCK, "", "if a >= 1"),
        ("{{ a[“键”] }}", TagKind.OUTPUT, "", 'a["键"]'),
        ("{{ ‘a，b’，c }}", TagKind.OUTPUT, "", "'a，b',c"),
        ('{{ "说“好”" }}', TagKind.OUTPUT, "", '"说“好”"'),
        ("{{ “it's” }}", TagKind.OUTPUT, "", '"it\'s"'),
        ("{{ '}}' }}", TagKind.OUTPUT, "", "'}}'"),
        ("{{ a\u200b.b }}", TagKind.OUTPUT, "", "a.b"),
        ("{{ a – b }}", TagKind.OUTPUT, "", "a - b"),
        ("{{ a\n.b }}", TagKind.OUTPUT, "", "a .b"),
    ],
)
def test_a_tag_is_read_as_it_is_meant(text: str, kind: TagKind, scope: str, body: str) -> None:
    tag = only(f"前{text}后")
    assert (tag.kind, tag.scope, tag.body, tag.text) == (kind, scope, body, text)


def test_tags_are_found_in_order_with_their_positions() -> None:
    text = "a{{ b }}c{% if d %}e"
    assert [text[tag.start : tag.end] for tag in find_tags(text) if isinstance(tag, Tag)] == [
        "{{ b }}",
        "{% if d %}",
    ]


def test_a_tag_without_end_ends_where_the_next_begins() -> None:
    first, second = find_tags("{{ a 文字 {{ b }}")
    assert isinstance(first, Tag)
    assert (first.closed, first.text) == (False, "{{ a 文字")
    assert isinstance(second, Tag)
    assert second.body == "b"


def test_closing_braces_that_nothing_opened_are_found() -> None:
    assert find_tags("a }} b %}") == (Stray("}}", 2), Stray("%}", 7))


@pytest.mark.parametrize("text", ["", "文字", "{ a }", "100%", "f(x) = {x | x > 1}", "{_{ a }_}", "a} }b"])
def test_plain_text_holds_no_tags(text: str) -> None:
    assert find_tags(text) == ()


def test_a_tags_source_holds_exactly_one_line_break() -> None:
    for text in ("{{ a }}", "{%- if 'x\ny' -%}", "{% for\n a in\r\n b %}", "{{ “一\n二” }}"):
        assert only(text).source.count("\n") == 1
        assert "\r" not in only(text).source


@given(st.text(alphabet="{}%#｛｝％ab'\"“”‘’ -pr\n", max_size=40))
def test_any_text_is_read_to_its_end_without_overlap(text: str) -> None:
    at = 0
    for tag in find_tags(text):
        assert tag.start >= at
        at = tag.end if isinstance(tag, Tag) else tag.start + len(tag.text)
    assert at <= len(text)
