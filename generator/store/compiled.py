"""Compiled templates kept from one run to the next, in a folder that nobody but the user can write.

What is kept is code, as in Python's `__pycache__`: a file is read only where the folder and the file belong to the user
and nobody else may write them. A cache is never a reason to fail: what cannot be read is made anew, what cannot be
written is not kept. Files take their names when they are whole, so that runs at once do not disturb each other.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import generator

_MOST_FILES = 200
"""The oldest go when there are more: 22 templates, some of them changed many times."""
_LIBRARIES = ("jinja2", "markupsafe", "lxml.etree", "docxtpl", "msgspec")
"""Their versions decide, beside ours, what a template becomes when it is compiled."""
_OURS = frozenset({".py", ".yaml", ".json"})
_EXACT = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_PACKAGE = Path(generator.__file__).parent


def key_of(content: bytes, called: str) -> str:
    """Return the name under which a template is kept: its content, what messages call it, engine and Python."""
    return hashlib.sha256(f"{_engine()}\n{called}\n".encode() + content).hexdigest()


@cache
def _engine() -> str:
    """Return what tells this engine and this Python from any other; sources count as they lie on the disk."""
    marks = [generator.__version__, sys.version, *map(_mark, _sources())]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


@cache
def program_mark() -> str:
    """Return what tells this program from any other version of it, its data included, and its Python."""
    files = (path for path in sorted(_PACKAGE.rglob("*")) if path.suffix in _OURS)
    return hashlib.sha256("\n".join([_engine(), *map(_mark, files)]).encode()).hexdigest()


def _sources() -> Iterator[Path]:
    yield from sorted((_PACKAGE / "office").rglob("*.py"))
    yield from (_PACKAGE / "diagnostics.py", _PACKAGE / "errors.py")
    for name in _LIBRARIES:
        found = find_spec(name)
        yield Path(found.origin if found and found.origin else name)


def _mark(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return path.name
    return f"{path} {found.st_size} {found.st_mtime_ns}"


def read_compiled(folder: Path, key: str) -> bytes | None:
    """Return what is kept under `key`; None where there is nothing, or where somebody else could have written it."""
    with suppress(OSError, ValueError):
        if not _is_private(folder, folder.stat()):
            return None
        with os.fdopen(os.open(folder / key, os.O_RDONLY | _EXACT), "rb") as stream:
            found = os.fstat(stream.fileno())
            return stream.read() if stat.S_ISREG(found.st_mode) and _is_private(folder, found) else None
    return None


def keep_compiled(folder: Path, key: str, content: bytes, most: int = _MOST_FILES) -> None:
    """Keep `content` under `key`, if the folder can be written and is the user's own; the oldest beyond `most` go."""
    with suppress(OSError, ValueError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder, folder.stat()):
            return
        handle, name = tempfile.mkstemp(dir=folder)  # readable and writable by the user alone
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).replace(folder / key)
        finally:
            Path(name).unlink(missing_ok=True)
        _drop_oldest(folder, most)


def _is_private(folder: Path, found: os.stat_result) -> bool:
    """Tell whether only the user can have written it; on Windows that is told of what lies in the user's profile."""
    if os.name == "nt":
        return folder.resolve().is_relative_to(Path.home())
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _drop_oldest(folder: Path, most: int) -> None:
    paths = list(folder.iterdir())  # a glance, since most often there is room
    if len(paths) > most:
        files = [(path.stat().st_mtime_ns, path) for path in paths if path.is_file()]
        for _, path in sorted(files)[:-most]:
            path.unlink(missing_ok=True)
