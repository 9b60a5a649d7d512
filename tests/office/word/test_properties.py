"""Tags work in the properties of a document: what the template says of itself goes before what the program says."""

from __future__ import annotations

import io
import re

import pytest
from docx.document import Document

from tests.office.word.documents import drawn, fill, paragraphs, part, read, refused, spots, with_part
from tests.support.validator import validate

APPLICATION = "docProps/app.xml"


def titled(document: Document) -> None:
    document.add_paragraph("{{ name }}")
    document.core_properties.title = "{{ name }} 方案"
    document.core_properties.comments = "说明 {{ name|upper }}"


def company(text: str) -> bytes:
    """Return a document whose company is `text`."""
    return with_part(
        paragraphs("x"),
        APPLICATION,
        lambda s: re.sub("<Company ?/>|<Company></Company>", f"<Company>{text}</Company>", s),
    )


def test_a_title_with_tags_is_filled() -> None:
    properties = read(fill(drawn(titled), name="a & <b>\n甲")).core_properties
    assert properties.title == "a & <b> 甲 方案"
    assert properties.comments == "说明 A & <B> 甲"
    assert properties.author == "市场部"


def test_a_title_without_tags_is_the_programs() -> None:
    assert read(fill(drawn(lambda d: titled(d)), name="x")).core_properties.subject == ""
    assert read(fill(paragraphs("x"))).core_properties.title == "文档"


def test_the_company_is_filled() -> None:
    assert "<Company>星澜</Company>" in part(fill(company("{{ name }}"), name="星澜"), APPLICATION)


def test_what_is_wrong_in_properties_is_told_with_all_else() -> None:
    problems = refused(drawn(titled), nmae="x")
    assert spots(problems) == [
        ("T-120", "正文第 1 段"),
        ("T-120", "文档属性「标题」"),
        ("T-120", "文档属性「备注」"),
    ]
    assert spots(refused(company("{{ name"), name="x")) == [("T-101", "文档属性「公司」")]


def test_a_content_control_with_a_tag_is_unbound_from_its_property() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="标题"/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    template = with_part(
        paragraphs("x"), "word/document.xml", lambda s: s.replace("<w:p>", f"{control}<w:p>", 1)
    )
    filled = part(fill(template, name="甲"))
    assert "dataBinding" not in filled
    assert 'w:alias w:val="标题"' in filled


@pytest.mark.needs_validator
def test_filled_properties_are_valid() -> None:
    assert validate({"properties.docx": fill(drawn(titled), name="x" * 300)}) == []
    assert docx_opens(fill(company("{{ name }}"), name="&"))


def docx_opens(filled: bytes) -> bool:
    return bool(read(io.BytesIO(filled).getvalue()).paragraphs)
