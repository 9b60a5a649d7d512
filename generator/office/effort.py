"""What filters, tests and operators cost, counted before it is done by the size of what they walk over.

A unit takes about 100 nanoseconds (measured): a few items of a list passed over, or a stretch of text; looking up
a field of an item takes several. Short values cost nothing here; their tag is counted by the loop around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.office.running import SHORT_TEXT, count_work

SCALARS = frozenset({int, float, bool, Decimal, dt.date, dt.datetime, dt.time, type(None)})
_CHARACTERS = 8  # in a unit, for what copies or searches a text
_PER_CHARACTER = {"title": 4, "wordcount": 2, "capitalize": 1, "e": 1, "escape": 1, "forceescape": 1}
_PER_ITEM = {
    **dict.fromkeys(("batch", "items", "list", "reverse", "slice"), 1),
    **dict.fromkeys(("join", "join_cn", "max", "min", "sum"), 15),
    **dict.fromkeys(("map", "reject", "rejectattr", "select", "selectattr"), 40),
    **dict.fromkeys(("dictsort", "grouped", "groupby", "sort", "unique"), 35),
}
_OBJECT, _CHART, _PARAGRAPH = 500, 5_000, 60
_OF_KEYS = frozenset({"dictsort", "grouped", "groupby", "max", "min", "sort", "unique"})
_MAKING_AS_TOLD = frozenset({"batch", "slice"})


def count_filter(name: str, value: Any, options: Iterable[Any]) -> None:
    """Count what the filter `name` does with a value; what comparing keys costs is counted with the keys."""
    per_item = _PER_ITEM.get(name, 0)
    if type(value) is str and not per_item:
        if len(value) > SHORT_TEXT:
            count_work(_PER_CHARACTER.get(name, 0) * len(value) or len(value) // _CHARACTERS)
    elif per_item and isinstance(value, Sequence | Mapping):
        count_work(len(value) * (per_item + _dots(options)))
    if name in _MAKING_AS_TOLD:
        count_work(sum(abs(option) for option in options if isinstance(option, int)))


def _dots(options: Iterable[Any]) -> int:
    """Each dot in an attribute is one more field to look up."""
    return 8 * sum(option.count(".") + option.count(",") for option in options if type(option) is str)


def has_keys(name: str) -> bool:
    """Tell whether the filter compares keys of the items that it is given."""
    return name in _OF_KEYS


def makes_as_told(name: str) -> bool:
    """Tell whether an option of the filter says how much it makes."""
    return name in _MAKING_AS_TOLD


def count_keys(keys: Sequence[Any]) -> None:
    """Count comparing keys with each other, each about as often as sorting does."""
    times = len(keys).bit_length()
    for key in keys:
        if type(key) is str:
            count_text(key, times)
        elif isinstance(key, list | tuple):
            count_depth(key, times)


def count_kept(value: Any) -> None:
    """Count what is made of a value after the run: paragraphs of prose, a picture, a chart with its workbook."""
    if isinstance(value, str):
        count_work(_OBJECT + 2 * len(value) + _PARAGRAPH * value.count("\n"))
    elif isinstance(value, list | tuple):
        for each in value:
            count_kept(each)
    else:
        count_work(_CHART)


def count_text(text: str, times: int = 1) -> None:
    """Count going through a text."""
    if len(text) > SHORT_TEXT:
        count_work(times * (len(text) // _CHARACTERS))


def count_search(text: str, part: str) -> None:
    """Count looking for a part in a text: at worst a part of some length is compared at each place."""
    count_text(text, 1 + min(len(part), 128) // 4)


def count_items(value: Any) -> None:
    """Count passing over the items of a value once, and over what lists in it hold; or over its text."""
    if isinstance(value, Mapping | range):
        count_work(len(value))
    else:
        count_depth(value, into_records=False)


def count_depth(value: Any, times: int = 1, *, into_records: bool = True) -> None:
    """Count going through lists within lists, to the last: they may hold each other many times over."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            count_text(item, times)
        elif isinstance(item, list | tuple):
            count_work(8 * times * (1 + len(item)))
            waiting.extend(item)
        elif into_records and isinstance(item, Mapping):
            count_work(8 * times * (1 + len(item)))
            waiting.extend(item.values())
