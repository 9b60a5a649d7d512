"""Where a value belongs, in the words of the form."""

import re

from generator.campaign.campaign import Campaign
from generator.campaign.shape import Path, field_at


def spell(path: Path) -> str:
    """Say where a value belongs: `活动目标第 3 项「完成时限」(targets[].due)`.

    Of the groups on the way only the lists and the innermost one are named.
    """
    if not path:
        return ""
    *way, last = path
    words = "".join(_step(path, length) for length in range(1, len(path)))
    if isinstance(last, int):
        return f"{words}{title(tuple(way))}第 {last + 1} 项({dotted(path)})"
    return f"{words}「{title(path)}」({dotted(path)})"


def _step(path: Path, length: int) -> str:
    """Return the words for one step on the way: a list with the number of its entry, or the last group."""
    step, follower = path[length - 1], path[length]
    if isinstance(step, int):
        return f"第 {step + 1} 项"
    is_list = isinstance(follower, int) and length + 1 < len(path)
    is_innermost = length + 1 == len(path) and isinstance(follower, str)
    return title(path[:length]) if is_list or is_innermost else ""


def dotted(path: Path) -> str:
    """Return a path as keys: `targets[].due`."""
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def title(path: Path) -> str:
    """Return the label of the field at `path`, else its key."""
    field = field_at(Campaign, path)
    return (field.title if field else None) or str(path[-1])


_IN_BRACKETS = re.compile(r"\(([a-z_]+(?:\[\])?(?:\.[a-z_]+(?:\[\])?)*)\)")
_KEYS = re.compile(r"(?<![\w.])[a-z_]+(?:\[\])?(?:\.[a-z_]+(?:\[\])?)+(?![\w.])")


def without_keys(text: str) -> str:
    """Return a message in the words of the form: without keys behind labels, and with labels instead of keys."""
    bare = _IN_BRACKETS.sub(lambda found: "" if _path(found[1]) else found[0], text)
    return _KEYS.sub(lambda found: f"「{title(_path(found[0]))}」" if _path(found[0]) else found[0], bare)


def _path(keys: str) -> Path:
    """Return the path that `targets[].due` means, empty for what is none."""
    steps = (
        step for part in keys.split(".") for step in ((part[:-2], 0) if part.endswith("[]") else (part,))
    )
    path: Path = tuple(steps)
    named = path[:-1] if path and path[-1] == 0 else path
    return named if field_at(Campaign, named) is not None else ()
