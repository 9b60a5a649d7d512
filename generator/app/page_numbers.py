"""Page numbers for contents tables, computed by LibreOffice, the one program at hand that sets pages.

The numbers are LibreOffice's: where fonts are missing, pages may break elsewhere in Word. Filling them in can move
a line, so the pages are set once more until they agree.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator.app.rendering import Made
from generator.errors import SurroundingsFailed
from generator.intake.data import read_file
from generator.office.word.fields.page_numbers import (
    PDF_FILTER,
    awaited_pages,
    page_probe,
    pages_in,
    with_page_numbers,
)
from generator.store.files import write_new_file

TIME_LIMIT = 180  # seconds for all documents of one call
_MOST_TURNS = 3
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_REMEDY = (
    "安装 LibreOffice(不需要启动),或用环境变量 SOFFICE 指明 soffice 的位置;不要页码就去掉 --page-numbers"
)


def find_office() -> Path:
    """Return LibreOffice's program. Raises SurroundingsFailed where there is none."""
    named = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    places = [named] if named else [place for place in _USUAL_PLACES if Path(place).exists()]
    if not places or not (found := shutil.which(places[0])):
        raise SurroundingsFailed(f"没有找到 LibreOffice,算不出页码;{_REMEDY}")
    return Path(found)


def with_pages(documents: Sequence[Made], office: Path) -> tuple[Made, ...]:
    """Return the documents of a build, those that are new with the page numbers they ask for.

    A document is known by its content without them: another LibreOffice makes no new version.
    """
    word = {each.generated.code: each.content for each in documents if _is_new_word(each)}
    numbered = number_pages(word, office)
    return tuple(_numbered(each, numbered.get(each.generated.code)) for each in documents)


def _is_new_word(made: Made) -> bool:
    return made.changed and made.generated.path.endswith(".docx")


def _numbered(made: Made, content: bytes | None) -> Made:
    if content is None:
        return made
    sha256 = hashlib.sha256(content).hexdigest()
    generated = replace(made.generated, sha256=sha256, size=len(content), pages=True)
    return replace(made, generated=generated, content=content)


def number_pages(documents: Mapping[str, bytes], office: Path) -> dict[str, bytes]:
    """Return those of the Word `documents` (by any name) that ask for page numbers, with the numbers in them.

    Raises SurroundingsFailed when LibreOffice does not answer: no number is guessed.
    """
    awaited = {name: names for name, content in documents.items() if (names := awaited_pages(content, name))}
    numbered = {name: documents[name] for name in awaited}
    left = dict(numbered)
    with tempfile.TemporaryDirectory(prefix="campaign-pack-", ignore_cleanup_errors=True) as home:
        for turn in range(_MOST_TURNS if left else 0):
            found = _asked(left, Path(home), turn, office)
            _refuse_silence(awaited, found)
            new = {name: with_page_numbers(content, found[name], name) for name, content in left.items()}
            left = {name: content for name, content in new.items() if content != numbered[name]}
            numbered |= new
            if not left:
                break
    return numbered


def _refuse_silence(awaited: Mapping[str, Sequence[str]], found: Mapping[str, Mapping[str, str]]) -> None:
    for name, pages in found.items():
        if missing := [each for each in awaited[name] if each not in pages]:
            raise SurroundingsFailed(f"LibreOffice 没有给出《{name}》的页码({missing[0]} 等);{_REMEDY}")


def _asked(
    documents: Mapping[str, bytes], folder: Path, turn: int, office: Path
) -> dict[str, dict[str, str]]:
    """Return the pages of each document, as LibreOffice sets it."""
    probes = {name: folder / f"{turn}-{number}.docx" for number, name in enumerate(documents)}
    for name, path in probes.items():
        write_new_file(path, page_probe(documents[name], name))
    _convert(list(probes.values()), folder, office)
    return {name: _pages(path.with_suffix(".pdf")) for name, path in probes.items()}


def _pages(pdf: Path) -> dict[str, str]:
    return pages_in(read_file(pdf)) if pdf.exists() else {}


def _convert(files: list[Path], folder: Path, office: Path) -> None:
    """Make PDF of `files` beside them, in a profile of its own so that an open LibreOffice does not answer."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office), "--headless", "--norestore", profile, "--convert-to", PDF_FILTER]
    command += ["--outdir", str(folder), *map(str, files)]
    try:
        running = subprocess.Popen(  # noqa: S603 - the program that the user has installed, no shell
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise SurroundingsFailed(f"无法启动 LibreOffice({office});{_REMEDY}") from error
    try:
        running.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        _stop(running)
        message = f"LibreOffice 在 {TIME_LIMIT} 秒内没有排完版,已停止;稍后重试,或去掉 --page-numbers"
        raise SurroundingsFailed(message) from error


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End the program with whatever it has started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
    running.wait()
