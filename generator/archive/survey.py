"""What lies in a folder that is to be archived: every file once, and what does not belong into an archive."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from msgspec import Struct

from generator.errors import SurroundingsFailed, reason_of
from generator.store.packs import is_litter

_TEMPORARY = (".tmp", ".wps", ".part", ".crdownload")


class FoundFile(Struct, frozen=True):
    """A file below the folder: its path with `/`, its size in bytes."""

    path: str
    size: int


class Survey(Struct, frozen=True):
    """The files of a folder in the order of their paths.

    `litter` are leftovers of programs and systems (domain specification 6.3), `links` what is no file of its own.
    """

    files: tuple[FoundFile, ...]
    litter: tuple[str, ...]
    links: tuple[str, ...]


def survey(folder: Path) -> Survey:
    """Look through a folder without opening any file. Raises SurroundingsFailed."""
    files: list[FoundFile] = []
    litter: list[str] = []
    links: list[str] = []
    try:
        for parent, folders, names in os.walk(folder, onerror=_raise):
            folders.sort()
            here = [*names, *(name for name in folders if Path(parent, name).is_symlink())]
            for name in sorted(here):
                path = Path(parent, name)
                relative = path.relative_to(folder).as_posix()
                status = path.lstat()
                if is_left_over(name):
                    litter.append(relative)
                elif stat.S_ISREG(status.st_mode):
                    files.append(FoundFile(relative, status.st_size))
                else:
                    links.append(relative)
    except OSError as error:
        raise SurroundingsFailed(
            f"无法读取 {error.filename or folder}:{reason_of(error)};检查权限与网络盘连接后重试"
        ) from error
    return Survey(tuple(sorted(files, key=lambda file: file.path)), tuple(litter), tuple(links))


def is_left_over(name: str) -> bool:
    """Tell whether a file is what an editor or a system leaves behind, and nobody wrote."""
    return is_litter(name) or name.lower().endswith(_TEMPORARY)


def _raise(error: OSError) -> None:
    raise error
