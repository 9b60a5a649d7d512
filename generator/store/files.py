"""Files written whole or not at all, and never over another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput, SurroundingsFailed, reason_of


class FileExists(InvalidInput):
    """The file to be written is there already."""


def write_new_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, which must not exist yet: it takes its name when it is complete."""
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists():
            raise FileExists((_in_the_way(path, "换一个文件名"),))
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        message = f"无法写入 {path}:{reason_of(error)};检查目录、磁盘空间与权限后重试"
        raise SurroundingsFailed(message) from error


class ChangedMeanwhile(SurroundingsFailed):
    """Somebody else has written the file since it was read."""


def replace_file(path: Path, before: bytes, content: bytes) -> None:
    """Write `content` over a file that still holds `before`: whole, or not at all. Raises SurroundingsFailed."""
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.read_bytes() != before:
            raise ChangedMeanwhile(f"{path} 刚刚被别的程序改过,没有写入;请保存后重试")
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        message = f"无法写入 {path}:{reason_of(error)};检查磁盘空间与权限,关闭打开它的程序后重试"
        raise SurroundingsFailed(message) from error


def _in_the_way(path: Path, way_out: str) -> Diagnostic:
    return Diagnostic("P-002", "输出文件已存在,不会覆盖", f"{way_out},或先把原文件移走", Place(str(path)))


def write_new_files(files: Mapping[Path, bytes]) -> None:
    """Write several files, with the folders they need. Raises FileExists with all that are there, and writes none."""
    refuse_existing(files)
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"无法建立目录 {path.parent}:{reason_of(error)};换一个目录名,或检查权限后重试"
            raise SurroundingsFailed(message) from error
        write_new_file(path, content)


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise FileExists with all files that are there already."""
    if existing := tuple(_in_the_way(path, "换一个目录") for path in paths if path.exists()):
        raise FileExists(existing)


def sync_file(path: Path) -> None:
    """Make what has been written into a file durable; one that may only be read can not be opened for it everywhere."""
    try:
        handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename durable where the system lets one open a folder (Windows does not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network shares refuse to sync a folder: the files in it are synced already
    finally:
        os.close(handle)
