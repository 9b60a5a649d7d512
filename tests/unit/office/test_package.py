"""Files that are not what they say, and packages that are meant to harm."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

import pytest

from generator.errors import InvalidTemplate
from generator.office.package import CONTENT_TYPES, content_digest, read_package, write_package
from generator.office.properties import Properties, property_changes, write_core_properties
from generator.office.relations import content_type, main_part, read_relations
from generator.office.xml import read_xml

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
PARTS = {CONTENT_TYPES: TYPES, "_rels/.rels": RELATIONS, "word/document.xml": "<a/>"}


def packed(parts: Mapping[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(InvalidTemplate) as caught:
        read_package(data, "坏.docx").read("word/document.xml")
    (problem,) = caught.value.diagnostics
    assert problem.place.file == "坏.docx"
    return problem.code


def flagged(data: bytes, offset: int, value: int) -> bytes:
    """Return the file with a byte of its only central directory entry changed."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + bytes([value]) + data[at + 1 :]


def damaged(data: bytes, part: bytes) -> bytes:
    """Return the file with the first bytes of a part overwritten."""
    at = data.index(part) + len(part)
    return data[:at] + bytes(3) + data[at + 3 :]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
TWICE = packed({**PARTS, "word/Document.xml": "<b/>"})
GOOD = packed(PARTS)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "T-001"),
        (b"%PDF-1.7", "T-001"),
        (packed({"a.txt": "x"}), "T-001"),
        (GOOD[:-30], "T-002"),
        (damaged(GOOD, b"word/document.xml"), "T-002"),
        (packed(PARTS, zipfile.ZIP_BZIP2), "T-002"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "T-003"),
        (flagged(packed({CONTENT_TYPES: TYPES}), 8, 1), "T-003"),
        (packed({**PARTS, "word/vbaProject.bin": "x"}), "T-004"),
        (packed({**PARTS, "word/big.xml": "a" * 5_000_000}), "T-005"),
        (packed({**PARTS, **{f"x/{n}": "" for n in range(5_001)}}), "T-005"),
        (packed({**PARTS, "../evil.xml": "x"}), "T-006"),
        (packed({**PARTS, "/etc/passwd": "x"}), "T-006"),
        (packed({**PARTS, "C:/evil": "x"}), "T-006"),
        (packed({**PARTS, "a\\b": "x"}), "T-006"),
        (TWICE, "T-006"),
        (packed({CONTENT_TYPES: TYPES}), "T-008"),
        (OLE, "T-009"),
    ],
    ids=range(18),
)
def test_a_file_that_is_no_sound_package_is_told(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_part_that_is_longer_than_it_claims_is_not_unpacked() -> None:
    data = packed({CONTENT_TYPES: "a" * 500})
    shorter = flagged(data, 24, 10)
    shorter = flagged(shorter, 25, 0)
    with pytest.raises(InvalidTemplate) as caught:
        read_package(shorter, "f").read(CONTENT_TYPES)
    assert caught.value.diagnostics[0].code == "T-002"


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "content",
    [
        b"<a",
        b"<a></b>",
        b"",
        BOMB.encode(),
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        BOMB.encode("utf-16"),
        ("<a>" * 500 + "</a>" * 500).encode(),
    ],
    ids=range(7),
)
def test_xml_that_is_malformed_or_declares_entities_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidTemplate) as caught:
        read_xml(content, "word/document.xml", "f")
    assert caught.value.diagnostics[0].code == "T-007"


def test_a_strict_document_is_refused_with_the_way_out() -> None:
    strict = RELATIONS.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
    )
    with pytest.raises(InvalidTemplate) as caught:
        main_part(read_package(packed({**PARTS, "_rels/.rels": strict}), "f"))
    assert caught.value.diagnostics[0].code == "T-010"


def test_names_beyond_ascii_carry_the_flag_for_them() -> None:
    data = write_package(read_package(packed({**PARTS, "图片/一.xml": "<b/>"}), "f"), {"新.xml": b"<c/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        flags = {entry.filename: entry.flag_bits for entry in archive.infolist()}
        assert archive.read("新.xml") == b"<c/>"
    assert (flags["图片/一.xml"], flags["新.xml"], flags["word/document.xml"]) == (0x800, 0x800, 0)


def test_a_part_can_be_left_out() -> None:
    data = write_package(read_package(GOOD, "f"), {"word/document.xml": None})
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == [CONTENT_TYPES, "_rels/.rels"]


def test_stored_members_and_data_descriptors_are_copied_as_they_are() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in PARTS.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content.encode())
    data = write_package(read_package(stream.getvalue(), "f"), {})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name).decode() for name in archive.namelist()} == PARTS


def test_the_digest_tells_names_from_contents() -> None:
    one = packed({**PARTS, "a": "bc"})
    other = packed({**PARTS, "ab": "c"})
    assert content_digest(one) != content_digest(other)


MADE = Properties(title="a&b", creator="市场部", created=dt.datetime(2026, 9, 1, 8, 0), keywords="x\x00y")


def test_a_package_without_properties_is_given_them() -> None:
    package = read_package(GOOD, "f")
    filled = read_package(write_package(package, {**property_changes(package, MADE)}), "f")
    (core,) = (relation.target for relation in read_relations(filled) if relation.kind == "core-properties")
    assert content_type(filled, core) == "application/vnd.openxmlformats-package.core-properties+xml"
    assert "<dc:title>a&amp;b</dc:title>" in filled.read(core).decode()


def test_properties_hold_only_what_is_known_and_what_xml_can_hold() -> None:
    text = write_core_properties(MADE).decode()
    assert "<cp:keywords>xy</cp:keywords>" in text
    assert ">2026-09-01T08:00:00Z</dcterms:created>" in text
    assert "subject" not in text
