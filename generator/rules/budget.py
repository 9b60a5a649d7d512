"""B-01, B-03 to B-05, B-07 to B-09: the budget adds up and keeps its limits. B-02 is stated by an item's fields."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.campaign import BUDGET_CATEGORIES, Campaign, Path, Status, spell
from generator.derive.arithmetic import sum_of_all
from generator.derive.money import CONTINGENCY, derive_budget, subtotal
from generator.diagnostics import Severity
from generator.rules.finding import Check, Finding, warning
from generator.standard.process import ApprovalRole
from generator.standard.stage import Stage

_TOTAL: Path = ("budget", "total_approved")
_ITEMS: Path = ("budget", "items")
_CAPS: Path = ("budget", "category_caps")
_MOST_CONTINGENCY: Path = ("budget", "contingency_ratio_max")
_CHAIN: Path = ("approval", "budget_chain")
_PUBLICITY = "宣传费"


def items_add_up_to_the_approved_total(check: Check) -> Iterator[Finding]:
    """B-01: to the cent; in the draft of a plan it is a warning."""
    budget = check.campaign.budget
    total = _total(check.campaign)
    if total is None or budget.total_approved is None or total == budget.total_approved:
        return
    message = (
        f"预算明细合计 {total:,.2f} 元与批准总额 {budget.total_approved:,.2f} 元不一致,"
        f"差额 {total - budget.total_approved:,.2f} 元"
    )
    draft = check.stage is Stage.PLANNING and _budget_status(check.campaign) == Status.DRAFT
    severity = Severity.WARNING if draft else Severity.ERROR
    yield Finding("C-B01", message, "检查 budget.items 或 budget.total_approved", (_TOTAL, _ITEMS), severity)


def _total(campaign: Campaign) -> Decimal | None:
    return sum_of_all([subtotal(item) for item in campaign.budget.items]) if campaign.budget.items else None


def _budget_status(campaign: Campaign) -> Status:
    own = campaign.documents.get("YS")
    return (own.status if own else None) or campaign.doc.status


def categories_are_known(check: Check) -> Iterator[Finding]:
    """B-03: a category is a standard one, or declared by a cap of its own."""
    known = {*BUDGET_CATEGORIES, *check.campaign.budget.category_caps}
    told: set[str] = set()
    for n, item in enumerate(check.campaign.budget.items):
        if item.category not in known and item.category not in told:
            told.add(item.category)
            path: Path = (*_ITEMS, n, "category")
            remedy = f"可选:{'、'.join(BUDGET_CATEGORIES)};自定的类别在 budget.category_caps 中写一行"
            yield warning("C-B03", f"{spell(path)}「{item.category}」不是标准的费用类别", remedy, path)


def something_is_set_aside(check: Check) -> Iterator[Finding]:
    """B-04: there is a line for the unforeseen, and it keeps its limit."""
    budget, figures = check.campaign.budget, derive_budget(check.campaign)
    if figures.total is None or figures.contingency is None:
        return
    if not figures.contingency:
        remedy = f"加一项 category: {CONTINGENCY}"
        yield warning("C-B04", f"预算明细里没有{CONTINGENCY}", remedy, _ITEMS)
    elif figures.contingency > figures.total * budget.contingency_ratio_max:
        message = (
            f"{CONTINGENCY} {figures.contingency:,.2f} 元占预算的 {figures.contingency / figures.total:.1%},"
            f"超过上限 {budget.contingency_ratio_max:.1%}"
        )
        line = next(n for n, item in enumerate(budget.items) if item.category == CONTINGENCY)
        remedy = "减少该项,或改 budget.contingency_ratio_max"
        yield warning("C-B04", message, remedy, (*_ITEMS, line), _MOST_CONTINGENCY)


def channels_fit_the_publicity_budget(check: Check) -> Iterator[Finding]:
    """B-05: the channels together cost no more than the lines for publicity."""
    campaign = check.campaign
    channels = sum((c.budget for c in campaign.channels if c.budget is not None), Decimal(0))
    planned = sum_of_all(subtotal(item) for item in campaign.budget.items if item.category == _PUBLICITY)
    if planned is not None and channels > planned:
        message = (
            f"各渠道预算合计 {channels:,.2f} 元,超过预算中的{_PUBLICITY} {planned:,.2f} 元,"
            f"超出 {channels - planned:,.2f} 元"
        )
        yield warning("C-B05", message, "检查 channels[].budget 与 budget.items", ("channels",), _ITEMS)


def costs_keep_to_the_budget(check: Check) -> Iterator[Finding]:
    """B-07: no line costs more than planned and adjusted, unless somebody says why."""
    figures = derive_budget(check.campaign)
    for n, (item, figure) in enumerate(zip(check.campaign.budget.items, figures.items, strict=True)):
        if item.actual is None or figure.adjusted is None or item.variance_note is not None:
            continue
        if item.actual > figure.adjusted:
            path: Path = (*_ITEMS, n, "actual")
            message = (
                f"{spell(path)} {item.actual:,.2f} 元超过预算 {figure.adjusted:,.2f} 元(含已批准的调整),"
                f"超出 {item.actual - figure.adjusted:,.2f} 元"
            )
            yield warning("C-B07", message, "在 variance_note 写明原因,或补一条 adjustments", path)


def approval_covers_the_amount(check: Check) -> Iterator[Finding]:
    """B-08: whoever has to approve an amount stands in the chain; that there is one is asked for by C-06."""
    chain, total = check.campaign.approval.budget_chain, _total(check.campaign)
    if total is None or not chain:
        return
    asked = [link.role for link in chain if link.threshold is None or total >= link.threshold]
    lacking = [
        role for role in check.limits.approval_roles if total >= role.least and not _asked(role, asked)
    ]
    if lacking:
        names = "、".join(role.role for role in lacking)
        message = f"预算 {total:,.2f} 元,审批环节里没有{names}"
        remedy = "在 approval.budget_chain 中补上;公司规定不同的可不改"
        yield warning("C-B08", message, remedy, _CHAIN, _TOTAL)


def _asked(role: ApprovalRole, asked: list[str]) -> bool:
    return any(word in each for word in (role.role, *role.also) for each in asked)


def categories_keep_their_caps(check: Check) -> Iterator[Finding]:
    """B-09: no category takes a larger share than its cap."""
    for category in derive_budget(check.campaign).categories:
        if category.over and category.share is not None and category.cap is not None:
            message = f"{category.name}占预算的 {category.share:.1%},超过上限 {category.cap:.1%}"
            path: Path = (*_CAPS, category.name)
            yield warning("C-B09", message, "减少该类费用,或改 budget.category_caps", path, _ITEMS)
