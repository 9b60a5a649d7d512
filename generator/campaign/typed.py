"""How people type numbers, days and times, and what they mean by it.

Full-width digits and punctuation count as their half-width twins. Whatever is not plain is refused with a
sentence that says how to write it: a guess would be printed twenty-two times.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from pydantic_core import PydanticCustomError

from generator.campaign.entity import is_blank

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_LARGE = {"万": 10_000, "亿": 100_000_000}
_DAY = re.compile(r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*[日号]?")
_NO_YEAR = re.compile(r"(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})(?:\s*[日号])?(?:\s|$)")
_TIME = re.compile(r"(\d{1,2})(?::|点|时)(\d{1,2})分?(?::(\d{1,2}))?")
_TRUE = frozenset({"true", "yes", "on", "是", "有", "√", "1"})
_FALSE = frozenset({"false", "no", "off", "否", "无", "×", "0"})
_QUOTES = frozenset({("“", "”"), ("‘", "’"), ("”", "”"), ("「", "」"), ('"', '"'), ("'", "'")})
_MINUS = str.maketrans("−–", "--")
_WILD_RATIO = 10
_LARGEST = Decimal(10) ** 12  # below it every sum of a campaign is exact
_YEARS = range(2000, 2101)


def _fault(kind: str, message: str, remedy: str, value: object) -> PydanticCustomError:
    shown = " ".join(str(value).split())
    return PydanticCustomError(
        kind,
        message,
        {"text": shown if len(shown) <= 30 else shown[:29] + "…", "remedy": remedy},
    )


def half_width(text: str) -> str:
    """Return `text` with full-width digits and punctuation made half-width, and without quotes typed around it."""
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    return plain[1:-1].strip() if (plain[:1], plain[-1:]) in _QUOTES else plain


def read_number(value: object) -> object:
    """Read `1,200.50`, `１２,０００`, `￥300`, `300元`, `12万`."""
    return _bounded(_number(value), value)


def _bounded(number: object, value: object) -> object:
    if isinstance(number, Decimal) and not abs(number) < _LARGEST:
        raise _fault("number_unreadable", "「{text}」太大", "应小于 1 万亿,检查是否多打了数字", value)
    return number


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return _no_number(value)
    if not isinstance(value, str):
        return Decimal(str(value))
    text = half_width(value).removeprefix("¥").removesuffix("元").strip()
    factor = _LARGE.get(text[-1:], 1)
    number = _plain_number(text if factor == 1 else text[:-1].strip())
    return _no_number(value) if number is None else number * factor


def read_measure(value: object) -> object:
    """Read a quantity whose unit stands elsewhere; `85%` is 85 percent points, `50万` could be anything."""
    if not isinstance(value, str):
        return read_number(value)
    text = half_width(value)
    number = _plain_number(text.removesuffix("%").strip())
    return _no_number(value) if number is None else _bounded(number, value)


def read_ratio(value: object) -> object:
    """Read a fraction: `0.85` or `85%`."""
    if not isinstance(value, str):
        return read_number(value)
    text = half_width(value)
    number = _plain_number(text.removesuffix("%").strip())
    if number is None:
        return _no_ratio(value)
    if text.endswith("%"):
        return number / 100
    return _no_ratio(value) if abs(number) > _WILD_RATIO else number


def read_count(value: object) -> object:
    """Read a whole number."""
    number = read_number(value)
    if isinstance(number, Decimal) and number == number.to_integral_value():
        return int(number)
    raise _fault("count_unreadable", "「{text}」不是整数", "写成整数,例如 300", value)


def read_minutes(value: object) -> object:
    """Read a whole number of minutes: `30`, `30分钟`."""
    text = half_width(value) if isinstance(value, str) else value
    return read_count(re.sub(r"\s*(分钟|分|min)$", "", text) if isinstance(text, str) else text)


def _plain_number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _no_number(value: object) -> object:
    raise _fault("number_unreadable", "「{text}」不是数字", "只写数字,例如 1200.50 或 1,200.50", value)


def _no_ratio(value: object) -> object:
    raise _fault("ratio_unreadable", "「{text}」不是比例", "写成百分数或小数,例如 20% 或 0.2", value)


def read_day(value: object) -> object:
    """Read `2026-10-16`, `2026/10/16`, `2026年10月16日`."""
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else _no_day(value)
    if isinstance(value, dt.date):
        return value
    found = _DAY.fullmatch(half_width(value)) if isinstance(value, str) else None
    day = _day(found) if found else None
    return _no_day(value) if day is None else day


def read_moment(value: object) -> object:
    """Read a day with or without the time of day."""
    if isinstance(value, dt.date):
        return value
    moment = _moment(value)
    return read_day(value) if moment is None else moment


def read_datetime(value: object) -> object:
    """Read a day with its time of day: `2026-10-16 14:00`."""
    if isinstance(value, dt.datetime):
        return value
    moment = _moment(value)
    if moment is not None:
        return moment
    if isinstance(value, str) and (found := _DAY.fullmatch(half_width(value))) and _day(found):
        remedy = "在日期后面写上时间,例如 2026-10-16 14:00"
        raise _fault("time_missing", "「{text}」只有日期,没有时间", remedy, value)
    _refuse_wild_year(value)
    _refuse_missing_year(value)
    raise _fault(
        "moment_unreadable", "「{text}」不是日期时间", "写成年-月-日 时:分,例如 2026-10-16 14:00", value
    )


def read_time(value: object) -> object:
    """Read a time of day: `9:00`, `14:30`."""
    if isinstance(value, dt.time):
        return value
    time = _time(half_width(value)) if isinstance(value, str) else None
    if time is not None:
        return time
    raise _fault("clock_unreadable", "「{text}」不是时间", "写成 24 小时制的时:分,例如 14:00", value)


def read_clock(value: object) -> object:
    """Read a time of day, where it matters with its day: `9:00`, `2026-10-15 9:00`."""
    if isinstance(value, dt.datetime):
        return value
    moment = _moment(value)
    return read_time(value) if moment is None else moment


def _moment(value: object) -> dt.datetime | None:
    text = half_width(value) if isinstance(value, str) else ""
    found = _DAY.match(text)
    day = _day(found) if found else None
    time = _time(text[found.end() :].lstrip(" T")) if found else None
    return None if day is None or time is None else dt.datetime.combine(day, time)


def _refuse_wild_year(value: object) -> None:
    found = _DAY.match(half_width(value)) if isinstance(value, str) else None
    if found and int(found[1]) not in _YEARS:
        raise _fault("day_unreadable", "「{text}」的年份不对", "年份应在 2000 至 2100 之间", value)


def _refuse_missing_year(value: object) -> None:
    """`10/16`, `10月16日`: which year is meant nobody can tell."""
    found = _NO_YEAR.match(half_width(value)) if isinstance(value, str) else None
    if found and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31:
        remedy = f"补上年份,写成 年-{int(found[1]):02}-{int(found[2]):02},例如 2026-10-16"
        raise _fault("day_unreadable", "「{text}」没有写年份", remedy, value)


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        if int(found[1]) not in _YEARS:
            return None
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _time(text: str) -> dt.time | None:
    found = _TIME.fullmatch(text)
    try:
        return dt.time(int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
    except ValueError:
        return None


def _no_day(value: object) -> object:
    _refuse_wild_year(value)
    _refuse_missing_year(value)
    raise _fault("day_unreadable", "「{text}」不是有效的日期", "写成年-月-日,例如 2026-10-16", value)


def read_yes_no(value: object) -> object:
    """Read `true`, `false`, `是`, `否`, `on`, `off`."""
    word = half_width(str(value)).lower() if isinstance(value, str | int) else ""
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise _fault("yes_no_unreadable", "「{text}」既不是「是」也不是「否」", "写 是 或 否", value)


def one_or_many(value: object) -> object:
    """Read a single text as a list of one."""
    return (value,) if isinstance(value, str | int | float) else value


def present_only(value: object) -> object:
    """Read a map without the keys to which nothing is written yet."""
    return {k: v for k, v in value.items() if not is_blank(v)} if isinstance(value, dict) else value


def named(key: str) -> "Named":
    """Return a reader that takes a bare text for a group of which only `key` is given."""
    return Named(key)


class Named:
    __slots__ = ("_key",)

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, value: object) -> object:
        bare = isinstance(value, str | int | float | Decimal) and not isinstance(value, Mapping)
        return {self._key: value} if bare else value
