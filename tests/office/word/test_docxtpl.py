"""A docxtpl template works unchanged when it is fed plain data: docxtpl itself says what should come out."""

from __future__ import annotations

import io

import docxtpl
import pytest
from docx.document import Document

from tests.office.word.documents import add_rows, body_texts, cell_texts, drawn, fill, paragraphs

VALUES = {
    "name": "星澜X3",
    "n": 3,
    "yes": True,
    "rows": [{"a": "甲", "b": 1, "color": "FF0000"}, {"a": "乙", "b": 2, "color": "00FF00"}],
    "labels": ["一", "二", "三"],
}


def by_docxtpl(template: bytes) -> bytes:
    """Return the template filled by docxtpl."""
    stream = io.BytesIO()
    document = docxtpl.DocxTemplate(io.BytesIO(template))
    document.render(VALUES, autoescape=True)
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "texts",
    [
        ["{{ name }} {{ n + 1 }} {{ rows[0].a }} {{ rows|length }}"],
        ["{%p for r in rows %}", "{{ r.a }}{{ loop.index }}", "{%p endfor %}"],
        ["{% for r in rows %}{{ r.a }}{% if not loop.last %}、{% endif %}{% endfor %}"],
        ["甲 {% if yes %}", "乙", "{% endif %} 丙"],
        ["甲", "{%- if yes %} 乙", "{%- endif %} 丙"],
        ["甲 {% if yes -%}", "乙 {% endif %}"],
        ["{%p if n == 3 and yes %}", "内", "{%p endif %}", "{%p if not yes %}", "外", "{%p endif %}"],
        ["{% set x = name|upper %}{{ x }} {{ labels|join('/') }} {{ labels|first }}"],
        ["{{ 'a' if yes else 'b' }}{{ n|default('x') }}{{ missing|default('无') }}"],
        ["{#p 说明 #}", "a{# 说明 #}b"],
        ["{_{ name }_} {_% if %_}"],
    ],
)
def test_paragraphs_come_out_as_docxtpl_makes_them(texts: list[str]) -> None:
    template = paragraphs(*texts)
    assert body_texts(fill(template, **VALUES)) == body_texts(by_docxtpl(template))


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["序", "名"],
            ["{%tr for r in rows %}", ""],
            ["{{ loop.index }}", "{{ r.a }}"],
            ["{%tr endfor %}", ""],
        ],
        [["名", "{%tc for l in labels %}", "{{ l }}", "{%tc endfor %}"]],
        [["{%tr for r in rows %}"], ["{% cellbg r.color %}{{ r.a }}"], ["{%tr endfor %}"]],
        [["{%tr for r in rows %}", ""], ["{% vm %}同", "{{ r.a }}"], ["{%tr endfor %}", ""]],
        [
            ["{%tc for l in labels %}", "{% hm %}宽", "{%tc endfor %}"],
            ["{%tc for l in labels %}", "{{ l }}", "{%tc endfor %}"],
        ],
        [["{% colspan labels|length %}宽"], ["x"]],
        [["{%tr if yes %}"], ["有"], ["{%tr else %}"], ["无"], ["{%tr endif %}"]],
    ],
)
def test_tables_come_out_as_docxtpl_makes_them(rows: list[list[str]]) -> None:
    def draw(document: Document) -> None:
        add_rows(document, *rows)

    template = drawn(draw)
    assert cell_texts(fill(template, **VALUES)) == cell_texts(by_docxtpl(template))
