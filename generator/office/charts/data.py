"""What a chart shows: categories along its axis, and for each series one number a category.

A number that is not known is None and leaves a gap: it is never drawn as a zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.office.blank import Blank
from generator.office.filters import WrongKind, name_kind, plain_text, read_number
from generator.office.xml import legal

NO_DATA = "(暂无数据)"  # stands in place of a chart without anything to show
MOST_CATEGORIES = 1_000
MOST_SERIES = 100
LONGEST_NAME = 32_767  # what a cell holds

A_CHART = "请给图表的数据: categories 是类别的列表, series 是系列的列表, 每个系列有 name 和 values"


class ChartSeries(Struct, frozen=True):
    """A row of numbers under one name, one a category."""

    name: str
    values: tuple[Decimal | None, ...]


class ChartData(Struct, frozen=True):
    """What a chart shows; every series has as many values as there are categories."""

    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]


def read_chart(value: object) -> ChartData | None:
    """Return the chart's data in `{"categories": [...], "series": [{"name", "values"}, ...]}`.

    None where there is nothing to show: a blank, no category, no series, or no number anywhere.
    Raises WrongKind with the reason in Chinese.
    """
    if value is None or isinstance(value, Blank):
        return None
    if not isinstance(value, Mapping) or not {"categories", "series"} <= value.keys():
        raise WrongKind(A_CHART)
    categories = tuple(_texts(value["categories"]))
    listed = _list(value["series"], MOST_SERIES, "系列")
    series = tuple(_read_series(each, len(categories)) for each in listed)
    known = any(number is not None for each in series for number in each.values)
    return ChartData(categories, series) if known else None


def _texts(value: object) -> Iterator[str]:
    for item in _list(value, MOST_CATEGORIES, "类别"):
        yield _text(item, "类别")


def _text(value: object, what: str) -> str:
    try:
        text = legal(plain_text(value))
    except WrongKind:
        raise WrongKind(f"图表的{what}要是单独的值, 不能是{name_kind(value)}") from None
    if len(text) > LONGEST_NAME:
        raise WrongKind(f"图表的{what}最多 {LONGEST_NAME:,} 个字符, 现在有 {len(text):,} 个")
    return text


def _list(value: object, most: int, what: str) -> Sequence[object]:
    if value is None or isinstance(value, Blank):
        return ()
    if not isinstance(value, list | tuple):
        raise WrongKind(f"图表的{what}要是一个列表, 不能是{name_kind(value)}")
    if len(value) > most:
        raise WrongKind(f"图表最多 {most:,} 个{what}, 现在有 {len(value):,} 个")
    return value


def _read_series(value: object, count: int) -> ChartSeries:
    if not isinstance(value, Mapping) or not {"name", "values"} <= value.keys():
        raise WrongKind("图表的每个系列要写 name(名称)和 values(各类别的数)")
    name = _text(value["name"], "系列名称")
    if value["values"] is None or isinstance(value["values"], Blank):
        return ChartSeries(name, (None,) * count)
    numbers = _list(value["values"], MOST_CATEGORIES, "值")
    if len(numbers) != count:
        raise WrongKind(f"系列「{name}」有 {len(numbers):,} 个值, 类别有 {count:,} 个, 两者要一样多")
    return ChartSeries(name, tuple(_number(number, name) for number in numbers))


def _number(value: object, name: str) -> Decimal | None:
    if value is None or isinstance(value, Blank):
        return None
    refusal = WrongKind(f"系列「{name}」的值要是数, 不能是{name_kind(value)}")
    if isinstance(value, str):
        raise refusal
    try:
        return read_number(value)
    except WrongKind:
        raise refusal from None
