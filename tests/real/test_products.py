"""Every product through real programs: the Open XML SDK validator, LibreOffice's recalculation and its printer.

Documents are built as of today, since LibreOffice's TODAY() is the real day.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.support.campaigns import MINIMAL
from tests.support.command import CAMPAIGNS, ROOT, build, documents, pack_folder
from tests.support.libreoffice import convert, recalculated
from tests.support.text import cells, sheets
from tests.support.validator import find_validator, validation_faults
from tests.support.variants import crammed, overlong

TEXTS = {
    **{path.stem: lambda path=path: path.read_text(encoding="utf-8") for path in CAMPAIGNS},
    "overlong": overlong,
    "minimal": lambda: MINIMAL,
}

PLANS = {"overlong", "minimal"}  # which hold no more than a plan


NAMES = [*TEXTS, pytest.param("crammed", marks=pytest.mark.large)]
# The validator is started for every file; these two have nothing that the others have not.
SELDOM = {"HD-2026-002", "HD-2026-003"}
VALIDATED = [pytest.param(n, marks=pytest.mark.large) if n in SELDOM else n for n in TEXTS] + NAMES[-1:]
TEXTS["crammed"] = crammed
Made = Callable[[str], list[Path]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return what gives every document of a campaign: of the examples, of far too much, of almost nothing."""
    folder = tmp_path_factory.mktemp("products")

    @cache
    def of(name: str) -> list[Path]:
        source, output = folder / f"{name}.yaml", folder / name
        source.write_text(TEXTS[name](), encoding="utf-8")
        stage = ["--stage", "策划版"] if name in PLANS else []
        done = build(source, output, *stage, as_of=dt.date.today().isoformat())
        assert done.code == 0, done.out + done.err
        copies = []
        for code, path in documents(pack_folder(output) / "V1.0").items():
            copies.append(folder / f"{name}-{code}{path.suffix}")
            copies[-1].write_bytes(path.read_bytes())
        return copies

    return of


@pytest.mark.needs_validator
@pytest.mark.parametrize("name", VALIDATED)
def test_the_open_xml_sdk_finds_nothing_wrong(name: str, made: Made) -> None:
    program = find_validator()
    assert program is not None
    assert validation_faults(program, made(name)) == []


@pytest.mark.needs_validator
def test_the_open_xml_sdk_finds_nothing_wrong_with_the_templates() -> None:
    program = find_validator()
    templates = [*(ROOT / "templates_docx").glob("*.docx"), *(ROOT / "templates_xlsx").glob("*.xlsx")]
    assert program is not None
    assert len(templates) == 22
    assert validation_faults(program, templates) == []


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_every_stored_value_is_what_libreoffice_computes(name: str, made: Made, tmp_path: Path) -> None:
    workbooks = [path for path in made(name) if path.suffix == ".xlsx"]
    ours = [path.read_bytes() for path in workbooks]
    differing, compared = [], 0
    for path, mine, theirs in zip(workbooks, ours, recalculated(ours, tmp_path), strict=True):
        expected = _values(theirs, tmp_path)
        for key, (value, formula) in _values(mine, tmp_path).items():
            if formula:
                compared += 1
                if not _same(value, expected.get(key, ("", ""))[0]):
                    differing.append((path.name, key, formula, value, expected.get(key)))
    assert compared > 300
    assert differing == []


def _values(data: bytes, folder: Path) -> dict[str, tuple[str, str]]:
    path = folder / "book.xlsx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        return {
            f"{name}!{reference}": (value, formula)
            for name, root in sheets(archive)
            for reference, value, formula in cells(archive, root)
        }


def _same(one: str, other: str) -> bool:
    try:
        return abs(float(one or 0) - float(other or 0)) <= 1e-9 * max(1.0, abs(float(one or 0)))
    except ValueError:
        return one == other


@pytest.mark.needs_libreoffice
@pytest.mark.needs_poppler
@pytest.mark.parametrize("name", NAMES)
def test_every_document_prints_with_its_page_count(name: str, made: Made, tmp_path: Path) -> None:
    for path in convert(made(name), "pdf", tmp_path):
        text = subprocess.run(
            ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
        ).stdout
        pages = text.count("\f")
        assert 1 <= pages <= 60, path.name
        said = {int(n) for n in re.findall(r"共\s*(\d+)\s*页", text)}
        assert said == {pages}, (path.name, pages, said)
        assert "###" not in text, path.name
        assert not re.search(r"Err:\d+|#REF!|#NAME\?|#VALUE!|#DIV/0!", text), path.name
        assert all(page.strip() for page in text.split("\f")[:-1]), f"{path.name} has an empty page"


@pytest.mark.needs_libreoffice
@pytest.mark.needs_poppler
def test_the_approval_form_is_one_page(made: Made, tmp_path: Path) -> None:
    short = [*(path.stem for path in CAMPAIGNS), "minimal"]
    forms = [path for name in short for path in made(name) if path.stem == f"{name}-SP"]
    assert len(forms) == len(short)
    for path in convert(forms, "pdf", tmp_path):
        info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        assert re.search(r"^Pages:\s+1$", info, re.MULTILINE), path.name
