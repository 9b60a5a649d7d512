"""Addresses of links may hold tags: every copy of a link leads where its own values say."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator.office.blank import Blank
from tests.office.word.documents import drawn, fill, part, read, refused, spots
from tests.support.structure import docx_faults
from tests.support.validator import validate


def add_link(document: Document, text: str, address: str) -> None:
    """Append a paragraph that is a link."""
    paragraph = document.add_paragraph()
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def links(filled: bytes) -> list[tuple[str, str]]:
    """Return text and address of every link."""
    return [(link.text, link.address) for p in read(filled).paragraphs for link in p.hyperlinks]


def test_an_address_is_filled() -> None:
    template = drawn(lambda d: add_link(d, "{{ name }}", "https://example.com/{{ page }}"))
    filled = fill(template, name="官网", page="a b")
    assert links(filled) == [("官网", "https://example.com/a%20b")]
    assert "{{" not in part(filled, "word/_rels/document.xml.rels")


def test_braces_as_word_writes_them_into_addresses_are_read() -> None:
    template = drawn(lambda d: add_link(d, "x", "%7B%7B%20url%20%7D%7D"))
    assert links(fill(template, url="https://example.com")) == [("x", "https://example.com")]


def test_every_copy_has_an_address_of_its_own() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for c in channels %}")
        add_link(document, "{{ c.name }}", "{{ c.link }}")
        document.add_paragraph("{%p endfor %}")

    rows = [{"name": str(n), "link": f"https://example.com/{n % 2}?a=1&b='2'"} for n in range(3)]
    filled = fill(drawn(draw), channels=rows)
    assert links(filled) == [(row["name"], row["link"]) for row in rows]
    assert part(filled, "word/_rels/document.xml.rels").count("https://example.com/") == 2


def test_an_unknown_address_leaves_words_without_a_link() -> None:
    template = drawn(lambda d: add_link(d, "报名", "https://example.com/{{ page }}"))
    filled = fill(template, page=Blank("text"))
    assert read(filled).paragraphs[0].hyperlinks[0].address == ""
    assert read(filled).paragraphs[0].text == "报名"


def test_an_unknown_name_in_an_address_is_told_with_its_place() -> None:
    template = drawn(lambda d: add_link(d, "x", "https://{{ hots }}"))
    assert spots(refused(template, host="a")) == [("T-120", "正文第 1 段的链接")]


def test_an_address_without_tags_stays() -> None:
    template = drawn(lambda d: add_link(d, "{{ a }}", "https://example.com/?q=%7B1%7D"))
    assert links(fill(template, a="x")) == [("x", "https://example.com/?q=%7B1%7D")]


@pytest.mark.needs_validator
def test_filled_links_are_valid() -> None:
    def draw(document: Document) -> None:
        add_link(document, "x", "{{ a }}")
        add_link(document, "y", "mailto:{{ b }}")

    filled = fill(drawn(draw), a="https://例子.中国/路径 <1>", b=None)
    assert docx_faults(filled) == []
    assert validate({"links.docx": filled}) == []
