"""What can be put right in a campaign file without asking: its meaning stays, or becomes the only one possible.

Spots of the text are replaced and nothing else, so that comments, order and layout stay. A value is only rewritten when
the field reads the same from both; a key only when one key that is not there yet is a single letter away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from pydantic import ValidationError

from generator.campaign import Campaign, Entity, Path, Shape, fields_of, shape_of
from generator.errors import InvalidCampaign
from generator.intake.data import read_yaml
from generator.intake.partial import adapter
from generator.intake.sources import SourceMap, Span
from generator.intake.wording import UNKNOWN_KEY

_BLANKS = " \t\u3000"


class Edit(Struct, frozen=True):
    """A stretch of one line and what stands there instead."""

    span: Span
    text: str


def fixed(text: str, file: str) -> str:
    """Return `text` put right as far as it is certain. Raises InvalidCampaign for what is no YAML."""
    try:
        document = read_yaml(text, file, typed=False)
    except InvalidCampaign:  # a tab at the end of a line is enough for that
        text = _without_trailing_blanks(text)
        document = read_yaml(text, file, typed=False)
    if not isinstance(document.data, dict):
        return text
    edits = [*_keys(document.data, document.sources), *_values(document.data, document.sources)]
    better = _apply(text, edits)
    stripped = _without_trailing_blanks(better)
    same = read_yaml(stripped, file, typed=False).data == read_yaml(better, file, typed=False).data
    return stripped if same else better


def _apply(text: str, edits: list[Edit]) -> str:
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, key=lambda e: (e.span.line, e.span.column), reverse=True):
        line, start = lines[edit.span.line - 1], edit.span.column - 1
        lines[edit.span.line - 1] = line[:start] + edit.text + line[start + edit.span.width :]
    return "".join(lines)


def _without_trailing_blanks(text: str) -> str:
    parts = ((line.rstrip("\r\n"), line) for line in text.splitlines(keepends=True))
    return "".join(bare.rstrip(_BLANKS) + line[len(bare) :] for bare, line in parts)


# --- keys ------------------------------------------------------------------------------------------------------------


def _keys(data: dict[str, object], sources: SourceMap) -> Iterator[Edit]:
    """Yield the keys that are one letter away from one that the group lacks."""
    try:
        Campaign.model_validate(data)
    except ValidationError as error:
        unknown = [each["loc"] for each in error.errors(include_url=False) if each["type"] == UNKNOWN_KEY]
        for path in unknown:
            yield from _renamed(data, tuple(path), sources)


def _renamed(data: object, path: Path, sources: SourceMap) -> Iterator[Edit]:
    holder = data
    shape = shape_of(Campaign)
    for step in path[:-1]:
        inner = fields_of(shape.model).get(str(step)) if shape.model else shape.element
        if inner is None:
            return
        shape = inner
        holder = _inside(holder, step)
    if shape.model is None or not isinstance(holder, dict) or path not in sources.keys:
        return
    free = [name for name in fields_of(shape.model) if name not in holder]
    near = [name for name in free if one_letter_apart(str(path[-1]), name)]
    if len(near) == 1:
        yield Edit(sources.keys[path], near[0])


def _inside(holder: object, step: str | int) -> object:
    if isinstance(holder, list):
        return holder[step] if isinstance(step, int) and step < len(holder) else None
    return holder.get(step) if isinstance(holder, dict) else None


def one_letter_apart(one: str, other: str) -> bool:
    """Tell whether a letter was left out, put in, changed, or two beside each other swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[start:], other[start:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


# --- values ----------------------------------------------------------------------------------------------------------


def _values(data: dict[str, object], sources: SourceMap) -> Iterator[Edit]:
    """Yield the numbers and days that are typed in another script than programs expect."""
    yield from _in_group(data, Campaign, (), sources)


def _in_group(data: object, model: type[Entity], path: Path, sources: SourceMap) -> Iterator[Edit]:
    if not isinstance(data, dict):
        return
    for name, shape in fields_of(model).items():
        if name in data:
            yield from _in_field(data[name], model, name, shape, (*path, name), sources)


def _in_field(
    value: object, model: type[Entity], name: str, shape: Shape, path: Path, sources: SourceMap
) -> Iterator[Edit]:
    if shape.model is not None:
        yield from _in_group(value, shape.model, path, sources)
    elif shape.form == "list" and shape.element is not None and shape.element.model is not None:
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from _in_group(item, shape.element.model, (*path, number), sources)
    elif shape.form == "map" and shape.element is not None and shape.element.model is not None:
        for key, item in value.items() if isinstance(value, dict) else ():
            yield from _in_group(item, shape.element.model, (*path, key), sources)
    elif shape.form == "value" and isinstance(value, str) and not value.isascii():
        yield from _rewritten(value, model, name, path, sources)


def _rewritten(value: str, model: type[Entity], name: str, path: Path, sources: SourceMap) -> Iterator[Edit]:
    try:
        read = adapter(model, name).validate_python(value)
        plain = _plain(read)
        if plain is None or adapter(model, name).validate_python(plain) != read:
            return
    except ValidationError:
        return
    span = sources.values.get(path)
    if span is not None and span.line <= len(sources.lines):
        stands = sources.lines[span.line - 1][span.column - 1 :][: span.width]
        if stands.strip("'\"") == value:
            yield Edit(span, plain if isinstance(read, Decimal | int) else f'"{plain}"')


def _plain(read: object) -> str | None:
    """Return a value as its plainest form; None for a kind that is left alone."""
    if isinstance(read, bool):
        return None
    if isinstance(read, Decimal | int):
        return f"{read.normalize():f}" if isinstance(read, Decimal) else str(read)
    if isinstance(read, dt.datetime):
        return f"{read:%Y-%m-%d %H:%M}"
    if isinstance(read, dt.date):
        return read.isoformat()
    return f"{read:%H:%M}" if isinstance(read, dt.time) else None
