"""Nothing is concluded from a value that could not be read."""

from __future__ import annotations

import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from generator.campaign import UNSOUND, UnsoundValue

USES: dict[str, Callable[[Any], object]] = {
    "attribute": lambda v: v.name,
    "item": lambda v: v[0],
    "equal": lambda v: v == 1,
    "equal, from the right": lambda v: Decimal(1) == v,
    "unequal": lambda v: v != 1,
    "less": lambda v: v < 1,
    "more, from the right": lambda v: v < Decimal(1),
    "sum": lambda v: v + 1,
    "sum, from the right": lambda v: sum([Decimal(1), v]),
    "product": lambda v: Decimal(2) * v,
    "difference": lambda v: 1 - v,
    "ratio": lambda v: Decimal(1) / v,
    "truth": bool,
    "iteration": list,
    "length": len,
    "membership": lambda v: 1 in v,
    "being a key": lambda v: {v: 1},
    "print": str,
    "print in a text": lambda v: f"{v:,.2f}",
    "negation": operator.neg,
    "size": abs,
    "rounding": round,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_whoever_looks_at_an_unsound_value_is_stopped(use: Callable[[Any], object]) -> None:
    with pytest.raises(UnsoundValue):
        use(UNSOUND)


def test_it_is_written_though_it_could_not_be_read() -> None:
    assert UNSOUND is not None


def test_it_stays_the_only_one_in_another_process() -> None:
    assert pickle.loads(pickle.dumps(UNSOUND)) is UNSOUND
