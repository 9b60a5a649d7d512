"""Page numbers: a probe asks for them, and they go where the document waits for them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.app.libreoffice import find_office
from generator.app.page_numbers import OPTION, number_pages
from generator.errors import SurroundingsFailed
from generator.office.word.fields.page_numbers import (
    awaited_pages,
    page_probe,
    pages_in,
    with_page_numbers,
)
from tests.office.word.documents import fill, part
from tests.office.word.reports import (
    PAGE,
    caption,
    contents,
    document,
    entry,
    field,
    heading,
    paragraph,
)
from tests.office.word.test_contents import OUTLINE, lines
from tests.support.libreoffice import convert
from tests.support.structure import docx_faults
from tests.support.validator import validate

FILE = "报告.docx"
NEW_PAGE = "<w:pageBreakBefore/>"


def report(*names: str) -> bytes:
    """Return a filled report with a contents table on the first page and each chapter on a page of its own."""
    chapter = paragraph("{{ name }}", style="H1", looks=NEW_PAGE) + paragraph("正文")
    body = (
        contents(OUTLINE, entry("TOC1", "旧", "47"))
        + paragraph("{%p for name in names %}")
        + chapter
        + paragraph("{%p endfor %}")
        + caption("图", "示意", "_Ref1")
        + paragraph("见第", field("PAGEREF _Ref1 \\h", "12"), "页")
    )
    return fill(document(body), names=list(names))


def pdf_of(**pages: str) -> bytes:
    titles = ["报告", *(f"page of {name} is {page}" for name, page in pages.items()), "page of x is ?"]
    written = [f"<</Title <FEFF{title.encode('utf-16-be').hex().upper()}>/Dest[1 0 R]>>" for title in titles]
    return "\n".join(["%PDF-1.4", *written]).encode()


def test_a_document_says_which_pages_it_waits_for() -> None:
    assert awaited_pages(report("甲", "乙"), FILE) == ("_Toc000000001", "_Toc000000002", "_Ref1")
    assert awaited_pages(fill(document(paragraph("{{ x }}")), x=1), FILE) == ()


def test_a_probe_asks_behind_the_last_page_and_changes_nothing_before_it() -> None:
    made = report("甲")
    probe = page_probe(made, FILE)
    text, asking = part(made), part(probe)
    end = text.index("<w:sectPr")
    assert asking.startswith(text[:end])
    assert asking.endswith(text[end:])
    assert re.findall(r"page of (\S+) is", asking) == ["_Toc000000001", "_Ref1"]
    assert docx_faults(probe) == []


def test_answers_stand_in_the_outline_of_the_pdf() -> None:
    assert pages_in(pdf_of(_Toc000000001="2", _Ref1="xii")) == {"_Toc000000001": "2", "_Ref1": "xii"}
    assert pages_in(b"no PDF") == {}


def test_numbers_and_leaders_come_together() -> None:
    numbered = with_page_numbers(report("甲"), {"_Toc000000001": "2", "_Ref1": "3"}, FILE)
    assert lines(numbered) == ["一、甲→2"]
    stops = re.findall(r"<w:tab w:val[^>]*>", part(numbered))
    assert stops == ['<w:tab w:val="right" w:leader="dot" w:pos="8958"/>']
    assert ">3</w:t>" in part(numbered)
    assert "______" not in part(numbered)
    assert docx_faults(numbered) == []


def test_a_leader_of_the_template_s_own_comes_back() -> None:
    looks = '<w:tabs><w:tab w:val="right" w:leader="hyphen" w:pos="7000"/></w:tabs>'
    made = fill(document(contents(OUTLINE, entry("TOC1", "旧", "3", looks)) + heading(1, "{{ x }}")), x="甲")
    assert looks in part(with_page_numbers(made, {"_Toc000000001": "2"}, FILE))


def test_numbers_filled_in_once_can_be_filled_in_again() -> None:
    once = with_page_numbers(report("甲"), {"_Toc000000001": "2", "_Ref1": "2"}, FILE)
    assert lines(with_page_numbers(once, {"_Toc000000001": "12", "_Ref1": "12"}, FILE)) == ["一、甲→12"]
    assert with_page_numbers(once, {"_Toc000000001": "2", "_Ref1": "2"}, FILE) == once


@pytest.mark.needs_validator
def test_the_validator_finds_nothing_in_numbered_documents() -> None:
    made = report("甲", "乙")
    numbered = with_page_numbers(made, dict.fromkeys(awaited_pages(made, FILE), "2"), FILE)
    assert validate({"numbered.docx": numbered, "probe.docx": page_probe(made, FILE)}) == []


@pytest.mark.needs_libreoffice
def test_libreoffice_tells_the_pages_as_they_are_numbered_in_print() -> None:
    roman = f'<w:sectPr>{PAGE}<w:pgNumType w:fmt="upperRoman" w:start="3"/></w:sectPr>'
    arabic = f'<w:sectPr>{PAGE}<w:pgNumType w:fmt="decimal" w:start="1"/></w:sectPr>'
    body = (
        contents(OUTLINE)
        + paragraph("前言{{ x }}", style="H1", looks=NEW_PAGE)
        + paragraph("", looks=roman)
        + heading(1, "正文")
        + paragraph("附录", style="H1", looks=NEW_PAGE)
    )
    plain = fill(document(body, section=arabic), x="")
    numbered = number_pages({"a": plain, "b": fill(document(paragraph("{{ x }}")), x=1)}, find_office(OPTION))
    assert list(numbered) == ["a"]
    assert lines(numbered["a"]) == ["一、前言→IV", "二、正文→1", "三、附录→2"]
    assert number_pages({"a": plain}, find_office(OPTION)) == numbered


@pytest.mark.needs_libreoffice
@pytest.mark.needs_poppler
def test_libreoffice_prints_the_table_it_was_asked_for(tmp_path: Path) -> None:
    files = {
        "plain": report("甲", "乙"),
        "numbered": number_pages({"a": report("甲", "乙")}, find_office(OPTION))["a"],
    }
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    printed = {}
    for pdf in convert(sorted(tmp_path.glob("*.docx")), "pdf", tmp_path):
        done = subprocess.run(
            ["pdftotext", "-layout", "-l", "1", pdf, "-"], capture_output=True, text=True, check=True
        )
        printed[pdf.stem] = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    assert printed["plain"] == ["一、甲", "二、乙"]
    assert [re.sub(r"\s*\.{5,}\s*", "…", line) for line in printed["numbered"]] == ["一、甲…2", "二、乙…3"]


def test_without_libreoffice_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFFICE", "/nowhere/soffice")
    with pytest.raises(SurroundingsFailed, match=r"没有找到 LibreOffice.*SOFFICE.*去掉 --page-numbers"):
        find_office(OPTION)


def test_a_program_that_gives_no_answer_is_told_and_nothing_is_guessed(tmp_path: Path) -> None:
    silent = tmp_path / "soffice"
    silent.write_text("#!/bin/sh\nexit 0\n")
    silent.chmod(0o755)
    with pytest.raises(SurroundingsFailed, match="没有给出《报告》的页码"):
        number_pages({"报告": report("甲")}, silent)
    with pytest.raises(SurroundingsFailed, match="无法启动 LibreOffice"):
        number_pages({"报告": report("甲")}, tmp_path / "nothing")


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.app.libreoffice.TIME_LIMIT", 0.5)
    hanging = tmp_path / "soffice"
    hanging.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    hanging.chmod(0o755)
    with pytest.raises(SurroundingsFailed, match="秒内没有排完版"):
        number_pages({"报告": report("甲")}, hanging)
