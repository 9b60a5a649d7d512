"""Promise 5: every mistake is told in the user's words, all of them in one run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import EXAMPLE, build, run

MISTAKES = {
    "an unknown key": ("  theme: ", "  them: "),
    "a wrong type": ("expected_attendance: 300", "expected_attendance: 三百人左右"),
    "a bad date": ('warmup_start: "2026-10-05"', 'warmup_start: "2026-13-05"'),
    "a dangling id": ("  owner: p01", "  owner: p99"),
    "a bad word of a list": ("  mode: 混合", "  mode: 半线上"),
    "a wrong sum": ("total_approved: 521500", "total_approved: 523500"),
}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return the example campaign with ten different mistakes in it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, (old, new) in MISTAKES.items():
        assert old in text, name
        text = text.replace(old, new, 1)
    path = tmp_path / "faulty.yaml"
    path.write_text(text + "\nunheard_of: 1\n", encoding="utf-8")
    return path


def test_many_different_mistakes_come_in_one_run_each_with_place_and_remedy(faulty: Path) -> None:
    done = run("check", faulty, "--format", "json", "--as-of", "2026-09-10")
    assert done.code == 1
    found = json.loads(done.out)
    assert len({d["code"] for d in found}) >= 5
    assert len(found) >= len(MISTAKES) + 1
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


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_no_file_gives_a_traceback(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    done = run("check", path)
    assert done.code == 1
    assert "错误" in done.out
    assert "Traceback" not in done.out + done.err


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("build", tmp_path / "没有.yaml")
    assert done.code in (1, 4)
    assert "没有.yaml" in done.out + done.err
    assert "Traceback" not in done.out + done.err


def test_the_example_campaign_has_no_fault() -> None:
    done = run("check", EXAMPLE, "--as-of", "2026-09-10")
    assert done.code == 0, done.out
    assert "没有发现问题" in done.out
