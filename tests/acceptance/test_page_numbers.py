"""`--page-numbers`: LibreOffice computes them, the tool remembers that it did, and no plain build takes them away.

A small program stands for LibreOffice: it answers every question of a probe with a page.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from generator.office.word.fields.codes import fields_in
from tests.office.word.documents import part
from tests.office.word.reports import caption, contents, document, entry, field, heading, paragraph
from tests.office.word.test_contents import OUTLINE, lines
from tests.support.command import EXAMPLE, build, documents, pack_folder, run, versions

REPORT = "DY_活动需求调研报告.docx"
OFFICE = """#!{python}
import re, sys, zipfile
from pathlib import Path

folder = Path(sys.argv[sys.argv.index("--outdir") + 1])
for name in sys.argv[sys.argv.index("--outdir") + 2 :]:
    text = zipfile.ZipFile(name).read("word/document.xml").decode()
    names = re.findall(r"page of (\\S+) is", text)
    titles = [f"page of {{each}} is {page}" for each in names]
    found = [f"/Title <FEFF{{t.encode('utf-16-be').hex().upper()}}>" for t in titles]
    (folder / (Path(name).stem + ".pdf")).write_text("\\n".join(found))
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "soffice"
    monkeypatch.setenv("SOFFICE", str(program))
    return answering(program, 7)


def answering(program: Path, page: int) -> Path:
    program.write_text(
        OFFICE.replace("{python}", sys.executable)
        .replace("{page}", str(page))
        .replace("{{", "{")
        .replace("}}", "}")
    )
    program.chmod(0o755)
    return program


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with a template of its own: the report with a contents table."""
    folder = tmp_path / "templates"
    folder.mkdir()
    shipped = Path(__file__).resolve().parents[2] / "templates_docx" / REPORT
    with zipfile.ZipFile(shipped) as old, zipfile.ZipFile(folder / REPORT, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                table = contents(OUTLINE, entry("TOC1", "旧", "47"))
                content = content.decode().replace("<w:body>", f"<w:body>{table}", 1).encode()
            new.writestr(item, content)
    return folder


def pages_of(version: Path) -> set[str]:
    """Return the page numbers that the contents table of the report shows."""
    text = part(documents(version)["DY"].read_bytes())
    found = [
        "".join(re.findall("<w:t[ >][^<]*", text[slice(*(each.result or (0, 0)))])).rpartition(">")[2]
        for each in fields_in(text)
        if each.kind == "PAGEREF"
    ]
    assert len(found) >= 4
    return set(found)


def built(tmp_path: Path, own: Path, *more: object, source: Path = EXAMPLE) -> str:
    done = build(source, tmp_path / "out", "--templates", own, "--only", "DY", *more)
    assert done.code == 0, done.out + done.err
    return done.out


def version_of(tmp_path: Path, name: str) -> Path:
    return pack_folder(tmp_path / "out") / name


@pytest.mark.usefixtures("office")
def test_a_plain_build_has_no_numbers_and_one_with_the_flag_has(tmp_path: Path, own: Path) -> None:
    built(tmp_path, own)
    assert pages_of(version_of(tmp_path, "V1.0")) == {""}
    built(tmp_path, own, "--page-numbers")
    assert pages_of(version_of(tmp_path, "V1.1")) == {"7"}


def test_once_numbered_nothing_has_changed_with_the_flag_or_without(
    tmp_path: Path, own: Path, office: Path
) -> None:
    built(tmp_path, own, "--page-numbers")
    assert pages_of(version_of(tmp_path, "V1.0")) == {"7"}
    answering(office, 8)  # another LibreOffice, other fonts
    assert "无变化" in built(tmp_path, own, "--page-numbers")
    assert "无变化" in built(tmp_path, own)
    assert versions(tmp_path / "out") == ["V1.0"]


@pytest.mark.usefixtures("office")
def test_a_numbered_document_goes_into_the_next_version_as_it_is(tmp_path: Path, own: Path) -> None:
    built(tmp_path, own, "--page-numbers")
    done = build(EXAMPLE, tmp_path / "out", "--templates", own, "--only", "DY,SP")
    assert done.code == 0
    assert versions(tmp_path / "out") == ["V1.0", "V1.1"]
    assert pages_of(version_of(tmp_path, "V1.1")) == {"7"}
    assert "无变化" in built(tmp_path, own, "--page-numbers")


@pytest.mark.usefixtures("office")
def test_a_document_that_a_person_has_changed_is_not_made_anew_for_its_numbers(
    tmp_path: Path, own: Path
) -> None:
    built(tmp_path, own)
    path = documents(version_of(tmp_path, "V1.0"))["DY"]
    edited = docx.Document(str(path))
    edited.add_paragraph("补充说明")
    edited.save(str(path))
    assert "无变化" in built(tmp_path, own, "--page-numbers")
    assert versions(tmp_path / "out") == ["V1.0"]


@pytest.mark.usefixtures("office")
def test_a_file_put_back_without_numbers_can_get_them(tmp_path: Path, own: Path) -> None:
    built(tmp_path, own, "--page-numbers")
    documents(version_of(tmp_path, "V1.0"))["DY"].unlink()
    assert build(EXAMPLE, tmp_path / "out", "--templates", own, "--only", "DY,SP").code == 0
    assert pages_of(version_of(tmp_path, "V1.1")) == {""}
    built(tmp_path, own, "--page-numbers")
    assert pages_of(version_of(tmp_path, "V1.2")) == {"7"}


def test_a_dry_run_asks_nobody(tmp_path: Path, own: Path, office: Path) -> None:
    built(tmp_path, own)
    office.write_text("#!/bin/sh\nexit 1\n")
    assert "将生成 V1.1" in built(tmp_path, own, "--page-numbers", "--dry-run")


def test_without_libreoffice_nothing_is_built(
    tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFFICE", str(tmp_path / "nowhere"))
    done = build(EXAMPLE, tmp_path / "out", "--templates", own, "--page-numbers")
    assert done.code == 4
    assert "没有找到 LibreOffice" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("office")
def test_a_filled_template_can_have_numbers_too(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(document(contents(OUTLINE) + heading(1, "{{ name }}")))
    (tmp_path / "d.json").write_text('{"name": "甲"}')
    done = run("fill", tmp_path / "t.docx", tmp_path / "d.json", tmp_path / "o.docx", "--page-numbers")
    assert done.code == 0, done.err
    assert lines((tmp_path / "o.docx").read_bytes()) == ["一、甲→7"]


def test_a_lost_reference_is_told_when_a_template_is_filled(tmp_path: Path) -> None:
    body = paragraph("{%p if x %}") + caption("图", "甲", "_Ref1") + paragraph("{%p endif %}")
    (tmp_path / "t.docx").write_bytes(document(body + paragraph("见", field("REF _Ref1 \\h", "图 1"))))
    (tmp_path / "d.json").write_text('{"x": false}')
    done = run("fill", tmp_path / "t.docx", tmp_path / "d.json", tmp_path / "o.docx")
    assert (done.code, "T-220" in done.out, "公式" in done.out) == (0, True, False)


def test_a_lost_reference_is_told_when_a_pack_is_built(tmp_path: Path, own: Path) -> None:
    lost = paragraph("{%p if false %}") + caption("图", "甲", "_Ref1") + paragraph("{%p endif %}")
    body = lost + paragraph("见", field("REF _Ref1 \\h", "图 1")) + paragraph("{{ campaign.name }}")
    (own / REPORT).write_bytes(document(body))
    assert "警告 T-220" in built(tmp_path, own)
    assert "T-220" not in built(tmp_path, own)  # it was told with the version that has it
