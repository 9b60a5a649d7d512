"""How long names of files and folders may be, when two are one, and how a file beside another is called.

Source: domain specification 6.1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

FILE_NAME_BYTES = 100
FOLDER_NAME_BYTES = 80
LONGEST_PATH = 259
"""Characters of a whole path that Windows and Word take; Excel opens up to `LONGEST_WORKBOOK` (specification 6.1)."""
LONGEST_WORKBOOK = 218
NEW_MARK = "(新生成)"


def too_long(wholes: Iterable[str]) -> list[str]:
    """Return the whole paths that Windows, Word or Excel would not take, the longest first."""
    limits = {".xlsx": LONGEST_WORKBOOK}
    beyond = (each for each in wholes if len(each) > limits.get(each[-5:].lower(), LONGEST_PATH))
    return sorted(beyond, key=len, reverse=True)


def file_key(path: str) -> str:
    """Return what two paths share when a shared drive takes them for one file (case, NFC and NFD)."""
    return unicodedata.normalize("NFC", path).casefold()


def mark_as_new(file_name: str, taken: frozenset[str]) -> str:
    """Return `file_name` marked 「(新生成)」, numbered where that name is `taken` (as `file_key` has it)."""
    stem, dot, ending = file_name.rpartition(".")
    for count in range(1, len(taken) + 2):
        mark = NEW_MARK if count == 1 else NEW_MARK.replace(")", f"{count})")
        name = f"{stem}{mark}{dot}{ending}"
        if file_key(name) not in taken:
            return name
    raise AssertionError("one more name than there are files is always free")
