"""One at a time: a file in the pack's memory, or beside an archive, that says who is publishing.

Locks of the operating system do not work on network shares, so the lock is a file that only one can create. It bears
its owner, who renews its time while working. One that a killed program left behind is taken over after proof: its
process is gone from this machine, or nobody has renewed it for `PATIENCE` by the share's own clock.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from generator.errors import SurroundingsFailed, reason_of
from generator.store.packs import MEMORY

LOCK = "building.lock"
PATIENCE = 900.0
"""Seconds without a sign of life after which another machine's lock counts as left behind."""


class Owner(Struct, frozen=True):
    """Who builds: the user, the machine, the process there, and since when (as the user reads it)."""

    user: str
    host: str
    process: int
    since: str

    def __str__(self) -> str:
        return f"{self.host} 上的 {self.user}({self.since} 开始)"


class Busy(SurroundingsFailed):
    """Somebody else is publishing here."""


class Lock:
    """A lock that is held; `left_behind` is whose it was before, where that one was taken over."""

    def __init__(self, path: Path, left_behind: Owner | None) -> None:
        self._path = path
        self.left_behind = left_behind

    def renew(self) -> None:
        """Show that the work goes on."""
        with suppress(OSError):
            os.utime(self._path)

    def release(self, owner: Owner) -> None:
        """Take the lock away, unless it is somebody else's by now."""
        if _owner(self._path) == owner:
            with suppress(OSError):
                self._path.unlink()


def lock_of(root: Path) -> Path:
    """Return the lock of the pack at `root`."""
    return root / MEMORY / LOCK


def hold(path: Path, owner: Owner, doing: str = "生成这个资料包") -> AbstractContextManager[Lock]:
    """Take the lock at `path`, and give it back at the end of the `with` block.

    Raises Busy, naming the other one and what it is `doing`, or SurroundingsFailed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        left_behind = _take(path, owner, doing)
    except OSError as error:
        message = f"无法写入 {error.filename or path}:{reason_of(error)};检查磁盘空间、权限与网络盘连接后重试"
        raise SurroundingsFailed(message) from error
    return _held(Lock(path, left_behind), owner)


@contextmanager
def _held(lock: Lock, owner: Owner) -> Iterator[Lock]:
    try:
        yield lock
    finally:
        lock.release(owner)


def _take(path: Path, owner: Owner, doing: str) -> Owner | None:
    if _create(path, owner):
        return None
    other = _owner(path)
    if not _is_left_behind(path, other, owner):
        who = f"{other} " if other else "另一个程序"
        raise Busy(f"{who}正在{doing};请等它完成后重试(锁文件 {path})")
    with suppress(FileNotFoundError):
        path.unlink()
    if not _create(path, owner):
        raise Busy(f"另一个程序刚刚开始{doing};请等它完成后重试(锁文件 {path})")
    return other


def _create(path: Path, owner: Owner) -> bool:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(asdict(owner), stream, ensure_ascii=False)
    return True


def _owner(path: Path) -> Owner | None:
    try:
        return Owner(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _is_left_behind(path: Path, other: Owner | None, owner: Owner) -> bool:
    if other is not None and other.host == owner.host and not _lives(other.process):
        return True
    return _age(path) > PATIENCE


def _lives(process: int) -> bool:
    """Tell whether a process of this machine is there."""
    import psutil  # asked for only where two builds meet

    return psutil.pid_exists(process)


def _age(path: Path) -> float:
    """Return for how long a lock was not renewed, by the clock of the disk that holds it."""
    probe = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        probe.touch()
        return probe.stat().st_mtime - path.stat().st_mtime
    except FileNotFoundError:
        return PATIENCE + 1  # released meanwhile
    finally:
        with suppress(OSError):
            probe.unlink()
