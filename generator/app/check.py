"""Check a campaign file: every diagnostic, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from generator.app.loading import load
from generator.diagnostics import Diagnostic
from generator.errors import InvalidCampaign
from generator.intake.resources import read_process
from generator.standard.stage import Stage


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; `stage` is None when the file could not be read far enough to tell."""

    diagnostics: tuple[Diagnostic, ...]
    stage: Stage | None


def check_file(file: Path, as_of: dt.date, stage: Stage | None = None) -> Checked:
    """Return everything that is wrong with a campaign file."""
    try:
        loaded = load(file, read_process(), as_of, stage)
    except InvalidCampaign as error:
        return Checked(error.diagnostics, stage)
    return Checked(loaded.diagnostics, loaded.stage)
