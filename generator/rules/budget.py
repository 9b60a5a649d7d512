"""B-01: the budget adds up. B-02 is stated by the fields of an item."""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Campaign, Path, Status
from generator.derive.arithmetic import sum_of_all
from generator.derive.money import subtotal
from generator.diagnostics import Severity
from generator.rules.finding import Check, Finding
from generator.standard.stage import Stage

_TOTAL: Path = ("budget", "total_approved")
_ITEMS: Path = ("budget", "items")


def items_add_up_to_the_approved_total(check: Check) -> Iterator[Finding]:
    """B-01: to the cent; in the draft of a plan it is a warning."""
    budget = check.campaign.budget
    total = sum_of_all([subtotal(item) for item in budget.items]) if budget.items else None
    if total is None or total == budget.total_approved:
        return
    message = (
        f"预算明细合计 {total:,.2f} 元与批准总额 {budget.total_approved:,.2f} 元不一致,"
        f"差额 {total - budget.total_approved:,.2f} 元"
    )
    draft = check.stage is Stage.PLANNING and _budget_status(check.campaign) == Status.DRAFT
    severity = Severity.WARNING if draft else Severity.ERROR
    yield Finding("C-B01", message, "检查 budget.items 或 budget.total_approved", (_TOTAL, _ITEMS), severity)


def _budget_status(campaign: Campaign) -> Status:
    own = campaign.documents.get("YS")
    return (own.status if own else None) or campaign.doc.status
