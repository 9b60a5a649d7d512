"""The campaign files that a person names together: files, folders, patterns."""

from __future__ import annotations

import glob
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.errors import CampaignPackError, InvalidInput
from generator.intake.campaign import ENDINGS, FORM_ENDING
from generator.intake.files import read_text
from generator.intake.organization import FILE as ORGANIZATION
from generator.intake.resources import LITTER
from generator.office.form_words import LISTS

_PATTERN = frozenset("*?[")
_BOOK = "xl/workbook.xml"
_LARGEST_BOOK = 1_000_000
_GROUP = re.compile(r"^campaign:[ \t]*(?:#.*)?\r?\n((?:[ \t]+.*\r?\n?|[ \t]*#.*\r?\n|\r?\n)*)", re.MULTILINE)
_ID = re.compile(r"^[ \t]+id:[ \t]+[\"']?([^\s\"'#]+)", re.MULTILINE)


def gather(named: Sequence[Path]) -> tuple[Path, ...]:
    """Return the campaign files that are meant, each once, in the order in which they are named.

    A folder means those that lie in it. Raises InvalidInput with everything that means none.
    """
    found: dict[Path, Path] = {}
    faults: list[Diagnostic] = []
    for each in named:
        files = list(_meant(each))
        if not files:
            faults.append(_nothing(each))
        for path in files:
            found.setdefault(path.resolve(), path)
    if faults:
        raise InvalidInput(tuple(faults))
    return tuple(found.values())


def _meant(named: Path) -> Iterator[Path]:
    if named.is_dir():
        yield from (path for path in sorted(named.iterdir()) if _is_one(path))
    elif named.exists():
        yield named
    elif _PATTERN & set(str(named)):
        matched = (Path(path) for path in sorted(glob.glob(str(named), recursive=True)))  # noqa: PTH207 - absolute too
        yield from (path for path in matched if _is_one(path))


def _is_one(path: Path) -> bool:
    """Tell whether a file of a folder is a campaign file; of workbooks only forms are, since lists lie there too."""
    if path.name.startswith(LITTER) or path.name == ORGANIZATION or not path.is_file():
        return False
    ending = path.suffix.lower()
    return ending in ENDINGS and (ending != FORM_ENDING or _is_form(path))


def _is_form(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book, book.open(_BOOK) as stream:
            return LISTS.encode() in stream.read(_LARGEST_BOOK)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return False


def _nothing(named: Path) -> Diagnostic:
    if named.is_dir():
        message, remedy = "这个文件夹里没有活动文件", "写出文件,或含有 .yaml 文件或活动表单的文件夹"
    elif _PATTERN & set(str(named)):
        message, remedy = "没有活动文件符合这个写法", "* 代表任意几个字,例如 campaigns/2026-*.yaml"
    else:
        message, remedy = f"找不到文件 {named}", "检查文件名和所在文件夹"
    return Diagnostic("C-F01", message, remedy, Place(str(named)))


def peek_id(path: Path) -> str:
    """Return a campaign's number as it stands in a text; "" where it does not show at a glance.

    Nothing that is wrong with the file is told here; who builds it looks again.
    """
    if path.suffix.lower() == FORM_ENDING:
        return ""
    try:
        group = _GROUP.search(read_text(path).text)
    except (CampaignPackError, OSError):
        return ""
    found = _ID.search(group[1]) if group else None
    return found[1] if found else ""
