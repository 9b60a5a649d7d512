"""A filled document as a file: only what the template fills has changed, and always to the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document

from generator.office.package import content_digest
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
    with_part,
)


def entries(data: bytes) -> dict[str, tuple[int, int, bytes]]:
    """Return checksum, method and compressed bytes of each member."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            start = entry.header_offset + 30 + len(entry.filename.encode())
            found[entry.filename] = (
                entry.CRC,
                entry.compress_type,
                data[start : start + entry.compress_size],
            )
    return found


TEMPLATE = paragraphs("{{ a }}")


def test_parts_without_tags_keep_their_compressed_bytes() -> None:
    before, after = entries(TEMPLATE), entries(fill(TEMPLATE, a="甲"))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {"word/document.xml", "docProps/core.xml"}


def test_the_same_values_give_the_same_bytes() -> None:
    assert fill(TEMPLATE, a="甲") == fill(TEMPLATE, a="甲")
    assert fill(TEMPLATE, a="甲") != fill(TEMPLATE, a="乙")


def test_a_filled_file_is_a_sound_zip_with_fixed_times_and_content_types_first() -> None:
    with zipfile.ZipFile(io.BytesIO(fill(TEMPLATE, a="甲"))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == ["[Content_Types].xml", *sorted(names[1:])]


def test_properties_come_from_the_caller_and_nothing_from_the_template() -> None:
    def draw(document: Document) -> None:
        document.core_properties.author = "模板作者"
        document.core_properties.last_modified_by = "某人"

    properties = read(fill(drawn(draw))).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("文档", "市场部", "市场部")
    assert properties.created.isoformat() == "2026-09-01T00:00:00+00:00"
    assert properties.modified == properties.created


def test_a_template_is_compiled_once_and_filled_many_times() -> None:
    template = compile_docx(TEMPLATE, FILE)
    filled = [template.fill({"a": n}, now=NOW, properties=PROPERTIES).content for n in range(3)]
    assert [body_texts(each) for each in filled] == [["0"], ["1"], ["2"]]


def test_a_document_without_tags_comes_out_as_it_went_in() -> None:
    plain = paragraphs("没有标签 { } %")
    assert part(fill(plain)) == part(plain)


def test_what_the_template_draws_beside_its_tags_is_untouched() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("甲", style="Quote").add_run("粗").bold = True
        add_rows(document, ["a", "b"]).style = "Table Grid"
        document.add_paragraph("X")

    template = drawn(draw)
    tagged = with_part(template, "word/document.xml", lambda text: text.replace(">X<", ">{{ x }}<"))
    expected = part(template).replace("<w:t>X<", '<w:t xml:space="preserve">X<')
    assert part(fill(tagged, x="X")).split("?>", 1)[1].strip() == expected.split("?>", 1)[1].strip()


def test_line_breaks_between_elements_do_not_shift_places() -> None:
    pretty = with_part(TEMPLATE, "word/document.xml", lambda text: text.replace("><", ">\n<"))
    assert body_texts(fill(pretty, a="甲"))[0].strip() == "甲"


def test_content_digests_see_content_and_not_packing() -> None:
    filled = fill(TEMPLATE, a="甲")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert content_digest(stream.getvalue()) == content_digest(filled)
    assert content_digest(filled) != content_digest(fill(TEMPLATE, a="乙"))


@pytest.mark.parametrize("count", [3, 40])
def test_a_filled_document_opens_again_with_every_row(count: int) -> None:
    rows = [{"a": f"值 {n}"} for n in range(count)]
    template = drawn(
        lambda document: add_rows(document, ["{%tr for r in rows %}"], ["{{ r.a }}"], ["{%tr endfor %}"])
    )
    table = docx.Document(io.BytesIO(fill(template, rows=rows))).tables[0]
    assert [row.cells[0].text for row in table.rows] == [row["a"] for row in rows]


MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _with_prefix(text: str, prefix: str) -> str:
    """Return a part whose elements of WordprocessingML have another prefix; "" is the default namespace."""
    declared = f'xmlns:{prefix}="{MAIN}"' if prefix else f'xmlns="{MAIN}" xmlns:a0="{MAIN}"'
    text = text.replace(f'xmlns:w="{MAIN}"', declared)
    text = re.sub(r"(</?)w:", rf"\1{prefix}:" if prefix else r"\1", text)
    return re.sub(r"(\s)w:(\w+=)", rf"\1{prefix or 'a0'}:\2", text)


@pytest.mark.parametrize("prefix", ["ns0", "x", ""])
def test_a_part_is_filled_whatever_prefix_its_program_writes(prefix: str) -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{{ name }}")
        add_rows(document, ["{%tr for r in rows %}", ""], ["{% vm %}{{ r }}", ""], ["{%tr endfor %}", ""])
        document.add_paragraph("{{p text }}")

    template = drawn(draw)
    values = {"name": "一\n二", "rows": ["a", "b"], "text": "- 甲\n- 乙"}
    other = with_part(template, "word/document.xml", lambda text: _with_prefix(text, prefix))
    assert part(other) != part(template)
    assert (
        part(fill(other, **values)).partition("<w:body>")[2]
        == part(fill(template, **values)).partition("<w:body>")[2]
    )


def test_a_prefix_declared_inside_a_part_is_read_as_well() -> None:
    def renamed(text: str) -> str:
        return text.replace("<w:p>", f'<q:p xmlns:q="{MAIN}">', 1).replace("</w:p>", "</q:p>", 1)

    template = with_part(paragraphs("{{ a }}", "{{ b }}"), "word/document.xml", renamed)
    assert body_texts(fill(template, a="甲", b="乙")) == ["甲", "乙"]
