"""Calculation as a template does it: exact, of blanks a blank, and never so much that it takes long."""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import Any

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.office.blank import NULL, Blank
from generator.office.filters import LONGEST_TEXT, WrongKind
from generator.office.running import SHORT_TEXT, count_made, count_work, note, refuse_length
from generator.office.unknown import SILENT, Unknown

FAILURES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, TemplateError)

_MOST_BITS = 4_000


def reason_of(error: BaseException) -> str:
    """Return in Chinese why a computation failed."""
    if isinstance(error, ZeroDivisionError):
        return "除数为零"
    if isinstance(error, TypeError):
        return "值的种类不合(例如文字与数字)"
    if isinstance(error, RecursionError):
        return "套得太深"
    return "值不合适"


def calculate(symbol: str, left: Any, right: Any) -> Any:
    """Return `left symbol right`; what cannot be computed is noted."""
    for value in (left, right):
        if isinstance(value, Unknown):
            value.note()
            return SILENT
        if value is None or isinstance(value, Blank):
            return NULL if value is None else value
    try:
        _check_sizes(symbol, left, right)
        return ImmutableSandboxedEnvironment.default_binop_table[symbol](*_same_numbers(left, right))
    except WrongKind as wrong:
        reason = wrong.wanted
    except FAILURES as error:
        reason = reason_of(error)
    note("T-122", reason=reason)
    return SILENT


def _same_numbers(left: Any, right: Any) -> tuple[Any, Any]:
    """A float meets an exact number as the number it is printed as."""
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(repr(right))
    if isinstance(left, float) and isinstance(right, Decimal):
        return Decimal(repr(left)), right
    return left, right


def _check_sizes(symbol: str, left: Any, right: Any) -> None:
    numeric = isinstance(left, int | float | Decimal) and isinstance(right, int | float | Decimal)
    if symbol == "+" and not numeric:
        if isinstance(left, str | list) and isinstance(right, str | list):
            count_joining(left, right)
        return
    if symbol != "-" and not numeric:
        raise WrongKind("只有数可以这样计算")
    if numeric and max(_bits(left), _bits(right)) > _MOST_BITS:
        raise WrongKind("数过大")
    if symbol == "**" and not abs(right) * _bits(left) <= _MOST_BITS:
        raise WrongKind("数过大")
    if symbol == "*" and _bits(left) + _bits(right) > _MOST_BITS:
        raise WrongKind("数过大")


def count_joining(*pieces: str | list[Any]) -> None:
    """Count putting texts or lists together; what would be huge stops the run."""
    size = sum(map(len, pieces))
    if size > LONGEST_TEXT:
        refuse_length()
    if not isinstance(pieces[0], str):
        count_work(size)
    elif size > SHORT_TEXT:
        count_work(size // 8)
        count_made(size)


def _bits(number: Any) -> int:
    return number.bit_length() if isinstance(number, int) else 64


def signed(symbol: str, value: Any) -> Any:
    """Return `+value` or `-value`."""
    if isinstance(value, str):
        return calculate("*", value, 1)
    return value if symbol == "+" and isinstance(value, Unknown | Blank) else _negated(symbol, value)


def _negated(symbol: str, value: Any) -> Any:
    try:
        return operator.pos(value) if symbol == "+" else operator.neg(value)
    except FAILURES as error:
        note("T-122", reason=reason_of(error))
        return SILENT
