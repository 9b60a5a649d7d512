"""Last year's campaign as the start of this one: days moved, what happened taken out, its result kept as history.

The file is edited, not written anew (ruamel.yaml): comments and order stay.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from msgspec import Struct

from generator.campaign import Campaign, Shape, dotted, fields_of, shape_of, spell
from generator.derive.actions import with_review_actions
from generator.derive.figures import derive_figures
from generator.derive.workdays import CalendarUnknown, WorkCalendar
from generator.standard.carry_over import CarryOver
from generator.standard.process import Process

WAITING = "【待填】"
_DAY = re.compile(r"^\s*(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*[日号]?")
_IN_TEXT = re.compile(r"\d{4}\s*年|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日")
_SECTION = re.compile(r"([a-z_]+):")
_WIDTH = 118
_LESSONS = 3


class Carried(Struct, frozen=True):
    """The text of the new file, and what in it somebody has to decide, as sentences."""

    text: str
    decisions: tuple[str, ...]


class Shift(Struct, frozen=True):
    """How days move: by their distance from the start before it and during the campaign, from the end after it.

    A working day stays one, as long as the working calendar of its year is announced: it moves away from the campaign.
    """

    old_start: dt.date
    old_end: dt.date
    new_start: dt.date
    calendar: WorkCalendar

    @property
    def new_end(self) -> dt.date:
        """Return the last day of the new campaign, which lasts as long as the old one."""
        return self.new_start + (self.old_end - self.old_start)

    def day(self, old: dt.date) -> dt.date:
        """Return where a day of the old campaign lies in the new one."""
        if old > self.old_end:
            return self._worked(old, self.new_end + (old - self.old_end), 1)
        new = self.new_start + (old - self.old_start)
        return self._worked(old, new, -1) if old < self.old_start else new

    def _worked(self, old: dt.date, new: dt.date, way: int) -> dt.date:
        try:
            if self.calendar.is_workday(old):
                while not WorkCalendar().is_workday(new):
                    new += dt.timedelta(days=way)
        except CalendarUnknown:
            pass  # nobody knows yet: the day keeps its distance
        return new


def carry_over(
    text: str, campaign: Campaign, process: Process, rules: CarryOver, head: Mapping[str, str], date: dt.date
) -> Carried:
    """Return a campaign file that begins on `date`; `head` gives id, name and short name (【待填】 where unknown)."""
    from ruamel.yaml import YAML

    writer = YAML()
    writer.preserve_quotes, writer.width = True, _WIDTH
    writer.indent(mapping=2, sequence=4, offset=2)
    data = writer.load(text)
    event = campaign.campaign
    own = WorkCalendar(campaign.calendar.holidays, campaign.calendar.makeup_workdays)
    shift = Shift(event.start.date(), event.end.date(), date, own)
    history = _history(campaign, process)
    for key in rules.emptied:
        _remove(data, key.split("."))
    for key in rules.waiting:
        _set(data, key.split("."), WAITING)
    _move_days(data, shape_of(Campaign), shift)
    data["campaign"].update(head)
    data.setdefault("research", {}).setdefault("history", []).append(history)
    stream = io.StringIO()
    writer.dump(data, stream)
    return Carried(_with_comments(text, stream.getvalue()), tuple(_decisions(data, rules)))


def _with_comments(old: str, new: str) -> str:
    """Return the new text with the comments above its sections: they go when what stands before them is taken out."""
    blocks = dict(_sections(old))
    lines: list[str] = []
    for line in new.splitlines():
        found = _SECTION.match(line)
        block = blocks.get(found[1], []) if found else []
        if block and block[0] not in lines:
            lines += ["", *block]
        lines.append(line)
    return "\n".join(lines) + "\n"


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each key at top level with the comment lines above it."""
    block: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            block.append(line)
            continue
        if found := _SECTION.match(line):
            yield found[1], block
        block = []


def _steps(key: str) -> tuple[str, bool]:
    return key.removesuffix("[]"), key.endswith("[]")


def _holders(data: Any, steps: Sequence[str]) -> Iterator[MutableMapping[str, Any]]:
    """Yield the groups that hold the last of `steps`."""
    if not isinstance(data, MutableMapping):
        return
    if len(steps) == 1:
        yield data
        return
    name, many = _steps(steps[0])
    inner = data.values() if name == "…" else [data.get(name)]
    for each in inner:
        for item in each if many and isinstance(each, list) else [each]:
            yield from _holders(item, steps[1:])


def _remove(data: Any, steps: Sequence[str]) -> None:
    for holder in _holders(data, steps):
        holder.pop(steps[-1], None)


def _set(data: Any, steps: Sequence[str], value: str) -> None:
    for holder in _holders(data, steps):
        holder[steps[-1]] = value


def _move_days(data: Any, shape: Shape, shift: Shift) -> None:
    """Move every day that a field for days holds, in place."""
    if shape.model is not None and isinstance(data, MutableMapping):
        for name, inner in fields_of(shape.model).items():
            if name in data:
                _move_in(data, name, inner, shift)
    elif shape.element is not None:
        keys: Iterable[Any] = range(len(data)) if isinstance(data, list) else list(data or ())
        for key in keys:
            _move_in(data, key, shape.element, shift)


def _move_in(holder: Any, key: Any, shape: Shape, shift: Shift) -> None:
    value = holder[key]
    if shape.form != "value":
        _move_days(value, shape, shift)
    elif shape.kind == "date" and (found := _DAY.match(str(value))):
        moved = shift.day(dt.date(int(found[1]), int(found[2]), int(found[3])))
        time = str(value)[found.end() :].strip()
        holder[key] = _quoted(f"{moved} {time}" if time else str(moved))


def _quoted(text: str) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(text)


def _history(campaign: Campaign, process: Process) -> dict[str, Any]:
    """Return what the old campaign came to, as a line of the new one's research."""
    event = campaign.campaign
    figures = derive_figures(with_review_actions(campaign), process, as_of=event.end.date())
    met = [f"{t.metric} {t.actual:f}{t.unit}" for t in campaign.targets if t.actual is not None]
    lessons = [lesson.text for lesson in campaign.lessons[:_LESSONS]]
    said = {
        "name": event.name,
        "date": figures.period,
        "cost": figures.budget.actual_total,
        "attendance": campaign.results.attendance.arrived,
        "result": "；".join(met) or None,
        "lesson": "；".join(lessons) or None,
    }
    plain = {
        key: float(value) if key == "cost" and value is not None else value for key, value in said.items()
    }
    return {key: value for key, value in plain.items() if value is not None}


def _decisions(data: Any, rules: CarryOver) -> Iterator[str]:
    """Yield what has to be looked at: values of the old campaign, and texts that name its days."""
    for each in rules.decided:
        steps = each.key.split(".")
        count = sum(steps[-1] in holder for holder in _holders(data, steps))
        if count:
            yield f"{each.why}({each.key},{count} 处)"
    dated = [path for path, text in _texts(data, ()) if _IN_TEXT.search(text)]
    for path in dated:
        yield f"文字里写着日期,请核对:{spell(path) if _is_known(path) else dotted(path)}"


def _is_known(path: tuple[str | int, ...]) -> bool:
    return all(isinstance(step, int) or step.isidentifier() for step in path)


def _texts(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the free texts of the file; whole days, and the history, are none."""
    if isinstance(data, MutableMapping):
        for key, value in data.items():
            if key != "history":
                yield from _texts(value, (*path, str(key)))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*path, number))
    elif isinstance(data, str) and not _DAY.match(data):
        yield path, data
