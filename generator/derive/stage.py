"""How far a campaign has come, from what its file holds and the date.

- 复盘归档版: the campaign is over and the file holds a result: an actual value of a target, who came, the
  income, minutes of the meeting afterwards, a lesson.
- 执行版: otherwise, from T-15 on; before that as soon as the file holds a step of the execution: the
  budget's approval, a signed contract, a design version, a reviewed asset, an adjustment.
- 策划版: otherwise.

A result alone does not end a campaign, since monitoring gives interim ones; a date alone closes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.campaign import Campaign, Status
from generator.standard.stage import Stage

EXECUTION_BEGINS = dt.timedelta(days=15)
APPROVED_STATES = frozenset({Status.FINAL, Status.ARCHIVED})


def infer_stage(campaign: Campaign, as_of: dt.date) -> Stage:
    """Return the stage of `campaign` on the day `as_of`."""
    head = campaign.campaign
    if as_of > head.end.date() and any(_results(campaign)):
        return Stage.CLOSING
    if as_of >= head.start.date() - EXECUTION_BEGINS or any(_execution(campaign)):
        return Stage.EXECUTION
    return Stage.PLANNING


def _results(campaign: Campaign) -> Iterator[bool]:
    results, retro = campaign.results, campaign.meetings.retro
    yield any(target.actual is not None for target in campaign.targets)
    yield results.attendance.arrived is not None
    yield results.income.amount is not None
    yield bool(retro.conclusion or retro.dept_reviews or campaign.lessons)


def _execution(campaign: Campaign) -> Iterator[bool]:
    yield _is_approved(campaign)
    yield any(supplier.contract and supplier.contract.signed_on for supplier in campaign.suppliers)
    yield any(material.versions or material.confirmed_on for material in campaign.materials)
    yield any(asset.result is not None for asset in campaign.assets)
    yield bool(campaign.adjustments)


def _is_approved(campaign: Campaign) -> bool:
    form = campaign.documents.get("SP")
    status = campaign.doc.status if form is None else form.status or campaign.doc.status
    return status in APPROVED_STATES or (form is not None and form.approved_on is not None)
