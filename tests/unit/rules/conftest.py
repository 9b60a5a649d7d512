"""What every test of a rule starts from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.campaign import Campaign
from generator.intake.resources import read_process
from generator.rules import Finding, check_campaign
from generator.standard.process import Process
from generator.standard.stage import Stage

FindIn = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def process() -> Process:
    return read_process()


@pytest.fixture
def find(process: Process) -> FindIn:
    """Return a function that gives what one rule finds in a campaign."""

    def find_in(campaign: Campaign, code: str, stage: Stage = Stage.PLANNING) -> list[Finding]:
        return [f for f in check_campaign(campaign, stage, process) if f.code == code]

    return find_in
