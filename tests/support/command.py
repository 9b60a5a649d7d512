"""The command line as a test runs it: in this process, with what it printed and its exit code."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import main
from generator.intake.resources import read_process

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "campaigns" / "HD-2026-001.yaml"
AS_OF = "2026-09-10"
CODES = tuple(deliverable.code for deliverable in read_process().deliverables)
CAMPAIGNS = sorted((ROOT / "campaigns").glob("*.yaml"))
# The day on which each example campaign is looked at: planned, running, running, closed.
DAYS = {
    "HD-2026-001": AS_OF,
    "HD-2026-002": "2026-10-04",
    "HD-2026-003": "2026-09-16",
    "HD-2026-004": "2027-01-08",
}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Done:
    """Run `campaign-pack` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    return Done(int(left.value.code or 0), out.getvalue(), err.getvalue())


def build(source: Path, output: Path, *more: object, as_of: str = AS_OF) -> Done:
    """Run `campaign-pack build` into `output`."""
    return run("build", source, "--output", output, "--as-of", as_of, *more)


def versions(output: Path) -> list[str]:
    """Return the names of the version folders of the one pack under `output`."""
    return sorted(p.name for p in pack_folder(output).iterdir() if p.name.startswith("V"))


def pack_folder(output: Path) -> Path:
    """Return the one pack folder under `output`."""
    (folder,) = output.iterdir()
    return folder


def documents(version: Path) -> dict[str, Path]:
    """Return the numbered Word and Excel files of a version folder, or of an archive, by deliverable code."""
    files = [p for p in sorted(version.rglob("*")) if p.suffix in {".docx", ".xlsx"}]
    return {
        p.name.split("-")[3]: p for p in files if p.name.count("-") > 3 and not p.parent.name.startswith("V")
    }
