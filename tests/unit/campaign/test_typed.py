"""What people type, and what they mean by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.campaign import typed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12000", "12000"),
        ("12,000", "12000"),
        ("１２,０００", "12000"),
        ("１２，０００．５", "12000.5"),
        ("1,200.50", "1200.50"),
        ("￥300", "300"),
        ("¥ 1,000", "1000"),
        ("300元", "300"),
        ("12万", "120000"),
        ("1.5 亿", "150000000"),
        ("-20", "-20"),
        ("−20", "-20"),
        ("012", "12"),
        ("“12,000”", "12000"),
        ("1.2万", "12000"),
    ],
)
def test_a_number_is_read_as_people_type_it(text: str, number: str) -> None:
    assert typed.read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "三百", "1,20", "1,2000", "1e5", "0x10", "1_000", "12万3", "1.2.3", "nan", "85%"]
)
def test_a_number_that_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        typed.read_number(text)
    assert refused.value.type == "number_unreadable"


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("85%", "0.85"), ("８５％", "0.85"), ("0.85", "0.85"), ("120%", "1.2"), ("-5%", "-0.05")],
)
def test_a_ratio_is_a_fraction_or_a_percentage(text: str, ratio: str) -> None:
    assert typed.read_ratio(text) == Decimal(ratio)


def test_a_ratio_of_20_is_not_taken_for_twenty_times() -> None:
    with pytest.raises(PydanticCustomError) as refused:
        typed.read_ratio("20")
    assert "20%" in str(refused.value.context)


def test_a_measure_typed_in_percent_is_in_percent_points() -> None:
    assert typed.read_measure("85%") == Decimal(85)


def test_a_measure_does_not_guess_what_a_unit_of_ten_thousand_means() -> None:
    with pytest.raises(PydanticCustomError):
        typed.read_measure("50万")


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-16",
        "2026/10/16",
        "2026.10.16",
        "2026年10月16日",
        "２０２６－１０－１６",
        " 2026-10-16 ",
        "“2026-10-16”",
        "2026年10月16号",
    ],
)
def test_a_day_is_read_as_people_type_it(text: str) -> None:
    assert typed.read_day(text) == dt.date(2026, 10, 16)


@pytest.mark.parametrize(
    "text",
    ["2026-13-05", "2026-02-29", "10-16", "10月16日", "26-10-16", "20261016", "2026-10-16 14:00", "明天", ""],
)
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        typed.read_day(text)


@pytest.mark.parametrize("text", ["10/16", "10-16", "10月16日", "１０／１６", "10/16 14:00"])
def test_a_day_without_its_year_is_told_how_to_write_it(text: str) -> None:
    for read in (typed.read_day, typed.read_datetime, typed.read_moment):
        with pytest.raises(PydanticCustomError) as refused:
            read(text)
        assert refused.value.message_template == "「{text}」没有写年份"
        assert "年-10-16" in str(refused.value.context)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-16 14:00",
        "2026/10/16 14:00:00",
        "2026年10月16日14:00",
        "2026-10-16T14:00",
        "2026-10-16　14：00",
    ],
)
def test_a_moment_is_read_as_people_type_it(text: str) -> None:
    assert typed.read_datetime(text) == dt.datetime(2026, 10, 16, 14, 0)


def test_a_moment_without_its_time_is_not_midnight() -> None:
    with pytest.raises(PydanticCustomError) as refused:
        typed.read_datetime("2026-10-16")
    assert refused.value.type == "time_missing"


def test_where_the_time_may_be_unknown_a_day_stays_a_day() -> None:
    assert typed.read_moment("2026-10-16") == dt.date(2026, 10, 16)
    assert typed.read_moment("2026-10-16 9:05") == dt.datetime(2026, 10, 16, 9, 5)


@pytest.mark.parametrize(
    ("text", "time"),
    [("9:00", dt.time(9)), ("09:00", dt.time(9)), ("14：30", dt.time(14, 30)), ("9点30分", dt.time(9, 30))],
)
def test_nine_oclock_is_not_540(text: str, time: dt.time) -> None:
    assert typed.read_time(text) == time


@pytest.mark.parametrize("text", ["24:00", "9", "下午2点", "14:60", "540"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        typed.read_time(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("是", True), ("on", True), ("True", True), ("否", False), ("off", False), ("无", False)],
)
def test_yes_and_no_are_read_in_both_languages(text: str, meant: bool) -> None:
    assert typed.read_yes_no(text) is meant


def test_values_that_are_typed_already_pass() -> None:
    moment = dt.datetime(2026, 10, 16, 14)
    assert typed.read_datetime(moment) is moment
    assert typed.read_day(dt.datetime(2026, 10, 16)) == dt.date(2026, 10, 16)
    assert typed.read_number(1.5) == Decimal("1.5")
    assert typed.read_count(Decimal("300.0")) == 300


def test_a_day_with_a_time_does_not_lose_it_silently() -> None:
    with pytest.raises(PydanticCustomError):
        typed.read_day(dt.datetime(2026, 10, 16, 14))


def test_yes_is_no_number() -> None:
    with pytest.raises(PydanticCustomError):
        typed.read_number(value=True)


READERS = (
    typed.read_number,
    typed.read_measure,
    typed.read_ratio,
    typed.read_count,
    typed.read_minutes,
    typed.read_day,
    typed.read_moment,
    typed.read_datetime,
    typed.read_time,
    typed.read_clock,
    typed.read_yes_no,
)


@given(st.text(max_size=12), st.sampled_from(READERS))
def test_a_text_is_read_or_refused_with_a_remedy(text: str, read: Callable[[object], object]) -> None:
    try:
        assert read(text) is not None
    except PydanticCustomError as refused:
        remedy = (refused.context or {}).get("remedy")
    else:
        return
    assert remedy


@given(st.decimals(min_value=0, max_value=10**12 - 1, places=2))
def test_a_number_printed_with_thousands_is_read_back(number: Decimal) -> None:
    assert typed.read_number(f"{number:,}") == number


@given(st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_a_day_printed_in_chinese_is_read_back(day: dt.date) -> None:
    assert typed.read_day(f"{day.year}年{day.month}月{day.day}日") == day


@pytest.mark.parametrize(
    "text", ["1000000000000", "-9999999999999", "99999999999999999999999999999999", "1万亿亿"]
)
def test_a_number_beyond_a_campaign_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        typed.read_number(text)


@pytest.mark.parametrize("text", ["0001-01-01", "1999-12-31", "9999-12-31 14:00"])
def test_a_year_beyond_a_campaign_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="年份"):
        typed.read_datetime(text)
