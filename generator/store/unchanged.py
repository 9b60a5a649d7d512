"""What a pack was last made of, so that a batch that is run again need not make it once more to find it the same.

It is kept in the user's cache, a small file for each pack: nothing in the pack speaks of it, and where there is none
the pack is made, compared, and found the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.store.compiled import keep_compiled, read_compiled

_FOLDER = "packs"
_MOST = 100
"""Packs in each of 256 folders: how full one is must be seen each time, which among thousands of files takes long."""


def recall(cache: Path, root: Path) -> str:
    """Return what the pack at `root` was last made of, "" where nobody knows."""
    kept = read_compiled(*_place(cache, root))
    return kept.decode("ascii", "replace") if kept else ""


def remember(cache: Path, root: Path, mark: str) -> None:
    """Remember what the pack at `root` is made of."""
    keep_compiled(*_place(cache, root), mark.encode(), _MOST)


def _place(cache: Path, root: Path) -> tuple[Path, str]:
    """Return the folder and the name under which is kept what a pack was made of."""
    key = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return cache / _FOLDER / key[:2], key
