"""A template from elsewhere reaches nothing but the data it is given, and cannot exhaust the machine."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from docx.document import Document

from generator.errors import InvalidTemplate
from generator.office import running
from generator.office.blank import Blank
from generator.office.running import MOST_STEPS
from generator.office.syntax import MOST_TAGS
from tests.office.word.documents import body_texts, drawn, fill, paragraphs, refused, with_part
from tests.office.word.test_blocks import PIXEL

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


# As they stand in the reports; which number a class has among all differs from one Python to the next.
POPEN = "''.__class__.__mro__[1].__subclasses__()[number](['echo', 'ran'], stdout=-1)"
PUBLISHED = {
    "docxtpl 549": f"{{{{ {POPEN}.communicate()[0].decode('utf-8') }}}}",
    "docxtpl 632": "{{ cycler.__init__.__globals__.os.popen('echo ran').read() }}",
}
BY_DOCXTPL = """
import subprocess, sys, docxtpl
number = [each.__name__ for each in object.__subclasses__()].index("Popen")
document = docxtpl.DocxTemplate(sys.argv[1])
document.render({"number": number}, autoescape=True)
document.save(sys.argv[2])
"""


@pytest.mark.parametrize("text", PUBLISHED.values(), ids=PUBLISHED)
def test_the_published_ways_to_run_code_through_docxtpl_fail_here(text: str, tmp_path: Path) -> None:
    template, made = tmp_path / "template.docx", tmp_path / "made.docx"
    template.write_bytes(paragraphs(text))
    subprocess.run([sys.executable, "-W", "ignore", "-c", BY_DOCXTPL, template, made], check=True)
    assert body_texts(made.read_bytes())[0].strip() == "ran"
    problems = refused(template.read_bytes(), number=0)
    assert {problem.code for problem in problems} <= {"T-115", "T-120", "T-125"}


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


TWINS = "{% set n = namespace(a=[1], b=[1]) %}{% for i in range(60) %}"
TWINS += "{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}"
TUPLE = "{% set n = namespace(a=(1, 1)) %}{% for i in range(60) %}{% set n.a = (n.a, n.a) %}{% endfor %}"
RECORDS = TWINS.replace("[n.a, n.a]", "{'x': n.a, 'y': n.a}").replace("[n.b, n.b]", "{'x': n.b, 'y': n.b}")
WORST = "a" * 49 + "b" + "a" * 49
IN_A_LOOP = [
    *("big|sort(attribute='a')", "big|groupby('a')", "big|grouped('a')", "big|unique(attribute='a')"),
    *("big|selectattr('a', 'equalto', i)|list", "big|map(attribute='b.c.d')|list", "big|batch(3)|list"),
    *("[1]|batch(10000, 'x')|list", "[big|join('x', attribute='a')]", "[numbers|sum]", "[numbers|max]"),
    *("lists|sum(start=[])", "long|upper", "long|title", "[long|wordcount]", "long|replace('a', 'b')"),
    *(
        f"same|replace('{WORST}', 'b')",
        f"['{WORST}' in same]",
        "[i in numbers]",
        "['zz' in words]",
        "long|list",
    ),
    *("[numbers == others]", "[numbers < others]", "[numbers is eq(others)]", "[long == long_too]", "long|e"),
    *(
        "[loop.changed(numbers if i % 2 else others)]",
        "(numbers + others)",
        "long ~ long",
        "range(200000)|list",
    ),
    *(
        "[range(200000)|max]",
        "['a' in range(200000)]",
        "record|dictsort",
        "dict(record)",
        "[cycler(*big).next()]",
    ),
    *("[i|string|upper|lower|trim]|first" + " ~ i|string|upper" * 90, "[" + "1," * 300 + "]"),
]
BURNING = [
    *(f"{{% for i in range(200000) %}}{{{{ ({each})|length }}}}{{% endfor %}}" for each in IN_A_LOOP),
    *(
        f"{TWINS}{{{{ {each} }}}}"
        for each in (
            *(
                "n.a == n.b",
                "n.a < n.b",
                "n.a in [n.b]",
                "1 != n.a == n.b",
                "n.a is lower",
                "[n.a, n.b]|max|length",
            ),
            *("[n.a, n.b]|sort|length", "[{'k': n.a}, {'k': n.b}]|sort(attribute='k')|length"),
            *("[{'k': n.a}, {'k': n.b}]|groupby('k')|length", "[{'k': n.a}, {'k': n.b}]|grouped('k')|length"),
        )
    ),
    f"{TWINS}{{% for i in [1, 2] %}}{{{{ loop.changed(n.a if i == 1 else n.b) }}}}{{% endfor %}}",
    f"{RECORDS}{{{{ n.a == n.b }}}}",
    *(
        f"{TUPLE}{{{{ {each} }}}}"
        for each in (
            *("record[n.a]", "n.a in record", "[n.a]|unique|list|length", "{n.a: 1}|length"),
            *("dict([(n.a, 1)])|length", "[{'k': n.a}]|grouped('k')|length"),
        )
    ),
    "{% set n = namespace(l=[]) %}{% for i in range(200000) %}{% set n.l = n.l + [long ~ i] %}{% endfor %}",
    "{% set n = namespace(l=[]) %}{% for i in range(200000) %}{% set n.l = n.l + [big|list] %}{% endfor %}",
    "{{ range(200000)|map('string')|map('replace', '1', long)|list|length }}",
    "{{ big|join(long, attribute='a')|length }}{{ big|join(long ~ long, attribute='a')|join(long)|length }}",
    "{% for i in range(400) %}{% for j in range(400) %}{{ ["
    + "1," * 900
    + "]|length }}{% endfor %}{% endfor %}",
    "{% for i in range(200000) %}{% for c in long %}{% endfor %}{% endfor %}",
    "{{ same }}{% for i in range(200000) %}{{ same }}{% endfor %}",
    "{{ '%999999999d' is odd }}",
    "{% set n = namespace(x=2) %}{% for i in range(9000) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x=exact) %}{% for i in range(2000) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x|money }}",
    "{{ exact ** 99999999 }}",
    "{{ nines|int }}{{ nines|money }}{{ nines|int(0, 32) * 2 }}",
]
VALUES = {
    "big": [{"a": n % 7, "b": {"c": {"d": n}}} for n in range(2000)],
    "numbers": list(range(5000)),
    "others": list(range(5000)),
    "lists": [[n] for n in range(5000)],
    "words": [f"词{n}" for n in range(5000)],
    "long": "营销 ab<&" * 700,
    "long_too": "".join(["营销 ab<&"] * 700),
    "same": "a" * 5000,
    "record": {f"k{n}": n for n in range(2000)},
    "exact": Decimal("0.123456789"),
    "nines": "9" * 200_000,
}


def slowness() -> float:
    """Return how much slower this machine is at the moment than one that walks like this in 0.05 s; 1 if not."""
    twins: list[object] = [1]
    for _ in range(15):
        twins = [twins, twins]
    began, waiting, steps = time.process_time(), [twins], 0
    while waiting:
        item = waiting.pop()
        steps += len(str(steps))
        if isinstance(item, list):
            waiting.extend(item)
    return max((time.process_time() - began) / 0.05, 1)


@pytest.fixture(autouse=True)
def lone_heap() -> Iterator[None]:
    """Keep what other tests of the process have left on the heap out of the collector's way: it costs them time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


Done = TypeVar("Done")


def within(seconds: float, do: Callable[[], Done]) -> Done:
    """Return what `do` does, held to some seconds, more on a machine that is slow before or after.

    A machine with other work on it may stumble in between, so a try that took longer is repeated, twice.
    """
    for _ in range(3):
        before, began = slowness(), time.process_time()
        done = do()
        taken = time.process_time() - began
        if taken < seconds * max(before, slowness()):
            return done
    raise AssertionError(f"{taken:.1f} s")


@pytest.mark.parametrize("text", BURNING, ids=range(len(BURNING)))
def test_a_template_that_would_burn_hours_is_refused_in_two_seconds(text: str) -> None:
    template = paragraphs(text)
    problems = within(2, lambda: refused(template, **VALUES))
    assert {problem.code for problem in problems} <= {"T-117", "T-121", "T-122", "T-126", "T-127", "T-128"}
    assert all(problem.place.spot and problem.remedy for problem in problems)


def test_prose_pictures_and_charts_made_after_the_run_are_bounded_as_well() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for i in range(200000) %}")
        document.add_paragraph("{{p long }}")
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{{p lines }}")
        document.add_paragraph("{% for i in range(200000) %}")
        document.paragraphs[-1].add_run().add_picture(io.BytesIO(PIXEL))
        document.paragraphs[-1].add_run("{% endfor %}")
        properties = document.element.body.xpath(".//wp:docPr")[0]
        properties.set("descr", "{{ picture }}")

    template = drawn(draw)
    for values in ({"long": VALUES["long"], "lines": ""}, {"long": "", "lines": "a\n\n" * 400_000}):
        problems = within(2, functools.partial(refused, template, picture="a.png", **values))
        assert {problem.code for problem in problems} == {"T-117"}


def test_what_a_run_costs_does_not_hang_on_the_machine() -> None:
    text = "{% for i in range(900) %}{{ big|sort(attribute='a')|length }}{{ i }}{% endfor %}"
    first, second = (refused(paragraphs(text), **VALUES) for _ in range(2))
    assert first == second
    assert [problem.code for problem in first] == ["T-117"]


def test_nested_loops_are_counted_in_all_that_they_evaluate(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "{% for i in range(40) %}{% for j in range(40) %}{{ j|string|upper }}{% endfor %}{% endfor %}"
    assert fill(paragraphs(text))
    monkeypatch.setattr(running, "MOST_EVALUATIONS", 15_000)
    assert [problem.code for problem in refused(paragraphs(text))] == ["T-117"]


def test_ten_thousand_rows_of_six_columns_are_far_from_every_bound() -> None:
    cells = "".join(f"{{{{ r.c{n}|string|upper|trim }}}}" for n in range(6))
    text = f"{{% for r in rows %}}{cells}{{% if r.c0 in names %}}、{{% endif %}}{{% endfor %}}"
    row = {f"c{n}": "活动物料" * 5 for n in range(6)}
    assert fill(paragraphs(text), rows=[row] * 10_000, names=["甲", "乙"])


def test_more_tags_than_any_template_has_are_refused_before_they_are_compiled() -> None:
    # without some disorder the file would be taken for a bomb
    digests = (hashlib.sha256(str(n).encode()).hexdigest() for n in range(MOST_TAGS + 500))
    texts = [f"{digest[:16]} {{{{ a }}}}" for digest in digests]
    many = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    template = with_part(
        paragraphs("X"), "word/document.xml", lambda text: text.replace("<w:body>", f"<w:body>{many}")
    )
    assert [problem.code for problem in refused(template)] == ["T-118"]


@pytest.mark.parametrize("text", ["{#" * 20_000, "}} " * 20_000, '{{ " }} “ ' * 5_000, "{{ a }}" * 5_000])
def test_reading_the_tags_of_one_paragraph_takes_no_longer_than_it_is_long(text: str) -> None:
    def read() -> None:
        with contextlib.suppress(InvalidTemplate):
            fill(paragraphs(text), a=1)

    within(5, read)


def test_keys_come_before_methods() -> None:
    assert body_texts(
        fill(paragraphs("{{ a.items }} {{ a.keys.values }}"), a={"items": 1, "keys": {"values": 2}})
    ) == ["1 2"]


def test_a_data_key_cannot_be_called() -> None:
    assert [problem.code for problem in refused(paragraphs("{{ f() }}"), f="x")] == ["T-125"]


def test_a_tag_inside_a_value_is_text_even_after_a_second_filling() -> None:
    first = fill(paragraphs("{{ a }}"), a="{{ ''.__class__ }}")
    assert body_texts(first) == ["{{ ''.__class__ }}"]
