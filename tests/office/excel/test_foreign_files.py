"""Workbooks of other hands pass through without tags: every part stays but for what is the same for all files.

What may differ: the properties that name author and time, the list of content types and relationships where the
calculation chain went, values beside formulas where their writer had not computed them (formulas that cells shared
are then written out).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from generator.office.excel.moving.references import read_area
from tests.office.excel.foreign.makers import OPENPYXL, XLSXWRITER, by_openpyxl, by_xlsxwriter
from tests.office.excel.workbooks import filled, refused, said, with_part
from tests.support.libreoffice import recalculated
from tests.support.validator import validate

FILES = Path(__file__).parent / "foreign" / "files"
SAVED = sorted(path.stem for path in FILES.glob("*.xlsx") if path.stem != "encrypted")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OURS = ("docProps/core.xml", "docProps/app.xml", "_rels/.rels", "[Content_Types].xml", "xl/calcChain.xml")
CONVERTED = ("formulas", "formats", "conditional_formats", "validations", "outlines", "several_charts")
CONVERTED += ("comments", "names")


def contents(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def shared(sheet: bytes) -> frozenset[str]:
    """Return the cells that share a formula with others: a sheet that is written anew has one in each."""
    formulas = etree.fromstring(sheet).iter(f"{MAIN}f")
    cells = (f.getparent() for f in formulas if f.get("t") == "shared")
    return frozenset(cell.get("r", "") for cell in cells if cell is not None)


def without_values(sheet: bytes, written_out: frozenset[str]) -> bytes:
    """Return a sheet without what is stored beside its formulas, and in the cells that they fill."""
    root = etree.fromstring(sheet)
    arrays = [read_area(f.get("ref", "")) for f in root.iter(f"{MAIN}f") if f.get("t") == "array"]
    for cell in root.iter(f"{MAIN}c"):
        place = read_area(cell.get("r", "")).first
        filled_by = (
            a for a in arrays if a.first.row <= place.row <= a.end.row and a.first.column == place.column
        )
        if cell.find(f"{MAIN}f") is not None or any(filled_by):
            cell.attrib.pop("t", None)
            names = ("v", "f") if cell.get("r") in written_out else ("v",)
            for each in [found for name in names for found in cell.findall(f"{MAIN}{name}")]:
                cell.remove(each)
    return etree.tostring(root, method="c14n2")


def differences(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the parts that differ otherwise than they may."""
    old, new = contents(before), contents(after)
    for name in sorted({*old, *new}.difference(OURS)):
        if old.get(name) == new.get(name):
            continue
        one, other = old.get(name, b""), new.get(name, b"")
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            written_out = shared(one)
            if without_values(one, written_out) == without_values(other, written_out):
                continue
        if name == "xl/_rels/workbook.xml.rels" and set(targets(one)) - {"calcChain.xml"} == set(
            targets(other)
        ):
            continue
        if name == "xl/workbook.xml" and without_calculation(one) == without_calculation(other):
            continue
        yield name


def targets(relations: bytes) -> list[str]:
    return [element.get("Target", "") for element in etree.fromstring(relations)]


def without_calculation(book: bytes) -> bytes:
    root = etree.fromstring(book)
    for element in root.findall(f"{MAIN}calcPr"):
        root.remove(element)
    return etree.tostring(root, method="c14n2")


def unchanged(workbook: bytes) -> None:
    result = filled(workbook)
    assert list(differences(workbook, result)) == []
    assert contents(filled(result)) == contents(result)


@pytest.mark.parametrize("name", SAVED)
def test_what_excel_and_others_saved_stays(name: str) -> None:
    workbook = (FILES / f"{name}.xlsx").read_bytes()
    unchanged(workbook)
    if name.startswith("excel-"):
        sheets = [part for part in contents(workbook) if part.startswith("xl/worksheets/sheet")]
        result = contents(filled(workbook))
        assert [part for part in sheets if result[part] != contents(workbook)[part]] == []


@pytest.mark.parametrize("name", XLSXWRITER)
def test_what_xlsxwriter_wrote_stays(name: str) -> None:
    unchanged(by_xlsxwriter(name))


@pytest.mark.parametrize("name", OPENPYXL)
def test_what_openpyxl_wrote_stays(name: str) -> None:
    unchanged(by_openpyxl(name))


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made = recalculated([by_xlsxwriter(name) for name in CONVERTED], tmp_path_factory.mktemp("foreign"))
    return dict(zip(CONVERTED, made, strict=True))


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("name", CONVERTED)
def test_what_libreoffice_saved_stays(name: str, converted: dict[str, bytes]) -> None:
    unchanged(converted[name])


def test_there_are_at_least_forty() -> None:
    assert len(SAVED) + len(XLSXWRITER) + len(OPENPYXL) + len(CONVERTED) >= 40


@pytest.mark.needs_validator
def test_they_stay_as_valid_as_they_were() -> None:
    books = {name: (FILES / f"{name}.xlsx").read_bytes() for name in SAVED}
    books |= {name: by_xlsxwriter(name) for name in XLSXWRITER}
    after = validate({f"{name}.xlsx": filled(data) for name, data in books.items()})
    faulty = {line.partition(".xlsx: ")[0] for line in after}  # only these are looked at as they were
    was = validate({f"{name}.xlsx": data for name, data in books.items() if name in faulty})
    before = {line.partition(" ")[2] for line in was}
    assert [line for line in after if line.partition(" ")[2] not in before] == []


def test_an_encrypted_workbook_is_refused() -> None:
    assert said(refused((FILES / "encrypted.xlsx").read_bytes())) == [("T-003", "")]


def test_in_a_workbook_with_one_filled_sheet_all_other_parts_stay() -> None:
    template = with_part(
        by_xlsxwriter("hidden_sheets"), "xl/sharedStrings.xml", lambda xml: xml.replace("文字3", "{{ 3 }}")
    )
    before, after = contents(template), contents(filled(template))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed - set(OURS) == {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}


def test_what_the_engine_does_not_know_stays_in_a_filled_sheet() -> None:
    def strange(xml: str) -> str:
        xml = xml.replace("<worksheet ", '<worksheet xmlns:own="urn:own" own:mark="1" ', 1)
        xml = xml.replace('<row r="1"', '<row r="1" own:height="7"', 1)
        xml = xml.replace('<c r="A1"', '<c r="A1" own:kind="x"', 1)
        return xml.replace(
            "</worksheet>",
            '<extLst><ext uri="{1}"><own:thing a="1">文</own:thing></ext></extLst></worksheet>',
        )

    template = with_part(by_xlsxwriter("formats"), "xl/worksheets/sheet1.xml", strange)
    template = with_part(template, "xl/sharedStrings.xml", lambda xml: xml.replace("文字3", "{{ 3 }}"))
    xml = contents(filled(template))["xl/worksheets/sheet1.xml"].decode()
    for kept in ('own:mark="1"', 'own:height="7"', 'own:kind="x"', '<own:thing a="1">文</own:thing>'):
        assert kept in xml
