"""Bounds and places for everything that a template executes: filters, tests, operators, loops, printing."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import GeneratorType
from typing import Any, cast

from jinja2 import TemplateError, pass_context, pass_environment
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as DEFAULT_TESTS
from markupsafe import Markup

from generator.office.blank import NULL, Blank
from generator.office.filters import FILTERS, WrongKind, join_texts, name_kind, plain_text
from generator.office.running import LONGEST_TEXT, MOST_STEPS, Stopped, count_steps, note
from generator.office.unknown import SILENT, Unknown

FAILURES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, TemplateError)

_KEPT_FILTERS = (
    *("abs", "batch", "capitalize", "count", "dictsort", "e", "escape", "first", "float", "forceescape"),
    *(
        "groupby",
        "int",
        "items",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
    ),
    *(
        "reverse",
        "round",
        "select",
        "selectattr",
        "slice",
        "sort",
        "string",
        "sum",
        "title",
        "trim",
        "truncate",
    ),
    *("unique", "upper", "wordcount"),
)
_OF_TEXT = frozenset(
    {
        "capitalize",
        "e",
        "escape",
        "forceescape",
        "lower",
        "string",
        "title",
        "trim",
        "truncate",
        "upper",
        "wordcount",
    }
)
_DROPPED_TESTS = frozenset({"callable", "filter", "test", "escaped"})
_LARGEST_OPTION = 10_000
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


def text_of(value: Any) -> str:
    """Return a value as a tag prints it; what cannot be printed is noted and prints nothing."""
    if type(value) is str:
        return value
    if isinstance(value, Unknown):
        return str(value)
    if isinstance(value, Markup):  # `|e` has escaped it already; it is escaped where it is written
        return value.unescape()
    try:
        return plain_text(value)
    except WrongKind:
        note("T-123", value=name_kind(value))
        return ""


@pass_context
def counted(_context: Any, value: Any) -> Iterable[Any]:
    """Return what a loop runs over, its steps counted beforehand."""
    if isinstance(value, Unknown):
        value.note()
        return ()
    if value is None or isinstance(value, Blank):
        return ()
    if isinstance(value, list | tuple | Mapping | range | str):
        count_steps(len(value))
        return value
    note("T-124", value=name_kind(value))
    return ()


@pass_context
def bounded(_context: Any, text: Any) -> Any:
    """Return joined text, unless joining it again and again has made it huge."""
    if len(text) > LONGEST_TEXT:
        note("T-127", limit=LONGEST_TEXT)
        raise Stopped
    return text


def bounded_range(*limits: int) -> range:
    """Jinja's `range`, no longer than a run may take steps."""
    numbers = range(*limits)
    if len(numbers) > MOST_STEPS:
        note("T-126", limit=MOST_STEPS)
        raise Stopped
    return numbers


def guarded_filter(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter with blanks passed through and failures noted at their place."""
    at = 1 if hasattr(function, "jinja_pass_arg") else 0

    @functools.wraps(function)
    def apply(*values: Any, **named: Any) -> Any:
        value = values[at]
        if value is None or isinstance(value, Blank | Unknown):
            return _passed(value)
        try:
            _check_options((*values[at + 1 :], *named.values()))
            given = plain_text(value) if name in _OF_TEXT else value
            return _whole(function(*values[:at], given, *values[at + 1 :], **named))
        except WrongKind as wrong:
            remedy = wrong.wanted
        except FAILURES:
            remedy = "检查值的种类和过滤器的参数"
        note("T-121", filter=name, value=name_kind(value), remedy=remedy)
        return SILENT

    return apply


def _whole(result: Any) -> Any:
    """Return a result worked out here and now, where its failures belong; the first of none is a blank."""
    if isinstance(result, GeneratorType):
        return list(result)
    return NULL if isinstance(result, Unknown) and result.is_nameless else result


def _passed(value: Blank | Unknown | None) -> Any:
    if isinstance(value, Unknown):
        value.note()
        return SILENT
    return NULL if value is None else value


def _check_options(options: Iterable[Any]) -> None:
    if any(isinstance(option, int) and abs(option) > _LARGEST_OPTION for option in options):
        raise WrongKind("过滤器的参数过大")


def _guarded_test(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def apply(*values: Any) -> Any:
        for value in values:
            if isinstance(value, Unknown):
                value.note()
                return False
        try:
            return function(*values)
        except FAILURES as error:
            note("T-122", reason=reason_of(error))
            return False

    return apply


def _fields_of(environment: Any, values: Any, attribute: object) -> Any:
    if attribute is None or isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        return values
    fields = [functools.reduce(environment.getattr, str(attribute).split("."), value) for value in values]
    return [str(field) if isinstance(field, Unknown) else field for field in fields]


@pass_environment
def _join(environment: Any, values: Any, d: object = "", attribute: object = None) -> Any:
    return join_texts(_fields_of(environment, values, attribute), d)


@pass_environment
def _join_cn(environment: Any, values: Any, attribute: object = None, separator: object = "、") -> Any:
    return join_texts(_fields_of(environment, values, attribute), separator)


def _replace(value: object, old: object, new: object) -> str:
    text, searched, replacement = plain_text(value), plain_text(old), plain_text(new)
    if text.count(searched) * len(replacement) > LONGEST_TEXT:
        raise WrongKind("替换后的文字过长")
    return text.replace(searched, replacement)


def make_filters() -> dict[str, Callable[..., Any]]:
    """Return every filter of the language."""
    own = {**FILTERS, "join": _join, "join_cn": _join_cn, "replace": _replace}
    kept = {name: DEFAULT_FILTERS[name] for name in _KEPT_FILTERS}
    filters = {name: guarded_filter(name, function) for name, function in {**kept, **own}.items()}
    return {**filters, "default": DEFAULT_FILTERS["default"], "d": DEFAULT_FILTERS["default"]}


def make_tests() -> dict[str, Callable[..., Any]]:
    """Return every test of the language; `defined` and `undefined` are the two that may ask of any name."""
    defaults = cast("Mapping[str, Callable[..., Any]]", DEFAULT_TESTS)
    kept = {name: function for name, function in defaults.items() if name not in _DROPPED_TESTS}
    guarded = {name: _guarded_test(function) for name, function in kept.items()}
    return {**guarded, "defined": defaults["defined"], "undefined": defaults["undefined"]}


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
            bounded(None, range(len(left) + len(right)))
        return
    if symbol != "-" and not numeric:
        raise WrongKind("只有数可以这样计算")
    if symbol == "**" and not abs(right) * _bits(left) <= _MOST_BITS:
        raise WrongKind("数过大")
    if symbol == "*" and _bits(left) + _bits(right) > _MOST_BITS:
        raise WrongKind("数过大")


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
