"""The same campaign on the same day gives the same bytes, in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.command import AS_OF, EXAMPLE, ROOT


def built(output: Path, seed: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "generator", "build", EXAMPLE, "--output", output, "--as-of", AS_OF]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return {
        p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()
    }


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = built(tmp_path / "a", "1"), built(tmp_path / "b", "2")
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
