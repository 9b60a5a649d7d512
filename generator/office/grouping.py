"""Entries of a list put together by one of their fields, in the order in which its values first come.

Jinja's own `groupby` sorts; a list of expenses is in an order that means something.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from jinja2 import pass_environment

from generator.office.blank import NULL, Blank
from generator.office.comparing import count_key, same
from generator.office.filters import A_LIST, WrongKind
from generator.office.unknown import SILENT, Unknown

_BLANK = object()
_Pair = NamedTuple("_Pair", [("grouper", Any), ("list", list[Any])])  # noqa: UP014 - a field named `list` hides the type


class Group(_Pair):
    """A value and the entries that have it; `grouper` is Jinja's word for the value."""

    __slots__ = ()
    also = ("name",)

    @property
    def name(self) -> Any:
        return self.grouper


@pass_environment
def grouped(environment: Any, values: Any, attribute: object = None) -> list[Group]:
    """Return the groups: the value in common as `name` (and `grouper`, Jinja's word), the entries as `list`.

    `attribute` is a field of the entries, dotted; without it entries that are the same are put together. Entries
    without a value make one group. Raises WrongKind.
    """
    if not isinstance(values, list | tuple):
        raise WrongKind(A_LIST)
    parts = str(attribute).split(".") if attribute is not None else []
    groups = _Groups()
    for value in values:
        groups.add(functools.reduce(environment.getattr, parts, value), value)
    return groups.found


class _Groups:
    """Groups in the order of their first entries; those of records and lists are found by comparing."""

    def __init__(self) -> None:
        self.found: list[Group] = []
        self._by_key: dict[Hashable, Group] = {}
        self._others: list[Group] = []

    def add(self, name: Any, value: Any) -> None:
        if isinstance(name, Unknown):
            name.note()
            name = SILENT
        group = self._other(name) if isinstance(name, Mapping | list) else self._keyed(name)
        group.list.append(value)

    def _keyed(self, name: Any) -> Group:
        count_key(name)
        key = _BLANK if name is None or isinstance(name, Blank | Unknown) else name
        if key not in self._by_key:
            self._by_key[key] = self._new(NULL if name is None else name)
        return self._by_key[key]

    def _other(self, name: Any) -> Group:
        group = next((each for each in self._others if same(each.name, name)), None)
        if group is None:
            group = self._new(name)
            self._others.append(group)
        return group

    def _new(self, name: Any) -> Group:
        group = Group(name, [])
        self.found.append(group)
        return group
