"""Other Pythons give the same bytes: `make test-all` with python3.11, python3.12 and python3.13 on the PATH.

Each gets an environment of its own with the released dependencies, and builds the example campaign.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import AS_OF, EXAMPLE, ROOT

NAMES = ("python3.11", "python3.12", "python3.13")


def found() -> dict[str, str]:
    """Return the interpreters there are, by name."""
    pythons = {}
    for name in NAMES:
        try:
            said = subprocess.run(
                [name, "-c", "import sys; print(sys.executable)"], capture_output=True, text=True
            )
        except FileNotFoundError:
            continue
        if said.returncode == 0:  # a launcher may be there without what it launches
            pythons[name] = said.stdout.strip()
    return pythons


@pytest.mark.large
def test_three_pythons_give_the_same_bytes(tmp_path: Path) -> None:
    pythons = found()
    if len(pythons) < len(NAMES):
        pytest.skip(f"needs {', '.join(NAMES)} on the PATH; found {', '.join(pythons) or 'none'}")
    packs = {name: built(python, tmp_path / name) for name, python in pythons.items()}
    first = packs[NAMES[0]]
    assert len(first) > len(NAMES) * 8
    for name, pack in packs.items():
        assert list(pack) == list(first), name
        assert [path for path in pack if pack[path] != first[path]] == [], name


def built(python: str, folder: Path) -> dict[str, bytes]:
    subprocess.run([python, "-m", "venv", folder / "venv"], check=True)
    program = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([program, "-m", "pip", "install", *quiet, ROOT], check=True, capture_output=True)
    command = [program, "-m", "generator", "build", EXAMPLE, "--output", folder / "output", "--as-of", AS_OF]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    output = folder / "output"
    return {
        p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()
    }
