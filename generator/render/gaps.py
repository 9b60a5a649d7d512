"""What a document still waits for: the fields of the campaign file that it prints and that nobody has filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from generator.campaign import Campaign, Shape, fields_of
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


def open_fields(values: Mapping[str, object], names: Iterable[str]) -> tuple[str, ...]:
    """Return the Chinese labels of what is unset among the printed `names`, with counts: 活动目标实际值×6.

    A list without entries and a record that is not there are told once, by their own title. A remark is never
    waited for; a derived figure waits for the fields it follows from, not for itself.
    """
    counts: dict[str, int] = {}
    for name in names:
        waited = field_label(name) and not name.startswith(_OPTIONAL_PATHS)
        found = _blanks(values, name.split(".")) if waited else Counter[str]()
        for path, count in found.items():
            label = field_label(path) or ""
            counts[label] = max(counts.get(label, 0), count)
    return tuple(f"{label}×{count}" if count > 1 else label for label, count in counts.items())


@cache
def field_label(name: str) -> str | None:
    """Return the title of a campaign file's field, behind its list's where it stands in one.

    None for names that are no fields of the file. `tasks[].owner.name` is the field 责任人 of a task.
    """
    shape: Shape | None = Shape("group", Campaign, model=Campaign)
    titles: list[str] = []
    for step in name.split("."):
        key = step.removesuffix("[]")
        if shape is None or shape.model is None or key not in shape.model.model_fields:
            return _joined(name, titles) if titles and shape is not None and shape.ref is not None else None
        if key in _OPTIONAL:
            return None
        titles.append(str(shape.model.model_fields[key].title))
        shape = fields_of(shape.model)[key]
        shape = shape.element if step.endswith("[]") else shape
    return _joined(name, titles)


def _joined(name: str, titles: list[str]) -> str:
    """Return the last title, in a list behind the list's, unless it says that already: 任务编号."""
    outer, inner = (["", *titles])[-2:]
    return inner if "[]" not in name or inner.startswith(outer) else outer + inner


def _blanks(values: object, steps: Sequence[str]) -> Counter[str]:
    """Return the names of what is unset, with their counts, on the way that the steps lead."""
    counts: Counter[int] = Counter()
    _count(values, [(step.removesuffix("[]"), step.endswith("[]")) for step in steps], 0, counts)
    return Counter({".".join(steps[:end]).removesuffix("[]"): count for end, count in counts.items()})


def _count(value: object, steps: Sequence[tuple[str, bool]], done: int, counts: Counter[int]) -> None:
    """Count what is unset by the number of steps that lead to it."""
    if isinstance(value, Blank) or value in ((), []):
        counts[done] += 1
    elif done < len(steps) and isinstance(value, dict):
        key, many = steps[done]
        inner = value.get(key, "")
        for item in inner if many and inner and isinstance(inner, list) else (inner,):
            _count(item, steps, done + 1, counts)
