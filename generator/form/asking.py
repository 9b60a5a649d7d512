"""How the form asks for a field: its explanation, how it is typed, what it is chosen from, how wide it is."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.campaign import Shape
from generator.campaign.choices import BUDGET_CATEGORIES, Retention, label_of
from generator.campaign.json_schema import limits_of
from generator.campaign.typed import read_ratio
from generator.form.directory import BY_NAME
from generator.form.guides import SPREAD_GUIDE, guide_of
from generator.form.layout import DOT, Block, Field, form_sheets
from generator.office import forms

_NARROWEST, _WIDEST, _LONG_EXAMPLE = 9.0, 38.0, 24
_WIDTHS: Mapping[str, float] = {
    "money": 13, "number": 10, "percent": 9, "count": 9, "date": 12.5, "moment": 18, "time": 9,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examples:
    """What the fields of an example say, by their key (`targets[].name`), and the codes of the documents."""

    values: Mapping[str, str]
    codes: tuple[str, ...] = ()


def ask(block: Block, asked: Field, examples: Examples, values: Sequence[forms.Value]) -> forms.Ask:
    """Return the question for a field; `values` are the answers that are there already."""
    many = asked.shape.form == "list"
    shape = asked.shape.element if many and asked.shape.element else asked.shape
    kind = _kind(asked.shape)
    example = examples.values.get(_dotted(block, asked), "")
    limits = limits_of(shape.marks)
    return forms.Ask(
        label=asked.label,
        kind=kind,
        guide=guide_of(asked),
        example=example if _helps(asked, shape, example) else "",
        required=asked.required,
        width=_width(asked, kind, example, values),
        choices=() if many else _choices(block, asked, shape, examples.codes),
        source="" if many else _source(block, asked, shape),
        least=limits.get("minimum", limits.get("exclusiveMinimum")),
        most=limits.get("maximum"),
        longest=limits.get("maxLength"),
    )


def ask_spread(block: Block, key: str) -> forms.Ask:
    """Return the question for one key of a map within entries."""
    label = block.spread.label if block.spread else ""
    return forms.Ask(f"{label}{DOT}{key}", "number", guide=SPREAD_GUIDE, width=12)


def named_columns(block: Block) -> dict[str, int]:
    """Return the column of a block that others choose from, by the name of that list."""
    collection = ".".join(block.path)
    wanted = "name" if collection in BY_NAME else "id"
    at = next((n for n, each in enumerate(block.columns) if each.steps == (wanted,)), None)
    is_list = block.form == "table" and block.parent is None
    return {_list_name(collection): at} if at is not None and is_list else {}


def _list_name(collection: str) -> str:
    titles = (
        each.title for sheet in form_sheets() for each in sheet.blocks if ".".join(each.path) == collection
    )
    return "名单_" + re.sub(r"\W", "_", next(titles))


def _source(block: Block, asked: Field, shape: Shape) -> str:
    """Return the name of the list that a field is chosen from."""
    if asked is block.owner and block.parent is not None:
        return _list_name(".".join(block.parent))
    return _list_name(shape.ref.collection) if shape.ref is not None else ""


def _choices(block: Block, asked: Field, shape: Shape, codes: tuple[str, ...]) -> tuple[str, ...]:
    if asked is block.key:
        listed = {("budget", "category_caps"): BUDGET_CATEGORIES, ("documents",): codes}
        return listed.get(block.path, tuple(Retention) if shape.type is Retention else ())
    if isinstance(shape.type, type) and issubclass(shape.type, StrEnum):
        return tuple(label_of(each) for each in shape.type)
    return ("是", "否") if shape.type is bool else asked.suggestions


def _kind(shape: Shape) -> forms.Kind:
    """Return how a value is typed and shown."""
    kind = shape.type
    if shape.form == "list" or shape.ref is not None or not isinstance(kind, type):
        return "text"
    if issubclass(kind, bool | StrEnum):
        return "choice"
    if issubclass(kind, Decimal):
        if any(getattr(mark, "func", None) is read_ratio for mark in shape.marks):
            return "percent"
        return "money" if "decimal_places" in str(shape.marks) else "number"
    named: tuple[tuple[type, forms.Kind], ...] = (
        (int, "count"), (dt.datetime, "moment"), (dt.date, "date"), (dt.time, "time"),
    )  # fmt: skip
    return next((word for base, word in named if issubclass(kind, base)), "text")


def _helps(asked: Field, shape: Shape, example: str) -> bool:
    """Tell whether an example says more than the explanation: not of what is chosen, nor a long one."""
    if shape.ref is not None or (isinstance(shape.type, type) and issubclass(shape.type, StrEnum | bool)):
        return False
    return "例如" not in asked.description and len(example) <= _LONG_EXAMPLE and "\n" not in example


def _dotted(block: Block, asked: Field) -> str:
    """Return the path of a field as the reference writes it: `targets[].due`."""
    steps = [*block.path]
    if block.parent is not None:
        steps[len(block.parent) - 1] += "[]"
    if block.form == "table" and block.key is None:
        steps[-1] += "[]"
    return ".".join([*steps, *(["…"] if block.key else []), *asked.steps])


def _width(asked: Field, kind: str, example: str, values: Sequence[forms.Value]) -> float:
    """Return the width of a column: of numbers by their kind, of texts by what stands in them."""
    head = 2.0 * len(asked.label) + 3
    if kind in _WIDTHS:
        return max(_WIDTHS[kind], min(head, 16.0))
    texts = [str(value) for value in values if value is not None] or [example]
    longest = max((_columns(line) for text in texts for line in text.split("\n")), default=0.0)
    return min(max(_NARROWEST, head, longest + 3), _WIDEST)


def _columns(text: str) -> float:
    return sum(2.0 if unicodedata.east_asian_width(each) in "WF" else 1.15 for each in text)
