"""Promise 5: every mistake is told in the user's words, all of them in one run."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.support.command import EXAMPLE, ROOT, build, run

MISTAKES = {
    "an unknown key": ("  theme: ", "  them: ", "C-I04"),
    "a wrong type": ("expected_attendance: 300", "expected_attendance: 三百人左右", "C-F07"),
    "a bad date": ('warmup_start: "2026-10-05"', 'warmup_start: "2026-13-05"', "C-F08"),
    "a dangling id": ("  owner: p01", "  owner: p99", "C-P01"),
    "a word that is not in the list": ("  mode: 混合", "  mode: 半线上", "C-F09"),
    "an end before the start": ('end: "2026-10-16 17:00"', 'end: "2026-10-15 17:00"', "C-D01"),
    "a number given twice": ("{id: p03, name: 许南", "{id: p02, name: 许南", "C-I01"),
    "a required key that is not there": ("    metric: 直播观看人次\n", "", "C-G02"),
    "a target with two ways to its value": ("    target: 50\n", "    target: 50\n    growth: 20%\n", "C-G03"),
    "a sum that is wrong": ("total_approved: 521500", "total_approved: 523500", "C-B01"),
}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return the example campaign with ten different mistakes in it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, (old, new, _) in MISTAKES.items():
        assert old in text, name
        text = text.replace(old, new, 1)
    path = tmp_path / "faulty.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_ten_different_mistakes_come_in_one_run_each_with_place_and_remedy(faulty: Path) -> None:
    done = run("check", faulty, "--format", "json", "--as-of", "2026-09-10")
    assert done.code == 1
    found = json.loads(done.out)
    assert {code for _, _, code in MISTAKES.values()} <= {d["code"] for d in found}
    for diagnostic in found:
        assert diagnostic["line"], diagnostic
        assert diagnostic["column"], diagnostic
        assert diagnostic["remedy"], diagnostic
    assert any("是否想写" in d["message"] + d["remedy"] for d in found)


def test_a_build_of_a_faulty_file_writes_nothing(faulty: Path, tmp_path: Path) -> None:
    done = build(faulty, tmp_path / "output")
    assert done.code == 1
    assert "改法" in done.out
    assert "Traceback" not in done.out + done.err
    assert not (tmp_path / "output").exists()


UNREADABLE = {
    "empty": b"",
    "binary": b"\x00\x01\x02",
    "gbk": "活动:\n".encode("gbk"),
    "byte order mark": "\ufeffcampaign: {}\n".encode(),
    "list": b"- a\n- b\n",
    "unclosed": b"a: [",
    "tab": b"\t- x",
    "full-width colon": "campaign:\n  name：发布会\n".encode(),
    "circle": b"a: &a [*a]\n",
    "deep": ("[" * 30000).encode(),
    "merge": b"<<: {a: 1}\n",
    "python tag": b"a: !!python/object:os.system x\n",
}


HOSTILE = {
    "bomb": b"a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 12)),
    "50 MB": b"a: 1\n" * 10_000_000,
    "50 MB on one line": b"a: " + b"x" * 50_000_000,
    "10,000 deep": b"".join(b" " * n + b"a:\n" for n in range(10_000)),
    "flow 10,000 deep": b"{a: " * 10_000,
    "a workbook": (ROOT / "templates_xlsx" / "YS_活动预算表.xlsx").read_bytes(),
}
SOON = 1.0


@pytest.mark.parametrize(
    "content", [*UNREADABLE.values(), *HOSTILE.values()], ids=[*UNREADABLE.keys(), *HOSTILE.keys()]
)
def test_no_file_gives_a_traceback_or_a_long_wait(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    began = time.process_time()
    done = run("check", path)
    assert time.process_time() - began < SOON
    assert done.code == 1
    assert "错误" in done.out
    assert "Traceback" not in done.out + done.err


def test_a_folder_instead_of_a_file_is_told(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.code in (1, 4)
    assert "Traceback" not in done.out + done.err
    assert "是文件夹" in done.out


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("build", tmp_path / "没有.yaml")
    assert done.code in (1, 4)
    assert "没有.yaml" in done.out + done.err
    assert "Traceback" not in done.out + done.err


def test_the_example_campaign_has_no_fault() -> None:
    done = run("check", EXAMPLE, "--as-of", "2026-09-10")
    assert done.code == 0, done.out
    assert "没有发现问题" in done.out
