"""`check --fix`: what is certain is put right, everything else stays as it was typed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.campaign import parse_campaign
from generator.intake.fixing import fixed, one_letter_apart
from tests.support.command import CAMPAIGNS, EXAMPLE, run

TEXT = EXAMPLE.read_text(encoding="utf-8")
SLIPS = {
    "full-width digits": ("expected_attendance: 300 ", "expected_attendance: ３００ "),
    "a Chinese day": ('warmup_start: "2026-10-05"', "warmup_start: 2026年10月5日"),
    "a Chinese moment": ('start: "2026-10-16 14:00"', "start: 2026年10月16日 14：00"),
    "ten thousands": ("total_approved: 521500", "total_approved: 52.15万"),
    "a key with a letter too few": ("  theme: ", "  them: "),
    "two letters swapped": ("  classification: ", "  classifcation: "),
    "trailing blanks": ("  mode: 混合", "  mode: 混合  \t"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(EXAMPLE, tmp_path / "a.yaml"))


@pytest.mark.parametrize(("right", "typed"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_put_right_and_nothing_else_is_touched(right: str, typed: str) -> None:
    assert right in TEXT
    slipped = TEXT.replace(right, typed, 1)
    assert slipped != TEXT
    assert fixed(slipped, "a.yaml") == TEXT


@pytest.mark.parametrize("path", CAMPAIGNS, ids=lambda path: path.stem)
def test_a_file_without_slips_stays_to_the_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert fixed(text, path.name) == text


def test_the_change_is_shown_and_written(file: Path) -> None:
    slipped = TEXT
    for right, typed in SLIPS.values():
        slipped = slipped.replace(right, typed, 1)
    file.write_text(slipped, encoding="utf-8")
    done = run("check", file, "--fix", "--as-of", "2026-09-10")
    assert done.code == 0, done.out
    assert "-  total_approved: 52.15万" in done.out
    assert "+  total_approved: 521500" in done.out
    assert file.read_text(encoding="utf-8") == TEXT
    assert "没有可以自动改的" in run("check", file, "--fix", "--as-of", "2026-09-10").out


def test_what_is_not_certain_is_left_to_the_check(file: Path) -> None:
    uncertain = TEXT.replace("expected_attendance: 300", "expected_attendance: 三百人左右", 1)
    uncertain = uncertain.replace("  owner: p01", "  ownership: p01", 1)
    file.write_text(uncertain, encoding="utf-8")
    done = run("check", file, "--fix", "--as-of", "2026-09-10")
    assert done.code == 1
    assert file.read_text(encoding="utf-8") == uncertain


@pytest.mark.parametrize("content", [b"", b"a: [", b"- 1\n", b"\xff\xfe\x00", b"PK\x03\x04"])
def test_what_is_no_campaign_file_is_told_and_not_touched(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    done = run("check", file, "--fix")
    assert done.code == 1
    assert file.read_bytes() == content


def test_line_ends_stay(file: Path) -> None:
    file.write_bytes(TEXT.replace("  theme: ", "  them: ", 1).replace("\n", "\r\n").encode())
    run("check", file, "--fix", "--as-of", "2026-09-10")
    assert file.read_bytes() == TEXT.replace("\n", "\r\n").encode()


def test_random_blanks_and_scripts_never_change_a_meaning() -> None:
    draw = random.Random(20261127)  # noqa: S311 - slips, not secrets
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    before = parse_campaign(TEXT, "a.yaml").campaign
    lines = TEXT.splitlines()
    for _ in range(6):
        slipped = list(lines)
        for number in draw.sample(range(len(lines)), 12):
            line = slipped[number]
            if not line.lstrip().startswith("#"):
                slipped[number] = draw.choice([f"{line}  ", f"{line}   ", line.translate(wide)])
        text = "\n".join(slipped) + "\n"
        read = parse_campaign(text, "a.yaml")
        again = parse_campaign(fixed(text, "a.yaml"), "a.yaml")
        if read.is_sound:
            assert again.campaign == read.campaign
    assert parse_campaign(fixed(TEXT, "a.yaml"), "a.yaml").campaign == before


@given(st.text("abcde_", min_size=1, max_size=8), st.data())
def test_one_letter_apart_is_what_it_says(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("xyz"))
    assert one_letter_apart(word[:at] + letter + word[at:], word)
    assert one_letter_apart(word[:at] + letter + word[at + 1 :], word)
    assert one_letter_apart(word[:at] + word[at + 1 :], word)
    assert not one_letter_apart(word, word)
    assert not one_letter_apart(word[:at] + "xyz" + word[at:], word)
