"""Do some work again whenever a file is saved, until Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from generator.app.today import now
from generator.cli.telling import telling

_SETTLED = 120
"""Milliseconds without another change: editors and Office write, rename and touch a file several times in one save."""
_GLANCE = 400
"""Milliseconds after which the file is looked at although nobody told of a change: shares do not always tell."""
_LONGEST = 1200
"""Milliseconds after which changes that go on are acted upon all the same."""


def watching(file: Path, work: Callable[[], object]) -> int:
    """Do the work now and after every save; what fails is told, and the watch goes on. Returns 0 at Ctrl-C.

    The folder is watched, not the file: many programs save by putting a new file into the place of the old one. A work
    that Ctrl-C stops leaves whole versions only.
    """
    with suppress(KeyboardInterrupt):
        _watch(file, work)
    return 0


def _watch(file: Path, work: Callable[[], object]) -> None:
    import watchfiles  # a library of its own for every system

    def is_ours(_: watchfiles.Change, path: str) -> bool:
        return os.path.normcase(Path(path).name) == os.path.normcase(file.name)

    seen = _mark(file)
    telling(work)
    saves = watchfiles.watch(
        file.absolute().parent, watch_filter=is_ours, debounce=_LONGEST, step=_SETTLED, recursive=False,
        raise_interrupt=False, rust_timeout=_GLANCE, yield_on_timeout=True,
    )  # fmt: skip
    announced = False
    for _ in saves:
        if not announced:  # nothing is promised before it is watched
            click.echo(f"正在等待 {file} 保存(按 Ctrl-C 结束)")
            announced = True
        mark = _mark(file)
        if mark is not None and mark != seen:
            seen = mark
            click.echo(f"\n{now():%H:%M:%S} 已保存")
            telling(work)


def _mark(file: Path) -> tuple[int, int] | None:
    """Return what tells one save from another; None while the file is gone, as it is for a moment in some saves."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
