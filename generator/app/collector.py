"""How often Python looks for circles among its objects, which a process of ours sets once when it begins."""

from __future__ import annotations

import gc

_YOUNG = 50_000
"""New objects until the collector looks for circles: almost nothing that we make is garbage before it ends."""


def spare_collector() -> None:
    """Look for circles seldom; with Python's own settings it is a tenth of a build."""
    gc.set_threshold(_YOUNG, 20, 100)
