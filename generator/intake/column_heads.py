"""What the head of a column names: a field of the campaign, by its keys or by its Chinese labels.

`campaign.name`, `budget.items[B03].unit_price` are keys; 活动名称, 活动.开始时间, 预算明细[B03].单价 are labels. Of the
groups on the way labels may leave out those without which they are still clear; an entry of a list is named by its
id, its name, or counted from 1. Full-width signs mean the same as their half-width twins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.campaign import Campaign, Entity, Shape, fields_of, shape_of
from generator.form.layout import SUBJECTS

Keys = tuple[str, ...]

_SIGNS = str.maketrans("【】〔〕。·›»〉→—–", "[][]..>>>>--")  # what NFKC leaves as it is
_ENTRY = re.compile(r"\[([^\[\]]*)\]|第\s*(\d{1,6})\s*项")
_HOLE = "\0"
_PARTING = ".>/-"
_SUBJECTS = {subject.keys[0]: subject.name for subject in SUBJECTS if len(subject.keys) == 1}


class Entry(Struct, frozen=True):
    """Which entry of a list or a map is meant; None where the head does not say."""

    said: str | None


Step = str | Entry


class Meaning(Struct, frozen=True):
    """A field that a head may mean, how it is reached, and how far the head is from saying so plainly.

    `aliases` counts the names that are no label, `skipped` the groups that are not mentioned.
    """

    steps: tuple[Step, ...]
    shape: Shape
    aliases: int = 0
    skipped: int = 0

    @property
    def lacks_entry(self) -> bool:
        """Tell whether it is a field of a list's entries, and which entry is not said."""
        return any(isinstance(step, Entry) and step.said is None for step in self.steps)

    @property
    def rank(self) -> tuple[int, bool, int, bool]:
        """Return what tells which of several meanings is meant: the smallest one."""
        unsaid = sum(isinstance(step, Entry) and step.said is None for step in self.steps)
        return unsaid, not is_single(self.shape), self.aliases, self.skipped > 0


def is_single(shape: Shape) -> bool:
    """Tell whether one cell can hold a value: a text, a number, a day, or a list of such."""
    return shape.form == "value" or (
        shape.form == "list" and shape.element is not None and shape.element.form == "value"
    )


def meanings(head: str) -> tuple[Meaning, ...]:
    """Return the fields that a head may mean, no two alike: several where it is not clear, none where it is unknown."""
    said = _said(head)
    by_keys = list(_in_group(said, Campaign, _Way(by_key=True)))
    found = by_keys or list(_in_group(said, Campaign, _Way()))
    best = min((each.rank for each in found), default=None)
    return tuple({each.steps: each for each in found if each.rank == best}.values())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text as heads are compared: without blanks, with half-width signs."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())


# --- reading ---------------------------------------------------------------------------------------------------------


class _Said(Struct, frozen=True):
    """What of a head has not been understood yet: its text with a hole for each entry, and the entries."""

    text: str
    entries: tuple[str, ...]

    def after(self, name: str) -> _Said | None:
        """Return what follows a name; None where the text does not begin with it."""
        fits = bool(name) and self.text[: len(name)].lower() == name.lower()
        return replace(self, text=self.text[len(name) :]) if fits else None

    def parted(self) -> _Said | None:
        """Return what follows the sign between two names; None where there is no such sign."""
        return replace(self, text=self.text[1:]) if self.text[:1] and self.text[0] in _PARTING else None

    def filled(self) -> tuple[str, _Said]:
        """Return the entry that comes next, and what follows it: the sign after it may be left out."""
        rest = _Said(self.text[1:], self.entries[1:])
        return self.entries[0], rest.parted() or rest


def _said(head: str) -> _Said:
    text = unicodedata.normalize("NFKC", head).translate(_SIGNS).strip().removesuffix("(必填)").strip("*＊ ")
    entries = tuple((found[1] or found[2] or "").strip() for found in _ENTRY.finditer(text))
    return _Said("".join(_ENTRY.sub(_HOLE, text).split()), entries)


class _Way(Struct, frozen=True):
    """How far a head has been understood. `titles` are those of the group that was reached, `mentioned` by the head."""

    steps: tuple[Step, ...] = ()
    aliases: int = 0
    skipped: int = 0
    titles: tuple[str, ...] = ()
    mentioned: bool = False
    by_key: bool = False

    @property
    def keys(self) -> Keys:
        """Return the keys on the way."""
        return tuple(step for step in self.steps if isinstance(step, str))

    def to(self, step: Step, *, aliases: int = 0, skipped: int = 0) -> _Way:
        """Return the way one step on."""
        here = (*self.steps, step)
        return replace(self, steps=here, aliases=self.aliases + aliases, skipped=self.skipped + skipped)

    def end(self, shape: Shape) -> Meaning:
        """Return what is meant where the head ends here."""
        return Meaning(self.steps, shape, self.aliases, self.skipped)


def _in_group(said: _Said, model: type[Entity], way: _Way) -> Iterator[Meaning]:
    """Yield what may be meant within a group."""
    for name, shape in fields_of(model).items():
        title = str(model.model_fields[name].title)
        below = replace(way, titles=titles_of((*way.keys, name), title), mentioned=True)
        for called, aliases in _names(name, title, shape, way).items():
            if (rest := said.after(called)) is not None:
                yield from _at(rest, shape, below.to(name, aliases=aliases))
        inner = shape.element if shape.form in ("list", "map") else shape
        if not way.by_key and inner is not None and inner.model is not None:
            over = replace(below.to(name, skipped=1), mentioned=False)
            over = over if inner is shape else over.to(Entry(None))
            yield from _in_group(said, inner.model, over)


def _names(name: str, title: str, shape: Shape, way: _Way) -> dict[str, int]:
    """Return what a field may be called here, its label with 0 and other names with 1."""
    if way.by_key:
        return {name: 0}
    label = plain(title)
    others = {plain(each) for each in titles_of((*way.keys, name), title)}
    if shape.model is None and shape.form == "value":
        others = set()
    for above in map(plain, way.titles):
        others.add(above + label)
        if way.mentioned:
            others.add(label.removeprefix(above))
    return {**dict.fromkeys(sorted(others), 1), label: 0}


def titles_of(keys: Keys, title: str) -> tuple[str, ...]:
    """Return what a group or a list is called: its label, each side of a stroke in it, and the sheet of the form."""
    subject = _SUBJECTS.get(keys)
    return (title, *(title.split("/") if "/" in title else ()), *([subject] if subject else ()))


def _at(said: _Said, shape: Shape, way: _Way) -> Iterator[Meaning]:
    """Yield what may be meant once a field has been named."""
    if not said.text:
        yield way.end(shape)
    elif shape.form == "group" and shape.model is not None:
        rest = said.parted()
        if rest is not None:
            yield from _in_group(rest, shape.model, way)
    elif shape.element is not None and said.text.startswith(_HOLE):
        entry, rest = said.filled()
        yield from _in_entry(rest, shape.element, way.to(Entry(entry or None)))
    elif shape.element is not None and (rest := said.parted()) is not None:
        if shape.form == "map":
            yield from _in_map(rest, shape.element, way)
        yield from _in_entry(rest, shape.element, way.to(Entry(None)))


def _in_entry(said: _Said, shape: Shape, way: _Way) -> Iterator[Meaning]:
    if not said.text:
        yield way.end(shape)
    elif shape.model is not None:
        yield from _in_group(said, shape.model, way)


def _in_map(said: _Said, shape: Shape, way: _Way) -> Iterator[Meaning]:
    """Yield what is meant where the key of a map stands without brackets: `budget.category_caps.宣传费`."""
    if _HOLE in said.text:
        return
    if shape.model is None:
        yield way.to(Entry(said.text)).end(shape)
        return
    key = re.split(f"[{re.escape(_PARTING)}]", said.text, maxsplit=1)[0]
    rest = replace(said, text=said.text[len(key) :])
    yield from _in_entry(rest.parted() or rest, shape, way.to(Entry(key)))


# --- telling ---------------------------------------------------------------------------------------------------------


class Known(Struct, frozen=True):
    """A field that a head may name: `keys` and `labels` are its plainest names, `alone` its label by itself."""

    keys: str
    labels: str
    alone: str


@cache
def known() -> tuple[Known, ...]:
    """Return every field that one cell can fill."""
    return tuple(_known(Campaign, (), ()))


def _known(model: type[Entity], keys: Keys, labels: Keys) -> Iterator[Known]:
    for name, shape in fields_of(model).items():
        title = str(model.model_fields[name].title)
        mark = "" if is_single(shape) or shape.form == "group" else "[编号]"
        here, there = (*keys, f"{name}{mark}"), (*labels, f"{title}{mark}")
        inner = shape.element if mark else shape
        if inner is None or inner.model is None:
            yield Known(".".join(here), ".".join(there), f"{title}{mark}")
        else:
            yield from _known(inner.model, here, there)


def in_labels(steps: tuple[Step, ...]) -> str:
    """Return the plainest labels for a way: `预算.明细[B03].单价`; an entry that is not said is 编号."""
    words, model = "", Campaign
    shape: Shape | None = shape_of(Campaign)
    for step in steps:
        if isinstance(step, Entry):
            words += f"[{'编号' if step.said is None else step.said}]"
            shape = shape.element if shape else None
        else:
            words += f"{'.' if words else ''}{model.model_fields[step].title}"
            shape = fields_of(model).get(step)
        model = (shape.model if shape else None) or model
    return words
