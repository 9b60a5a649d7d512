"""人民币大写: an amount of money in the characters that accounting rules require.

After the rules for filling in payment instruments (支付结算办法, annex 1): 整 follows an amount that ends at
元 or 角, never one that ends at 分; zeros inside are read once; 人民币 stands directly before the amount.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
_LIMIT = Decimal(10) ** 16  # below this 亿 follows at most one 万: 仟万亿 is still read without doubt
_EXACT = Context(prec=60)


def rmb(amount: Decimal) -> str:
    """Return `amount`, rounded half up to 分, in words.

    Raises ValueError for an amount that is not finite or has more digits than 仟万亿.
    """
    if not amount.is_finite() or abs(amount) >= _LIMIT:
        raise ValueError(f"{amount} cannot be written in words")
    cents = int(amount.quantize(Decimal("0.01"), ROUND_HALF_UP, _EXACT) * 100)
    sign = "负" if cents < 0 else ""
    return f"人民币{sign}{_spell(abs(cents))}"


def _spell(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    tenths, hundredths = divmod(rest, 10)
    if not cents:
        return "零元整"
    yuan = f"{_count(whole)}元" if whole else ""
    if not hundredths:
        return yuan + (f"{_DIGITS[tenths]}角整" if tenths else "整")
    gap = "零" if whole and not tenths else ""
    return yuan + (f"{_DIGITS[tenths]}角" if tenths else gap) + f"{_DIGITS[hundredths]}分"


def _count(number: int) -> str:
    """Read a whole number; where the next place is empty a single 零 stands for all empty places."""
    for unit, name in _UNITS:
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return f"{_count(head)}{name}{gap}{_count(rest)}"
    return _DIGITS[number] if number else ""
