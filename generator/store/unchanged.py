"""What a pack was last made of, so that a batch that is run again need not make it once more to find it the same.

It is kept in the user's cache, a small file for each pack: nothing in the pack speaks of it, and where there is none
the pack is made, compared, and found the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.store.compiled import keep_compiled, read_compiled

_FOLDER = "packs"
_MOST = 20_000


def recall(cache: Path, root: Path) -> str:
    """Return what the pack at `root` was last made of, "" where nobody knows."""
    kept = read_compiled(cache / _FOLDER, _key(root))
    return kept.decode("ascii", "replace") if kept else ""


def remember(cache: Path, root: Path, mark: str) -> None:
    """Remember what the pack at `root` is made of."""
    keep_compiled(cache / _FOLDER, _key(root), mark.encode(), _MOST)


def _key(root: Path) -> str:
    return hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
