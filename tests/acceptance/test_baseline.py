"""The benchmark's other side fills every template: ratios to a program that fails would mean nothing."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from tests.bench.pack import pack_of, values_of
from tests.support import baseline

NAME = "星澜X3智能手表新品发布会"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("baseline")
    jobs = pack_of().jobs()
    baseline.fill_all([job.path for job in jobs], values_of(jobs), out)
    return sorted(out.iterdir())


def test_every_template_is_filled(filled: list[Path]) -> None:
    assert len(filled) == 22
    assert [path.name for path in filled if NAME not in text_of(path)] == []


def test_no_tag_is_left(filled: list[Path]) -> None:
    texts = {path.name: text_of(path) for path in filled}
    assert [name for name, text in texts.items() if "{{" in text or "{%" in text] == []


def test_sheets_rows_and_columns_are_repeated(filled: list[Path]) -> None:
    found = {path.name[:2]: path for path in filled}
    assert openpyxl.load_workbook(found["QD"]).sheetnames == ["签到 彩排班", "签到 活动班", "嘉宾签到"]
    records = openpyxl.load_workbook(found["JK"])["实时记录"]
    assert [str(cell.value).strip() for cell in records[9]][:3] == ["时间点", "签到嘉宾", "直播累计观看"]


def text_of(path: Path) -> str:
    """Return the text of the body of a document, or of all cells of a workbook."""
    if path.suffix == ".docx":
        return "".join(docx.Document(str(path)).element.body.itertext())
    rows = (row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(value) for row in rows for value in row if value is not None)
