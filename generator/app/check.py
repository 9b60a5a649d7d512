"""Check a campaign file: every diagnostic, as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.app.loading import load
from generator.campaign import Campaign
from generator.diagnostics import Diagnostic, has_errors
from generator.errors import InvalidCampaign
from generator.intake.resources import read_process
from generator.plan.pack import FINAL
from generator.standard.stage import Stage


class Checked(Struct, frozen=True):
    """What a check found; `stage` is None when the file could not be read far enough to tell."""

    diagnostics: tuple[Diagnostic, ...]
    stage: Stage | None


def check_file(file: Path, as_of: dt.date, stage: Stage | None = None, output: Path | None = None) -> Checked:
    """Return everything that is wrong with a campaign file, and what signed documents say otherwise.

    `output` is where its pack lies, by default where `build` would put it.
    """
    process = read_process()
    try:
        loaded = load(file, process, as_of, stage)
    except InvalidCampaign as error:
        return Checked(error.diagnostics, stage)
    if has_errors(loaded.diagnostics) or not any(_final(loaded.campaign)):
        return Checked(loaded.diagnostics, loaded.stage)
    from generator.app.signed import signed_differences  # a plan without signatures renders nothing

    signed = signed_differences(loaded, process, output or default_output(file))
    return Checked((*loaded.diagnostics, *signed), loaded.stage)


def _final(campaign: Campaign) -> Iterator[bool]:
    """Tell of every document that says so itself, and of all together, whether it is signed."""
    yield str(campaign.doc.status) in FINAL
    yield from (str(control.status) in FINAL for control in campaign.documents.values())


def default_output(source: Path) -> Path:
    """Return `output/` beside the folder of the campaign file."""
    return source.resolve().parent.parent / "output"
