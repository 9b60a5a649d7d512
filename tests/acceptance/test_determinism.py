"""The same campaign on the same day gives the same bytes: whatever the seed, the language, the zone, the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.command import AS_OF, EXAMPLE, ROOT

EAST = {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}
WEST = {"PYTHONHASHSEED": "3", "LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Pago_Pago"}


def built(
    output: Path, surroundings: dict[str, str], folder: Path = ROOT, umask: int = 0o022
) -> dict[str, bytes]:
    command = [sys.executable, "-m", "generator", "build", EXAMPLE, "--output", output, "--as-of", AS_OF]
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        command, cwd=folder, env=environment | surroundings, check=True, capture_output=True, umask=umask
    )
    return {
        p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()
    }


def test_other_seeds_languages_zones_folders_and_rights_give_the_same_bytes(tmp_path: Path) -> None:
    usual = built(tmp_path / "usual", {})
    assert_same(usual, built(tmp_path / "east", EAST))
    assert_same(usual, built(tmp_path / "west", WEST, folder=tmp_path, umask=0o077))


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []
