"""Whatever is in a file, there are diagnostics and never a traceback; the copy is written or refused."""

from __future__ import annotations

import functools
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.annotation import annotate
from generator.office.faults import diagnose
from generator.office.inspection import inspect
from generator.office.package import Package, read_package, write_package
from tests.office.inspection.files import DOCUMENT, SETTINGS, said
from tests.office.inspection.test_shipped import ROOT
from tests.office.word.documents import with_part

FILES = (
    "templates_docx/FP_活动复盘总结报告.docx",
    "templates_xlsx/MB_活动目标确认表.xlsx",
    "tests/office/excel/foreign/files/excel-ranges.xlsx",
)
GARBAGE = ("", "x", "-1", "99999999999999999999", "A0:ZZZ9999999", "{{ x", "\u0661", "真", " ", "rId1", "0")


@functools.cache
def package(name: str) -> Package:
    return read_package((ROOT / name).read_bytes(), Path(name).name)


def survived(data: bytes, name: str) -> None:
    findings = inspect(data, Path(name).name)
    assert all(isinstance(each, Diagnostic) for each in findings)
    with suppress(InvalidTemplate):
        read_package(annotate(data, findings), name)


@settings(max_examples=50)
@given(st.data())
def test_cut_and_scrambled_parts_are_told(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    part = data.draw(st.sampled_from(sorted(package(name).members)))
    content = package(name).read(part)
    at = data.draw(st.integers(0, max(len(content) - 1, 0)))
    change = data.draw(st.sampled_from(["cut", "byte", "gone", "doctype"]))
    made = {
        "cut": content[:at],
        "byte": content[:at] + data.draw(st.binary(min_size=1, max_size=3)) + content[at + 1 :],
        "gone": None,
        "doctype": b"<!DOCTYPE a>" + content,
    }[change]
    survived(write_package(package(name), {part: made}), name)


@settings(max_examples=100)
@given(st.data())
def test_sound_xml_with_senseless_content_is_told(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    parts = [each for each in sorted(package(name).members) if each.endswith((".xml", ".rels"))]
    part = data.draw(st.sampled_from(parts))
    root = etree.fromstring(package(name).read(part))
    for _ in range(data.draw(st.integers(1, 8))):
        disturb(root, data)
    survived(write_package(package(name), {part: etree.tostring(root)}), name)


def disturb(root: etree._Element, data: st.DataObject) -> None:
    """Take away, double, rename or misname something in a part."""
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    element = data.draw(st.sampled_from(elements))
    garbage = data.draw(st.sampled_from(GARBAGE))
    parent = element.getparent()
    change = data.draw(st.sampled_from(["attribute", "text", "drop", "double", "comment", "move"]))
    if change == "attribute" and element.attrib:
        element.set(data.draw(st.sampled_from(sorted(map(str, element.attrib)))), garbage)
    elif change == "text":
        element.text = garbage
    elif change == "comment":
        element.append(etree.Comment(" x "))
    elif parent is not None and change == "drop":
        parent.remove(element)
    elif parent is not None and change == "double":
        parent.append(etree.fromstring(etree.tostring(element)))
    elif parent is not None and change == "move":
        root.insert(0, element)


def test_a_part_that_cannot_be_read_is_told_and_the_rest_inspected() -> None:
    template = (ROOT / FILES[0]).read_bytes()
    broken = with_part(template, SETTINGS, lambda xml: xml[:200])
    hidden = with_part(
        broken, DOCUMENT, lambda xml: xml.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    )
    codes = [code for code, _ in said(hidden)]
    assert "T-007" in codes
    assert "T-424" in codes


def test_a_document_without_body_is_refused_for_annotation() -> None:
    template = write_package(package(FILES[0]), {DOCUMENT: b"<w:document xmlns:w='a'/>"})
    with pytest.raises(InvalidTemplate) as caught:
        annotate(template, [diagnose("T-103", Place("模板.docx", spot="正文第 1 段"), tag="{{ }}")])
    assert [each.code for each in caught.value.diagnostics] == ["T-008"]
