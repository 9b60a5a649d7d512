"""The machine fails while a pack is made: the disk fills up, the folder takes nothing. People lose nothing.

Limits of the operating system stand for a full disk and for a folder without rights: they hold for a real process,
whoever runs the tests.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import AS_OF, EXAMPLE, ROOT, build, documents, pack_folder, run, versions

LIMITED = """
import resource, signal, sys
from generator.cli import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
main(sys.argv[1:])
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.fixture
def source(tmp_path: Path) -> Path:
    copy = tmp_path / "campaigns" / EXAMPLE.name
    copy.parent.mkdir()
    copy.write_bytes(EXAMPLE.read_bytes())
    return copy


@pytest.fixture
def output(source: Path) -> Path:
    """Return an output folder with a first version in it, which a person has added to."""
    output = source.parent.parent / "output"
    assert build(source, output).code == 0
    (documents(pack_folder(output) / "V1.0")["YS"].parent / "我的.txt").write_text("mine", encoding="utf-8")
    text = source.read_text(encoding="utf-8")
    changed = text.replace("unit_price: 68000", "unit_price: 68001", 1).replace(
        "unit_price: 85000", "unit_price: 84999", 1
    )
    assert changed != text
    source.write_text(changed, encoding="utf-8")
    return output


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_a_file_that_cannot_be_written_whole_leaves_no_version(source: Path, output: Path) -> None:
    before = contents(pack_folder(output) / "V1.0")
    command = [sys.executable, "-c", LIMITED, "build", source, "--output", output, "--as-of", AS_OF]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 4
    assert re.search("无法写入 .*:", done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert versions(output) == ["V1.0"]
    assert contents(pack_folder(output) / "V1.0") == before
    assert build(source, output).code == 0
    assert versions(output) == ["V1.0", "V1.1"]
    assert (pack_folder(output) / "V1.1" / "01_策划准备" / "我的.txt").read_text(encoding="utf-8") == "mine"
    assert not list((pack_folder(output) / ".pack").glob("staging-*"))


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EACCES, "没有权限"), (errno.EDQUOT, "配额")],
)
def test_a_folder_that_takes_nothing_is_told_by_name(
    source: Path, output: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    before = contents(output)

    def refuse(path: str | Path, *_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(os, "mkdir", refuse)
    done = run("build", source, "--output", output, "--as-of", AS_OF)
    monkeypatch.undo()
    assert done.code == 4
    assert said in done.err
    assert str(output) in done.err
    assert contents(output) == before
    assert build(source, output).code == 0
