"""LibreOffice as a program that sets pages: found where users have it, run in its own profile, with a time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from generator.errors import SurroundingsFailed

TIME_LIMIT = 180
"""Seconds for all documents of one call."""
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


def find_office(option: str) -> Path:
    """Return LibreOffice's program. Raises SurroundingsFailed where there is none; `option` is what asks for it."""
    named = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    places = [named] if named else [place for place in _USUAL_PLACES if Path(place).exists()]
    if not places or not (found := shutil.which(places[0])):
        raise SurroundingsFailed(f"没有找到 LibreOffice;{remedy(option)}")
    return Path(found)


def remedy(option: str) -> str:
    """Return the way out for whoever has no LibreOffice, or one that does not answer."""
    return f"安装 LibreOffice(不需要启动),或用环境变量 SOFFICE 指明 soffice 的位置;不需要就去掉 {option}"


def convert(files: Sequence[Path], folder: Path, wanted: str, office: Path, option: str) -> None:
    """Make of `files` what the filter `wanted` says, in `folder`; what LibreOffice could not read is not there.

    The profile is its own, so that an open LibreOffice does not answer. Raises SurroundingsFailed.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office), "--headless", "--norestore", profile, "--convert-to", wanted]
    command += ["--outdir", str(folder), *map(str, files)]
    try:
        running = subprocess.Popen(  # noqa: S603 - the program that the user has installed, no shell
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise SurroundingsFailed(f"无法启动 LibreOffice({office});{remedy(option)}") from error
    try:
        running.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        _stop(running)
        message = f"LibreOffice 在 {TIME_LIMIT} 秒内没有排完版,已停止;稍后重试,或去掉 {option}"
        raise SurroundingsFailed(message) from error


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End the program with whatever it has started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
    running.wait()
