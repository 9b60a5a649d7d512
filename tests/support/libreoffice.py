"""LibreOffice as the outside judge: it converts and recalculates, headless, in a profile of its own.

A conversion starts a whole office, so callers hand over all their files in one call.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

TIMEOUT = 600

# Without this LibreOffice shows the stored values of a file that Excel seems to have saved.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_soffice() -> str:
    """Return the soffice program (`SOFFICE` in the environment, or on the path)."""
    found = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        raise RuntimeError(
            "LibreOffice (soffice) is not installed; these tests need it, e.g. "
            "apt-get install libreoffice-calc libreoffice-writer, or set SOFFICE"
        )
    return found


def convert(files: Sequence[Path], to: str, outdir: Path) -> list[Path]:
    """Convert all `files` to `to` (`pdf`, `xlsx`, `docx:"MS Word 2007 XML"`) in one run of LibreOffice."""
    names = [file.stem for file in files]
    if len(set(names)) != len(names):
        raise ValueError("the files to convert must differ in their names")
    outdir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="libreoffice-") as home:
        _write_profile(Path(home))
        command = [
            find_soffice(),
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(home).as_uri()}",
        ]
        command += ["--convert-to", to, "--outdir", str(outdir), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    made = [outdir / f"{name}.{to.partition(':')[0]}" for name in names]
    missing = [file.name for file in made if not file.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice did not make {missing}: {done.stdout} {done.stderr}")
    return made


def _write_profile(home: Path) -> None:
    user = home / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")


def recalculated(files: Iterable[bytes], outdir: Path) -> list[bytes]:
    """Return each workbook as LibreOffice saves it after computing every formula anew."""
    sources = []
    (outdir / "in").mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(files):
        source = outdir / "in" / f"book{number:04}.xlsx"
        source.write_bytes(data)
        sources.append(source)
    return [file.read_bytes() for file in convert(sources, "xlsx", outdir / "out")]
