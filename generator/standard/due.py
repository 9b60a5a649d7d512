"""When a deliverable is due, as the standard process writes it: `T-45…T-35`, `E+3WD`, `复盘会+1WD`.

T is the day a campaign starts, E the day it ends. A plain offset counts calendar days, one with `WD` working
days. The same notation stands in `process.yaml` and, slightly spelt out, in print.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct


class Anchor(StrEnum):
    """The event from which an offset counts; the value is how it is written."""

    START = "T"
    END = "E"
    REVIEW = "评审会"
    RETRO = "复盘会"
    CONTRACT = "签约"
    PUBLICATION = "发布"


class Unit(StrEnum):
    """What an offset counts."""

    DAY = "天"
    WORKDAY = "WD"


class Recurrence(StrEnum):
    """How often a recurring deliverable is brought up to date."""

    DAILY = "每日"
    WEEKLY = "每周"  # daily in the last week before T
    PUBLICATION = "每次发布前"


LAST_WEEK = 7

_POINT = re.compile(r"(?P<anchor>T|E|评审会|复盘会|签约|发布)(?:(?P<offset>[+-]\d{1,3})(?P<unit>WD)?)?")


class Point(Struct, frozen=True):
    """One day, told by its distance from an event."""

    anchor: Anchor
    offset: int = 0
    unit: Unit = Unit.DAY

    def __str__(self) -> str:
        unit = "WD" if self.unit is Unit.WORKDAY else ""
        return f"{self.anchor}{self.offset:+d}{unit}" if self.offset else str(self.anchor)

    @property
    def label(self) -> str:
        """Say the point in the reader's words: `E+3个工作日`."""
        return str(self).replace("WD", "个工作日")


class DueRule(Struct, frozen=True):
    """The last day for a deliverable; where work on it takes a span, also the first.

    A recurring rule is due again and again between the two.
    """

    due: Point
    since: Point | None = None
    every: Recurrence | None = None

    @property
    def label(self) -> str:
        """Say the rule in the reader's words: `T-45…T-35`."""
        span = f"{self.since.label}…{self.due.label}" if self.since else self.due.label
        return f"{span}({self.every})" if self.every else span


def parse_point(text: str) -> Point:
    """Return the point that `text` writes; ValueError when it writes none."""
    found = _POINT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no point in time like T-15, E+3WD or 复盘会+1WD")
    unit = Unit.WORKDAY if found["unit"] else Unit.DAY
    return Point(Anchor(found["anchor"]), int(found["offset"] or 0), unit)
