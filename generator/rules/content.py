"""C-03 and C-05: a venue that failed is not called ready, and every risk has somebody who deals with it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import CheckResult, Path, Risk, Status, Venue, VenueCheck, spell
from generator.derive.venues import final_result
from generator.diagnostics import Severity
from generator.rules.finding import Check, Finding, over, warning

_ACCEPTANCE = "CD"
_FINAL = frozenset({Status.FINAL, Status.ARCHIVED})


def failed_venues_are_not_signed(check: Check) -> Iterator[Finding]:
    """C-03: with a critical check that failed the conclusion is 不通过; to sign it so takes `--force`."""
    own = check.campaign.documents.get(_ACCEPTANCE)
    signed = own is not None and own.status in _FINAL
    for n, venue in enumerate(check.campaign.venues):
        yield from over(("venues", n, "checks"), venue.checks, _Judge(venue, signed=signed))


class _Judge:
    def __init__(self, venue: Venue, *, signed: bool) -> None:
        self._venue, self._signed = venue, signed

    def __call__(self, path: Path, check: VenueCheck) -> Iterator[Finding]:
        if check.critical and final_result(check) == CheckResult.FAILED:
            here: Path = (*path, "recheck" if check.recheck else "result")
            told = ",《场地验收清单》却已定稿" if self._signed else ",验收结论为不通过"
            message = f"{spell(path)}关键项「{check.item}」不合格{told}"
            remedy = "整改后在 recheck 写复验结果" + (";确认无误请加 --force" if self._signed else "")
            severity = Severity.ERROR if self._signed else Severity.WARNING
            yield Finding("C-C03", message, remedy, (here,), severity)


def risks_are_dealt_with(check: Check) -> Iterator[Finding]:
    """C-05: every risk has an owner and a response."""
    yield from over(("risks",), check.campaign.risks, _is_dealt_with)


def _is_dealt_with(path: Path, risk: Risk) -> Iterator[Finding]:
    lacking = {"owner": ("责任人", risk.owner), "response": ("应急措施", risk.response)}
    missing = {key: label for key, (label, value) in lacking.items() if value is None}
    if missing:
        message = f"{spell(path)}「{risk.risk}」还没有填写{'、'.join(missing.values())}"
        yield warning("C-C05", message, f"补上 {'、'.join(missing)}", path)
