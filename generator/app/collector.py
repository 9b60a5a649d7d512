"""How often Python looks for circles among its objects, which a process of ours sets once when it begins."""

from __future__ import annotations

import gc

_SHORT, _LONG = 3_000_000, 150_000
"""Objects by which there must be more until the collector looks: a command ends before, a worker goes on for hours.

Almost nothing that we make is garbage before a document is done; with Python's own 700 a tenth of a build is looking.
"""


def spare_collector(*, lasting: bool = False) -> None:
    """Look for circles seldom; a `lasting` process looks more often."""
    gc.set_threshold(_LONG if lasting else _SHORT, 20, 100)
