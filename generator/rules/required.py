"""Which fields a document still lacks (rule C-06, and the closing table of a build).

The catalogue says which fields must be known at which stage; `targets[].due` means in every entry there is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Campaign, Entity, Path, field_at
from generator.standard.process import Process, Requirement
from generator.standard.stage import Stage


def missing_fields(
    campaign: Campaign, process: Process, code: str, stage: Stage = Stage.CLOSING
) -> tuple[Path, ...]:
    """Return the paths of the fields that document `code` needs at `stage` and the campaign does not hold."""
    mode = str(campaign.campaign.mode)
    wanted = dict.fromkeys(r for r in process.requirements(code, stage) if not r.modes or mode in r.modes)
    return tuple(path for requirement in wanted for path in _missing(campaign, requirement))


def missing_labels(campaign: Campaign, process: Process, code: str) -> tuple[str, ...]:
    """Return the Chinese labels of what document `code` still lacks until it is complete, with counts."""
    counts: dict[str, int] = {}
    for path in missing_fields(campaign, process, code):
        label = field_label(path)
        counts[label] = counts.get(label, 0) + 1
    return tuple(f"{label}×{count}" if count > 1 else label for label, count in counts.items())


def field_label(path: Path) -> str:
    """Return a field's Chinese title, behind the one of its list where it stands in one."""
    names = [step for step in path if isinstance(step, str)]
    titles = [_title(path[: path.index(name) + 1]) for name in names]
    inside = any(isinstance(step, int) for step in path)
    return "".join(titles[-2:]) if inside else titles[-1]


def _title(path: Path) -> str:
    found = field_at(Campaign, path)
    return str(found[0].model_fields[found[1]].title) if found else str(path[-1])


def _missing(campaign: Campaign, requirement: Requirement) -> Iterator[Path]:
    return _unset(campaign, requirement.path.split("."), ())


def _unset(value: object, steps: list[str], path: Path) -> Iterator[Path]:
    """Follow the steps of a required path; yield where nothing stands."""
    if not steps:
        return
    name, many = steps[0].removesuffix("[]"), steps[0].endswith("[]")
    inner = getattr(value, name) if isinstance(value, Entity) else None
    here = (*path, name)
    if many:
        for index, item in enumerate(inner or ()):
            yield from _unset(item, steps[1:], (*here, index))
    elif len(steps) == 1:
        if inner is None or inner in ((), {}, ""):
            yield here
    else:
        yield from _unset(inner, steps[1:], here)
