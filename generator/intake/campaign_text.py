"""The data of a campaign as the text of a campaign file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from generator.campaign import Campaign, Path, Shape, fields_of
from generator.intake.yaml_text import Number, write_yaml

_KEPT = 256
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,17})?")


def campaign_text(data: Mapping[str, object], comments: Mapping[Path, str]) -> str:
    """Return data as YAML, in the order of the model, with comments above what they belong to.

    The data are groups, lists and texts. What was written before is not written again: a series differs in little.
    """
    order = [name for name in Campaign.model_fields if name in data]
    order += [name for name in data if name not in Campaign.model_fields]
    if not order:
        return write_yaml({}, comments, {})
    belonging: dict[str, list[tuple[Path, str]]] = {name: [] for name in order}
    for path, comment in comments.items():
        belonging[path[0] if path and path[0] in belonging else order[0]].append((path, comment))
    return "".join(
        _part(name, json.dumps(data[name], ensure_ascii=False), tuple(belonging[name])) for name in order
    )


@lru_cache(maxsize=_KEPT)
def _part(name: str, said: str, comments: tuple[tuple[Path, str], ...]) -> str:
    """Return the text of one outermost key, of which `said` are the data as JSON."""
    field = Campaign.model_fields.get(name)
    marked = _marked(json.loads(said), fields_of(Campaign).get(name))
    return write_yaml({name: marked}, dict(comments), {name: str(field.title)} if field else {})


def _marked(data: object, shape: Shape | None) -> object:
    """Return data in the order of the model, with the numbers among them marked as numbers."""
    if isinstance(data, dict):
        fields = fields_of(shape.model) if shape and shape.model else {}
        inner = shape.element if shape else None
        order = [name for name in fields if name in data]
        order += [name for name in data if name not in fields]
        return {name: _marked(data[name], fields.get(name, inner)) for name in order}
    if isinstance(data, list):
        return [_marked(each, shape.element if shape else None) for each in data]
    return (
        Number(data)
        if isinstance(data, str) and _is_number(shape) and _PLAIN_NUMBER.fullmatch(data)
        else data
    )


def _is_number(shape: Shape | None) -> bool:
    kind = shape.type if shape else None
    return isinstance(kind, type) and issubclass(kind, Decimal | int) and kind is not bool
