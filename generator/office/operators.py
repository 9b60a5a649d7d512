"""Which kinds of values have an order among each other, and which can be calculated with: as Python has it.

Told of kinds alone, without data. Of `any` nothing is ever said.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.office.schema import Kind

ORDERING = frozenset({"gt", "gteq", "lt", "lteq"})
"""The comparisons that want an order, as Jinja's syntax tree calls them."""

_ALIKE: Mapping[Kind, Kind] = {"yes_no": "number", "picture": "text"}
_NUMBER = frozenset[Kind]({"number", "any"})
_DAYS = frozenset[Kind]({"date", "time", "moment"})
_ADDED = frozenset[Kind]({"number", "text", "list"})


def have_an_order(one: Kind, other: Kind) -> bool:
    """Tell whether one can be greater than the other."""
    one, other = _ALIKE.get(one, one), _ALIKE.get(other, other)
    return "any" in (one, other) or one == other


def result(symbol: str, one: Kind, other: Kind) -> Kind | None:
    """Return the kind of `one + other` and the like; None where it cannot be calculated."""
    one, other = _ALIKE.get(one, one), _ALIKE.get(other, other)
    if symbol == "+" and one == other and one in _ADDED:
        return one
    if symbol == "-" and {one, other} & _DAYS:
        return "any" if one == other or "any" in (one, other) else None
    if symbol == "+" and "any" in (one, other):
        return "any"
    if {one, other} <= _NUMBER:
        return "any" if "any" in (one, other) else "number"
    return None
