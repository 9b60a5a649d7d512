"""Names that every drive takes, whatever people called their files (domain specification 6.1 to 6.3)."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.holdings import Layout, Names
from generator.archive.survey import is_left_over
from generator.archive.verification import CATALOGUE
from generator.intake.resources import read_process

PATHS = st.lists(
    st.text(st.characters(exclude_characters="/", exclude_categories=("Cs",)), min_size=1, max_size=60),
    min_size=1,
    max_size=4,
).map("/".join)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a:b?.jpg", "a：b？.jpg"),
        ('说明"终稿".docx', "说明”终稿”.docx"),
        ("CON.txt", "_CON.txt"),
        ("com1.pdf", "_com1.pdf"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("结尾. .pdf", "结尾.pdf"),
        ("  前后空格  .pdf", "前后空格.pdf"),
        ("合影😀🎉.jpg", "合影.jpg"),
        ("😀.jpg", "未命名.jpg"),
        ("零\u200b宽\u202e.pdf", "零宽.pdf"),
        ("-开头#100%&~.pdf", "开头＃100％＆～.pdf"),
        (".隐藏.txt", "隐藏.txt"),
        ("《方案》终版.docx", "方案终版.docx"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("没有后缀", "没有后缀"),
        ("多  个　空格.pdf", "多_个_空格.pdf"),
        ("a.tar.gz", "a.tar.gz"),
        ("坏后缀.p:df", "坏后缀.pdf"),
    ],
)
def test_a_name_becomes_one_that_every_drive_takes(name: str, safe: str) -> None:
    assert Names().safe(f"05_素材影像/{name}") == f"05_素材影像/{safe}"


def test_names_that_a_drive_takes_for_one_are_told_apart() -> None:
    names = Names()
    assert [names.safe(n) for n in ("A.jpg", "a.JPG", "a:.jpg", "caf\u00e9.txt", "cafe\u0301.txt")] == [
        "A.jpg", "a_2.JPG", "a：.jpg", "café.txt", "café_2.txt",
    ]  # fmt: skip


def test_a_long_name_keeps_its_ending() -> None:
    whole = Names().safe("05_素材影像/照片/" + "很" * 200 + ".jpeg")
    name = whole.rpartition("/")[2]
    assert len(name.encode()) <= 100
    assert name.endswith("很.jpeg")


@given(st.lists(PATHS, max_size=12))
def test_whatever_people_call_their_files_names_are_safe_and_distinct(paths: list[str]) -> None:
    names = Names()
    safe = [names.safe(path) for path in paths]
    assert len({path.casefold() for path in safe}) == len(paths)
    for path in safe:
        for part in path.split("/"):
            assert part
            assert not re.search(r'[<>:"\\|?*\x00-\x1f]', part)
            assert not re.fullmatch(r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³])(\..*)?", part, re.IGNORECASE)
            assert part == unicodedata.normalize("NFC", part).strip(" ")
            assert not part.endswith(".")
            assert not part.startswith((".", "~$", "-"))
            assert len(part.encode()) <= 100


@pytest.mark.parametrize(
    "name",
    [
        "~$预算.xlsx",
        ".~lock.方案.docx#",
        ".DS_Store",
        "._方案.docx",
        "Thumbs.db",
        "thumbs.DB",
        "desktop.ini",
        "x.tmp",
        "~1.wps",
    ],
)
def test_what_programs_leave_behind_is_known(name: str) -> None:
    assert is_left_over(name)


@pytest.mark.parametrize("name", ["副本.docx", "方案(1).docx", "tmp", "数据.db", "wps.pdf"])
def test_what_people_wrote_is_not(name: str) -> None:
    assert not is_left_over(name)


def test_the_folder_in_which_an_archive_is_recognised_is_that_of_the_process() -> None:
    assert Layout(read_process()).catalogue == CATALOGUE
