"""What a document still waits for: the fields of the campaign file that it prints and that nobody has filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.campaign import Campaign, Shape, fields_of
from generator.office.blank import Blank

_REMARKS = frozenset({"note", "logo"})


def open_fields(values: Mapping[str, object], names: Iterable[str]) -> tuple[str, ...]:
    """Return the Chinese labels of what is unset among the printed `names`, with counts: 目标实际值×6.

    A remark is never waited for; a derived figure waits for the fields it follows from, not for itself.
    """
    counts: dict[str, int] = {}
    for name in names:
        label = field_label(name)
        found = sum(1 for _ in _blanks(values, name.split("."))) if label else 0
        if label and found:
            counts[label] = max(counts.get(label, 0), found)
    return tuple(f"{label}×{count}" if count > 1 else label for label, count in counts.items())


def field_label(name: str) -> str | None:
    """Return the title of a campaign file's field, behind its list's where it stands in one.

    None for names that are no fields of the file. `tasks[].owner.name` is the field 责任人 of a task.
    """
    shape: Shape | None = Shape("group", Campaign, model=Campaign)
    titles: list[str] = []
    for step in name.split("."):
        key = step.removesuffix("[]")
        if shape is None or shape.model is None or key not in shape.model.model_fields:
            break
        if key in _REMARKS:
            return None
        titles.append(str(shape.model.model_fields[key].title))
        shape = fields_of(shape.model)[key]
        shape = shape.element if step.endswith("[]") else shape
    else:
        return "".join(titles[-2:]) if "[]" in name else titles[-1]
    return "".join(titles[-2:]) if titles and shape is not None and shape.ref is not None else None


def _blanks(value: object, steps: list[str]) -> Iterator[object]:
    """Yield once for every unset value that the steps lead to; a list without entries is one of them."""
    if isinstance(value, Blank) or value in ((), []):
        yield value
    elif steps and isinstance(value, Mapping):
        inner = value.get(steps[0].removesuffix("[]"), "")
        items = inner if steps[0].endswith("[]") and isinstance(inner, list) and inner else [inner]
        for item in items:
            yield from _blanks(item, steps[1:])
