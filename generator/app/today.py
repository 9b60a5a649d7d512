"""The one clock: asked by the command line, and given to everything below as a value."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """Return today's date where the user is."""
    return dt.date.today()  # noqa: DTZ011 - the day on the user's own calendar is what is meant


def now() -> dt.datetime:
    """Return the moment, to the second, where the user is."""
    return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - as above
