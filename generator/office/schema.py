"""What a template may name: a tree of fields with their kinds, Chinese labels and examples.

An engine knows no data of its own; whoever fills templates describes here what they will see. A field looks up
what it holds only when asked, so that records may refer to each other in circles (a task depends on tasks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "record", "list", "map", "text", "number", "date", "time", "moment", "yes_no", "picture", "chart", "any"
]

LABELS: Mapping[Kind, str] = {
    "record": "记录",
    "list": "列表",
    "map": "对照表",
    "text": "文字",
    "number": "数",
    "date": "日期",
    "time": "时间",
    "moment": "日期时间",
    "yes_no": "是/否",
    "picture": "图片",
    "chart": "图表",
    "any": "任意",
}

_PARTS: Mapping[Kind, tuple[str, ...]] = {
    "date": ("year", "month", "day"),
    "time": ("hour", "minute", "second"),
    "moment": ("year", "month", "day", "hour", "minute", "second"),
}


def _nothing() -> Mapping[str, Field]:
    return {}


class Field(Struct, frozen=True):
    """A name that a template may use.

    `inside` gives the fields of a record, `item` what a list or a map holds. `same_as` is the name under which
    the fields of a referred record are listed (`team[]`), so that whoever lists names stops there. `keys` says
    in Chinese what the keys of a map are.
    """

    kind: Kind
    label: str = ""
    example: str = ""
    inside: Callable[[], Mapping[str, Field]] = _nothing
    item: Callable[[], Field] | None = None
    same_as: str = ""
    keys: str = ""

    @property
    def fields(self) -> Mapping[str, Field]:
        """Return what may stand behind a dot, by name."""
        if self.kind == "record":
            return self.inside()
        if self.kind == "chart":
            return _CHART
        return dict.fromkeys(_PARTS.get(self.kind, ()), NUMBER)

    @property
    def element(self) -> Field:
        """Return what a list or a map holds."""
        return ANY if self.item is None else self.item()


ANY = Field("any")
NUMBER = Field("number")
_SERIES: Mapping[str, Field] = {
    "name": Field("text", "系列名称"),
    "values": Field("list", "数值", item=lambda: NUMBER),
}
_CHART: Mapping[str, Field] = {
    "categories": Field("list", "类别", item=lambda: Field("text")),
    "series": Field("list", "系列", item=lambda: Field("record", inside=lambda: _SERIES)),
}


def named_fields(field: Field, path: str = "") -> Iterator[tuple[str, Field]]:
    """Yield every field below `field` with its name: `tasks[]`, `tasks[].owner`; references are not entered."""
    for name, inner in field.fields.items() if field.kind == "record" else ():
        own = f"{path}.{name}" if path else name
        yield own, inner
        yield from _held(inner, own)


def _held(field: Field, path: str) -> Iterator[tuple[str, Field]]:
    if field.same_as:
        return
    if field.kind == "record":
        yield from named_fields(field, path)
    elif field.kind in ("list", "map"):
        yield f"{path}[]", field.element
        yield from _held(field.element, f"{path}[]")
