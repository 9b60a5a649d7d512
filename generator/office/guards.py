"""Bounds and places for what a template executes: filters, loops, joined texts, comparisons, printing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import GeneratorType
from typing import Any

from jinja2 import pass_context, pass_environment
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.filters import make_multi_attrgetter
from markupsafe import Markup

from generator.office.arithmetic import FAILURES, count_joining
from generator.office.blank import NULL, Blank
from generator.office.comparing import compare
from generator.office.effort import (
    SCALARS,
    count_depth,
    count_filter,
    count_keys,
    count_search,
    has_keys,
    makes_as_told,
)
from generator.office.filters import FILTERS, LONGEST_TEXT, WrongKind, join_texts, name_kind, plain_text
from generator.office.grouping import grouped
from generator.office.running import (
    MOST_STEPS,
    SHORT_TEXT,
    Stopped,
    count_made,
    count_steps,
    note,
    refuse_length,
)
from generator.office.unknown import SILENT, Unknown

# No template can spell these: a filter's name has no space.
COUNTED = "loop steps"
BOUNDED = "joined text"
COMPARED = "comparison"
WALKED = "chain of comparisons"

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
_LARGEST_OPTION = 10_000
# Where a filter that compares keys is told which field of the items is the key.
_ATTRIBUTE_AT = {"groupby": 0, "grouped": 0, "max": 1, "min": 1, "sort": 2, "unique": 1}


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
def counted(_context: Any, value: Any, weight: int) -> Iterable[Any]:
    """Return what a loop runs over; its steps, each of `weight` expressions, are counted beforehand."""
    if isinstance(value, Unknown):
        value.note()
        return ()
    if value is None or isinstance(value, Blank):
        return ()
    if isinstance(value, list | tuple | Mapping | range | str):
        count_steps(len(value), weight * len(value))
        return value
    note("T-124", value=name_kind(value))
    return ()


@pass_context
def bounded(_context: Any, text: Any) -> Any:
    """Return joined text, unless joining it again and again has made it huge."""
    count_joining(text)
    return text


@pass_context
def compared(_context: Any, left: Any, sign: str, right: Any) -> Any:
    """Return what a comparison says, its work counted."""
    return compare(left, sign, right)


@pass_context
def walked(_context: Any, value: Any) -> Any:
    """Return a value that is about to be compared, with all that it holds counted."""
    if type(value) not in SCALARS:
        count_depth(value)
    return value


def bounded_range(*limits: int) -> range:
    """Jinja's `range`, no longer than a run may take steps."""
    numbers = range(*limits)
    if len(numbers) > MOST_STEPS:
        note("T-126", limit=MOST_STEPS)
        raise Stopped
    return numbers


def guarded_filter(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter with blanks passed through, its work counted, and failures noted at their place."""
    at = 1 if hasattr(function, "jinja_pass_arg") else 0
    of_text, of_keys, always = name in _OF_TEXT, has_keys(name), makes_as_told(name)

    @functools.wraps(function)
    def apply(*values: Any, **named: Any) -> Any:
        value = values[at]
        if value is None or isinstance(value, Blank | Unknown):
            return _passed(value)
        try:
            given = plain_text(value) if of_text and type(value) is not str else value
            options = (*values[at + 1 :], *named.values())
            if options:
                _check_options(options)
            if always or not _is_short(given):
                count_filter(name, given, options)
                if of_keys:
                    _count_keys(name, values, named)
            return _whole(function(*values[:at], given, *values[at + 1 :], **named), given)
        except WrongKind as wrong:
            remedy = wrong.wanted
        except FAILURES:
            remedy = "检查值的种类和过滤器的参数"
        note("T-121", filter=name, value=name_kind(value), remedy=remedy)
        return SILENT

    return apply


def _is_short(value: Any) -> bool:
    return len(value) <= SHORT_TEXT if type(value) is str else type(value) in SCALARS


def _count_keys(name: str, values: Sequence[Any], named: Mapping[str, Any]) -> None:
    """Count comparing the keys of a list's items, whatever they are."""
    if name == "dictsort":
        by = named.get("by", values[2] if len(values) > 2 else "key")
        if isinstance(values[0], Mapping):
            count_keys(list(values[0].values() if by == "value" else values[0]))
        return
    environment, items, *options = values
    at = _ATTRIBUTE_AT[name]
    attribute = named.get("attribute", options[at] if at < len(options) else None)
    if isinstance(items, list | tuple):
        read = make_multi_attrgetter(environment, attribute)
        count_keys([key for item in items for key in read(item)])


def _whole(result: Any, given: Any) -> Any:
    """Return a result worked out here and now, where its failures belong; the first of none is a blank."""
    if isinstance(result, str):
        return _counted_text(result, given)
    if isinstance(result, GeneratorType):
        return list(result)
    return NULL if isinstance(result, Unknown) and result.is_nameless else result


def _counted_text(text: str, given: Any) -> str:
    """Return a text, counted when it is long and new; what comes from the data may be as long as it is there."""
    if len(text) > SHORT_TEXT:
        if len(text) > LONGEST_TEXT and not (isinstance(given, str) and len(text) <= len(given)):
            refuse_length()
        count_made(len(text))
    return text


def _passed(value: Blank | Unknown | None) -> Any:
    if isinstance(value, Unknown):
        value.note()
        return SILENT
    return NULL if value is None else value


def _check_options(options: Iterable[Any]) -> None:
    for option in options:
        if isinstance(option, int) and abs(option) > _LARGEST_OPTION:
            raise WrongKind("过滤器的参数过大")


def _fields_of(environment: Any, values: Any, attribute: object) -> Any:
    if attribute is None or isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        return values
    first, *rest = str(attribute).split(".")
    fields = [environment.getattr(value, first) for value in values]
    for part in rest:
        fields = [environment.getattr(field, part) for field in fields]
    return [str(field) if isinstance(field, Unknown) else field for field in fields]


@pass_environment
def _join(environment: Any, values: Any, d: object = "", attribute: object = None) -> Any:
    return join_texts(_fields_of(environment, values, attribute), d)


@pass_environment
def _join_cn(environment: Any, values: Any, attribute: object = None, separator: object = "、") -> Any:
    return join_texts(_fields_of(environment, values, attribute), separator)


def _replace(value: object, old: object, new: object) -> str:
    text, searched, replacement = plain_text(value), plain_text(old), plain_text(new)
    count_search(text, searched)
    if text.count(searched) * len(replacement) > LONGEST_TEXT:
        raise WrongKind("替换后的文字过长")
    return text.replace(searched, replacement)


@pass_environment
def _sum(environment: Any, values: Any, attribute: object = None, start: object = 0) -> Any:
    if not isinstance(start, int | float | Decimal):
        raise WrongKind("start 请给一个数")
    return DEFAULT_FILTERS["sum"](environment, values, attribute, start)


def make_filters() -> dict[str, Callable[..., Any]]:
    """Return every filter of the language."""
    own = {
        **FILTERS,
        "join": _join,
        "join_cn": _join_cn,
        "replace": _replace,
        "sum": _sum,
        "grouped": grouped,
    }
    kept = {name: DEFAULT_FILTERS[name] for name in _KEPT_FILTERS}
    filters = {name: guarded_filter(name, function) for name, function in {**kept, **own}.items()}
    return {**filters, "default": DEFAULT_FILTERS["default"], "d": DEFAULT_FILTERS["default"]}
