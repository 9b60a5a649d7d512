"""The shipped templates have no findings; files of other hands are looked at without a stumble."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.office.inspection import inspect
from tests.office.excel.foreign.makers import OPENPYXL, XLSXWRITER, by_openpyxl, by_xlsxwriter
from tests.office.inspection.files import only

ROOT = Path(__file__).resolve().parents[3]
FOREIGN = ROOT / "tests" / "office" / "excel" / "foreign" / "files"
SHIPPED = sorted([*ROOT.glob("templates_docx/*.docx"), *ROOT.glob("templates_xlsx/*.xlsx")])


def findings(path: Path) -> list[str]:
    return [f"{each.code} {each.place.spot} {each.message}" for each in inspect(path.read_bytes(), path.name)]


def test_there_are_shipped_templates() -> None:
    assert len(SHIPPED) >= 6


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_template_has_no_findings(path: Path) -> None:
    assert findings(path) == []


# What files of other hands are rightly told: who saved them where, and that nobody set them up for print.
OF_OTHER_HANDS = {"T-420", "T-426", "T-445"}


@pytest.mark.parametrize("path", sorted(FOREIGN.glob("excel-*.xlsx")), ids=lambda path: path.stem)
def test_what_excel_saved_is_told_its_traces_only(path: Path) -> None:
    assert {line.partition(" ")[0] for line in findings(path)} - OF_OTHER_HANDS == set()


# What the makers put into their files on purpose.
PUT_IN = {
    "arrays": {"T-446"},
    "tables": {"T-447"},
    "hyperlinks": {"T-441"},
    "protection": {"T-425"},
    "properties": {"T-420"},
    "hidden_sheets": {"T-444"},
    "openpyxl_comment_and_protection": {"T-425", "T-427"},
}


@pytest.mark.parametrize("name", [*XLSXWRITER, *OPENPYXL])
def test_what_libraries_wrote_is_told_what_was_put_in(name: str) -> None:
    data = by_xlsxwriter(name) if name in XLSXWRITER else by_openpyxl(name)
    codes = {each.code for each in inspect(data, f"{name}.xlsx")} - {"T-445"}
    assert codes == PUT_IN.get(name, set())


def test_a_file_that_cannot_be_opened_gives_the_one_reason() -> None:
    assert only((FOREIGN / "encrypted.xlsx").read_bytes()).code == "T-003"
    assert only(b"no office file").code == "T-001"
