"""A Word template looked at without data: every tag, wherever it stands, and every fault in one run."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.office.checking import Checked
from generator.office.scanning import check_template
from generator.office.schema import Field
from tests.office.word.documents import FILE, add_rows, drawn, paragraphs, spots

NAME = Field("text", "名称")
ITEM = Field("record", "项", inside=lambda: {"name": NAME, "url": NAME, "image": Field("picture", "图")})
SCHEMA = Field(
    "record",
    inside=lambda: {
        "name": NAME,
        "size": Field("number", "人数"),
        "items": Field("list", "明细", item=lambda: ITEM),
        "charts": Field("record", inside=lambda: {"funnel": Field("chart", "漏斗")}),
    },
)


def checked(template: bytes) -> Checked:
    return check_template(template, FILE, SCHEMA)


def told(template: bytes) -> list[tuple[str, str]]:
    return spots(checked(template).diagnostics)


def png() -> io.BytesIO:
    """Return a picture of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    )


def test_tags_are_read_in_the_order_of_the_source_field_codes_included() -> None:
    def draw(document: Document) -> None:
        paragraph = document.add_paragraph("{% for x in items %}")
        field = f'<w:r {nsdecls("w")}><w:instrText>HYPERLINK "{{{{ x.url }}}}"</w:instrText></w:r>'
        paragraph._p.append(parse_xml(field))
        paragraph.add_run("{{ x.name }}{% endfor %}")

    assert told(drawn(draw)) == []
    assert "items[].url" in checked(drawn(draw)).names


def test_names_are_checked_wherever_tags_are_filled() -> None:
    def draw(document: Document) -> None:
        add_rows(document, ["{{ nmae }}"])
        document.sections[0].header.paragraphs[0].text = "{{ nmae }}"
        document.sections[0].footer.paragraphs[0].text = "{{ nmae }}"
        document.core_properties.title = "{{ nmae }}"
        document.add_picture(png())
        for properties in document.element.body.iter("{*}docPr"):
            properties.set("descr", "{{ items[0].image }}{{ nmae }}")

    assert {place for code, place in told(drawn(draw)) if code == "T-120"} == {
        "表 1 第 1 行",
        "页眉第 1 段",
        "页脚第 1 段",
        "文档属性「标题」",
        "正文第 1 段的替代文字",
    }


@pytest.mark.parametrize(
    ("tag", "codes"),
    [("items[0].image", []), ("name", ["T-130"]), ("size", ["T-130"]), ("charts.funnel", ["T-130"])],
)
def test_a_picture_wants_a_picture(tag: str, codes: list[str]) -> None:
    def draw(document: Document) -> None:
        document.add_picture(png())
        for properties in document.element.body.iter("{*}docPr"):
            properties.set("descr", f"{{{{ {tag} }}}}说明")

    assert [code for code, _ in told(drawn(draw))] == codes


def test_blocks_at_different_depths_are_told_whatever_else_is_wrong() -> None:
    template = paragraphs("{{ nmae }}", "{%p if name %}", "{% endif %}", "{{ name", "{% endwith %}")
    assert told(template) == [
        ("T-120", "正文第 1 段"),
        ("T-205", "正文第 3 段"),
        ("T-101", "正文第 4 段"),
        ("T-112", "正文第 5 段"),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["{%p if name %}还有文字", "{{ name }}", "{%p endif %}"],
        ["{%p for x in items %}", "{%p if name %}", "{{ x.name }}", "{% endfor %}", "{%p endif %}"],
        ["{%p if name %}", "{%p fi size %}", "{{ name }}", "{%p endif %}"],
    ],
)
def test_one_slip_is_not_told_again_as_a_block_at_different_depths(texts: list[str]) -> None:
    assert [code for code, _ in told(paragraphs(*texts))] in (["T-203"], ["T-113"], ["T-105"])


def test_prose_is_a_single_text() -> None:
    assert [code for code, _ in told(paragraphs("{{p name }}", "{{p items }}"))] == ["T-123"]


def test_a_file_that_is_no_template_is_told_without_names() -> None:
    found = checked(b"no zip")
    assert ([d.code for d in found.diagnostics], found.names) == (["T-001"], ())
