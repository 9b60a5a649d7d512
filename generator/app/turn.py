"""One at a time: wait for one's turn, and say whose unfinished work was taken over."""

from __future__ import annotations

import getpass
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from msgspec import Struct

from generator.app.today import now
from generator.store.lock import Busy, Lock, Owner, hold, lock_of

LONGEST = 30.0
"""Seconds to wait for another builder before the user is told."""
_PAUSE = 0.2


class Turn(Struct, frozen=True):
    """The right to publish into a pack; `renew` shows that the work goes on."""

    renew: Callable[[], None]
    notes: tuple[str, ...]


@contextmanager
def wait_for_turn(root: Path) -> Iterator[Turn]:
    """Wait until nobody else publishes into the pack at `root`. Raises Busy after `LONGEST` seconds."""
    with _patiently(lock_of(root), "生成这个资料包") as lock:
        yield Turn(lock.renew, _told(lock, "生成"))


@contextmanager
def wait_for_shelf(target: Path) -> Iterator[Turn]:
    """Wait until nobody else makes the archive that is to be called `target`. Raises Busy after `LONGEST` seconds."""
    with _patiently(target.with_name(f".{target.name}.lock"), "归档到这里") as lock:
        yield Turn(lock.renew, _told(lock, "归档"))


def _patiently(path: Path, doing: str) -> AbstractContextManager[Lock]:
    end = time.monotonic() + LONGEST
    while True:
        try:
            return hold(path, _owner(), doing)
        except Busy:
            if time.monotonic() > end:
                raise
            time.sleep(_PAUSE)


def _owner() -> Owner:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # the machine does not know who this is
        user = "未知用户"
    return Owner(user, platform.node() or "本机", os.getpid(), f"{now():%Y-%m-%d %H:%M:%S}")


def _told(lock: Lock, doing: str) -> tuple[str, ...]:
    if lock.left_behind is None:
        return ()
    return (f"上一次{doing}没有完成({lock.left_behind}),已接手",)
