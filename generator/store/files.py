"""One file written whole or not at all, and never over another."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput, SurroundingsFailed
from generator.store.reasons import reason_of


class FileExists(InvalidInput):
    """The file to be written is there already."""


def write_new_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, which must not exist yet: it takes its name when it is complete."""
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists():
            place = Place(str(path))
            raise FileExists(
                (Diagnostic("P-002", "输出文件已存在,不会覆盖", "换一个文件名,或先把原文件移走", place),)
            )
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
