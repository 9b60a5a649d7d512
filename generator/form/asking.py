"""How the form asks for a field: how it is typed, whether it is needed, how wide it is."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from generator.campaign import Shape
from generator.campaign.json_schema import limits_of
from generator.campaign.typed import read_clock, read_moment, read_ratio
from generator.form.guides import SPREAD_GUIDE, guide_of
from generator.form.layout import DOT, Block, Field
from generator.form.offers import choices_of, is_strict, source_of
from generator.office import forms

_NARROWEST, _ROOMY, _WIDEST, _LONG_EXAMPLE = 9.0, 18.0, 38.0, 24
_WIDTHS: Mapping[str, float] = {
    "money": 13, "number": 10, "percent": 9, "count": 9, "date": 12.5, "moment": 18, "clock": 18, "time": 9,
}  # fmt: skip
_AT_ONCE = "策划版"


class Hints(Struct, frozen=True):
    """What is known of fields by their key (`targets[].name`): what an example says, and from which stage on documents
    need them."""

    examples: Mapping[str, str]
    needed: Mapping[str, str]


def ask(block: Block, asked: Field, hints: Hints, values: Sequence[forms.Value]) -> forms.Ask:
    """Return the question for a field; `values` are the answers that are there already."""
    many = asked.shape.form == "list"
    shape = asked.shape.element if many and asked.shape.element else asked.shape
    kind, key = _kind(asked.shape), _dotted(block, asked)
    example, needed = hints.examples.get(key, ""), hints.needed.get(key, "")
    limits = limits_of(shape.marks)
    return forms.Ask(
        label=asked.label,
        kind=kind,
        guide=guide_of(asked),
        example=_first(example, asked) if _helps(asked, shape, example) else "",
        required=asked.required or needed == _AT_ONCE,
        width=_width(asked, kind, example, values),
        choices=() if many else choices_of(block, asked, shape),
        source="" if many else source_of(block, asked, shape),
        strict=is_strict(asked, shape),
        least=limits.get("minimum", limits.get("exclusiveMinimum")),
        most=limits.get("maximum"),
        longest=limits.get("maxLength"),
    )


def ask_spread(block: Block, key: str) -> forms.Ask:
    """Return the question for one key of a map within entries."""
    label = block.spread.label if block.spread else ""
    return forms.Ask(f"{label}{DOT}{key}", "number", guide=SPREAD_GUIDE, width=18)


def _kind(shape: Shape) -> forms.Kind:
    """Return how a value is typed and shown."""
    kind = shape.type
    if shape.form == "list" or shape.ref is not None or not isinstance(kind, type):
        return "text"
    if issubclass(kind, bool | StrEnum):
        return "choice"
    readers = {getattr(mark, "func", None) for mark in shape.marks}
    if issubclass(kind, Decimal):
        if read_ratio in readers:
            return "percent"
        return "money" if "decimal_places" in str(shape.marks) else "number"
    if readers & {read_clock, read_moment}:
        return "clock"
    named: tuple[tuple[type, forms.Kind], ...] = (
        (int, "count"), (dt.datetime, "moment"), (dt.date, "date"), (dt.time, "time"),
    )  # fmt: skip
    return next((word for base, word in named if issubclass(kind, base)), "text")


def _helps(asked: Field, shape: Shape, example: str) -> bool:
    """Tell whether an example says more than the explanation: not of what is chosen, nor a long one."""
    if shape.ref is not None or (isinstance(shape.type, type) and issubclass(shape.type, StrEnum | bool)):
        return False
    return "例如" not in asked.description and len(example) <= _LONG_EXAMPLE and "\n" not in example


def _first(example: str, asked: Field) -> str:
    """Return one entry of an example: several stand on lines of their own."""
    return example.partition("、")[0] if asked.shape.form == "list" else example


def _dotted(block: Block, asked: Field) -> str:
    """Return the path of a field as the reference writes it: `targets[].due`."""
    steps = [*block.path]
    if block.parent is not None:
        steps[len(block.parent) - 1] += "[]"
    if block.form == "table" and block.key is None:
        steps[-1] += "[]"
    return ".".join([*steps, *(["…"] if block.key else []), *asked.steps])


def _width(asked: Field, kind: str, example: str, values: Sequence[forms.Value]) -> float:
    """Return the width of a column: of numbers by their kind, of texts by what stands in them, or may."""
    head = 2.0 * len(asked.label) + 3
    if kind in _WIDTHS:
        return max(_WIDTHS[kind], min(head, 16.0))
    said = [str(value) for value in values if value is not None]
    longest = max((_columns(line) for text in said or [example] for line in text.split("\n")), default=0.0)
    is_prose = kind == "text" and asked.shape.ref is None and "例如" not in asked.description
    least = _ROOMY if is_prose and not asked.required else _NARROWEST
    return min(max(least, head, longest + 3), _WIDEST)


def _columns(text: str) -> float:
    return sum(2.0 if unicodedata.east_asian_width(each) in "WF" else 1.15 for each in text)
