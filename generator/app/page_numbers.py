"""Page numbers for contents tables, computed by LibreOffice, the one program at hand that sets pages.

The numbers are LibreOffice's: where fonts are missing, pages may break elsewhere in Word. Filling them in can move
a line, so the pages are set once more until they agree.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from generator.app.libreoffice import convert, remedy
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

_MOST_TURNS = 3
OPTION = "--page-numbers"


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
            raise SurroundingsFailed(
                f"LibreOffice 没有给出《{name}》的页码({missing[0]} 等);{remedy(OPTION)}"
            )


def _asked(
    documents: Mapping[str, bytes], folder: Path, turn: int, office: Path
) -> dict[str, dict[str, str]]:
    """Return the pages of each document, as LibreOffice sets it."""
    probes = {name: folder / f"{turn}-{number}.docx" for number, name in enumerate(documents)}
    for name, path in probes.items():
        write_new_file(path, page_probe(documents[name], name))
    convert(list(probes.values()), folder, PDF_FILTER, office, OPTION)
    return {name: _pages(path.with_suffix(".pdf")) for name, path in probes.items()}


def _pages(pdf: Path) -> dict[str, str]:
    return pages_in(read_file(pdf)) if pdf.exists() else {}
