"""Read a campaign file and let the rules speak: everything that is wrong, with its place, in one go."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.campaign import Campaign, UnsoundValue
from generator.derive.stage import infer_stage
from generator.diagnostics import Diagnostic, Severity
from generator.intake.campaign import (
    LoadedCampaign,
    elsewhere,
    examine_campaign,
    in_order,
    in_words_of_the_form,
    without_unread,
)
from generator.intake.pictures import read_pictures
from generator.office.pictures import BrokenPicture, Picture
from generator.rules import Finding, check_campaign
from generator.standard.process import Process
from generator.standard.stage import Stage

if TYPE_CHECKING:
    from generator.intake.series import SeriesRow  # for `batch --each` alone


class Loaded(Struct, frozen=True):
    """A campaign with its text and all its diagnostics; with errors among them it is not fit for printing.

    `pictures` are those that it names, read and decoded, by their paths as they stand in the file.
    """

    campaign: Campaign
    text: str
    sha256: str
    stage: Stage
    diagnostics: tuple[Diagnostic, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def picture(self, path: str) -> Picture:
        """Return a picture by its path in the file. Raises BrokenPicture for what the file names as no picture."""
        if path not in self.pictures:
            raise BrokenPicture("活动文件没有把它列为图片", "模板里换成图片的字段,例如 company.logo")
        return self.pictures[path]


def load(
    source: Path, process: Process, as_of: dt.date, stage: Stage | None = None, row: SeriesRow | None = None
) -> Loaded:
    """Return the campaign of a file with all that is wrong with it; `stage` goes before the inferred one.

    The values of `row` go before the file's. Raises InvalidCampaign only when the file cannot be read as a campaign
    at all.
    """
    loaded = examine_campaign(source, row)
    seen_as = stage or _infer(loaded.campaign, as_of)
    findings = _without_waiting(check_campaign(loaded.campaign, seen_as, process), loaded, seen_as)
    read = read_pictures(loaded.campaign, loaded.sources, source.parent)
    ruled = without_unread(loaded.diagnostics, (_diagnose(finding, loaded) for finding in findings))
    told = [*loaded.diagnostics, *read.diagnostics, *ruled]
    sha256 = hashlib.sha256(loaded.text.encode()).hexdigest()
    return Loaded(loaded.campaign, loaded.text, sha256, seen_as, in_order(told), read.pictures)


_LACKING = frozenset({"C-C06", "C-G03", "C-C04"})
"""Rules by which something has to be known."""


def _without_waiting(findings: Sequence[Finding], loaded: LoadedCampaign, stage: Stage) -> list[Finding]:
    """Treat what is lacking where the file itself says 【待填】 as what it is: known to be open.

    In a plan it is told once for all, during the execution it is a warning; when the campaign is closed the mark is no
    excuse any more.
    """
    if stage is Stage.CLOSING:
        return list(findings)
    known = {path[:length] for path in loaded.waiting for length in range(1, len(path) + 1)}
    marked = [each.code in _LACKING and each.paths[0] in known for each in findings]
    return [
        replace(each, severity=Severity.WARNING) if is_marked else each
        for each, is_marked in zip(findings, marked, strict=True)
        if not (is_marked and stage is Stage.PLANNING)
    ]


def _infer(campaign: Campaign, as_of: dt.date) -> Stage:
    """Return the stage; a campaign of which the dates could not be read is looked at as a plan."""
    try:
        return infer_stage(campaign, as_of)
    except UnsoundValue:
        return Stage.PLANNING


def _diagnose(finding: Finding, loaded: LoadedCampaign) -> Diagnostic:
    place, *others = (loaded.sources.place(path) for path in finding.paths)
    told = Diagnostic(
        finding.code, finding.message, finding.remedy, place, finding.severity, elsewhere(place, others)
    )
    return in_words_of_the_form(told) if loaded.sources.is_form else told
