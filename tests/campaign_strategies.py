"""Campaign files drawn by hypothesis, the way YAML without types reads them: maps, lists and texts.

What is drawn follows from the models, so a new field needs no line here. Added are only texts that make trouble in
cells and in YAML, words that repeat, and the keys that a map of texts has in earnest.
"""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from math import ceil, floor
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from generator.campaign import BUDGET_CATEGORIES, Campaign, Entity, Ref, Shape, fields_of, is_waiting, typed
from generator.intake.resources import read_process

Texts = st.SearchStrategy[str]
Marks = tuple[object, ...]
Limits = dict[str, Any]
LIMITS = ("ge", "gt", "le", "decimal_places", "max_length", "pattern")
WAITING = ("【待填】", "【待填：说明】", "【待填:场地名称】")
TROUBLE = (
    "文", "=1+1", "=SUM(A1:A9)", "+86 21 5555", "-", "- 两条", "@周岚", '"引号"', "'单引号", "#话题#", "说 # 明",
    "甲、乙;丙,丁", "a: b", "{甲}", "[乙]", "*", "&和", "!", "%", "|", ">", "`", "?", "~", "null", "true", "否",
    "00123", "13800005678", "1e5", "1,200.50", "0.10", "12万", "85%", "_x0041_", "_x000D_", "2026-10-16",
    "2026-10-16 14:00", "10月16日", "9:00", "【待定】", "见【待填】", "■ 人员", "第 2 项", "行尾↵", "↵↵", "🎉",
    "第一行\n第二行", "上\n\n下", "甲\n  乙\n= 丙", "<b>&amp;</b>", "{{ name }}", "\\n", "C:\\表\\", "👩‍💻 开场",
)  # fmt: skip
LETTERS = (
    "的一是在活动会场签到物料预算周岚许南甲乙丙丁𠮷abcXYZ0123456789 \n\u3000=+-@\"'#:;,./\\%&*!?|<>()[]{}_~^$`"
    "、。，；：！？（）「」『』《》【】“”‘’—…·￥％①↵√×🎉😀"
)
WORDS = {"name": ("周岚", "许南", "何立", "p01", "s02"), "unit": ("%", "人", "元", "万次")}
"""Texts that are drawn more often for a field of this name."""
PICTURES = ("assets/logo.png", "图/标志.svg", "封面.jpeg")
IDS = ("A 班", "早班", "周岚", "何立", "需求一", "007", "12", "loc-1", "p.1")
MAP_KEYS: dict[str, tuple[str, ...]] = {
    "documents": tuple(deliverable.code for deliverable in read_process().deliverables),
    "budget.category_caps": BUDGET_CATEGORIES,
}

_texts = st.sampled_from(TROUBLE) | st.text(LETTERS, min_size=1, max_size=24).map(lambda t: t.strip() or "文")
_ids = st.sampled_from(IDS) | st.builds("{}{:02d}".format, st.sampled_from("pscAWRKN编"), st.integers(1, 9))
_days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)).map(str)
_clocks = st.sampled_from(("{:02}:{:02}", "{}:{:02}", "{:02}:{:02}:{:02}"))
_times = st.builds(str.format, _clocks, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
_moments = st.builds("{} {}".format, _days, _times)
_counts = st.sampled_from((1, 2, 4, 6))
_often, _seldom = st.booleans(), st.sampled_from((False,) * 11 + (True,))


def _words(name: str, field: FieldInfo, *, picture: bool) -> Texts:
    """Return the texts for a field, as far as its name and its examples tell."""
    if name == "id":
        return _ids
    words = (*map(str, field.examples or ()), *WORDS.get(name, ()), *(PICTURES if picture else ()))
    return st.sampled_from(words) | _texts if words else _texts


def _numbers(limits: Limits, places: int = 6) -> Texts:
    """Return plain decimal numbers of at most 15 digits: a workbook holds no more."""
    largest, most, scaled = 10**12 - 1, 10**15 - 1, list[Texts]()
    low, high = limits.get("ge", limits.get("gt", -largest)), limits.get("le", largest)
    for digits in range(limits.get("decimal_places", places) + 1):
        unit = 10**digits
        first, last = max(ceil(low * unit) + ("gt" in limits), -most), min(floor(high * unit), most)
        small = max(first, -99 * unit)
        wholes = st.integers(small, min(last, small + 999 * unit)) | st.integers(first, last)
        scaled.append(st.builds(Decimal.scaleb, wholes.map(Decimal), st.just(-digits)).map("{:f}".format))
    return st.one_of(scaled)


def _ratios(limits: Limits) -> Texts:
    bounds = ({} if "gt" in limits else {"ge": -10}) | {"le": 10} | limits
    percents = {name: limit * 100 for name, limit in bounds.items()}
    return _numbers(bounds) | _numbers(percents, places=4).map("{}%".format)


_READ: dict[object, Callable[[Limits], Texts]] = {
    typed.read_number: _numbers,
    typed.read_measure: _numbers,
    typed.read_ratio: _ratios,
    typed.read_count: lambda limits: _numbers(limits, places=0),
    typed.read_minutes: lambda limits: _numbers(limits, places=0),
    typed.read_day: lambda _: _days,
    typed.read_time: lambda _: _times,
    typed.read_datetime: lambda _: _moments,
    typed.read_moment: lambda _: _days | _moments,
    typed.read_clock: lambda _: _times | _moments,
    typed.read_yes_no: lambda _: st.sampled_from(("是", "否")),
}


@dataclass(frozen=True, eq=False, slots=True)
class Slot:
    """A place in a campaign file: the texts that may stand there, whether 【待填】 may, what a list or a map holds."""

    shape: Shape
    required: bool
    waits: bool
    measure: bool
    texts: Texts
    inner: tuple[Slot, ...]


@cache
def slots_of(model: type[Entity]) -> dict[str, Slot]:
    """Return the places of a group by name."""
    slots = {}
    for name, shape in fields_of(model).items():
        field = model.model_fields[name]
        words = _words(name, field, picture=shape.picture)
        slots[name] = _slot(shape, field.annotation, tuple(field.metadata), words, field.is_required())
    return slots


def _slot(shape: Shape, annotation: object, marks: Marks, words: Texts, required: bool) -> Slot:
    core, marks = _unwrapped(annotation, marks)
    readers = {mark.func for mark in marks if isinstance(mark, BeforeValidator)}
    limits = _limits(marks)
    shapes = filter(None, (shape.key, shape.element))
    inside = (each for each in get_args(core) if each is not Ellipsis)
    inner = (_slot(each, part, (), words, False) for each, part in zip(shapes, inside, strict=True))
    single = shape.form == "value"
    waits = single and not (required and (shape.type is not str or shape.ref or "pattern" in limits))
    texts = _values(shape, readers, limits, words) if single else st.nothing()
    return Slot(shape, required, waits, typed.read_measure in readers, texts, tuple(inner))


def _unwrapped(annotation: object, marks: Marks) -> tuple[object, Marks]:
    """Return an annotation without its marks and without None, and all the marks."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _unwrapped(arguments[0], (*marks, *arguments[1:]))
    if origin in (Union, types.UnionType):
        return _unwrapped(next(each for each in arguments if each is not type(None)), marks)
    return annotation, marks


def _limits(marks: Marks) -> Limits:
    found: Limits = {}
    for mark in marks:
        found |= _limits(tuple(mark.metadata)) if isinstance(mark, FieldInfo) else {}
        found |= {name: limit for name in LIMITS if (limit := getattr(mark, name, None)) is not None}
    return found


def _values(shape: Shape, readers: Collection[object], limits: Limits, words: Texts) -> Texts:
    if known := [make for reader, make in _READ.items() if reader in readers]:
        return known[0](limits)
    if issubclass(shape.type, Enum):
        return st.sampled_from([each.value for each in shape.type])
    assert shape.type is str, f"nobody knows how to write {shape.type}"
    if "pattern" in limits:
        return st.from_regex(re.compile(limits["pattern"], re.ASCII), fullmatch=True)
    return words.map(lambda text: text[: limits.get("max_length")].strip())


@cache
def all_slots(model: type[Entity] = Campaign, path: str = "") -> dict[str, Slot]:
    """Return every place below a group by its path, which says nothing of the entries of a list."""
    found = {}
    for name, slot in slots_of(model).items():
        here = f"{path}.{name}".lstrip(".")
        found[here] = slot
        for each in (slot, *slot.inner):
            found |= all_slots(each.shape.model, here) if each.shape.model is not None else {}
    return found


@cache
def _users() -> dict[str, list[tuple[str, Slot, Ref]]]:
    """Return the places that refer to entries of a list, by the path of the list."""
    users: dict[str, list[tuple[str, Slot, Ref]]] = {}
    for path, slot in all_slots().items():
        for ref in _refs(slot):
            users.setdefault(ref.collection, []).append((path, slot, ref))
    return users


def _refs(slot: Slot) -> list[Ref]:
    return [each.shape.ref for each in (slot, *slot.inner) if each.shape.ref]


def _within(path: str, whole: str) -> bool:
    return f"{path}.".startswith(f"{whole}.")


@cache
def _subsets(choices: tuple[str, ...], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices), unique=True, min_size=least, max_size=min(most, len(choices)))


class _Writer:
    """Writes one campaign: first what others refer to, then the rest. Of `focus` most fields are written."""

    def __init__(self, draw: st.DrawFn, focus: str) -> None:
        self._draw, self._focus = draw, focus
        must = [path for path in _users() if self._needed(path)]
        more = self._some([path for path in _users() if path not in must], 0, 4)
        self._heads = {path: self._entries(all_slots()[path], path) for path in (*must, *more)}

    def _needed(self, path: str) -> bool:
        """Tell whether a list cannot be empty: somebody has to name an entry, or may in the part that is full."""
        if all_slots()[path].required or _within(path, self._focus):
            return True
        return any(slot.required or _within(user, self._focus) for user, slot, _ in _users()[path])

    def _some(self, choices: list[str], least: int, most: int) -> list[str]:
        return self._draw(_subsets(tuple(choices), least, most)) if choices else []

    def _entries(self, place: Slot, path: str) -> list[dict[str, str]]:
        """Return new entries with no more than what others call them by, no two alike."""
        model = place.inner[0].shape.model
        assert model is not None
        entries: list[dict[str, str]] = [{} for _ in range(self._draw(_counts))]
        for name in dict.fromkeys(("id", *(key for *_, ref in _users().get(path, ()) for key in ref.keys))):
            if slot := slots_of(model).get(name):
                column = self._draw(st.lists(slot.texts, unique=True, min_size=1, max_size=len(entries)))
                entries = entries[: len(column)]
                for entry, text in zip(entries, column, strict=True):
                    entry |= {name: text} if slot.required or self._draw(_often) else {}
        return entries

    def group(self, model: type[Entity], path: str, settled: dict[str, str]) -> dict[str, object]:
        """Return a group that says something; some of its fields may be settled."""
        slots = slots_of(model)
        chosen = self._chosen(slots, path, settled)
        data = {name: settled.get(name) or self._value(slots[name], here) for name, here in chosen.items()}
        if all(is_waiting(value) for value in data.values()):
            name, here = next(iter(chosen.items()))
            data[name] = self._said(slots[name], here)
        if data.get("unit") == "%" and self._draw(_often):
            data |= {k: f"{v}%" for k, v in data.items() if slots[k].measure and not is_waiting(v)}
        return data

    def _chosen(self, slots: dict[str, Slot], path: str, settled: dict[str, str]) -> dict[str, str]:
        """Return the fields to write: the required, those on the way to what others refer to, and some others."""
        paths = {name: f"{path}.{name}".lstrip(".") for name in slots}
        must = {name for name in slots if name in settled or slots[name].required or self._leads(paths[name])}
        may = [name for name in slots if name not in must and self._may(slots[name], paths[name])]
        full = _within(path, self._focus)
        least = max(len(may) * 2 // 3 if full else 0, 0 if must else 1)
        chosen = must.union(self._some(may, least, len(may) if full else 3))
        return {name: here for name, here in paths.items() if name in chosen}

    def _leads(self, path: str) -> bool:
        return any(_within(each, path) for each in (*self._heads, self._focus))

    def _may(self, slot: Slot, path: str) -> bool:
        """Tell whether there is something to write: ids are settled with their list, and so is who can be named."""
        return not path.endswith(".id") and path not in _users() and all(map(self._named, _refs(slot)))

    def _named(self, ref: Ref) -> list[str]:
        return [head[key] for head in self._heads.get(ref.collection, ()) for key in ref.keys if key in head]

    def _value(self, slot: Slot, path: str) -> object:
        if slot.waits and self._draw(_seldom):
            return self._draw(st.sampled_from(WAITING))
        return self._said(slot, path)

    def _said(self, slot: Slot, path: str) -> object:
        """Return what may stand at a place, other than 【待填】."""
        if slot.shape.model is not None:
            return self.group(slot.shape.model, path, {})
        if slot.shape.form == "value":
            return self._draw(self._texts(slot))
        if slot.shape.form == "map":
            return {key: self._said(slot.inner[1], path) for key in self._several(slot.inner[0], path)}
        model = slot.inner[0].shape.model
        if model is None:
            return self._several(slot.inner[0], path)
        heads = self._heads.get(path) or self._entries(slot, path)
        return [self.group(model, path, head) for head in heads]

    def _several(self, slot: Slot, path: str) -> list[str]:
        texts = st.sampled_from(MAP_KEYS[path]) if path in MAP_KEYS else self._texts(slot)
        return self._draw(st.lists(texts, unique=True, min_size=1, max_size=3))

    def _texts(self, slot: Slot) -> Texts:
        return st.sampled_from(self._named(slot.shape.ref)) if slot.shape.ref else slot.texts


@st.composite
def campaign_data(draw: st.DrawFn, focus: str | None = None) -> dict[str, object]:
    """Draw the data of a campaign file that its model takes: ids are unique, every reference finds its entry.

    Of one part, `focus` (`team`, `budget`), most fields are written.
    """
    return _Writer(draw, focus or draw(st.sampled_from(list(slots_of(Campaign))))).group(Campaign, "", {})
