"""The template language by itself: places, unknown names, bounds, without any Office file."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from jinja2 import pass_context

from generator.diagnostics import Place
from generator.errors import InvalidTemplate
from generator.office.blank import Blank
from generator.office.braces import hide_braces, reveal_braces
from generator.office.guards import text_of
from generator.office.language import Language, Rendered
from generator.office.programs import compile_program
from generator.office.syntax import Grammar, check_tags
from generator.office.tags import PlacedTag, find_tags


@pass_context
def write(_context: Any, value: Any) -> str:
    return text_of(value)


LANGUAGE = Language({"text": write})


def run(text: str, functions: dict[str, Callable[..., Any]] | None = None, **values: object) -> Rendered:
    """Render a text whose tags are placed by their number."""
    placed = [PlacedTag(tag, Place("f", spot=str(n))) for n, tag in enumerate(find_tags(text), 1)]
    problems = check_tags(placed, Grammar(LANGUAGE))
    if problems:
        raise InvalidTemplate(problems)
    source, at = "", 0
    for each in placed:
        source += hide_braces(text[at : each.tag.start]) + each.tag.source
        at = each.tag.end
    program = compile_program(LANGUAGE, source + hide_braces(text[at:]), placed, lambda _: "text")
    return program.run(values, functions)


def places(rendered: Rendered) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.spot) for problem in rendered.problems]


def test_the_line_of_a_tag_is_its_number() -> None:
    text = (
        "{% for a in b %}{{ a }}{% if a %}{{ x }}{% endif %}{% endfor %} {{ a }} {{ b|join('、') }} {{ y }}"
    )
    assert places(run(text, b=[1, 2])) == [("T-120", "4"), ("T-120", "7"), ("T-120", "9")]


@pytest.mark.parametrize("count", [1, 5, 60])
def test_places_hold_after_any_number_of_tags(count: int) -> None:
    assert places(run("甲{{ a }}{% if a %}{% endif %}" * count + "{{ x }}", a=1)) == [
        ("T-120", str(3 * count + 1))
    ]


def test_a_failing_filter_has_the_place_of_its_tag() -> None:
    text = (
        "{{ a }}{% if a|money %}{% endif %}{% for x in [a]|map('money') %}{% endfor %}{% set y = a|money %}"
    )
    assert places(run(text, a="甲")) == [("T-121", "2"), ("T-121", "4"), ("T-121", "6")]


def test_every_use_of_an_unknown_name_is_told_once_at_each_place() -> None:
    text = "{{ x }}{{ x.y.z }}{% if x %}{% endif %}{% for a in x %}{% endfor %}"
    text += "{{ x|upper }}{{ x + 1 }}{{ -x }}{{ x() }}"
    codes = places(run(text))
    assert [code for code, _ in codes] == ["T-120"] * 8
    assert [spot for _, spot in codes] == ["1", "2", "3", "5", "7", "8", "9", "10"]


def test_only_the_first_unknown_of_a_path_is_told() -> None:
    assert [problem.message for problem in run("{{ a.b.c.d }}", a={}).problems] == [
        "标签 {{ a.b.c.d }} 中的「b」没有这个名称"
    ]


def test_names_that_are_not_used_are_not_asked_for() -> None:
    rendered = run("{% if a %}{{ x }}{% endif %}{{ a or 'b' }}{{ x|default('c') }}{{ x is defined }}", a=0)
    assert (rendered.text, rendered.problems) == ("bc否", ())


def test_comparing_blanks_never_fails_and_is_never_true() -> None:
    text = "{% if p > 3 or p < 3 or p == 3 or 3 >= p or p in [1] %}错{% endif %}"
    text += "{{ p + 1 }}{{ 2 * p }}{{ [p, 1]|sum }}"
    assert run(text, p=Blank("number")).text == "______" * 3


def test_exact_numbers_stay_exact() -> None:
    assert run("{{ 0.1 + a }} {{ a * 3 }}", a=Decimal("0.2")).text == "0.3 0.6"


def test_the_first_of_an_empty_list_is_a_blank() -> None:
    assert run("{{ a|first }}{{ a|first|money }}", a=[]).text == "________" * 2


def test_what_a_loop_knows() -> None:
    text = "{% for a in b %}{{ loop.index }}/{{ loop.length }}"
    text += "{{ loop.cycle('甲', '乙') }}{{ loop.last }} {% endfor %}"
    assert run(text, b=[1, 2]).text == "1/2甲否 2/2乙是 "


def test_an_engines_function_is_called_with_typed_values() -> None:
    seen: list[tuple[int, object]] = []
    rendered = run(
        "{% for a in b %}{{ put(1, a.x) }}{% endfor %}",
        {"put": lambda k, v: seen.append((k, v)) or ""},
        b=[{"x": 5}],
    )
    assert (rendered.text, seen) == ("", [(1, 5)])


def test_else_written_twice_has_a_place_too() -> None:
    with pytest.raises(InvalidTemplate) as caught:
        run("{{ a }}{% if a %}{% else %}{% else %}{% endif %}")
    assert [(d.code, d.place.spot) for d in caught.value.diagnostics] == [("T-104", "4")]


@pytest.mark.parametrize("text", ["{{", "{% x %}", "a {{{ b", "{#{{", "{", "{_{"])
def test_hidden_braces_open_nothing_and_come_back(text: str) -> None:
    hidden = hide_braces(text)
    assert not any(opening in hidden for opening in ("{{", "{%", "{#"))
    if "{_" not in text:
        assert reveal_braces(hidden) == text


def test_runs_do_not_see_each_others_problems() -> None:
    assert places(run("{{ x }}")) == [("T-120", "1")]
    assert places(run("{{ x }}", x=1)) == []
