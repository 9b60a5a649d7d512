"""Jinja with the filters that the templates name, each as short as one would write it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jinja2 import Environment

Names = dict[str, Any]


class KeysFirst(Environment):
    """Jinja as it comes, but `budget.items` is a key: else every template would have to be rewritten."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)


def make_environment(*, autoescape: bool) -> Environment:
    environment = KeysFirst(autoescape=autoescape)
    environment.filters.update(
        money=_passing_blanks(lambda v: f"{v:,.2f}"),
        number=_passing_blanks(lambda v: f"{Decimal(str(v)).normalize():,f}"),
        wan=_passing_blanks(lambda v: f"{(Decimal(v) / 10_000).normalize():f}万"),
        percent=_passing_blanks(lambda v, digits=1: f"{v:.{digits}%}"),
        rmb=_passing_blanks(lambda v: f"人民币{v:,.2f}元"),
        date=_passing_blanks(lambda v: f"{v:%Y-%m-%d}"),
        date_cn=_passing_blanks(lambda v: f"{v.year}年{v.month}月{v.day}日"),
        time=_passing_blanks(lambda v: f"{v:%H:%M}"),
        join_cn=lambda values, key=None, between="、": between.join(
            str(v[key] if key else v) for v in values or ()
        ),
        grouped=_grouped,
        length=lambda values: len(values if hasattr(values, "__len__") else list(values)),
    )
    return environment


def _passing_blanks(function: Callable[..., str]) -> Callable[..., str]:
    return lambda value, *options: function(value, *options) if value or value == 0 else ""


def _grouped(values: list[Names], key: str) -> list[Names]:
    groups: dict[Any, list[Names]] = {}
    for value in values:
        groups.setdefault(value[key], []).append(value)
    return [{"name": name, "list": group} for name, group in groups.items()]
