"""One builder at a time, and a lock that a dead one left behind does not stop the next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.store import lock as locks
from generator.store.lock import LOCK, PATIENCE, Busy, Owner, hold

ME = Owner("李明", "市场部-PC", os.getpid(), "2026-09-10 09:00:00")
OTHER = replace(ME, host="设计部-PC", process=1)


def path_of(root: Path) -> Path:
    return root / ".pack" / LOCK


def test_while_one_builds_another_is_told_who(tmp_path: Path) -> None:
    with hold(path_of(tmp_path), OTHER), pytest.raises(Busy, match="设计部-PC 上的 李明"):
        hold(path_of(tmp_path), ME)
    with hold(path_of(tmp_path), ME) as mine:
        assert mine.left_behind is None
    assert not path_of(tmp_path).exists()


def test_a_lock_of_a_process_that_is_gone_is_taken_over_and_told(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = replace(ME, process=dead.pid)
    hold(path_of(tmp_path), left)  # and never given back
    with hold(path_of(tmp_path), ME) as mine:
        assert mine.left_behind == left


def test_a_lock_of_another_machine_counts_until_nobody_has_renewed_it_for_long(tmp_path: Path) -> None:
    held = hold(path_of(tmp_path), replace(OTHER, process=999_999_999))
    with pytest.raises(Busy):
        hold(path_of(tmp_path), ME)
    age(path_of(tmp_path), PATIENCE + 60)
    with held as theirs:
        theirs.renew()
        with pytest.raises(Busy):
            hold(path_of(tmp_path), ME)
        age(path_of(tmp_path), PATIENCE + 60)
        with hold(path_of(tmp_path), ME):
            theirs.release(OTHER)
            assert path_of(tmp_path).exists()  # it is not theirs any more


@pytest.mark.parametrize("content", ["", "{", "[]", '{"user": "甲"}'])
def test_a_damaged_lock_is_respected_while_it_is_fresh(content: str, tmp_path: Path) -> None:
    path_of(tmp_path).parent.mkdir()
    path_of(tmp_path).write_text(content, encoding="utf-8")
    with pytest.raises(Busy, match="另一个程序"):
        hold(path_of(tmp_path), ME)
    age(path_of(tmp_path), PATIENCE + 60)
    with hold(path_of(tmp_path), ME) as mine:
        assert mine.left_behind is None


def test_a_clock_that_jumps_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ages are told by the disk's clock alone: that of this machine is never asked."""
    source = Path(locks.__file__).read_text(encoding="utf-8")
    assert "import time" not in source
    assert "datetime" not in source
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    with hold(path_of(tmp_path), OTHER), pytest.raises(Busy):
        hold(path_of(tmp_path), ME)


def age(path: Path, seconds: float) -> None:
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))
