"""What is known of a value without any data: its kind, where it comes from, and what it holds."""

from __future__ import annotations

from msgspec import Struct

from generator.office.schema import ANY, LABELS, NUMBER, Field, Kind
from generator.office.unknown import LOOP_FIELDS

SEVERAL = frozenset[Kind]({"record", "list", "map", "chart"})
"""What is no single value and cannot be printed."""


class Value(Struct, frozen=True):
    """What an expression gives: its field, and the name by which the data know it ("" for what is computed).

    `item` is what a computed list holds. `parts` are what a pair is taken apart into by `for key, value in`; a
    pair with names has a record of as many fields.
    """

    field: Field
    path: str = ""
    item: Value | None = None
    parts: tuple[Value, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.field.kind

    @property
    def element(self) -> Value:
        """Return what a list or a map holds."""
        return self.item or Value(self.field.element, f"{self.path}[]" if self.path else "")

    def described(self) -> str:
        """Return in Chinese what the value is, for a message: 「tasks[].owner」(责任人, 记录)."""
        kind = LABELS[self.kind]
        if not self.path:
            return f"一个{kind}" if self.kind in SEVERAL else kind
        label = self.field.label
        return f"「{self.path}」({label}, {kind})" if label else f"「{self.path}」({kind})"


UNTOLD = Value(ANY)


def united(one: Value, other: Value) -> Value:
    """Return what is either of two values."""
    if one.kind == other.kind and one.kind not in ("record", "list", "map"):
        return one
    return one if one == other else UNTOLD


def loop_value(element: Value) -> Value:
    """Return what `loop` is inside a loop over such elements."""
    fields = dict.fromkeys(sorted(LOOP_FIELDS), NUMBER)
    fields |= {"first": Field("yes_no"), "last": Field("yes_no"), "cycle": ANY, "changed": ANY}
    fields |= {"previtem": element.field, "nextitem": element.field}
    return Value(Field("record", inside=lambda: fields), "loop")
