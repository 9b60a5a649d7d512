"""Files as values: read here, laid out where a worker is that does not see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.errors import SurroundingsFailed, reason_of
from generator.store.packs import MEMORY, PackVersion, walk_files


def read_beside(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the files of these names in and beside a folder that can be read, by their names as they are written."""
    found = {name: folder / name.strip().replace("\\", "/") for name in names}
    return {name: path.read_bytes() for name, path in found.items() if _is_file(path)}


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def pack_files(version: PackVersion) -> dict[str, bytes]:
    """Return the files of a version and what the tool remembers of it, by their paths below the pack."""
    root, name = version.folder.parent, version.folder.name
    try:
        paths = [*walk_files(version.folder), *walk_files(root / MEMORY / name)]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        message = f"无法读取 {error.filename}:{reason_of(error)};关闭打开它的程序后重试"
        raise SurroundingsFailed(message) from error


def lay_out(home: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `home`; a path that leads out of it is passed over."""
    for name, content in files.items():
        path = (home / name).resolve()
        if path.is_relative_to(home.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
