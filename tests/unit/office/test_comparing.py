"""Comparison in templates is Python's own, counted."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.office.comparing import compare
from generator.office.running import MOST_WORK, Run, Stopped, running

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda part, whole: part in whole,
    "notin": lambda part, whole: part not in whole,
}
single = st.one_of(
    st.integers(0, 3), st.sampled_from(["", "a", "ab", "乙"]), st.just(Decimal("1.5")), st.none()
)
anything = st.recursive(
    single,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from(["k", "l"]), inner, max_size=2),
    ),
    max_leaves=6,
)


def outcome(ask: Callable[[], Any]) -> Any:
    try:
        return bool(ask())
    except TypeError:
        return TypeError


@settings(deadline=None)
@given(left=anything, right=anything, sign=st.sampled_from(sorted(SIGNS)))
def test_a_comparison_says_what_python_says(left: Any, right: Any, sign: str) -> None:
    with running(Run(())):
        assert outcome(lambda: compare(left, sign, right)) == outcome(lambda: SIGNS[sign](left, right))


def test_a_value_is_in_a_list_that_holds_it_even_if_it_equals_nothing() -> None:
    nothing = float("nan")
    with running(Run(())):
        assert compare(nothing, "in", [nothing])
        assert compare([nothing], "eq", [nothing])


@pytest.mark.parametrize("sign", ["eq", "lt", "in"])
def test_lists_that_hold_each_other_many_times_over_are_stopped(sign: str) -> None:
    one: list[Any] = [1]
    other: list[Any] = [1]
    for _ in range(50):
        one, other = [one, one], [other, other]
    run = Run(())
    with running(run), pytest.raises(Stopped):
        compare(one, sign, [other] if sign == "in" else other)
    assert run.work > MOST_WORK
