"""What a value becomes in a cell: a number, a truth value, text or nothing, always typed.

Text is text: `=1+1`, `-`, `007` and identity numbers stay as written. Numbers are written in full and must
fit Excel's 15 significant digits; a fraction that has more is rounded there, a whole number is refused,
because Excel would silently turn its last digits into zeros.
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from generator.office.blank import Blank
from generator.office.filters import name_kind
from generator.office.xml import legal

LONGEST_TEXT = 32_767
DIGITS = 15


class Kind(Enum):
    """The `t` attribute of a cell; an empty cell has none and no value either."""

    EMPTY = ""
    NUMBER = "n"
    BOOL = "b"
    TEXT = "s"


class Content(Struct, frozen=True):
    """A cell's value as it is written into the sheet."""

    kind: Kind
    text: str = ""


EMPTY = Content(Kind.EMPTY)
_MILLISECONDS = Decimal(86_400_000)
_EXCEL = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)


class Refusal(Struct, frozen=True):
    """Why a value cannot stand in a cell: the code of the fault and the words of its sentence."""

    code: str
    words: dict[str, object]


def read_value(value: object, *, date1904: bool) -> Content | Refusal:
    """Return what `value` is as the whole content of a cell."""
    match value:
        case None | Blank() | "":
            return EMPTY
        case bool():
            return Content(Kind.BOOL, str(int(value)))
        case int() | float() | Decimal():
            return _number(value)
        case dt.datetime() | dt.date() | dt.time():
            return _moment(value, date1904=date1904)
        case dt.timedelta():
            return _number(_EXCEL.divide(Decimal(value // dt.timedelta(milliseconds=1)), _MILLISECONDS))
        case str():
            return read_text(value)
    return Refusal("T-314", {"value": name_kind(value)})


def read_text(text: str) -> Content | Refusal:
    """Return `text` as a cell's content, with Excel's line breaks."""
    text = legal(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
    if 2 * len(text) > LONGEST_TEXT and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        return Refusal("T-315", {"count": len(text), "limit": LONGEST_TEXT})
    return Content(Kind.TEXT, text) if text else EMPTY


@lru_cache(maxsize=4096, typed=True)
def _number(value: float | Decimal) -> Content | Refusal:
    if not math.isfinite(value):
        return Refusal("T-316", {"value": value})
    if isinstance(value, float):
        return Content(Kind.NUMBER, repr(value))
    if len(text := str(value)) <= DIGITS and "E" not in text:
        return Content(Kind.NUMBER, text.rstrip("0").rstrip(".") if "." in text else text)
    exact = Decimal(value)
    rounded = _EXCEL.plus(exact)
    if exact == exact.to_integral_value() and exact != rounded:
        return Refusal("T-317", {"value": f"{exact:f}"})
    return Content(Kind.NUMBER, _plain(rounded))


def number_text(number: Decimal) -> str:
    """Return a finite number as Excel stores it: with as many digits as it keeps, in the shortest way."""
    return _plain(_EXCEL.plus(number))


def _plain(number: Decimal) -> str:
    """Return the shortest way to write the number."""
    if number == 0:
        return "0"
    text = format(number.normalize(), "f")
    return text if len(text) <= DIGITS + 6 else format(number.normalize(), "E")


def serial(value: dt.date | dt.time, *, date1904: bool = False) -> Decimal | None:
    """Return Excel's number for a date or time, None for a day before its calendar begins.

    Excel counts 1900 as a leap year: its numbers are one too high from 1900-03-01 on.
    """
    if isinstance(value, dt.time):
        return _of_day(value)
    day = value.date() if isinstance(value, dt.datetime) else value
    part = _of_day(value.time()) if isinstance(value, dt.datetime) else Decimal(0)
    days = (day - (dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 31))).days
    if days < (0 if date1904 else 1):
        return None
    return Decimal(days + (not date1904 and days > 59)) + part


def _of_day(time: dt.time) -> Decimal:
    milliseconds = round((time.hour * 3600 + time.minute * 60 + time.second) * 1000 + time.microsecond / 1000)
    return _EXCEL.divide(Decimal(milliseconds), _MILLISECONDS)


@lru_cache(maxsize=4096, typed=True)
def _moment(value: dt.date | dt.time, *, date1904: bool) -> Content | Refusal:
    number = serial(value, date1904=date1904)
    if number is None:
        return Refusal("T-318", {"value": value})
    return Content(Kind.NUMBER, number_text(number))
