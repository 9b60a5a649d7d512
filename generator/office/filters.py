"""The general filters of the template language: plain functions from a value to a text.

Numbers may be given as numbers or as text (`"１２,０００"`), days and times as such or as ISO text. A blank
is returned as it is; anything that cannot be read raises `WrongKind`, which the language turns into a
diagnostic with its place.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from generator.office.blank import NULL, Blank
from generator.office.rmb import rmb as spell_amount

Filter = Callable[..., object]

_EXACT = Context(prec=60)
_LARGEST = Decimal(10) ** 30
_FINEST = 30
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_TIME = re.compile(r"(?:.*[T\s])?(\d{1,2})[::](\d{2})(?:[::]\d{2}(?:\.\d+)?)?\s*")
_WEEKDAYS = "一二三四五六日"

LONGEST_TEXT = 1_000_000

A_NUMBER = "请给一个数"
A_DAY = "请给一个日期, 如 2026-10-16"
A_TIME = "请给一个时间, 如 14:00"
A_LIST = "请给一个列表; 列表中是记录时写明字段, 如 join_cn('name')"


class WrongKind(Exception):
    """A value that a filter cannot take; `wanted` says in Chinese what it takes."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def plain_text(value: object) -> str:
    """Return a single value as it is printed without a filter. Raises WrongKind for lists and records."""
    match value:
        case str() | Blank():
            return str(value)
        case bool():
            return "是" if value else "否"
        case None:
            return str(NULL)
        case Decimal() | float():
            return _number_text(value)
        case dt.datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case dt.date():
            return value.isoformat()
        case dt.time():
            return f"{value:%H:%M}"
        case int():
            return str(value)
    raise WrongKind("请给一个单独的值")


def name_kind(value: object) -> str:
    """Return in Chinese what `value` is, for a message."""
    match value:
        case None | Blank():
            return "空值"
        case str():
            return f"文字「{_shortened(value)}」"
        case bool() | int() | float() | Decimal() | dt.date() | dt.time():
            return f"「{_shortened(plain_text(value))}」"
        case dict():
            return "一条记录(含多个字段)"
        case list() | tuple():
            return "一个列表"
    return "这种值"


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _number_text(value: Decimal | float) -> str:
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite() or abs(number) >= _LARGEST:
        return str(value)
    return format(number, "f")


def _passing_blanks(function: Filter) -> Filter:
    @functools.wraps(function)
    def apply(value: object, *options: object, **named: object) -> object:
        if value is None:
            return NULL
        if isinstance(value, Blank):
            return value
        return function(value, *options, **named)

    return apply


def read_number(value: object) -> Decimal:
    """Return `value` as an exact number. Raises WrongKind."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise WrongKind(A_NUMBER)
    try:
        number = value if isinstance(value, Decimal) else Decimal(_written(value))
    except InvalidOperation:
        raise WrongKind(A_NUMBER) from None
    if not number.is_finite() or abs(number) >= _LARGEST or number.adjusted() < -_FINEST:
        raise WrongKind(A_NUMBER)
    return number


def _written(value: float | str) -> str:
    return re.sub(r"[,,\s]", "", value) if isinstance(value, str) else str(value)


def read_day(value: object) -> dt.date:
    """Return the day `value` names. Raises WrongKind."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = _DAY.match(value) if isinstance(value, str) else None
    if found is None:
        raise WrongKind(A_DAY)
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        raise WrongKind(A_DAY) from None


def read_time(value: object) -> dt.time:
    """Return the time of day `value` names. Raises WrongKind."""
    if isinstance(value, dt.datetime):
        return value.time()
    if isinstance(value, dt.time):
        return value
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongKind(A_TIME)
    try:
        return dt.time(int(found[1]), int(found[2]))
    except ValueError:
        raise WrongKind(A_TIME) from None


def _rounded(number: Decimal, digits: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT) + 0


def _digits(wanted: object) -> int:
    if isinstance(wanted, bool) or not isinstance(wanted, int) or not 0 <= wanted <= 10:
        raise WrongKind("小数位数请写 0 到 10")
    return wanted


@_passing_blanks
def money(value: object) -> str:
    """1234.5 → 1,234.50"""
    return f"{_rounded(read_number(value), 2):,f}"


@_passing_blanks
def number(value: object) -> str:
    """12000 → 12,000 and 61.20 → 61.2: a quantity, exact"""
    text = f"{read_number(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@_passing_blanks
def wan(value: object) -> str:
    """521500 → 52.15万, exact: nothing is rounded away"""
    number = _EXACT.divide(read_number(value), Decimal(10_000))
    text = f"{number:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}万"


@_passing_blanks
def percent(value: object, digits: object = 1) -> str:
    """0.123 → 12.3%"""
    return f"{_rounded(read_number(value) * 100, _digits(digits)):f}%"


@_passing_blanks
def date(value: object) -> str:
    """2026-10-16"""
    return read_day(value).isoformat()


@_passing_blanks
def date_cn(value: object) -> str:
    """2026年10月16日"""
    day = read_day(value)
    return f"{day.year}年{day.month}月{day.day}日"


@_passing_blanks
def time(value: object) -> str:
    """14:00"""
    return f"{read_time(value):%H:%M}"


@_passing_blanks
def weekday_cn(value: object) -> str:
    """2026-10-16 → 星期五"""
    return f"星期{_WEEKDAYS[read_day(value).weekday()]}"


@_passing_blanks
def rmb(value: object) -> str:
    """1409.5 → 人民币壹仟肆佰零玖元伍角整"""
    try:
        return spell_amount(read_number(value))
    except ValueError:
        raise WrongKind("金额须小于一亿亿元") from None


@_passing_blanks
def mask_phone(value: object) -> str:
    """13812345678 → 138****5678; of a number too short for that nothing is shown"""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongKind("请给一个电话号码")
    text = str(value)
    places = [m.start() for m in re.finditer(r"\d", text)]
    if len(places) < 8:
        return "*" * len(text)
    hidden = set(places[-8:-4])
    return "".join("*" if at in hidden else char for at, char in enumerate(text))


@_passing_blanks
def join_texts(values: object, separator: object = "、") -> str:
    """["甲", "乙"] → 甲、乙"""
    if isinstance(values, str | dict) or not hasattr(values, "__iter__"):
        raise WrongKind(A_LIST)
    try:
        between, texts = plain_text(separator), [plain_text(value) for value in values]
    except WrongKind:
        raise WrongKind(A_LIST) from None
    if sum(map(len, texts)) + len(between) * len(texts) > LONGEST_TEXT:
        raise WrongKind("连接后的文字过长")
    return between.join(texts)


FILTERS: dict[str, Filter] = {
    "money": money,
    "number": number,
    "wan": wan,
    "percent": percent,
    "date": date,
    "date_cn": date_cn,
    "time": time,
    "weekday_cn": weekday_cn,
    "rmb": rmb,
    "mask_phone": mask_phone,
}

# What these make is text; a whole Excel cell wants the number or the day itself and a number format.
TEXT_OF_NUMBERS = frozenset({"money", "number", "wan", "percent", "date", "date_cn", "time"})
