"""Where everything of a pack stands: every document, every expected attachment."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.app.filed import look, open_filed
from generator.archive.attachments import AWAITED, MISSING, Expected
from generator.archive.holdings import REGISTER
from generator.archive.standing import Standing, State


class Status(Struct, frozen=True):
    """The state of a pack on a day; `folder` is that of its latest version."""

    folder: Path
    version: str
    as_of: dt.date
    notes: tuple[str, ...]
    documents: tuple[Standing, ...]
    attachments: tuple[Expected, ...]

    @property
    def overdue(self) -> tuple[Standing, ...]:
        """Return the documents that should be done by now and are not."""
        return tuple(each for each in self.documents if each.overdue)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is not there: documents and attachments, by name."""
        gone = (f"{each.code}《{each.title}》" for each in self.documents if each.state is State.MISSING)
        return (*gone, *(each.name for each in self.attachments if each.state == MISSING))


def pack_status(source: Path, as_of: dt.date) -> Status:
    """Return where a pack (its folder, or its campaign file) stands. Raises InvalidInput or SurroundingsFailed."""
    filed = open_filed(source)
    seen = look(filed, as_of)
    latest = filed.latest
    due = seen.figures.documents[
        REGISTER
    ].deadline.due  # None in a year whose working calendar is not announced
    early = as_of <= (due or filed.campaign.campaign.end.date())
    expected = tuple(_awaited(each) if early else each for each in seen.expected)
    return Status(latest.folder, str(latest.manifest.version), as_of, filed.notes, seen.standings, expected)


def _awaited(each: Expected) -> Expected:
    """Return an attachment that is not there yet as awaited: it is missing when the register is due."""
    return replace(each, state=AWAITED) if each.state == MISSING else each
