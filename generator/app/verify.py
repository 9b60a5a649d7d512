"""Verify an archive, and keep the day beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.metadata import Summary
from generator.archive.publish import Progress
from generator.archive.shelf import note_verified, read_summary_of
from generator.archive.verification import Verified, verify


class Checked(Struct, frozen=True):
    """What a verification found; `purged` is personal data that is gone in due time.

    `noted` says whether the day could be kept beside the archive.
    """

    found: Verified
    summary: Summary | None
    purged: tuple[str, ...]
    noted: bool


def verify_archive(archive: Path, as_of: dt.date, on_progress: Progress) -> Checked:
    """Compare an archive with its manifest. Raises InvalidInput for what is none, SurroundingsFailed.

    Personal data that is gone before its last day (or that nobody has given a day) counts as missing.
    """
    found = verify(archive, on_progress)
    summary = read_summary_of(archive)
    due = summary is not None and summary.keep_until is not None and summary.keep_until < as_of
    purged = found.destroyed if due else ()
    if not due:
        found = replace(found, missing=tuple(sorted((*found.missing, *found.destroyed))), destroyed=())
    noted = found.sound and note_verified(archive.absolute(), as_of)
    return Checked(found, summary, purged, noted)
