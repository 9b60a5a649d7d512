"""A template from elsewhere reaches nothing but the data it is given, and cannot exhaust the machine."""

from __future__ import annotations

import pytest

from generator.office.blank import Blank
from generator.office.running import MOST_STEPS
from tests.office.word.documents import body_texts, fill, paragraphs, refused

ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ x['__cla' ~ 'ss__'] }}",
    "{{ x|attr('__class__') }}",
    "{{ x|map(attribute='__class__')|list }}",
    "{{ x|map('attr', '__class__')|list }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self._TemplateReference__context.cycler.__init__.__globals__.os.system('id') }}",
    "{{ joiner.function.__globals__ }}",
    "{{ range.function }}",
    "{{ namespace().__class__ }}",
    "{{ namespace(a=1)._Namespace__attrs }}",
    "{{ dict(a=1).items() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ config }}",
    "{{ '%s'.format(x) }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ x.upper() }}",
    "{{ x|format }}",
    "{{ (x|list).append(1) }}",
    "{{ loop.__init__ }}",
    "{{ blank.kind }}{{ blank._same }}{{ record.kind }}",
    "{% set ns = namespace() %}{% set ns.__class__ = 1 %}{{ ns.a }}",
    "{% for a in x %}{{ loop._iterable }}{% endfor %}",
    "{% for a in x %}{{ loop(a) }}{% endfor %}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_no_way_leads_from_a_template_to_python(text: str) -> None:
    record = Blank("text", {"name": Blank("person")})
    assert refused(paragraphs(text), x=["ab"], blank=Blank("text"), record=record)


EXHAUSTING = [
    "{% for i in range(2000000) %}{{ i }}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{{ 9 ** 999999 }}",
    "{{ 'a' * 999999999 }}",
    "{{ [1] * 999999999 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 1|round(999999999) }}",
    "{{ [1]|batch(999999999, 'a')|list }}",
    "{% set n = namespace(s='aaaaaaaaaa') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='aaaaaaaaaa') %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s=['a']) %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s='aa') %}{% for i in range(60) %}{% set n.s=n.s|replace('a','aaa') %}{% endfor %}",
    "{% set n = namespace(i=9) %}{% for i in range(60) %}{% set n.i = n.i * n.i %}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ long }}" + "{% for i in range(40000) %}{{ long }}{% endfor %}",
]


@pytest.mark.parametrize("text", EXHAUSTING, ids=range(len(EXHAUSTING)))
def test_a_template_cannot_exhaust_the_machine(text: str) -> None:
    assert refused(paragraphs(text), long="长" * 5000)


def test_a_loop_as_long_as_the_bound_still_runs() -> None:
    assert body_texts(fill(paragraphs("{% for i in rows %}{% endfor %}尾"), rows=[0] * MOST_STEPS)) == ["尾"]


def test_keys_come_before_methods() -> None:
    assert body_texts(
        fill(paragraphs("{{ a.items }} {{ a.keys.values }}"), a={"items": 1, "keys": {"values": 2}})
    ) == ["1 2"]


def test_a_data_key_cannot_be_called() -> None:
    assert [problem.code for problem in refused(paragraphs("{{ f() }}"), f="x")] == ["T-125"]


def test_a_tag_inside_a_value_is_text_even_after_a_second_filling() -> None:
    first = fill(paragraphs("{{ a }}"), a="{{ ''.__class__ }}")
    assert body_texts(first) == ["{{ ''.__class__ }}"]
