"""Notes and comments follow what they belong to: into loops, out of branches that are not taken."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.office.word.documents import add_rows, body_texts, drawn, fill, part, refused, spots, with_part
from tests.support.structure import docx_faults
from tests.support.validator import validate

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{0}>'
)


def with_notes(document: bytes, kind: str, *texts: str, link: str = "") -> bytes:
    """Return the document with notes of these texts, numbered from 1; `link` is an address the last leads to."""
    notes = "".join(_note(kind, number, text) for number, text in enumerate(texts, 1))
    if link:
        notes = notes.replace(
            "</w:p>", '<w:hyperlink r:id="rId1"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>'
        )
    root = f"<w:{kind}s {nsdecls('w', 'r')}>{_SEPARATORS.format(kind)}{notes}</w:{kind}s>"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/hyperlink" Target="{link}" TargetMode="External"/></Relationships>'
    )
    made = with_part(
        document,
        "[Content_Types].xml",
        lambda s: s.replace(
            "</Types>", f'<Override PartName="/word/{kind}s.xml" ContentType="{_TYPE}.{kind}s+xml"/></Types>'
        ),
    )
    relation = (
        f'<Relationship Id="rId{kind}" Type="{_RELATION}/{kind}s" Target="{kind}s.xml"/></Relationships>'
    )
    made = with_part(made, "word/_rels/document.xml.rels", lambda s: s.replace("</Relationships>", relation))
    stream = io.BytesIO(made)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(f"word/{kind}s.xml", root)
        if link:
            archive.writestr(f"word/_rels/{kind}s.xml.rels", relations)
    return stream.getvalue()


def _note(kind: str, number: int, text: str) -> str:
    return (
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:{kind}>'
    )


def refer(paragraph: object, number: int, kind: str = "footnote") -> None:
    """Append a reference to a note to a paragraph."""
    run = f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>'
    paragraph._p.append(parse_xml(run))  # type: ignore[attr-defined]  # python-docx gives its elements by a private name


def listed(document: Document, kind: str = "footnote") -> None:
    """Draw a list in which every row refers to a note, and a condition with one more."""
    grid = add_rows(document, ["{%tr for r in rows %}"], ["{{ r.name }}"], ["{%tr endfor %}"])
    refer(grid.cell(1, 0).paragraphs[0], 1, kind)
    document.add_paragraph("{%p if rows %}")
    refer(document.add_paragraph("有"), 2, kind)
    document.add_paragraph("{%p endif %}")


def notes(filled: bytes, kind: str = "footnote") -> dict[str, str]:
    """Return the texts of a document's notes by their ids, in the order of the part."""
    text = part(filled, f"word/{kind}s.xml")
    found = re.findall(rf'<w:{kind} (?:xmlns:\w+="[^"]*" ?)*w:id="(\d+)">(.*?)</w:{kind}>', text, re.DOTALL)
    return {key: re.sub(r"<[^>]*>", "", content) for key, content in found}


def references(filled: bytes, kind: str = "footnote") -> list[str]:
    return re.findall(rf'<w:{kind}Reference w:id="(\d+)"/>', part(filled))


ROWS = [{"name": "甲", "source": "后台"}, {"name": "乙", "source": "问卷 <1>"}]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_every_copy_of_a_reference_has_a_note_of_its_own(kind: str) -> None:
    template = with_notes(
        drawn(lambda d: listed(d, kind)), kind, "来源:{{ r.source }}", "共 {{ rows|length }} 条"
    )
    filled = fill(template, rows=ROWS)
    assert list(notes(filled, kind).values()) == ["来源:后台", "来源:问卷 &lt;1&gt;", "共 2 条"]
    assert references(filled, kind) == list(notes(filled, kind))
    assert docx_faults(filled) == []


def test_a_note_goes_with_the_branch_that_is_not_taken() -> None:
    filled = fill(with_notes(drawn(listed), "footnote", "来源:{{ r.source }}", "共"), rows=[])
    assert notes(filled) == {}
    assert references(filled) == []
    assert 'w:type="separator"' in part(filled, "word/footnotes.xml")


def test_notes_of_a_document_without_blocks_are_filled_where_they_are() -> None:
    def draw(document: Document) -> None:
        refer(document.add_paragraph("{{ a }}"), 1)

    filled = fill(with_notes(drawn(draw), "footnote", "{{ b }}"), a="x", b="y")
    assert (body_texts(filled), notes(filled)) == (["x"], {"1": "y"})


def test_a_link_in_a_note_still_leads_where_it_did() -> None:
    template = with_notes(drawn(listed), "footnote", "{{ r.source }}", "共", link="https://example.com")
    filled = fill(template, rows=ROWS)
    assert part(filled, "word/footnotes.xml").count('r:id="rId1"') == 3
    assert "https://example.com" in part(filled, "word/_rels/footnotes.xml.rels")


def test_an_address_with_tags_in_a_note_is_filled() -> None:
    def draw(document: Document) -> None:
        refer(document.add_paragraph(), 1)

    template = with_notes(
        drawn(draw), "footnote", "{{ name }}", link="https://example.com/%7B%7B%20page%20%7D%7D"
    )
    filled = fill(template, name="甲", page="a b")
    (key,) = re.findall(r'<w:hyperlink [^>]*r:id="(\w+)"', part(filled, "word/footnotes.xml"))
    relations = part(filled, "word/_rels/footnotes.xml.rels")
    assert re.search(rf'Id="{key}"[^>]*Target="https://example.com/a%20b"', relations)


def test_a_mistake_in_a_note_is_told_with_the_number_of_the_note() -> None:
    problems = refused(with_notes(drawn(listed), "footnote", "{{ r.sorce }}", "{{ x }}"), rows=ROWS)
    assert spots(problems) == [("T-120", "脚注第 1 条"), ("T-120", "脚注第 2 条")]


def test_prose_in_a_note_is_paragraphs() -> None:
    template = with_notes(drawn(listed), "footnote", "x", "y")
    template = with_part(
        template,
        "word/footnotes.xml",
        lambda s: s.replace(
            '<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve">x', "<w:r><w:t>{{p r.source }}"
        ),
    )
    filled = fill(template, rows=[{"name": "甲", "source": "一\n\n二"}])
    assert notes(filled)["1"] == "一二"
    assert part(filled, "word/footnotes.xml").count("<w:p>") >= 4


@pytest.mark.needs_validator
@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_filled_notes_are_valid(kind: str) -> None:
    template = with_notes(
        drawn(lambda d: listed(d, kind)), kind, "来源:{{ r.source }}", "共 {{ rows|length }} 条"
    )
    assert validate({"notes.docx": fill(template, rows=ROWS * 3)}) == []


def commented(document: Document) -> None:
    """Draw a list with a comment on its row, and a paragraph with another."""
    grid = add_rows(document, ["{%tr for r in rows %}"], ["{{ r.name }}"], ["{%tr endfor %}"])
    document.add_comment(grid.cell(1, 0).paragraphs[0].runs[0], text="行的批注")
    document.add_comment(document.add_paragraph("尾").runs[0], text="尾的批注")


@pytest.mark.needs_validator
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_comment_stays_in_one_place_or_leaves_with_it(count: int) -> None:
    filled = fill(drawn(commented), rows=ROWS[:1] * count)
    kept = ["0", "1"] if count else ["1"]
    assert re.findall(r'<w:commentReference w:id="(\d+)"/>', part(filled)) == kept
    assert re.findall(r'<w:comment [^>]*w:id="(\d+)"', part(filled, "word/comments.xml")) == kept
    assert docx_faults(filled) == []
    assert validate({"comments.docx": filled}) == []


def test_a_comment_on_prose_stays_and_one_on_a_tag_of_control_leaves() -> None:
    def draw(document: Document) -> None:
        for text in ("{%p if rows %}", "{{p text }}", "{%p endif %}"):
            document.add_comment(document.add_paragraph(text).runs[0], text=f"批注 {len(text)}")

    filled = fill(drawn(draw), rows=[1], text="一\n\n二")
    assert re.findall(r'<w:comment [^>]*w:id="(\d+)"', part(filled, "word/comments.xml")) == ["1"]
    for mark in ("RangeStart", "RangeEnd", "Reference"):
        assert re.findall(rf'<w:comment{mark}[^>]* w:id="(\d+)"', part(filled)) == ["1"]
