"""Files as values: read here, laid out where a worker is that does not see them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.errors import SurroundingsFailed, reason_of
from generator.store.packs import MEMORY, PackVersion, walk_files


def read_beside(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the files of these names in and beside a folder that can be read; their names have `/` between folders."""
    plain = {name.strip().replace("\\", "/") for name in names}
    found = {name: folder / name for name in sorted(plain)}
    contents = ((name, _content(path)) for name, path in found.items())
    return {name: content for name, content in contents if content is not None}


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        return None


def pack_files(version: PackVersion) -> dict[str, bytes]:
    """Return the files of a version and what the tool remembers of it, by their paths below the pack."""
    root, name = version.folder.parent, version.folder.name
    try:
        paths = [*walk_files(version.folder), *walk_files(root / MEMORY / name)]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        message = f"无法读取 {error.filename}:{reason_of(error)};关闭打开它的程序后重试"
        raise SurroundingsFailed(message) from error


@contextmanager
def laid_out(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Give a folder of this process's own with these files in it, gone afterwards. Raises SurroundingsFailed."""
    try:
        home = tempfile.TemporaryDirectory(prefix="campaign-pack-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(error) from error
    with home as folder:
        try:
            _lay_out(Path(folder), files)
        except OSError as error:
            raise _no_room(error) from error
        yield Path(folder)


def _no_room(error: OSError) -> SurroundingsFailed:
    return SurroundingsFailed(
        f"工作进程写不了临时文件 {error.filename or tempfile.gettempdir()}:{reason_of(error)};检查那台机器的磁盘空间"
    )


def _lay_out(home: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `home`; a path that leads out of it is passed over."""
    for name, content in files.items():
        path = (home / name).resolve()
        if path.is_relative_to(home.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
