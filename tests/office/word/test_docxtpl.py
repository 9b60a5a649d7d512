"""docxtpl's published features: a template with plain data comes out as docxtpl makes it, or better for a reason.

`docs/reference/docxtpl.md` lists the features and names these tests; a test holds the page to them.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import docxtpl
import jinja2
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.errors import InvalidTemplate
from generator.office.word.compiling import compile_docx
from tests.office.word.documents import (
    FILE,
    NOW,
    PROPERTIES,
    add_rows,
    body_texts,
    drawn,
    fill,
    paragraphs,
    part,
    read,
    refused,
)
from tests.office.word.peers import by_docxtpl
from tests.office.word.shapes import shapes
from tests.office.word.test_links import add_link
from tests.office.word.test_notes import refer, with_notes

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "reference" / "docxtpl.md"
VALUES: dict[str, Any] = {
    "name": "星澜X3",
    "n": 3,
    "yes": True,
    "rows": [{"a": "甲", "b": 1, "color": "FF0000"}, {"a": "乙", "b": 2, "color": "00FF00"}],
    "labels": ["一", "二", "三"],
    "groups": [{"name": "场地", "items_": ["厅", "舞台"]}, {"name": "宣传", "items_": ["海报"]}],
    "broken": "上\n下\t右",
    "marked": "a < b & c > \"d\" 'e'",
}


def same(template: bytes, prefix: str = "word/document") -> None:
    """Hold what we make of a template against what docxtpl makes of it."""
    made = shapes(fill(template, **VALUES), prefix)
    assert made == shapes(by_docxtpl(template, VALUES), prefix)
    assert made


@pytest.mark.parametrize(
    "texts",
    [
        ["{{ name }} {{ n + 1 }} {{ rows[0].a }} {{ rows|length }}"],
        ["{{ name }}", "{{ rows[1]['a'] }}", "{{ labels[-1] }}"],
        ["{% set x = name|upper %}{{ x }} {{ labels|join('/') }} {{ labels|first }}"],
        ["{{ 'a' if yes else 'b' }}{{ n|default('x') }}{{ missing|default('无') }}"],
        ["{% for r in rows %}{{ r.a }}{% if not loop.last %}、{% endif %}{% endfor %}"],
        ["{% if n > 2 and yes %}大{% elif n %}小{% else %}无{% endif %}"],
        ["{% for l in labels if l != '二' %}{{ loop.index }}{{ l }}{% endfor %}"],
    ],
)
def test_jinja_tags_and_filters_give_the_same(texts: list[str]) -> None:
    same(paragraphs(*texts))


@pytest.mark.parametrize(
    "texts",
    [
        ["{%p for r in rows %}", "{{ r.a }}{{ loop.index }}", "{%p endfor %}"],
        ["{%p if n == 3 and yes %}", "内", "{%p endif %}", "{%p if not yes %}", "外", "{%p endif %}"],
        [
            "{%p for g in groups %}",
            "{{ g.name }}",
            "{%p for i in g.items_ %}",
            "· {{ i }}",
            "{%p endfor %}",
            "{%p endfor %}",
        ],
    ],
)
def test_paragraph_tags_give_the_same(texts: list[str]) -> None:
    same(paragraphs(*texts))


LOOP = [
    ["序", "名"],
    ["{%tr for r in rows %}", ""],
    ["{{ loop.index }}", "{{ r.a }}"],
    ["{%tr endfor %}", ""],
]


@pytest.mark.parametrize(
    "rows",
    [
        LOOP,
        [["{%tr if yes %}"], ["有"], ["{%tr else %}"], ["无"], ["{%tr endif %}"]],
        [
            ["{%tr for g in groups %}"],
            ["{{ g.name }}"],
            ["{%tr for i in g.items_ %}"],
            ["{{ i }}"],
            ["{%tr endfor %}"],
            ["{%tr endfor %}"],
        ],
    ],
)
def test_row_tags_give_the_same(rows: list[list[str]]) -> None:
    same(drawn(lambda document: add_rows(document, *rows)))


@pytest.mark.parametrize(
    "rows",
    [
        [["名", "{%tc for l in labels %}", "{{ l }}", "{%tc endfor %}"]],
        [["{%tc for l in labels %}", "{{ l }}", "{%tc endfor %}"]] * 2,
    ],
)
def test_column_tags_give_the_same(rows: list[list[str]]) -> None:
    same(drawn(lambda document: add_rows(document, *rows)))


@pytest.mark.parametrize(
    "texts",
    [
        ["甲 {% if yes %}", "乙", "{% endif %} 丙"],
        ["甲", "{%- if yes %} 乙", "{%- endif %} 丙"],
    ],
)
def test_split_and_merged_text_gives_the_same(texts: list[str]) -> None:
    same(paragraphs(*texts))


def test_comments_give_the_same() -> None:
    same(paragraphs("{#p 说明 #}", "a{# 说明 #}b"))
    same(drawn(lambda document: add_rows(document, ["{#tr 说明 #}"], ["x"])))


def test_braces_as_text_give_the_same() -> None:
    same(paragraphs("{_{ name }_} {_% if %_}"))
    same(paragraphs("{{ '{{' }} {{ '}}' }}"))


def test_cell_colours_give_the_same() -> None:
    rows = [["{%tr for r in rows %}"], ["{% cellbg r.color %}{{ r.a }}"], ["{%tr endfor %}"]]
    same(drawn(lambda document: add_rows(document, *rows)))


def test_column_spans_give_the_same() -> None:
    same(drawn(lambda document: add_rows(document, ["{% colspan labels|length %}宽"], ["x"])))


def test_horizontal_merges_give_the_same() -> None:
    rows = [["{%tc for l in labels %}", text, "{%tc endfor %}"] for text in ("{% hm %}宽", "{{ l }}")]
    same(drawn(lambda document: add_rows(document, *rows)))


def test_vertical_merges_give_the_same() -> None:
    rows = [["{%tr for r in rows %}", ""], ["{% vm %}同", "{{ r.a }}"], ["{%tr endfor %}", ""]]
    made, theirs = (
        [
            [(cell.text, "vMerge" in cell._tc.xml) for cell in row.cells]
            for row in read(document).tables[0].rows
        ]
        for template in [drawn(lambda document: add_rows(document, *rows))]
        for document in (fill(template, **VALUES), by_docxtpl(template, VALUES))
    )
    assert made == theirs


@pytest.mark.parametrize("value", ["broken", "marked", "name"])
@pytest.mark.parametrize("around", ["{{ %s }}", "前 {{ %s }} 后", "{{ %s|upper }}"])
def test_line_breaks_tabs_and_special_characters_give_the_same(value: str, around: str) -> None:
    same(paragraphs(around % value))


def test_headers_and_footers_give_the_same() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{{ name }}")
        document.sections[0].header.paragraphs[0].text = "{{ name }} {{ n }}"
        add_rows(document, ["x"])
        document.sections[0].footer.paragraphs[0].text = "{% for l in labels %}{{ l }}{% endfor %}"

    for prefix in ("word/header", "word/footer", "word/document"):
        same(drawn(draw), prefix)


def test_footnotes_give_the_same() -> None:
    def draw(document: Document) -> None:
        refer(document.add_paragraph("{{ name }}"), 1)

    same(with_notes(drawn(draw), "footnote", "来源:{{ name }}"), "word/footnotes")


def test_properties_give_the_same() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("x")
        document.core_properties.title = "{{ name }}方案"

    template = drawn(draw)
    titles = [
        read(made).core_properties.title for made in (fill(template, **VALUES), by_docxtpl(template, VALUES))
    ]
    assert titles == ["星澜X3方案"] * 2


def test_a_template_is_filled_many_times() -> None:
    template = compile_docx(paragraphs("{{ name }}"), FILE)
    first, second = (
        template.fill({"name": name}, now=NOW, properties=PROPERTIES).content for name in ("甲", "乙")
    )
    assert (body_texts(first), body_texts(second)) == (["甲"], ["乙"])


def test_the_names_that_a_template_uses_can_be_asked_for() -> None:
    assert compile_docx(paragraphs("{{ name }}{% for r in rows %}{{ r.a }}{% endfor %}"), FILE).names == (
        "name",
        "rows[].a",
    )


# --- better than docxtpl ------------------------------------------------------------------------------------


def test_a_missing_name_is_told_where_docxtpl_prints_nothing() -> None:
    assert body_texts(by_docxtpl(paragraphs("甲{{ missing }}"), VALUES)) == ["甲"]
    assert [problem.code for problem in refused(paragraphs("甲{{ missing }}"), **VALUES)] == ["T-120"]


def test_markup_in_values_is_text_where_docxtpl_without_autoescape_loses_it() -> None:
    template = paragraphs("{{ marked }} 尾")
    assert body_texts(fill(template, **VALUES)) == [f"{VALUES['marked']} 尾"]
    assert body_texts(by_docxtpl(template, VALUES, autoescape=False)) != [f"{VALUES['marked']} 尾"]


def test_a_page_break_or_a_bell_in_a_value_breaks_no_page_and_no_paragraph() -> None:
    values = {"x": "上\f下\a尾"}
    theirs = by_docxtpl(paragraphs("{{ x }}"), values)
    assert (len(body_texts(theirs)), 'w:type="page"' in part(theirs)) == (4, True)
    made = fill(paragraphs("{{ x }}"), **values)
    assert (len(body_texts(made)), 'w:type="page"' in part(made)) == (1, False)


def test_a_tag_that_joins_paragraphs_takes_no_words_with_it() -> None:
    template = paragraphs("甲 {% if yes -%}", "乙 {%- endif %}")
    assert body_texts(by_docxtpl(template, VALUES)) == ["甲 "]
    assert body_texts(fill(template, **VALUES)) == ["甲 乙"]


def test_tags_in_addresses_are_filled_where_docxtpl_leaves_them() -> None:
    template = drawn(lambda document: add_link(document, "x", "https://example.com/{{ n }}"))
    theirs = read(by_docxtpl(template, VALUES)).paragraphs[0].hyperlinks[0].address
    assert "{{" in theirs.replace("%7B", "{")
    assert read(fill(template, **VALUES)).paragraphs[0].hyperlinks[0].address == "https://example.com/3"


def test_tags_in_endnotes_are_filled_where_docxtpl_leaves_them() -> None:
    def draw(document: Document) -> None:
        refer(document.add_paragraph("x"), 1, "endnote")

    template = with_notes(drawn(draw), "endnote", "{{ name }}")
    assert "{{" in part(by_docxtpl(template, VALUES), "word/endnotes.xml")
    assert "星澜X3" in part(fill(template, **VALUES), "word/endnotes.xml")


def test_a_tag_may_be_cut_by_a_bookmark_where_docxtpl_refuses() -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph("{{ na")
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="9" w:name="x"/>'))
        paragraph.add_run("me }}")
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="9"/>'))

    template = drawn(draw)
    assert body_texts(fill(template, **VALUES)) == ["星澜X3"]
    assert "bookmarkStart" in part(fill(template, **VALUES))
    assert "bookmarkStart" not in part(by_docxtpl(template, VALUES))


def test_a_mistake_is_told_with_its_place_where_docxtpl_names_a_line_of_markup() -> None:
    template = paragraphs("甲", "{{ n }", "{% if x %}")
    with pytest.raises(jinja2.TemplateSyntaxError):
        by_docxtpl(template, VALUES)
    assert [(p.code, p.place.spot) for p in refused(template, **VALUES)] == [
        ("T-101", "正文第 2 段"),
        ("T-111", "正文第 3 段"),
    ]


# --- refused, with the way out ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["{{r name }}", "{%r if yes %}x{%r endif %}"])
def test_object_tags_are_refused(text: str) -> None:
    assert "T-110" in {problem.code for problem in refused(paragraphs(text), **VALUES)}


def test_objects_that_carry_markup_are_refused() -> None:
    rich = docxtpl.RichText("x", bold=True)
    with pytest.raises(InvalidTemplate) as caught:
        fill(paragraphs("{{ rich }}"), rich=rich)
    assert [problem.code for problem in caught.value.diagnostics] == ["T-123"]


@pytest.mark.parametrize("text", ["{{ name|safe }}", "{% autoescape false %}{{ name }}{% endautoescape %}"])
def test_escaping_cannot_be_switched_off(text: str) -> None:
    assert {"T-106", "T-107"} & {problem.code for problem in refused(paragraphs(text), **VALUES)}


def test_a_document_in_a_document_is_refused_as_a_value() -> None:
    inner = docx.Document(io.BytesIO(paragraphs("内")))
    assert [problem.code for problem in refused(paragraphs("{{ inner }}"), inner=inner)] == ["T-123"]


def test_the_page_of_features_names_tests_that_exist() -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 30
    for file, test in named:
        found = [
            path
            for path in (ROOT / "tests").rglob(file)
            if f"def {test}(" in path.read_text(encoding="utf-8")
        ]
        assert found, f"{file}::{test}"
