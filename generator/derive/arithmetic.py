"""Arithmetic in which the unknown stays unknown: None in, None out, and never a zero for it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal(0)
_WIDE = Context(prec=60)

Known = Decimal | int | None


def round_to_cent(value: Decimal) -> Decimal:
    """Round half up to 2 decimals, away from zero, as Excel's ROUND and every cashier does."""
    return value.quantize(CENT, ROUND_HALF_UP, _WIDE)


def ratio(part: Known, whole: Known) -> Decimal | None:
    """Return part ÷ whole; None where either is unknown or there is no whole."""
    if part is None or not whole:
        return None
    return Decimal(part) / whole


def difference(value: Known, base: Known) -> Decimal | None:
    """Return value - base; None where either is unknown."""
    if value is None or base is None:
        return None
    return Decimal(value) - base


def sum_of_all(values: Iterable[Known]) -> Decimal | None:
    """Return the sum; None where any value is unknown, or there is none to sum.

    A sum of what happens to be known would be taken for the whole.
    """
    amounts = list(values)
    if not amounts or any(amount is None for amount in amounts):
        return None
    return sum((Decimal(amount) for amount in amounts if amount is not None), NOTHING)
