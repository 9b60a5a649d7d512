"""What every part of a campaign file has in common, and the marks a field may carry."""

import re
from typing import Any

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, model_validator


def is_blank(value: object) -> bool:
    """Tell whether nothing was written."""
    return value is None or (isinstance(value, str) and not value.strip())


_WAITING = re.compile(r"【待填[^】]*】")


def is_waiting(value: object) -> bool:
    """Tell whether a value says that somebody has still to decide: 【待填】, 【待填:场地名称】."""
    return isinstance(value, str) and _WAITING.fullmatch(value.strip()) is not None


class Entity(BaseModel):
    """A group of fields. Titles are the labels of messages, form and editor help; descriptions explain."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        defer_build=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, data: Any) -> Any:
        """An empty value is an absent one: people leave `key:` standing until they know.

        So is 【待填】, but where there must be a text: there it stands until somebody knows better.
        """
        if not isinstance(data, dict):
            return data
        known = cls.model_fields
        return {
            key: value for key, value in data.items() if key not in known or not cls.leaves_out(key, value)
        }

    @classmethod
    def leaves_out(cls, key: str, value: object) -> bool:
        """Tell whether a value of a field says nothing yet."""
        return is_blank(value) or (is_waiting(value) and not cls.model_fields[key].is_required())


class Ref(Struct, frozen=True):
    """Marks a field that names an entry of the list at `collection`, by one of `keys`."""

    collection: str
    keys: tuple[str, ...] = ("id",)


class PictureFile(Struct, frozen=True):
    """Marks a field that holds the path of a picture, relative to the folder of the campaign file."""


class StatedBy(Struct, frozen=True):
    """Marks a field whose presence or limits a rule of the domain states: its faults bear the rule's code."""

    code: str
