"""What a document still waits for: the fields of the campaign file that it prints and that nobody has filled in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import count

from msgspec import Struct

from generator.campaign import Campaign, Entity, Shape, fields_of, shape_of
from generator.office.blank import Blank

_OPTIONAL = frozenset(
    {"note", "logo", "changelog", "holidays", "makeup_workdays", "depends_on", "helpers", "supplier"}
    | {"baseline", "growth", "target", "cues", "promotion", "category_caps", "cap"}
    | {"gap_reason", "gap_analysis", "improvement", "variance_note", "budget_item", "legal_opinion"}
)
"""Nobody waits for these: a remark, an announced calendar, what not every entry has, either of two ways; reasons are
asked for where a target is missed."""
_OPTIONAL_PATHS = (
    "venues[].builder",
    *(f"venues[].checks[].{key}" for key in ("problem", "owner", "due", "recheck", "photo_no")),
)
"""Nor for these: what only a failed check has, the builder where nothing is built."""


def open_fields(values: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the Chinese labels of what is unset among the printed `names`, with counts: 活动目标实际值×6.

    A list without entries and a record that is not there are told once, by their own title. A remark is never
    waited for; a derived figure waits for the fields it follows from, not for itself.
    """
    root, ways = _waited(names)
    found: dict[int, int] = {}
    _count(values, root, found)
    order = {number: place for place, number in enumerate(found)}
    counts: dict[str, int] = {}
    for way in ways:
        for number, label in sorted((each for each in way if each[0] in found), key=lambda e: order[e[0]]):
            counts[label] = max(counts.get(label, 0), found[number])
    return tuple(f"{label}×{count}" if count > 1 else label for label, count in counts.items())


class _Step(Struct):
    """A step of printed names: its key, whether it goes through a list, and the steps that follow it."""

    number: int
    key: str
    many: bool
    next: dict[str, _Step]


# The steps that lead to a name, by number, with the label of what stands there.
_Way = tuple[tuple[int, str], ...]


@lru_cache(maxsize=64)
def _waited(names: tuple[str, ...]) -> tuple[_Step, tuple[_Way, ...]]:
    """Return the fields that are waited for among `names`, as a tree of steps, and the way to each."""
    root, numbers = _Step(0, "", many=False, next={}), count(1)
    ways = []
    for name in names:
        if not field_label(name) or name.startswith(_OPTIONAL_PATHS):
            continue
        step, way = root, []
        for end, text in enumerate(steps := name.split("."), start=1):
            if text not in step.next:
                step.next[text] = _Step(next(numbers), text.removesuffix("[]"), text.endswith("[]"), {})
            step = step.next[text]
            way.append((step.number, field_label(".".join(steps[:end]).removesuffix("[]")) or ""))
        ways.append(tuple(way))
    return root, tuple(ways)


@cache
def field_label(name: str) -> str | None:
    """Return the title of a campaign file's field, behind its list's where it stands in one.

    None for names that are no fields of the file. `tasks[].owner.name` is the field 责任人 of a task.
    """
    shape: Shape | None = shape_of(Campaign)
    titles: list[str] = []
    for step in name.split("."):
        key = step.removesuffix("[]")
        model = None if shape is None else shape.model
        if model is None or key not in fields_of(model):
            return _joined(name, titles) if titles and shape is not None and shape.ref is not None else None
        if key in _OPTIONAL:
            return None
        titles.append(_titles(model)[key])
        shape = fields_of(model)[key]
        shape = shape.element if step.endswith("[]") else shape
    return _joined(name, titles)


@cache
def _titles(model: type[Entity]) -> dict[str, str]:
    return {key: str(info.title) for key, info in model.model_fields.items()}


def _joined(name: str, titles: list[str]) -> str:
    """Return the last title, in a list behind the list's, unless it says that already: 任务编号."""
    outer, inner = (["", *titles])[-2:]
    return inner if "[]" not in name or inner.startswith(outer) else outer + inner


def _count(value: object, step: _Step, found: dict[int, int]) -> None:
    """Count what is unset by the number of the step that leads to it."""
    if type(value) is Blank or (isinstance(value, list | tuple) and not value):
        found[step.number] = found.get(step.number, 0) + 1
    elif step.next and isinstance(value, dict):
        for follows in step.next.values():
            inner = value.get(follows.key, "")
            for item in inner if follows.many and inner and isinstance(inner, list) else (inner,):
                _count(item, follows, found)
