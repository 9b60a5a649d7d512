"""Derived figures as what a template can read: dictionaries, what is not known as a blank of its kind."""

from __future__ import annotations

import datetime as dt
import inspect
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct

from generator.office.blank import Blank
from generator.render.tree import Node

_PLAIN = frozenset({str, int, bool, Decimal, dt.date, dt.datetime, dt.time})


def known(figure: Any) -> Node:
    """Return a figure's fields as a dictionary, the unknown ones as blanks of their kind."""
    return {name: or_blank(getattr(figure, name), kind) for name, kind in _kinds(figure.__class__)}


@cache
def _kinds(figure: Any) -> tuple[tuple[str, str], ...]:
    """Return the names of a figure's fields with their types, as they are written."""
    annotations = inspect.get_annotations(figure)
    return tuple((name, str(annotations[name])) for name in figure.__struct_fields__)


def or_blank(value: object, kind: str) -> Any:
    """Return a value of a figure's field, whose type is written as `kind`."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Struct):
        return known(value)
    if isinstance(value, tuple):
        return [or_blank(item, kind) for item in value]
    if value is not None:
        return str(value) if isinstance(value, str) else value
    if "date" in kind:
        return Blank("date")
    return Blank("number" if "Decimal" in kind or "int" in kind else "text")
