"""Version numbers as companies count them: V1.0, V1.1 on change, V2.0 when someone says so.

Source: domain specification 6.6. Versions are counted by the tool, never typed in the campaign file.
"""

from __future__ import annotations

import re

from msgspec import Struct

_SHAPE = re.compile(r"V([0-9]{1,4})\.([0-9]{1,4})")


class Version(Struct, frozen=True, order=True):
    """A pack's or a document's version; ordered as people order them."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"V{self.major}.{self.minor}"

    def next(self, *, major: bool = False) -> Version:
        """Return the version that follows this one."""
        return Version(self.major + 1, 0) if major else Version(self.major, self.minor + 1)


FIRST = Version(1, 0)


def parse_version(text: str) -> Version | None:
    """Return the version that `text` is the whole name of, or None: `V1.0`, not `V1.0_定稿`."""
    found = _SHAPE.fullmatch(text)
    return Version(int(found[1]), int(found[2])) if found else None
