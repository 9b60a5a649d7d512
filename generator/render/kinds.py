"""Which kind of field a Python type is to a template, and an example of it where the models give one."""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from pydantic.fields import FieldInfo

from generator.campaign import Shape
from generator.derive.charts import Chart
from generator.derive.labels import LABELS
from generator.office.schema import Field, Kind

_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, "yes_no"),
    (int, "number"),
    (Decimal, "number"),
    (dt.datetime, "moment"),
    (dt.date, "date"),
    (dt.time, "time"),
)
EXAMPLES: Mapping[Kind, str] = {
    "number": "1200",
    "date": "2026-10-16",
    "time": "14:00",
    "moment": "2026-10-16 14:00",
    "yes_no": "是",
}
_FRACTION = re.compile("率|占比|比例|上限|增幅|权重|阈值|ROI|投产比")
_FOR_INSTANCE = re.compile(r"例如 ?([^、,;。)]+)")


def kind_of_type(annotation: object) -> Kind:
    """Return the kind of a single value."""
    if not isinstance(annotation, type):
        return "text"
    return next((kind for base, kind in _KINDS if issubclass(annotation, base)), "text")


def example_of(info: FieldInfo, shape: Shape) -> str:
    """Return an example of a model's field, "" where only a campaign could give one."""
    if info.examples:
        return str(info.examples[0])
    inner = shape.element if shape.form == "list" and shape.element else shape
    if isinstance(inner.type, type) and issubclass(inner.type, Enum):
        return " / ".join(str(member.value) for member in inner.type)
    if inner.form != "value" or inner.ref:
        return ""
    kind = kind_of_type(inner.type)
    found = _FOR_INSTANCE.search(info.description or "") if kind == "text" else None
    return found[1].strip() if found else usual(kind, str(info.title))


def usual(kind: Kind, label: str) -> str:
    """Return an example of a kind: a fraction where the label speaks of one."""
    return "0.85" if kind == "number" and _FRACTION.search(label) else EXAMPLES.get(kind, "")


def figure_fields(figure: type[Struct]) -> dict[str, Field]:
    """Return the fields of a derived figure as `render.views` turns it into a dictionary."""
    hints = get_type_hints(figure)
    return {name: _figure_field(hints[name], LABELS[figure][name]) for name in figure.__struct_fields__}


def _figure_field(annotation: Any, label: str) -> Field:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    if get_origin(annotation) is tuple:
        element = get_args(annotation)[0]
        return Field("list", label, item=lambda: _figure_field(element, label))
    if annotation is Chart:
        return Field("chart", label)
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return Field("record", label, inside=lambda: figure_fields(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Field("text", label, " / ".join(str(member.value) for member in annotation))
    kind = kind_of_type(annotation)
    return Field(kind, label, usual(kind, label))
