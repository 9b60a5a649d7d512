"""More of docxtpl's features: rarer ones that come out the same, and those where its way is not ours.

`docs/reference/docxtpl.md` names these tests beside those of `test_docxtpl`.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

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
    add_rows,
    attribute_values,
    body_texts,
    cell_texts,
    drawn,
    fill,
    paragraphs,
    part,
    refused,
    table,
)
from tests.office.word.peers import by_docxtpl
from tests.office.word.shapes import shapes
from tests.office.word.test_blocks import PIXEL
from tests.office.word.test_docxtpl import PAGE, VALUES, same
from tests.support.structure import docx_faults


def codes(template: bytes, values: Mapping[str, object] = VALUES) -> set[str]:
    return {problem.code for problem in refused(template, **values)}


# --- the same -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [
        ["{{name}}{%if yes%}是{%endif%}"],
        ["{%p if yes%}", "内", "{%p endif%}"],
        ["{{ missing|default(“无”) }}{% if name == ‘星澜X3’ %}是{% endif %}"],
    ],
)
def test_tags_without_spaces_and_with_curly_quotes_give_the_same(texts: list[str]) -> None:
    same(paragraphs(*texts))


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in [] %}a{% else %}空{% endfor %}{% with q = 3 %}{{ q }}{% endwith %}",
        "{{ [3, 1, 2]|sort|join(',') }} {{ labels|batch(2)|list|length }} {{ rows|sum(attribute='b') }}",
        "{{ rows|map(attribute='a')|join }} {{ rows|selectattr('b', 'gt', 1)|map(attribute='a')|first }}",
        "{% for g in rows|groupby('a') %}{{ g.grouper }}{{ g.list|length }}{% endfor %}",
        "{{ 7 // 2 }} {{ 7 % 3 }} {{ 2 ** 3 }} {{ 'a' ~ 1 }} {{ 'b' in 'abc' and 1 or 0 }} {{ [1, 2][0] }}",
        "{% set c = cycler('a', 'b') %}{% for l in labels %}{{ c.next() }}{{ loop.cycle(1, 2) }}{% endfor %}",
        "{% set n = namespace(t=0) %}{% for r in rows %}{% set n.t = n.t + r.b %}{% endfor %}{{ n.t }}",
        "{% for k, v in rows[0]|items %}{{ k }}={{ v }};{% endfor %}{{ range(3)|join }} {{ name|e }}",
    ],
)
def test_the_rest_of_jinja_gives_the_same(text: str) -> None:
    same(paragraphs(text))


@pytest.mark.parametrize("value", ["   ", "\t\t", "  两端  ", "\t"])
@pytest.mark.parametrize("text", ["{{ x }}", "{{ x }}甲", "  {{ x }}"])
def test_blanks_and_tabs_at_the_edge_give_the_same(value: str, text: str) -> None:
    template = paragraphs(text)
    assert shapes(fill(template, x=value)) == shapes(by_docxtpl(template, {"x": value}))


def test_characters_that_xml_cannot_hold_give_the_same() -> None:
    template, values = paragraphs("{{ x }} 尾"), {"x": "a\x00b\x1fc"}
    assert shapes(fill(template, **values)) == shapes(by_docxtpl(template, values))


def test_headers_of_the_first_page_give_the_same() -> None:
    def draw(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "首 {{ name }}"
        section.header.paragraphs[0].text = "眉 {{ marked }}"
        section.first_page_footer.paragraphs[0].text = "{% if yes %}脚{% endif %}"

    for prefix in ("word/header", "word/footer"):
        same(drawn(draw), prefix)


def test_text_boxes_give_the_same() -> None:
    def draw(document: Document) -> None:
        text = "<w:p><w:r><w:t>框 {{ name }} {% for l in labels %}{{ l }}{% endfor %}</w:t></w:r></w:p>"
        box = f"<v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox>"
        shape = f'<w:pict><v:shape id="s1" style="width:99pt;height:20pt">{box}</v:shape></w:pict>'
        spaces = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
        document.add_paragraph()._p.append(parse_xml(f"<w:r {spaces}>{shape}</w:r>"))

    template = drawn(draw)
    found = [
        re.findall(r"框[^<]*", part(made))
        for made in (fill(template, **VALUES), by_docxtpl(template, VALUES))
    ]
    assert found == [["框 星澜X3 一二三"]] * 2


def test_fewer_columns_than_drawn_give_the_same() -> None:
    row = ["{%tc for l in few %}", "{{ l }}", "{%tc endfor %}", "x"]
    template = table(row, row)
    for few in ([], ["甲"]):
        made = shapes(fill(template, few=few))
        assert made == shapes(by_docxtpl(template, {"few": few}))


def test_a_table_in_a_cell_gives_the_same() -> None:
    def draw(document: Document) -> None:
        inner = add_rows(document, ["甲"]).cell(0, 0).add_table(rows=3, cols=1)
        for row, text in enumerate(("{%tr for r in rows %}", "{{ r.a }}", "{%tr endfor %}")):
            inner.cell(row, 0).text = text

    same(drawn(draw))


def test_pictures_of_the_template_in_a_loop_give_the_same() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        document.add_paragraph("{{ r.a }}").add_run().add_picture(io.BytesIO(PIXEL))
        document.add_paragraph("{%p endfor %}")

    template = drawn(draw)
    same(template)
    for made in (fill(template, **VALUES), by_docxtpl(template, VALUES)):
        ids = attribute_values(made, "//wp:docPr", "id")
        assert len(ids) == len(set(ids)) == 2


def test_what_has_no_tags_is_kept_to_the_byte() -> None:
    template = paragraphs("{{ name }}")
    with (
        zipfile.ZipFile(io.BytesIO(template)) as before,
        zipfile.ZipFile(io.BytesIO(fill(template, **VALUES))) as after,
    ):
        for name in ("word/styles.xml", "word/theme/theme1.xml", "word/settings.xml"):
            assert before.read(name) == after.read(name)


# --- better -------------------------------------------------------------------------------------------------


def test_full_width_braces_are_tags_where_docxtpl_prints_them() -> None:
    template = paragraphs("｛｛ name ｝｝")
    assert body_texts(by_docxtpl(template, VALUES)) == ["｛｛ name ｝｝"]
    assert body_texts(fill(template, **VALUES)) == ["星澜X3"]


def test_braces_in_a_value_stay_as_they_are_where_docxtpl_changes_them() -> None:
    template, values = paragraphs("{{ x }}"), {"x": "{_{ a }_}"}
    assert body_texts(by_docxtpl(template, values)) == ["{{ a }}"]
    assert body_texts(fill(template, **values)) == ["{_{ a }_}"]


def test_values_print_as_people_write_them_where_docxtpl_prints_pythons_words() -> None:
    template = paragraphs("{{ yes }}|{{ none }}|{{ small }}|{{ big }}|{{ day }}")
    values = {
        "yes": True,
        "none": None,
        "small": 1e-7,
        "big": Decimal("1E+3"),
        "day": dt.datetime(2026, 1, 2, 3, 4),
    }
    assert body_texts(by_docxtpl(template, values)) == ["True|None|1e-07|1E+3|2026-01-02 03:04:00"]
    assert body_texts(fill(template, **values)) == ["是|________|0.0000001|1000|2026-01-02 03:04"]


def test_a_list_is_told_where_docxtpl_prints_its_code() -> None:
    template = paragraphs("{{ rows }}")
    assert "[{'a'" in body_texts(by_docxtpl(template, VALUES))[0].replace("&#39;", "'")
    assert codes(template) == {"T-123"}


def test_a_key_called_like_a_method_is_a_key() -> None:
    template = paragraphs("{{ budget.items }}")
    values = {"budget": {"items": 5}}
    assert "built-in method" in body_texts(by_docxtpl(template, values))[0]
    assert body_texts(fill(template, **values)) == ["5"]


def test_text_beside_a_control_tag_is_told_where_docxtpl_drops_it() -> None:
    template = paragraphs("合计 {%p if yes %}", "内", "{%p endif %}")
    assert body_texts(by_docxtpl(template, VALUES)) == ["内"]
    assert codes(template) == {"T-203"}


@pytest.mark.parametrize(
    "template",
    [
        paragraphs("{%p if yes %}内{%p endif %}"),
        table(
            ["{%tr for r in rows %}", "{%tr for l in labels %}"], ["{{ r.a }}", ""], ["{%tr endfor %}"] * 2
        ),
    ],
)
def test_two_control_tags_in_one_place_are_told_by_their_place_and_reason(template: bytes) -> None:
    with pytest.raises(jinja2.TemplateError):
        by_docxtpl(template, VALUES)
    assert codes(template) >= {"T-202"}


def test_a_condition_that_empties_a_cell_leaves_it_sound_where_docxtpl_breaks_the_file() -> None:
    def draw(document: Document) -> None:
        cell = add_rows(document, ["a", "{%p if not yes %}"]).cell(0, 1)
        cell.add_paragraph("x")
        cell.add_paragraph("{%p endif %}")

    template = drawn(draw)
    assert docx_faults(by_docxtpl(template, VALUES)) != []
    assert docx_faults(fill(template, **VALUES)) == []


def test_a_loop_that_leaves_a_table_without_rows_leaves_no_broken_table() -> None:
    template = table(["{%tr for r in few %}"], ["{{ r }}"], ["{%tr endfor %}"])
    assert docx_faults(by_docxtpl(template, {"few": []})) != []
    assert docx_faults(fill(template, few=[])) == []


def test_repeated_columns_get_widths_where_docxtpl_leaves_the_old_ones() -> None:
    row = ["{%tc for l in labels %}", "{{ l }}", "{%tc endfor %}"]
    template = table(row)
    grid, cells = (
        attribute_values(fill(template, labels=list("abcdef")), path, "w:w")
        for path in ("//w:gridCol", "//w:tcW")
    )
    assert grid == cells
    theirs = by_docxtpl(template, {"labels": list("abcdef")})
    assert attribute_values(theirs, "//w:gridCol", "w:w") != attribute_values(theirs, "//w:tcW", "w:w")


def test_bookmarks_in_a_loop_stay_unique_where_docxtpl_repeats_them() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        inside = document.add_paragraph("{{ r.a }}")
        inside._p.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="x"/>'))
        inside._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
        document.add_paragraph("{%p endfor %}")

    template = drawn(draw)
    assert docx_faults(by_docxtpl(template, VALUES)) != []
    assert docx_faults(fill(template, **VALUES)) == []


def test_a_vertical_merge_begins_with_the_first_printed_row_where_docxtpl_loses_it() -> None:
    rows = [["{%tr for r in rows %}", ""], ["{%tr if r.b > 1 %}", ""], ["{% vm %}同", "{{ r.a }}"]]
    template = table(*rows, ["{%tr endif %}", ""], ["{%tr endfor %}", ""])
    assert attribute_values(by_docxtpl(template, VALUES), "//w:vMerge", "w:val") == ["continue"]
    filled = fill(template, **VALUES)
    assert attribute_values(filled, "//w:vMerge", "w:val") == ["restart"]
    assert cell_texts(filled) == [["同", "乙"]]


def test_looks_of_a_cell_stand_in_the_schemas_order_where_docxtpl_puts_them_first() -> None:
    template = table(["{% cellbg 'FFEB9C' %}甲"])
    orders = [
        re.findall(r"<w:(\w+)", re.search(r"<w:tcPr>(.*?)</w:tcPr>", part(made), re.DOTALL)[1])
        for made in (by_docxtpl(template, VALUES), fill(template, **VALUES))
    ]
    assert orders == [["shd", "tcW"], ["tcW", "shd"]]


# --- refused or left out, with the way out ------------------------------------------------------------------


def test_rich_text_links_are_refused_and_addresses_take_tags() -> None:
    assert codes(paragraphs("{{r link }}"), {"link": docxtpl.RichText("x")}) == {"T-110"}


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("{% raw %}{{ x }}{% endraw %}", "{{ '{{' }}"),
        ("{% macro m() %}x{% endmacro %}", "直接写出内容"),
        ("{% include 'a.docx' %}", "写在这里"),
        ("{% filter upper %}x{% endfilter %}", "直接写出内容"),
        ("{% block a %}x{% endblock %}", "写在这里"),
    ],
)
def test_blocks_that_are_left_out_are_refused_with_the_way_out(text: str, way: str) -> None:
    problems = refused(paragraphs(text), **VALUES)
    assert {problem.code for problem in problems} == {"T-106"}
    assert way in problems[0].remedy


@pytest.mark.parametrize(
    "name", ["wordwrap", "tojson", "urlize", "format", "attr", "random", "pprint", "my_own"]
)
def test_filters_that_are_left_out_and_those_of_an_environment_of_ones_own_are_refused(name: str) -> None:
    assert codes(paragraphs(f"{{{{ name|{name} }}}}")) == {"T-108"}


def test_methods_of_values_are_refused_and_a_filter_does_the_same() -> None:
    template = paragraphs("{% for k, v in rows[0].items() %}{{ k }}{% endfor %}")
    assert body_texts(by_docxtpl(template, VALUES)) == ["abcolor"]
    assert codes(template) == {"T-120"}
    assert body_texts(fill(paragraphs("{% for k, v in rows[0]|items %}{{ k }}{% endfor %}"), **VALUES)) == [
        "abcolor"
    ]


def test_objects_of_docxtpl_are_refused_as_values() -> None:
    for value in (docxtpl.Listing("a\nb"), docxtpl.RichText("x"), docxtpl.RichTextParagraph("x")):
        assert codes(paragraphs("{{ x }}"), {"x": value}) == {"T-123"}


def test_embedded_files_are_kept_as_they_are() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paragraphs("{{ name }}"))) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))
        new.writestr("word/embeddings/oleObject1.bin", b"any bytes {{ name }}")
    with zipfile.ZipFile(io.BytesIO(fill(stream.getvalue(), **VALUES))) as filled:
        assert filled.read("word/embeddings/oleObject1.bin") == b"any bytes {{ name }}"


def test_names_that_docxtpl_finds_undeclared_are_among_ours() -> None:
    template = paragraphs(
        "{{ name }} {% for r in rows %}{{ r.a }}{{ other.x }}{% endfor %}{% if yes %}{% endif %}"
    )
    theirs = docxtpl.DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables()
    printed = {re.split(r"[.\[]", name)[0] for name in compile_docx(template, FILE).names}
    assert printed <= theirs
    with pytest.raises(InvalidTemplate) as caught:
        fill(template)
    told = {re.search(r"「(\w+)」", problem.message)[1] for problem in caught.value.diagnostics}
    assert told == theirs - {"other"}  # its loop never ran


def test_every_test_of_a_feature_is_named_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for module in ("test_docxtpl", "test_beyond_docxtpl"):
        text = (Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8")
        tests = re.findall(r"^def (test_\w+)", text, re.MULTILINE)
        missing = [
            name for name in tests if f"{module}.py::{name}`" not in page and "page" not in name.split("_")
        ]
        assert missing == []
