"""What the filters of the language make of a value, and which kinds they cannot take; told without data."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes

from generator.office.filters import A_DAY, A_LIST, A_NUMBER, A_TIME
from generator.office.inference import Effect, Reader, constant
from generator.office.known import SEVERAL, UNTOLD, Value
from generator.office.schema import NUMBER, Field, Kind
from generator.office.slips import guess

_SINGLE = frozenset[Kind]({"text", "number", "date", "time", "moment", "yes_no", "picture"})
_NO_NUMBER = SEVERAL | _SINGLE - {"number"}
_NO_DAY = SEVERAL | _SINGLE - {"date", "moment"}
_NO_TIME = SEVERAL | _SINGLE - {"time", "moment"}
_NO_PHONE = SEVERAL | _SINGLE - {"text"}
_UNCOUNTED = _SINGLE - {"text", "picture"}
_NO_ENTRIES = _UNCOUNTED | frozenset[Kind]({"record", "chart"})
_NO_LIST = (SEVERAL | _SINGLE) - {"list"}
_A_SINGLE_VALUE = "请给一个单独的值"
_A_PHONE = "请给一个电话号码"
_SOME_LIST = "请给一个列表"
_SOME_MAP = "请给一张对照表"
_BY_A_FIELD = "列表中是记录时写明按哪个字段, 如 sort(attribute='due')"

# The kinds that a filter refuses when it is at work, and what it asks for.
_REFUSED: dict[str, tuple[frozenset[Kind], str]] = {
    **dict.fromkeys(("money", "number", "wan", "percent", "rmb", "abs", "round"), (_NO_NUMBER, A_NUMBER)),
    **dict.fromkeys(("date", "date_cn", "weekday_cn"), (_NO_DAY, A_DAY)),
    "time": (_NO_TIME, A_TIME),
    "mask_phone": (_NO_PHONE, _A_PHONE),
    **dict.fromkeys(("join", "join_cn"), (_NO_LIST, A_LIST)),
    **dict.fromkeys(
        ("capitalize", "e", "escape", "forceescape", "lower", "string", "title", "trim", "truncate", "upper"),
        (SEVERAL, _A_SINGLE_VALUE),
    ),
    **dict.fromkeys(("wordcount", "replace"), (SEVERAL, _A_SINGLE_VALUE)),
    **dict.fromkeys(("count", "length", "list"), (_UNCOUNTED, _SOME_LIST)),
    **dict.fromkeys(("batch", "first", "last", "max", "min", "reject"), (_NO_ENTRIES, _SOME_LIST)),
    **dict.fromkeys(("reverse", "select", "slice", "sort", "unique"), (_NO_ENTRIES, _SOME_LIST)),
    **dict.fromkeys(("groupby", "map", "rejectattr", "selectattr", "sum"), (_NO_LIST, _SOME_LIST)),
    "grouped": (_NO_LIST, A_LIST),
    **dict.fromkeys(("dictsort", "items"), (_SINGLE | {"list"}, _SOME_MAP)),
}

# Where a filter is told by position which field it takes; all may be told by name, `map` only so.
_ATTRIBUTE_AT = {
    **dict.fromkeys(("grouped", "groupby", "join_cn", "rejectattr", "selectattr", "sum"), 0),
    **dict.fromkeys(("join", "max", "min", "unique"), 1),
    "sort": 2,
    "map": 99,
}
_COMPARING = frozenset({"max", "min", "sort", "unique"})
_LENT = frozenset(
    {"environment", "env", "context", "_context", "eval_ctx"}
)  # what Jinja hands a filter first
_TEST_AT = {"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}


def _argument(node: nodes.Filter, at: int, name: str) -> object:
    """Return the constant given by position or by name."""
    named = next((constant(pair.value) for pair in node.kwargs if pair.key == name), None)
    return constant(node.args[at]) if named is None and at < len(node.args) else named


def _checked(effect: Effect) -> Effect:
    """Return the effect for values that the filter takes; others are noted, and nothing is known of the rest."""

    def apply(reader: Reader, node: nodes.Filter, value: Value) -> Value:
        refused, remedy = _REFUSED.get(node.name, (frozenset[Kind](), ""))
        if value.kind in refused:
            reader.note("T-121", filter=node.name, value=value.described(), remedy=remedy)
            return UNTOLD
        if not _takes_arguments(node):
            reader.note("T-134", filter=node.name)
            return UNTOLD
        _check_words(reader, node)
        return effect(reader, node, value)

    return apply


def _takes_arguments(node: nodes.Filter) -> bool:
    """Tell whether a filter is given as many arguments as it takes, by names that it knows."""
    if node.environment is None or node.dyn_args or node.dyn_kwargs:
        return True
    signature = _signature(node.environment.filters[node.name])
    given = [None] * (2 if next(iter(signature.parameters)) in _LENT else 1)
    try:
        signature.bind(*given, *node.args, **{str(pair.key): pair.value for pair in node.kwargs})
    except TypeError:
        return False
    return True


@functools.cache
def _signature(function: Callable[..., object]) -> inspect.Signature:
    return inspect.signature(function)


def _check_words(reader: Reader, node: nodes.Filter) -> None:
    """Note filters and tests that are named in words: `map("uper")`, `select("emty")`."""
    if node.environment is None:
        return
    tested = node.name in _TEST_AT
    word = _argument(node, _TEST_AT.get(node.name, 0), "") if tested or node.name == "map" else None
    known = node.environment.tests if tested else node.environment.filters
    if isinstance(word, str) and word not in known:
        reader.note("T-109" if tested else "T-108", word=word, guess=guess(word, known))


def _attributes(reader: Reader, node: nodes.Filter, value: Value) -> Iterator[Value]:
    """Yield the fields that a filter takes of each entry of a list; none where it takes the entries."""
    named = _argument(node, _ATTRIBUTE_AT.get(node.name, 99), "attribute")
    if isinstance(named, str):
        for each in named.split(","):
            yield reader.attribute(value.element, each.strip())


def _gives(made: Field) -> Effect:
    return lambda _reader, _node, _value: Value(made)


def _same(reader: Reader, node: nodes.Filter, value: Value) -> Value:
    taken = list(_attributes(reader, node, value)) or [value.element if value.kind == "list" else UNTOLD]
    if node.name in _COMPARING and any(each.kind in SEVERAL for each in taken):
        reader.note("T-121", filter=node.name, value=value.described(), remedy=_BY_A_FIELD)
    return value if value.kind == "list" else UNTOLD


def _entry(reader: Reader, node: nodes.Filter, value: Value) -> Value:
    return _same(reader, node, value).element if value.kind == "list" else UNTOLD


def _of_text(_reader: Reader, _node: nodes.Filter, value: Value) -> Value:
    """Text stays text; of anything else what is printed may well be read as a number or a day again."""
    return Value(Field("text")) if value.kind == "text" else UNTOLD


def _joined(reader: Reader, node: nodes.Filter, value: Value) -> Value:
    entries = list(_attributes(reader, node, value)) or [value.element]
    if any(entry.kind in SEVERAL for entry in entries):
        reader.note("T-121", filter=node.name, value=value.described(), remedy=A_LIST)
    return Value(Field("text"))


def _summed(reader: Reader, node: nodes.Filter, value: Value) -> Value:
    entries = list(_attributes(reader, node, value)) or [value.element if value.kind == "list" else UNTOLD]
    for entry in entries:
        if entry.kind in _NO_NUMBER:
            reader.note("T-121", filter=node.name, value=entry.described(), remedy=A_NUMBER)
    return Value(NUMBER)


def _mapped(reader: Reader, node: nodes.Filter, value: Value) -> Value:
    taken = next(_attributes(reader, node, value), UNTOLD)
    return Value(Field("list"), item=taken)


def _grouped(reader: Reader, node: nodes.Filter, value: Value) -> Value:
    """A list of pairs: what the entries have in common, as `grouper`, and the entries, as `list`."""
    grouper = next(_attributes(reader, node, value), UNTOLD)
    found = {"grouper": grouper, "list": value} | ({"name": grouper} if node.name == "grouped" else {})
    fields = {name: each.field for name, each in found.items()}
    pair = Field("record", inside=lambda: fields)
    return Value(Field("list"), item=Value(pair, parts=tuple(found.values())))


def _paired(_reader: Reader, _node: nodes.Filter, value: Value) -> Value:
    held = value.element if value.kind == "map" else UNTOLD
    return Value(Field("list"), item=Value(Field("list"), item=UNTOLD, parts=(UNTOLD, held)))


def _sliced(_reader: Reader, _node: nodes.Filter, value: Value) -> Value:
    return Value(Field("list"), item=value if value.kind == "list" else UNTOLD)


def _defaulted(_reader: Reader, _node: nodes.Filter, value: Value) -> Value:
    """Only a name that there is not is replaced; an unset value stays what it is."""
    return value


def _listed(_reader: Reader, _node: nodes.Filter, value: Value) -> Value:
    return value if value.kind == "list" else Value(Field("list"), item=UNTOLD)


def _untold(_reader: Reader, _node: nodes.Filter, _value: Value) -> Value:
    return UNTOLD


_MADE: dict[str, Effect] = {
    **dict.fromkeys(("wan", "percent", "weekday_cn", "rmb", "mask_phone"), _gives(Field("text"))),
    **dict.fromkeys(("money", "number", "date", "date_cn", "time", "replace"), _untold),
    **dict.fromkeys(("abs", "count", "float", "int", "length", "round", "wordcount"), _gives(NUMBER)),
    **dict.fromkeys(("reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"), _same),
    **dict.fromkeys(("first", "last", "max", "min"), _entry),
    **dict.fromkeys(("join", "join_cn"), _joined),
    **dict.fromkeys(("batch", "slice"), _sliced),
    **dict.fromkeys(("dictsort", "items"), _paired),
    **dict.fromkeys(("default", "d"), _defaulted),
    **dict.fromkeys(
        ("capitalize", "e", "escape", "forceescape", "lower", "string", "title", "trim", "truncate", "upper"),
        _of_text,
    ),
    **dict.fromkeys(("grouped", "groupby"), _grouped),
    "list": _listed,
    "map": _mapped,
    "sum": _summed,
}

EFFECTS: Mapping[str, Effect] = {name: _checked(effect) for name, effect in _MADE.items()}
"""What each filter gives, by its name. A filter that is not here gives what nobody can tell."""
