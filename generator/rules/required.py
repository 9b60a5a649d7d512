"""Which of the fields that must be known for a document at a stage are not (rule C-06).

The catalogue says which fields must be known at which stage; `targets[].due` means in every entry there is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Campaign, Entity, Path, Unsound
from generator.standard.process import Process
from generator.standard.stage import Stage


def missing_fields(campaign: Campaign, process: Process, code: str, stage: Stage) -> tuple[Path, ...]:
    """Return the paths of the fields that document `code` needs at `stage` and the campaign does not hold.

    What could not be read is not missing: it is told as what it is.
    """
    mode = campaign.campaign.mode
    held = "" if isinstance(mode, Unsound) else mode.value
    wanted = dict.fromkeys(r for r in process.requirements(code, stage) if not r.modes or held in r.modes)
    return tuple(path for requirement in wanted for path in _unset(campaign, requirement.path.split("."), ()))


def _unset(value: object, steps: list[str], path: Path) -> Iterator[Path]:
    """Follow the steps of a required path; yield where nothing stands."""
    if not steps:
        return
    name, many = steps[0].removesuffix("[]"), steps[0].endswith("[]")
    inner = getattr(value, name) if isinstance(value, Entity) else None
    here = (*path, name)
    if isinstance(inner, Unsound):
        return
    if many:
        for index, item in enumerate(inner or ()):
            yield from _unset(item, steps[1:], (*here, index))
    elif len(steps) == 1:
        if inner is None or inner in ((), {}, ""):
            yield here
    else:
        yield from _unset(inner, steps[1:], here)


def anything_known(campaign: Campaign, process: Process, code: str) -> bool | None:
    """Tell whether any of what document `code` alone requires at any stage is known; None where it asks nothing."""
    own = [r.path for required in process.deliverable(code).required.values() for r in required]
    asked = [path for path in own if "[]" not in path]
    return any(not list(_unset(campaign, path.split("."), ())) for path in asked) if asked else None
