"""`--watch`: every save is seen once, whatever way the editor saves; a mistake does not end the watch."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import AS_OF, EXAMPLE, ROOT, versions

PATIENCE = 30.0


class Watch:
    """A watching command in a process of its own, and what it prints, line by line."""

    def __init__(self, *arguments: object) -> None:
        command = [sys.executable, "-u", "-m", "generator", *map(str, arguments), "--watch", "--as-of", AS_OF]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, word: str) -> list[str]:
        """Return the lines up to the one with this word."""
        seen: list[str] = []
        end = time.monotonic() + PATIENCE
        while not seen or word not in seen[-1]:
            try:
                seen.append(self.lines.get(timeout=max(0.1, end - time.monotonic())))
            except queue.Empty:
                raise AssertionError((word, seen)) from None
        return seen

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.end()

    def end(self) -> None:
        """End the command and close what it prints to."""
        self.process.kill()
        self.process.wait()
        self.reader.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "campaigns").mkdir()
    return Path(shutil.copyfile(EXAMPLE, tmp_path / "campaigns" / "a.yaml"))


@pytest.fixture
def checking(file: Path) -> Iterator[Watch]:
    watch = Watch("check", file)
    yield watch
    watch.end()


def save_in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def save_by_rename(file: Path, text: str) -> None:
    """As vim, VS Code on some systems, Word and WPS do it: the old one goes aside, a new one takes the name."""
    new, old = file.with_name("~a.tmp"), file.with_name("a.yaml~")
    new.write_text(text, encoding="utf-8")
    file.rename(old)
    time.sleep(0.05)
    new.rename(file)
    old.unlink()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent by a signal")
@pytest.mark.parametrize("save", [save_in_place, save_by_rename])
def test_every_save_is_checked_once_and_mistakes_do_not_end_the_watch(
    file: Path, save: object, checking: Watch
) -> None:
    assert callable(save)
    text = file.read_text(encoding="utf-8")
    checking.until("正在等待")
    save(file, text.replace("  theme: ", "  them: ", 1))
    assert any("C-I04" in line for line in checking.until("共 "))
    save(file, "a: [")
    checking.until("C-F02")
    save(file, text)
    checking.until("没有发现问题")
    time.sleep(0.5)
    assert checking.lines.qsize() == 0
    (file.parent / "anderes.yaml").write_text("x", encoding="utf-8")
    time.sleep(0.5)
    assert checking.lines.qsize() == 0
    assert checking.stop() == 0


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent by a signal")
def test_a_changed_price_is_built_soon_after_it_is_saved(file: Path, tmp_path: Path) -> None:
    watch = Watch("build", file, "--output", tmp_path / "output")
    watch.until("正在等待")
    text = file.read_text(encoding="utf-8")
    changed = text.replace("unit_price: 68000", "unit_price: 68001", 1).replace(
        "unit_price: 85000", "unit_price: 84999", 1
    )
    save_in_place(file, changed)
    watch.until("已生成 V1.1")
    assert versions(tmp_path / "output") == ["V1.0", "V1.1"]
    assert watch.stop() == 0
