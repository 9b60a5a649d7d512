"""D-05, B-06, C-01: what is ordered is described, paid for by the budget, and there in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from generator.campaign import Material, Path, Supplier, spell
from generator.derive.arithmetic import sum_of_all
from generator.derive.money import derive_budget
from generator.rules.finding import Check, Finding, over, warning
from generator.standard.process import Delivery
from generator.standard.stage import Stage

_START: Path = ("campaign", "start")
_DAY = dt.timedelta(days=1)
_DESCRIBED = ("size", "qty", "supplier", "due")


def materials_arrive_in_time(check: Check) -> Iterator[Finding]:
    """D-05: materials are there on T-1."""
    last = check.campaign.campaign.start.date() - check.limits.delivery.days_before * _DAY
    yield from over(("materials",), check.campaign.materials, partial(_material_arrives, last=last))


def _material_arrives(path: Path, material: Material, *, last: dt.date) -> Iterator[Finding]:
    if material.due is not None and material.due > last:
        due: Path = (*path, "due")
        message = f"{spell(due)} {material.due} 晚于活动前一天 {last},「{material.name}」赶不上验收"
        yield warning("C-D05", message, "改早交付日;活动中才用的可不改", due, _START)


def suppliers_deliver_in_time(check: Check) -> Iterator[Finding]:
    """D-05: suppliers deliver on T-1, printers on T-2; services come on the day."""
    when = partial(_delivers, delivery=check.limits.delivery, start=check.campaign.campaign.start.date())
    yield from over(("suppliers",), check.campaign.suppliers, when)


def _delivers(path: Path, supplier: Supplier, *, delivery: Delivery, start: dt.date) -> Iterator[Finding]:
    day = supplier.contract.deliver_by if supplier.contract else None
    days = delivery.by_category.get(supplier.category or "", delivery.days_before)
    if day is not None and supplier.category not in delivery.services and day > start - days * _DAY:
        here: Path = (*path, "contract", "deliver_by")
        kind = f"{supplier.category}类" if supplier.category else ""
        message = f"{spell(here)} {day} 晚于 {start - days * _DAY}({kind}供应商应在活动前 {days} 天交付)"
        yield warning("C-D05", message, "改早计划交付日;活动中才交付的可不改", here, _START)


def materials_are_described(check: Check) -> Iterator[Finding]:
    """C-01: from the execution on every material has a size, a quantity, a supplier and a day."""
    if check.since(Stage.EXECUTION):
        yield from over(("materials",), check.campaign.materials, _is_described)


def _is_described(path: Path, material: Material) -> Iterator[Finding]:
    lacking = [(*path, key) for key in _DESCRIBED if getattr(material, key) is None]
    if lacking:
        names = "、".join(spell(each).rpartition("「")[2].partition("」")[0] for each in lacking)
        keys = "、".join(str(each[-1]) for each in lacking)
        message = f"{spell(path)}「{material.name}」还没有填写{names}"
        yield warning("C-C01", message, f"补上 {keys}", path)


def contracts_fit_their_lines(check: Check) -> Iterator[Finding]:
    """B-06: a contract costs no more than the lines of the budget that name its supplier, once all are known."""
    budget = derive_budget(check.campaign)
    lines: dict[str, list[Decimal | None]] = {}
    for item, figures in zip(check.campaign.budget.items, budget.items, strict=True):
        if item.supplier is not None:
            amounts = [each for each in (figures.subtotal, figures.adjusted) if each is not None]
            lines.setdefault(item.supplier, []).append(max(amounts, default=None))
    planned = {supplier: sum_of_all(amounts) for supplier, amounts in lines.items()}
    yield from over(("suppliers",), check.campaign.suppliers, partial(_fits, planned=planned))


def _fits(path: Path, supplier: Supplier, *, planned: Mapping[str, Decimal | None]) -> Iterator[Finding]:
    amount = supplier.contract.amount if supplier.contract else None
    most = planned.get(supplier.id)
    if amount is not None and most is not None and amount > most:
        here: Path = (*path, "contract", "amount")
        message = (
            f"{spell(here)} {amount:,.2f} 元超过{supplier.name}在预算中的 {most:,.2f} 元,"
            f"超出 {amount - most:,.2f} 元"
        )
        remedy = "检查合同金额与预算明细的 supplier;确需增加的写一条 adjustments"
        yield warning("C-B06", message, remedy, here)
