"""The tests of the language, `{% if x is … %}`: bounded, and their failures noted at their place."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, cast

from jinja2.tests import TESTS as DEFAULT_TESTS

from generator.office.arithmetic import FAILURES, reason_of
from generator.office.comparing import compare
from generator.office.effort import count_depth
from generator.office.running import note
from generator.office.unknown import Unknown

_DROPPED_TESTS = frozenset({"callable", "filter", "test", "escaped"})
_COMPARING_TESTS = {
    **dict.fromkeys(("==", "eq", "equalto"), "eq"),
    **dict.fromkeys(("!=", "ne"), "ne"),
    **dict.fromkeys((">", "gt", "greaterthan"), "gt"),
    **dict.fromkeys((">=", "ge"), "gteq"),
    **dict.fromkeys(("<", "lt", "lessthan"), "lt"),
    **dict.fromkeys(("<=", "le"), "lteq"),
    "in": "in",
}
_OF_NUMBERS = frozenset({"odd", "even", "divisibleby"})
_OF_TEXTS = frozenset({"lower", "upper"})


def _guarded_test(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    asked = _asked(name, function)

    @functools.wraps(function)
    def apply(*values: Any) -> Any:
        for value in values:
            if isinstance(value, Unknown):
                value.note()
                return False
        try:
            return asked(*values)
        except FAILURES as error:
            note("T-122", reason=reason_of(error))
            return False

    return apply


def _asked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the test itself, with what it walks over counted; `%` would format a text."""
    if name in _COMPARING_TESTS:
        return lambda value, other: compare(value, _COMPARING_TESTS[name], other)
    if name in _OF_TEXTS:
        return lambda value: function(_gone_through(value))
    if name in _OF_NUMBERS:
        return lambda value, *by: function(_number(value), *by)
    return function


def _gone_through(value: Any) -> Any:
    count_depth(value)
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str):
        raise TypeError("a text is no number")
    return value


def make_tests() -> dict[str, Callable[..., Any]]:
    """Return every test of the language; `defined` and `undefined` are the two that may ask of any name."""
    defaults = cast("Mapping[str, Callable[..., Any]]", DEFAULT_TESTS)
    kept = {name: function for name, function in defaults.items() if name not in _DROPPED_TESTS}
    guarded = {name: _guarded_test(name, function) for name, function in kept.items()}
    return {**guarded, "defined": defaults["defined"], "undefined": defaults["undefined"]}
