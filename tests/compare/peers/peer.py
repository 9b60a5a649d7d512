"""What a peer is, and where those that are not ours are installed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tests.compare.frame import Frame

Items = Sequence[Mapping[str, object]]
TIMEOUT = 300


class Peer(Protocol):
    """A tool: how its template is written, and how it fills it.

    A tool that does not do the same each time runs several times; a check that held once holds.
    """

    name: str
    how: str
    frame: Frame
    runs: int

    def version(self) -> str:
        """Return the version, empty if the tool is not installed."""

    def fill(self, template: bytes, items: Items) -> bytes:
        """Return the template filled with the items."""


def home() -> Path:
    """Return where `make compare` installs the peers."""
    default = Path.home() / ".cache" / "excel-comparison"
    return Path(os.environ.get("EXCEL_COMPARISON_HOME") or default)


def python() -> Path:
    """Return the Python in whose environment the peers written in it are installed."""
    return home() / "venv" / "bin" / "python"


def version_of(package: str) -> str:
    """Return the version of a Python package among the peers, empty if it is not installed."""
    if not python().exists():
        return ""
    try:
        return run(python(), "-c", f"import importlib.metadata as m; print(m.version('{package}'))").strip()
    except RuntimeError:
        return ""


def run(*command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """Run a program and return what it printed; when it fails, its last line is the error's text."""
    done = subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise RuntimeError(_telling(lines) or f"exit code {done.returncode}")
    return done.stdout


def _telling(lines: Sequence[str]) -> str:
    """Return the line of an error's output that says what happened."""
    said = [line.strip() for line in lines if "Error" in line and not line.startswith(" ")]
    return said[-1] if said else (lines[-1].strip() if lines else "")
