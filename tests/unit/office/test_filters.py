"""The general filters: from a value to the text that Chinese documents print."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.office import filters
from generator.office.blank import Blank
from generator.office.filters import FILTERS, WrongKind, join_texts

DAY = dt.date(2026, 10, 16)
MOMENT = dt.datetime(2026, 10, 16, 9, 5)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("money", Decimal("1234.5"), "1,234.50"),
        ("money", 521500, "521,500.00"),
        ("money", Decimal("1.005"), "1.01"),
        ("money", 1.005, "1.01"),
        ("money", "１２,０００", "12,000.00"),
        ("money", "-0.001", "0.00"),
        ("money", Decimal("-2000"), "-2,000.00"),
        ("number", 12000, "12,000"),
        ("number", Decimal("61.20"), "61.2"),
        ("number", Decimal("1800000.00"), "1,800,000"),
        ("number", "-0.5", "-0.5"),
        ("wan", 521500, "52.15万"),
        ("wan", 10000, "1万"),
        ("wan", 20000000, "2000万"),
        ("wan", 0, "0万"),
        ("wan", Decimal("12345.67"), "1.234567万"),
        ("percent", Decimal("0.123"), "12.3%"),
        ("percent", 1, "100.0%"),
        ("percent", Decimal("-0.00049"), "0.0%"),
        ("percent", Decimal("0.12345"), "12.3%"),
        ("date_cn", DAY, "2026年10月16日"),
        ("date_cn", MOMENT, "2026年10月16日"),
        ("date_cn", "2026-10-06", "2026年10月6日"),
        ("date_cn", "2026/10/6", "2026年10月6日"),
        ("date", DAY, "2026-10-16"),
        ("date", "2026年10月6日", "2026-10-06"),
        ("time", dt.time(14, 0), "14:00"),
        ("time", MOMENT, "09:05"),
        ("time", "9:00", "09:00"),
        ("time", "2026-10-16T14:30:00", "14:30"),
        ("weekday_cn", DAY, "星期五"),
        ("weekday_cn", "2026-10-18", "星期日"),
        ("rmb", "1409.5", "人民币壹仟肆佰零玖元伍角整"),
        ("mask_phone", "13812345678", "138****5678"),
        ("mask_phone", 13812345678, "138****5678"),
        ("mask_phone", "138 1234 5678", "138 **** 5678"),
        ("mask_phone", "+86 13812345678", "+86 138****5678"),
        ("mask_phone", "010-12345678", "010-****5678"),
        ("mask_phone", "12345", "*****"),
    ],
)
def test_a_filter_prints(name: str, value: object, text: str) -> None:
    assert FILTERS[name](value) == text


def test_percent_takes_the_number_of_decimals() -> None:
    assert FILTERS["percent"](Decimal("0.12345"), 0) == "12%"
    assert FILTERS["percent"](Decimal("0.12345"), 2) == "12.35%"


@pytest.mark.parametrize("name", sorted(FILTERS))
@pytest.mark.parametrize("kind", ["text", "number", "date", "person", "null"])
def test_a_blank_passes_every_filter_unchanged(name: str, kind: str) -> None:
    blank = Blank(kind)  # type: ignore[arg-type]  # the kinds above are the kinds there are
    assert FILTERS[name](blank) is blank


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_null_passes_every_filter_as_a_blank(name: str) -> None:
    assert str(FILTERS[name](None)) == "________"


@pytest.mark.parametrize("name", sorted(FILTERS))
@pytest.mark.parametrize("value", [True, [1], {"a": 1}, object(), 1j])
def test_a_value_of_the_wrong_kind_is_told(name: str, value: object) -> None:
    with pytest.raises(WrongKind):
        FILTERS[name](value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("money", "一百"),
        ("money", ""),
        ("money", float("nan")),
        ("money", Decimal("1e999999")),
        ("money", Decimal("1e-999999")),
        ("date", "2026-13-01"),
        ("date", "十月"),
        ("time", "25:00"),
        ("time", DAY),
        ("rmb", "1e16"),
        ("weekday_cn", 5),
    ],
)
def test_a_value_that_cannot_be_read_is_told(name: str, value: object) -> None:
    with pytest.raises(WrongKind):
        FILTERS[name](value)


def test_percent_refuses_an_absurd_number_of_decimals() -> None:
    with pytest.raises(WrongKind):
        FILTERS["percent"](1, 10_000)


def test_joined_texts_keep_blanks_visible() -> None:
    assert join_texts(["甲", Blank("person"), 3]) == "甲、________、3"
    assert join_texts([]) == ""
    with pytest.raises(WrongKind):
        join_texts([{"name": "甲"}])
    with pytest.raises(WrongKind):
        join_texts("甲乙")


@given(st.decimals(-(10**15), 10**15, places=4))
def test_money_prints_the_amount_rounded_half_up(amount: Decimal) -> None:
    printed = Decimal(filters.money(amount).replace(",", ""))
    assert abs(printed - amount) <= Decimal("0.005")
    assert printed.as_tuple().exponent == -2


@given(st.decimals(-(10**12), 10**12, places=2))
def test_wan_loses_nothing(amount: Decimal) -> None:
    assert Decimal(filters.wan(amount).removesuffix("万")) * 10_000 == amount


def test_a_blank_is_falsy_empty_and_equal_to_nothing() -> None:
    blank = Blank("number")
    assert not blank
    assert list(blank) == []
    assert len(blank) == 0
    assert [blank == blank, blank < 1, blank > 1, blank <= blank] == [False] * 4
    assert blank + 1 is blank
    assert 1 - blank is blank
    assert -blank is blank
    assert sum([blank, 1]) is blank


def test_a_blank_with_fields_knows_its_fields_and_no_others() -> None:
    person = Blank("person", {"name": Blank("person"), "phone": Blank("text")})
    assert str(person["phone"]) == "(待填写)"
    with pytest.raises(KeyError):
        person["nmae"]
    assert Blank("date")["anything"].kind == "date"  # type: ignore[attr-defined]  # a blank's field is a blank
