"""How the acceptance of each venue stands. A check that was done again counts with the second result."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from generator.campaign import Campaign, CheckResult, Venue, VenueCheck
from generator.derive.arithmetic import ratio


class Verdict(StrEnum):
    """验收结论."""

    OPEN = "待验收"
    PASSED = "通过"
    REWORK = "整改后通过"
    FAILED = "不通过"


class VenueFigures(Struct, frozen=True):
    """The day on which a venue is accepted and what its checks found; without checks nothing is counted."""

    acceptance_date: dt.date
    check_count: int | None
    passed_count: int | None
    failed_count: int | None
    inapplicable_count: int | None
    open_count: int | None
    pass_rate: Decimal | None
    verdict: Verdict


def derive_venues(campaign: Campaign) -> tuple[VenueFigures, ...]:
    """Return the figures of every venue; the day is the typed one, else T-1."""
    eve = campaign.campaign.start.date() - dt.timedelta(days=1)
    return tuple(_derive_venue(venue, venue.acceptance_date or eve) for venue in campaign.venues)


def final_result(check: VenueCheck) -> CheckResult | None:
    """Return what a check came to: the result of the second one where there was one."""
    return check.recheck or check.result


def pass_rate(checks: Iterable[VenueCheck]) -> Decimal | None:
    """Return 合格 ÷ (all checks - 不适用); None until every check has its result."""
    found = [final_result(check) for check in checks]
    if None in found:
        return None
    counted = [result for result in found if result != CheckResult.NOT_APPLICABLE]
    return ratio(counted.count(CheckResult.PASSED), len(counted))


def _derive_venue(venue: Venue, day: dt.date) -> VenueFigures:
    counts = Counter(map(final_result, venue.checks))
    begun = len(venue.checks) > counts[None]
    return VenueFigures(
        acceptance_date=day,
        check_count=len(venue.checks) or None,
        passed_count=counts[CheckResult.PASSED] if begun else None,
        failed_count=counts[CheckResult.FAILED] if begun else None,
        inapplicable_count=counts[CheckResult.NOT_APPLICABLE] if begun else None,
        open_count=counts[None] if venue.checks else None,
        pass_rate=pass_rate(venue.checks),
        verdict=_verdict(venue.checks),
    )


def _verdict(checks: tuple[VenueCheck, ...]) -> Verdict:
    """Return 不通过 where a critical check failed, 整改后通过 where another did, 待验收 until all are done."""
    failed = [check for check in checks if final_result(check) == CheckResult.FAILED]
    if failed:
        return Verdict.FAILED if any(check.critical for check in failed) else Verdict.REWORK
    return Verdict.PASSED if checks and all(map(final_result, checks)) else Verdict.OPEN
