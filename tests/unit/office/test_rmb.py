"""Amounts in words, after the rules for payment instruments (支付结算办法, annex 1)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.office.rmb import rmb


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("0.55", "人民币伍角伍分"),
        ("10", "人民币壹拾元整"),
        ("10.05", "人民币壹拾元零伍分"),
        ("105", "人民币壹佰零伍元整"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("100001", "人民币壹拾万零壹元整"),
        ("107000.53", "人民币壹拾万柒仟元伍角叁分"),
        ("230450.80", "人民币贰拾叁万零肆佰伍拾元捌角整"),
        ("521500.00", "人民币伍拾贰万壹仟伍佰元整"),
        ("10000001", "人民币壹仟万零壹元整"),
        ("100000000", "人民币壹亿元整"),
        ("100005000", "人民币壹亿零伍仟元整"),
        ("1234567890123.45", "人民币壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分"),
        ("1000000000000", "人民币壹万亿元整"),
        (
            "9999999999999999.99",
            "人民币" + "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
        ("1.005", "人民币壹元零壹分"),
        ("0.004", "人民币零元整"),
        ("-0.004", "人民币零元整"),
        ("-1409.5", "人民币负壹仟肆佰零玖元伍角整"),
    ],
)
def test_an_amount_in_words(amount: str, words: str) -> None:
    assert rmb(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["1E+16", "-1E+16", "NaN", "Infinity"])
def test_what_cannot_be_read_without_doubt_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        rmb(Decimal(amount))


SUBSTITUTIONS = (
    *(("零仟", "零"), ("零佰", "零"), ("零拾", "零"), ("零角", "零"), ("零分", "整")),
    *(("零零", "零"), ("零零", "零"), ("零零", "零"), ("零万", "万"), ("零元", "元"), ("零整", "整")),
    *(("#零", "#"), ("#万", "#"), ("#零", "#"), ("#元", "#"), ("#零", "#"), ("#", "")),
)


def by_formula(amount: Decimal) -> str:
    """Return what the portable Excel formula makes of an amount below 1亿, step by step."""
    cents = abs(amount).quantize(Decimal("0.01"), ROUND_HALF_UP) * 100
    digits = f"{int(cents):010d}"
    text = "#" + "".join(
        "零壹贰叁肆伍陆柒捌玖"[int(d)] + unit for d, unit in zip(digits, "仟佰拾万仟佰拾元角分", strict=True)
    )
    for old, new in SUBSTITUTIONS:
        text = text.replace(old, new)
    sign = "负" if amount < 0 else ""
    return f"人民币{sign}{text}" if cents else "人民币零元整"


amounts = st.integers(-9_999_999_999, 9_999_999_999).map(lambda cents: Decimal(cents) / 100)


@given(amounts)
def test_words_agree_with_the_excel_formula(amount: Decimal) -> None:
    assert rmb(amount) == by_formula(amount)


VALUES = {"拾": 10, "佰": 100, "仟": 1000, "万": 10**4, "亿": 10**8}


def read_back(words: str) -> Decimal:
    """Read an amount in words, digit by digit."""
    cents, number, digit = 0, 0, 0
    stack: list[int] = []
    for char in words.removeprefix("人民币").removeprefix("负"):
        if char in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(char)
        elif char in "拾佰仟":
            number, digit = number + digit * VALUES[char], 0
        elif char in "万亿":
            section = number + digit
            total = sum(stack) + section
            stack = [total * VALUES[char]] if char == "亿" else [*stack, section * VALUES[char]]
            number, digit = 0, 0
        elif char == "元":
            cents, number, digit = (sum(stack) + number + digit) * 100, 0, 0
        elif char in "角分":
            cents, digit = cents + digit * {"角": 10, "分": 1}[char], 0
    return Decimal(cents) / 100


@given(st.integers(0, 10**18 - 1))
def test_words_read_back_as_the_amount(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert read_back(rmb(amount)) == amount
    assert "零零" not in rmb(amount)
