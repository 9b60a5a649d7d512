"""The wheel holds all that a build needs, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from tests.support.command import AS_OF, EXAMPLE, ROOT, documents, pack_folder


def test_an_installed_wheel_builds_the_pack(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        EXAMPLE,
        "--output",
        tmp_path / "out",
        "--as-of",
        AS_OF,
    ]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(documents(pack_folder(tmp_path / "out") / "V1.0")) == {"DY", "MB", "YS", "SP", "FG", "FP"}
