"""The few kinds of failure, named as states of affairs.

`InvalidInput` is the user's to mend and carries every diagnostic found. `SurroundingsFailed` is the
machine's: a file that is held open, a full disk, a share that is gone. Anything else is a defect.
"""

from __future__ import annotations

from generator.diagnostics import Diagnostic


class CampaignPackError(Exception):
    """The common base: whatever the command line turns into a message and an exit code."""


class InvalidInput(CampaignPackError):
    """Something the user wrote cannot be used; `diagnostics` says what, all of it."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics


class InvalidCampaign(InvalidInput):
    """The campaign file (or a file of plain data) is wrong."""


class InvalidTemplate(InvalidInput):
    """A template is wrong, or asks for what the data do not hold."""


class WrongUsage(InvalidInput):
    """The command line asks for something that there is not."""


class SurroundingsFailed(CampaignPackError):
    """The machine refused; the message says in Chinese what failed and what to do."""
