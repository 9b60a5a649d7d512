"""What a dot or brackets in a template may reach: fields of plain values, never a method.

Mappings are looked up by key alone, so `budget.items` is the key `items`. Everything that is not listed here
has no fields at all; that is what keeps a template away from Python.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from jinja2.runtime import LoopContext
from jinja2.utils import Cycler, Joiner, Namespace
from msgspec import Struct

from generator.office.blank import NULL, Blank
from generator.office.unknown import LOOP_FIELDS, SILENT, Unknown


class EngineFunction(Struct, frozen=True):
    """A function that an engine lends to its templates. Data cannot hold one: nothing else is called.

    A `recording` one is called by the engine's own source, never by what a template says.
    """

    function: Any
    recording: bool = False

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self.function(*values, **named)


class Missing:
    """The answer where there is no such field."""


MISSING = Missing()

_DAY = frozenset({"year", "month", "day"})
_TIME = frozenset({"hour", "minute", "second"})
_FIELDS: tuple[tuple[type, frozenset[str]], ...] = (
    (LoopContext, LOOP_FIELDS),
    (dt.datetime, _DAY | _TIME),
    (dt.date, _DAY),
    (dt.time, _TIME),
    (dt.timedelta, frozenset({"days"})),
    (Cycler, frozenset({"current", "next", "reset"})),
)
_METHODS = {(LoopContext, "cycle"), (LoopContext, "changed"), (Cycler, "next"), (Cycler, "reset")}


def read_field(owner: Any, name: Any) -> Any:
    """Return the field `name` of `owner`, or MISSING."""
    if type(owner) is dict or isinstance(owner, Mapping):
        try:
            return owner.get(name, MISSING)
        except TypeError:  # an unhashable name
            return MISSING
    if isinstance(owner, Unknown):
        owner.note()
        return SILENT
    if owner is None:
        return NULL
    if isinstance(owner, Blank):
        return _blank_field(owner, name)
    if isinstance(owner, str | list | tuple):
        return _item(owner, name)
    return _listed_field(owner, name)


def _blank_field(owner: Blank, name: Any) -> Any:
    try:
        return owner[name]
    except KeyError:
        return MISSING


def _item(owner: Any, place: Any) -> Any:
    if isinstance(place, int):
        return owner[place] if -len(owner) <= place < len(owner) else MISSING
    if isinstance(owner, tuple) and place in (*getattr(owner, "_fields", ()), *getattr(owner, "also", ())):
        return getattr(owner, place)  # of what `groupby` and `grouped` yield
    return MISSING


def _listed_field(owner: Any, name: Any) -> Any:
    if isinstance(owner, Namespace):
        return MISSING if str(name).startswith("_") else getattr(owner, str(name), MISSING)
    for kind, names in _FIELDS:
        if isinstance(owner, kind):
            return getattr(owner, name) if name in names else MISSING
    return MISSING


def may_call(target: Any) -> bool:
    """Tell whether a template may call `target`."""
    if isinstance(target, EngineFunction | Joiner):
        return True
    owner = getattr(target, "__self__", None)
    return (type(owner), getattr(target, "__name__", "")) in _METHODS
