"""Put right what is certain in a campaign file: the change is shown before it is written."""

from __future__ import annotations

import difflib
from pathlib import Path

from msgspec import Struct

from generator.intake.campaign import FORM_ENDING
from generator.intake.files import decode, read_file
from generator.intake.fixing import fixed
from generator.store.files import replace_file


class Fix(Struct, frozen=True):
    """A file as it is and as it would be; both as bytes, the difference as lines of a unified diff."""

    file: Path
    before: bytes
    after: bytes
    difference: tuple[str, ...]

    def write(self) -> None:
        """Write it. Raises SurroundingsFailed, also where somebody has changed the file meanwhile."""
        replace_file(self.file, self.before, self.after)


def propose_fix(file: Path) -> Fix:
    """Return what can be put right in a campaign file; the difference is empty where nothing can.

    Raises InvalidCampaign for what is no YAML: that is told by the check.
    """
    before = read_file(file)
    if file.suffix.lower() == FORM_ENDING:  # what is put right in a text is read from a cell as it is
        return Fix(file, before, before, ())
    text = decode(before, str(file)).text
    better = fixed(text, str(file))
    if better == text:
        return Fix(file, before, before, ())
    lines = difflib.unified_diff(
        text.splitlines(), better.splitlines(), f"{file.name}(现在)", f"{file.name}(改后)", lineterm="", n=1
    )
    return Fix(file, before, better.encode(), tuple(lines))
