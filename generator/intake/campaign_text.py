"""The data of a campaign as the text of a campaign file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from generator.campaign import Campaign, Path, Shape, fields_of
from generator.intake.yaml_text import Number, write_yaml

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,17})?")


def campaign_text(data: Mapping[str, object], comments: Mapping[Path, str]) -> str:
    """Return data as YAML, in the order of the model, with comments above what they belong to."""
    titles = {name: str(info.title) for name, info in Campaign.model_fields.items()}
    whole = _marked(dict(data), Shape("group", Campaign, model=Campaign))
    return write_yaml(whole if isinstance(whole, dict) else {}, comments, titles)


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
