"""What pydantic finds wrong with a campaign, in the words of the marketer who typed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from msgspec import Struct

from generator.campaign import Campaign, Path, StatedBy, field_at, shape_at, spell
from generator.diagnostics import Diagnostic
from generator.intake.sources import Places
from generator.intake.syntax import chinese_colon

UNKNOWN_KEY, MISSING = "extra_forbidden", "missing"
NUMBER, DAY, CHOICE = "C-F07", "C-F08", "C-F09"
OWN_KINDS: Mapping[str, str] = {
    "number_unreadable": NUMBER,
    "count_unreadable": NUMBER,
    "ratio_unreadable": NUMBER,
    "stray_percent": NUMBER,
    "day_unreadable": DAY,
    "moment_unreadable": DAY,
    "time_missing": DAY,
    "clock_unreadable": DAY,
    "yes_no_unreadable": CHOICE,
}
"""The kinds of fault our own readers tell; their message and remedy come with them."""

MOVED: Mapping[Path, str] = {
    ("doc", "version"): "版本号由程序计数,删去这一行",
    ("budget", "income"): "收入写在 results.income",
    ("budget", "approval"): "approval 写在最外层,不写在 budget 里",
    ("budget", "budget_chain"): "写在最外层的 approval.budget_chain",
    ("venue",): "改写为 venues,每个场地一项,以「- 」开头",
}
"""Keys that once were, or that people look for in another place."""


class FormFault(Struct, frozen=True):
    """One error as pydantic tells it."""

    type: str
    path: Path
    value: object
    message: str
    context: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Return the last step of the path."""
        return str(self.path[-1]) if self.path else ""


class _Words(Struct, frozen=True):
    code: str
    message: str
    remedy: str


_LISTED = 24
_Tell = Callable[[FormFault, Places], _Words]


def describe(fault: FormFault, sources: Places) -> Diagnostic:
    """Return a fault of the form as a diagnostic with its place."""
    tell = _own if fault.type in OWN_KINDS else _TELL.get(fault.type, _anything_else)
    words = tell(fault, sources)
    at_key = fault.type == UNKNOWN_KEY
    place = sources.place_of_key(fault.path) if at_key else sources.place(fault.path)
    return Diagnostic(words.code, f"{spell(fault.path)}{words.message}", words.remedy, place)


def told_types() -> frozenset[str]:
    """Return every type of error that has a sentence of its own."""
    return frozenset(_TELL) | frozenset(OWN_KINDS)


def _stated(path: Path, code: str) -> str:
    """Return the code of the rule that states the limits of a field, else `code`."""
    field = field_at(Campaign, path)
    marks = field.metadata if field else []
    return next((mark.code for mark in marks if isinstance(mark, StatedBy)), code)


def _missing(fault: FormFault, sources: Places) -> _Words:
    field = field_at(Campaign, fault.path)
    code = _stated(fault.path, "C-F05")
    hint = f"({field.description})" if field else ""
    if sources.is_form:
        return _Words(code, "没有填写", f"在这一格写上内容{hint}")
    if fault.path in sources.keys:
        return _Words(code, "是空的", f"在「{fault.key}:」后面写上内容{hint}")
    return _Words(code, "没有填写", f"补上「{fault.key}: …」{hint}")


def _unknown_key(fault: FormFault, _sources: Places) -> _Words:
    moved = MOVED.get(fault.path)
    if moved:
        return _Words("C-I04", "不是活动文件的键", moved)
    titles = _titles_beside(fault.path)
    key = _meant(fault.path, titles)
    if key:
        return _Words("C-I04", "是不认识的键", f"是否想写 {key}({titles[key]})?")
    listed = "、".join(f"{k}({title})" for k, title in titles.items())
    remedy = f"这里可以写:{listed}" if len(titles) <= _LISTED else "检查拼写和缩进,或删去这一项"
    return _Words("C-I04", "是不认识的键", remedy)


def without_consequences(faults: Sequence[FormFault]) -> list[FormFault]:
    """Leave out the missing keys that are there, misspelt: they are told as unknown ones."""
    misspelt = {
        (*fault.path[:-1], _meant(fault.path, _titles_beside(fault.path)))
        for fault in faults
        if fault.type == UNKNOWN_KEY
    }
    return [fault for fault in faults if fault.type != MISSING or fault.path not in misspelt]


def _titles_beside(path: Path) -> dict[str, str]:
    """Return the keys that a group may hold, with their titles."""
    holder = shape_at(Campaign, path[:-1])
    fields = holder.model.model_fields if holder and holder.model else {}
    return {name: field.title or name for name, field in fields.items()}


def _meant(path: Path, titles: Mapping[str, str]) -> str | None:
    """Return the key that was probably meant; a typed title means its key."""
    near = nearest(str(path[-1]), [*titles, *titles.values()])
    return next((key for key, title in titles.items() if near in (key, title)), None)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant."""
    return next(iter(get_close_matches(word, words, n=1, cutoff=0.6)), None)


def _wrong_form(should: str, remedy: str) -> _Tell:
    def tell(fault: FormFault, _sources: Places) -> _Words:
        if fault.value is None:
            return _Words("C-F06", "是空的", "写上内容,或删去这一项")
        return _Words(
            "C-F06", f"应是{should},这里却是{_form(fault.value)}", _colon_hint(fault.value) or remedy
        )

    return tell


def _form(value: object) -> str:
    if isinstance(value, dict):
        return "一组字段"
    return "列表" if isinstance(value, list | tuple) else f"「{shorten(value)}」"


def _colon_hint(value: object) -> str:
    """A group typed with a Chinese colon, or without the blank behind it, is one long text."""
    if not isinstance(value, str):
        return ""
    found = chinese_colon(value)
    if found:
        return f"「{found[0]}」后面是不是用了中文冒号「：」?改成英文冒号加一个空格"
    key, colon, _ = value.partition(":")
    return f"在「{key}:」的冒号后面加一个空格" if colon and key.isidentifier() else ""


def shorten(value: object) -> str:
    """Return `value` as one short line."""
    line = " ".join(str(value).split())
    return line if len(line) <= 30 else f"{line[:29]}…"


def _choice(fault: FormFault, _sources: Places) -> _Words:
    shape = shape_at(Campaign, fault.path)
    kind = shape.type if shape else None
    choices = [c.value for c in kind] if isinstance(kind, type) and issubclass(kind, StrEnum) else []
    listed = f"可选:{'、'.join(choices)}"
    if not isinstance(fault.value, str):
        return _wrong_form("可选值之一", listed)(fault, _sources)
    near = nearest(fault.value, choices) or next(
        (c for c in choices if c in fault.value or fault.value in c), None
    )
    guess = f"是否想写「{near}」?" if near else ""
    return _Words(CHOICE, f"写的「{shorten(fault.value)}」不在可选值之中", f"{guess}{listed}")


def _limit(words: str, key: str) -> _Tell:
    def tell(fault: FormFault, _sources: Places) -> _Words:
        message = f"写的 {shorten(fault.value)} 应{words} {fault.context.get(key)}"
        return _Words(_stated(fault.path, NUMBER), message, f"改成{words} {fault.context.get(key)} 的数")

    return tell


def _decimals(fault: FormFault, _sources: Places) -> _Words:
    message = f"写的 {shorten(fault.value)} 超过 {fault.context.get('decimal_places')} 位小数"
    return _Words(_stated(fault.path, NUMBER), message, "金额以元为单位,写到分为止")


def _too_long(fault: FormFault, _sources: Places) -> _Words:
    length, most = len(str(fault.value).strip()), fault.context.get("max_length")
    return _Words("C-F10", f"有 {length} 个字,最多 {most} 个", _hint(fault.path))


def _pattern(fault: FormFault, _sources: Places) -> _Words:
    message = f"写的「{shorten(fault.value)}」不合规定的写法"
    return _Words(_stated(fault.path, "C-F10"), message, _hint(fault.path))


def _hint(path: Path) -> str:
    field = field_at(Campaign, path)
    return (field.description if field else None) or "改成合适的写法"


def _own(fault: FormFault, _sources: Places) -> _Words:
    """The message of our own reader, or what a list or a group in the place of a value deserves."""
    if fault.value is None or isinstance(fault.value, dict | list):
        return _wrong_form("一个值", "在键后面只写一个值")(fault, _sources)
    return _Words(OWN_KINDS[fault.type], f":{fault.message}", str(fault.context.get("remedy", "")))


def _anything_else(fault: FormFault, _sources: Places) -> _Words:
    return _Words("C-F06", f"写的「{shorten(fault.value)}」读不懂", _hint(fault.path))


_GROUP = _wrong_form("一组字段", "另起一行,缩进后写「键: 值」")
_LIST = _wrong_form("列表", "每项另起一行,以「- 」开头")
_TEXT = _wrong_form("文字", "在键后面直接写文字")
_TELL: Mapping[str, _Tell] = {
    MISSING: _missing,
    UNKNOWN_KEY: _unknown_key,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "dict_type": _GROUP,
    "tuple_type": _LIST,
    "string_type": _TEXT,
    "enum": _choice,
    "greater_than": _limit("大于", "gt"),
    "greater_than_equal": _limit("不小于", "ge"),
    "less_than_equal": _limit("不大于", "le"),
    "decimal_max_places": _decimals,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
}
