"""What people write by mistake most often is answered with what they meant."""

from __future__ import annotations

import pytest

from generator.diagnostics import Diagnostic, Place
from generator.office.language import Language
from generator.office.syntax import Grammar, check_tags
from generator.office.tags import PlacedTag, find_tags

GRAMMAR = Grammar(Language(), frozenset({"cellbg"}))


def told(text: str) -> tuple[Diagnostic, ...]:
    return check_tags([PlacedTag(tag, Place(spot="第 1 段")) for tag in find_tags(text)], GRAMMAR)


REMEDIES = {
    "{% if a = '线上' %}{% endif %}": "==",
    "{{ 'x' if a = 1 else 'y' }}": "==",
    "{% if a AND b %}{% endif %}": "小写",
    "{% if Not a %}{% endif %}": "小写",
    "{% if a 且 b %}{% endif %}": "and",
    "{% if a 等于 b %}{% endif %}": "==",
    "{% if a && b %}{% endif %}": "and",
    "{% if a <> b %}{% endif %}": "!=",
    "{% if a ≥ b %}{% endif %}": ">=",
    "{{ campaign。name }}": "句点",
    "{{ campaign:name }}": "句点",
    "{{ campaign name }}": "句点",
    "{{{ campaign.name }}}": "两层",
    "{% for t tasks %}{% endfor %}": "{% for x in 列表 %}",
    "{% for t 在 tasks %}{% endfor %}": "{% for x in 列表 %}",
    "{% if a %}{% else if b %}{% endif %}": "elif",
    "{{ a + }}": "模板手册",
}


@pytest.mark.parametrize("text", REMEDIES)
def test_a_slip_is_answered_with_what_was_meant(text: str) -> None:
    found = next(d for d in told(text) if d.code == "T-104")
    assert REMEDIES[text] in found.remedy


WORDS = {
    "{% if a %}{% elseif b %}{% endif %}": "「elif」",
    "{% if a %}{% elsif b %}{% endif %}": "「elif」",
    "{% tr for t in tasks %}": "「{%tr for t in tasks %}」",
    "{%TR for t in tasks %}": "「{%tr for t in tasks %}」",
    "{% p endif %}": "「{%p endif %}」",
    "{% If a %}": "「if」",
    "{% end for %}": "「endfor」",
    "{% foreach t in tasks %}": "「for」",
    "{% fro t in tasks %}": "「for」",
}


@pytest.mark.parametrize("text", WORDS)
def test_a_wrong_word_is_answered_with_the_right_one(text: str) -> None:
    found = next(d for d in told(text) if d.code == "T-105")
    assert f"是否想写{WORDS[text]}" in found.message


def test_what_is_missing_of_a_pair_is_written_as_the_other_half_is() -> None:
    assert "补上 {%tr endfor %}" in told("{%tr for t in tasks %}")[0].remedy
    assert "补上 {% endif %}" in told("{% if a %}")[0].remedy
    assert "补上 {%p for … %}" in told("{%p endfor %}")[0].remedy


def test_quoted_text_is_no_slip() -> None:
    (found,) = told("{% if a == 'x = y AND z' b %}{% endif %}")
    assert "小写" not in found.remedy
    assert "两个等号" not in found.remedy
