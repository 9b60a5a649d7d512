"""The budget: what it adds up to, how it is shared out, and what became of it.

Source: domain specification 2.4 and 2.0.6. A variance is always against the budget that is printed beside it:
an item's against its adjusted budget, a category's and the total's against the planned amount.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count

from msgspec import Struct

from generator.campaign import Adjustment, AdjustmentStatus, BudgetItem, Campaign
from generator.derive.arithmetic import NOTHING, difference, ratio, round_to_cent, sum_of_all

CONTINGENCY = "不可预见费"
APPROVED = frozenset({AdjustmentStatus.RUNNING, AdjustmentStatus.DONE})


class ItemFigures(Struct, frozen=True):
    """What follows from one line of the budget. `id` is the typed one, else B01… by position."""

    id: str
    subtotal: Decimal | None
    share: Decimal | None
    adjustment: Decimal
    adjusted: Decimal | None
    contract_amount: Decimal | None
    payable: Decimal | None
    variance: Decimal | None
    variance_rate: Decimal | None


class CategoryFigures(Struct, frozen=True):
    """The lines of one category together; `over` is None where no cap is set."""

    name: str
    amount: Decimal | None
    share: Decimal | None
    cap: Decimal | None
    over: bool | None
    actual: Decimal | None
    variance: Decimal | None
    variance_rate: Decimal | None


class BudgetFigures(Struct, frozen=True):
    """The whole budget. `actual_total` is the sum of the lines when all are known, else the typed cost."""

    items: tuple[ItemFigures, ...]
    categories: tuple[CategoryFigures, ...]
    total: Decimal | None
    difference: Decimal | None
    per_head: Decimal | None
    contingency: Decimal | None
    contingency_share: Decimal | None
    adjustment_total: Decimal
    unassigned_adjustment: Decimal
    adjusted_total: Decimal | None
    actual_total: Decimal | None
    variance: Decimal | None
    variance_rate: Decimal | None


def derive_budget(campaign: Campaign) -> BudgetFigures:
    """Return every figure of the budget; what hangs on an unknown cost, or on no line at all, is None."""
    budget = campaign.budget
    subtotals = tuple(subtotal(item) for item in budget.items)
    total = sum_of_all(subtotals)
    ids = item_ids(budget.items)
    assigned, unassigned = _adjustments(campaign.adjustments, ids)
    contracts = _contract_amounts(campaign)
    items = tuple(
        _derive_item(item, identifier, amount, total, assigned[identifier], contract)
        for item, identifier, amount, contract in zip(budget.items, ids, subtotals, contracts, strict=True)
    )
    adjustment_total = sum(assigned.values(), unassigned)
    actual = sum_of_all(item.actual for item in budget.items)
    actual = campaign.results.cost_total if actual is None else actual
    variance = difference(actual, total)
    contingency = _contingency(budget.items, subtotals)
    return BudgetFigures(
        items=items,
        categories=_categories(budget.items, subtotals, total, budget.category_caps),
        total=total,
        difference=difference(total, budget.total_approved),
        per_head=ratio(total, campaign.campaign.expected_attendance),
        contingency=contingency,
        contingency_share=ratio(contingency, total),
        adjustment_total=adjustment_total,
        unassigned_adjustment=unassigned,
        adjusted_total=None if total is None else total + adjustment_total,
        actual_total=actual,
        variance=variance,
        variance_rate=ratio(variance, total),
    )


def subtotal(item: BudgetItem) -> Decimal | None:
    """Return quantity × unit price, rounded half up to a cent; None while either is unknown."""
    if item.qty is None or item.unit_price is None:
        return None
    return round_to_cent(item.qty * item.unit_price)


def item_ids(items: Sequence[BudgetItem]) -> tuple[str, ...]:
    """Return the ids of the budget's lines: the typed one, else B01… by position in the file.

    Where that is typed for another line, the first number that no position has.
    """
    taken = {item.id for item in items}
    beyond = (name for n in count(len(items) + 1) if (name := _item_id(n)) not in taken)
    by_position = (name if (name := _item_id(n)) not in taken else next(beyond) for n in count(1))
    return tuple(item.id or name for item, name in zip(items, by_position, strict=False))


def _item_id(position: int) -> str:
    return f"B{position:02d}"


def _derive_item(
    item: BudgetItem,
    identifier: str,
    amount: Decimal | None,
    total: Decimal | None,
    adjustment: Decimal,
    contract: Decimal | None,
) -> ItemFigures:
    adjusted = None if amount is None else amount + adjustment
    variance = difference(item.actual, adjusted)
    return ItemFigures(
        id=identifier,
        subtotal=amount,
        share=ratio(amount, total),
        adjustment=adjustment,
        adjusted=adjusted,
        contract_amount=contract,
        payable=difference(contract if item.actual is None else item.actual, item.paid),
        variance=variance,
        variance_rate=ratio(variance, adjusted),
    )


def _adjustments(
    adjustments: Sequence[Adjustment], ids: Sequence[str]
) -> tuple[defaultdict[str, Decimal], Decimal]:
    """Return the approved adjustments by line, and the sum of those that name no line there is."""
    assigned: defaultdict[str, Decimal] = defaultdict(lambda: NOTHING)
    unassigned = NOTHING
    for adjustment in adjustments:
        if adjustment.status not in APPROVED or adjustment.budget_delta is None:
            continue
        if adjustment.budget_item in ids:
            assigned[str(adjustment.budget_item)] += adjustment.budget_delta
        else:
            unassigned += adjustment.budget_delta
    return assigned, unassigned


def _contract_amounts(campaign: Campaign) -> tuple[Decimal | None, ...]:
    """Return each line's contract amount: its own, else that of the supplier who has this line only."""
    lines = Counter(item.supplier for item in campaign.budget.items)
    contracts = {s.id: s.contract.amount for s in campaign.suppliers if s.contract and lines[s.id] == 1}
    return tuple(
        contracts.get(item.supplier or "") if item.contract is None else item.contract
        for item in campaign.budget.items
    )


def _contingency(items: Sequence[BudgetItem], subtotals: Sequence[Decimal | None]) -> Decimal | None:
    """Return what is set aside: nothing when the budget has no such line, None when it has no line at all."""
    if not items:
        return None
    pairs = zip(items, subtotals, strict=True)
    amounts = [amount for item, amount in pairs if item.category == CONTINGENCY]
    return sum_of_all(amounts) if amounts else NOTHING


def _categories(
    items: Sequence[BudgetItem],
    subtotals: Sequence[Decimal | None],
    total: Decimal | None,
    caps: Mapping[str, Decimal],
) -> tuple[CategoryFigures, ...]:
    """Return the categories in the order in which they first appear."""
    lines: dict[str, list[tuple[Decimal | None, Decimal | None]]] = {}
    for item, amount in zip(items, subtotals, strict=True):
        lines.setdefault(item.category, []).append((amount, item.actual))
    return tuple(_derive_category(name, pairs, total, caps.get(name)) for name, pairs in lines.items())


def _derive_category(
    name: str,
    lines: Sequence[tuple[Decimal | None, Decimal | None]],
    total: Decimal | None,
    cap: Decimal | None,
) -> CategoryFigures:
    amount = sum_of_all(amount for amount, _ in lines)
    actual = sum_of_all(actual for _, actual in lines)
    share = ratio(amount, total)
    variance = difference(actual, amount)
    return CategoryFigures(
        name=name,
        amount=amount,
        share=share,
        cap=cap,
        over=None if cap is None or share is None else share > cap,
        actual=actual,
        variance=variance,
        variance_rate=ratio(variance, amount),
    )
