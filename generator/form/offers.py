"""What a field of the form offers to choose from: words of its own, or a list that another table gives."""

from __future__ import annotations

import re
from enum import StrEnum

from generator.campaign import Shape
from generator.campaign.choices import BUDGET_CATEGORIES, Retention, label_of
from generator.form.layout import Block, Field, Keys, form_sheets

DOCUMENTS = "名单_文件"
"""The name of the list of documents, which no table gives."""
_DEPARTMENTS: Keys = ("departments",)
_SUCH_AS = re.compile(r"例如 ?([^;,。]+)$")


def choices_of(block: Block, asked: Field, shape: Shape) -> tuple[str, ...]:
    """Return the words that a field offers: those it has to be, or those that its explanation names."""
    if asked is block.key:
        caps = BUDGET_CATEGORIES if block.path == ("budget", "category_caps") else ()
        return tuple(Retention) if shape.type is Retention else caps
    if isinstance(shape.type, type) and issubclass(shape.type, StrEnum):
        return tuple(label_of(each) for each in shape.type)
    if shape.type is bool:
        return ("是", "否")
    named = _SUCH_AS.search(asked.description) if shape.type is str and shape.ref is None else None
    words = tuple(named[1].split("、")) if named else ()
    return asked.suggestions or (words if len(words) > 1 else ())


def is_strict(asked: Field, shape: Shape) -> bool:
    """Tell whether nothing but what is offered should stand: what is only suggested may be anything."""
    return shape.ref is not None or shape.type is not str or not asked.steps


def source_of(block: Block, asked: Field, shape: Shape) -> str:
    """Return the name of the list that a field is chosen from."""
    if asked is block.owner and block.parent is not None:
        return _name(".".join(block.parent))
    if asked is block.key and block.path == ("documents",):
        return DOCUMENTS
    if asked.steps[-1:] == ("dept",):
        return _name(".".join(_DEPARTMENTS))
    return _name(shape.ref.collection) if shape.ref is not None else ""


def lists_of(block: Block) -> dict[str, tuple[int, int | None]]:
    """Return the list that a table gives to others: the columns of its numbers and names."""
    at = {each.steps: number for number, each in enumerate(block.columns)}
    number, name = at.get(("id",)), at.get(("name",))
    if block.form == "card" or block.parent is not None or block.key is not None:
        return {}
    if number is not None:
        return {_name(".".join(block.path)): (number, name)}
    return (
        {_name(".".join(block.path)): (name, None)} if name is not None and block.path == _DEPARTMENTS else {}
    )


def _name(collection: str) -> str:
    titles = (
        each.title for sheet in form_sheets() for each in sheet.blocks if ".".join(each.path) == collection
    )
    return "名单_" + re.sub(r"\W", "_", next(titles))
