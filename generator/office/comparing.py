"""Comparison as a template does it: what Python says, with lists compared here and counted item by item.

How much two lists have in common cannot be told beforehand, and lists may hold each other many times over, so that
one comparison could outlast every bound.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generator.office.effort import SCALARS, count_depth, count_search, count_text
from generator.office.running import count_work

# By the names that Jinja's syntax tree gives them.
_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
}


def compare(left: Any, sign: str, right: Any) -> Any:
    """Return `left sign right`. Raises TypeError where they have no order."""
    if sign in ("in", "notin"):
        return _holds(right, left) is (sign == "in")
    if type(left) is str and type(right) is str:
        count_text(left if len(left) < len(right) else right)
    elif isinstance(left, list | tuple | Mapping) and type(right) is type(left):
        return _compare_many(left, sign, right)
    return _OPERATIONS[sign](left, right)


def _compare_many(left: Any, sign: str, right: Any) -> Any:
    if sign in ("eq", "ne"):
        return same(left, right) is (sign == "eq")
    if isinstance(left, Mapping):
        return _OPERATIONS[sign](left, right)
    for one, other in zip(left, right, strict=False):
        if not same(one, other):
            return compare(one, sign, other)
    return _OPERATIONS[sign](len(left), len(right))


def same(left: Any, right: Any) -> bool:
    """Tell whether two values are equal or one and the same, as the items of equal lists are.

    Without recursion: at some depths of the stack Python takes and returns memory for each call.
    """
    waiting: list[Iterator[tuple[Any, Any]]] = [iter([(left, right)])]
    while waiting:
        pair = next(waiting[-1], None)
        if pair is None:
            waiting.pop()
            continue
        within = _pairs_within(*pair)
        if within is None:
            return False
        if within:
            waiting.append(iter(within))
    return True


def _pairs_within(left: Any, right: Any) -> Sequence[tuple[Any, Any]] | Iterator[tuple[Any, Any]] | None:
    """Return what of two values has to be the same for them to be; None where they differ at once."""
    count_work(16)
    if left is right:
        return ()
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        count_work(len(left))
        alike = len(left) == len(right) and all(key in right for key in left)
        return [(value, right[key]) for key, value in left.items()] if alike else None
    if isinstance(left, list | tuple) and type(left) is type(right):
        return zip(left, right, strict=True) if len(left) == len(right) else None
    if isinstance(left, str) and isinstance(right, str):
        count_text(left)
    return () if left == right else None


def _holds(whole: Any, part: Any) -> bool:
    """Tell whether `part` is in `whole`."""
    if isinstance(whole, list | tuple):
        if type(part) not in SCALARS and type(part) is not str:
            return any(same(item, part) for item in whole)
        count_work(len(whole) * (1 + len(part) // 64 if type(part) is str else 1))
    if isinstance(whole, str) and isinstance(part, str):
        count_search(whole, part)
    elif isinstance(whole, range):
        count_work(0 if isinstance(part, int) else len(whole))
    count_key(part)
    return bool(part in whole)


def count_key(key: Any) -> None:
    """Count looking a key up: one made of others is gone through to the last of them."""
    if isinstance(key, tuple):
        count_depth(key)
