"""A campaign as templates see it: plain dictionaries, references resolved, unset values as blanks.

A reference (`owner: p03`) is the very dictionary of the entry it names, so `task.owner.name` works, and so do
circles (tasks that depend on each other). An unset value is a `Blank` of its field's kind; an unset record is a
blank that still knows its fields, so that a misspelt name is told even where there are no data.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any

from generator.campaign import Campaign, Entity, Ref, Shape, fields_of, shape_of
from generator.office.blank import Blank

Node = dict[str, Any]


class Tree:
    """The dictionaries of one campaign; `root` has the campaign file's keys at top level."""

    def __init__(self, campaign: Campaign) -> None:
        self._shells: dict[int, Node] = {}
        self._named: dict[tuple[str, str], Node] = {}
        for ref in _refs():
            for entry in _follow(campaign, ref.collection):
                shell = self._shells.setdefault(id(entry), {})
                names = (getattr(entry, key) for key in ref.keys)
                self._named.update({(ref.collection, str(name)): shell for name in names if name})
        self.root = self._node(campaign)

    def named(self, collection: str, key: str | None) -> Node | Blank:
        """Return the entry of `collection` with this id; a blank one when there is none."""
        return self._named.get((collection, str(key)), blank_entry(collection))

    def _node(self, entity: Entity) -> Node:
        node = self._shells.setdefault(id(entity), {})
        for name, shape in fields_of(type(entity)).items():
            node[name] = self._value(getattr(entity, name), shape)
        return node

    def _value(self, value: Any, shape: Shape) -> object:
        if value is None:
            return blank_of(shape)
        if shape.form == "group":
            return self._node(value)
        if shape.form == "list" and shape.element:
            return [self._value(item, shape.element) for item in value]
        if shape.form == "map" and shape.element:
            return {str(key): self._value(item, shape.element) for key, item in value.items()}
        if shape.ref is not None:
            return self.named(shape.ref.collection, value)
        return str(value) if isinstance(value, Enum) else value


def blank_of(shape: Shape) -> object:
    """Return what stands for an unset value: a blank of its kind, or an empty list."""
    if shape.form in ("list", "map"):
        return []
    if shape.model is not None:
        return blank_record(shape.model)
    return blank_entry(shape.ref.collection) if shape.ref else Blank(shape.kind)


@cache
def blank_record(model: type[Entity]) -> Blank:
    """Return a blank that knows the fields of `model`."""
    return Blank("text", {name: blank_of(shape) for name, shape in fields_of(model).items()})


@cache
def blank_entry(collection: str) -> Blank:
    """Return a blank entry of a list; a person prints as a line to sign on."""
    return Blank("person" if collection == "team" else "text")


@cache
def _refs() -> tuple[Ref, ...]:
    """Return every mark of a reference in the model."""
    return tuple(dict.fromkeys(_refs_in(shape_of(Campaign))))


def _refs_in(shape: Shape) -> Iterator[Ref]:
    if shape.ref:
        yield shape.ref
    if shape.element:
        yield from _refs_in(shape.element)
    for inner in fields_of(shape.model).values() if shape.model else ():
        yield from _refs_in(inner)


def _follow(campaign: Campaign, path: str) -> Iterator[Entity]:
    """Return the entries of the list at a path: `research.needs`."""
    found: Any = campaign
    for name in path.split("."):
        found = getattr(found, name)
    return iter(found)
