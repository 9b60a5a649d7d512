"""What a campaign that begins with an older one leaves behind or has to decide anew; the data are `carry_over.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class Decided(BaseModel):
    """A field whose value stays, but is of the old campaign."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    why: str


class CarryOver(BaseModel):
    """Keys as in the reference of the campaign file: `emptied` are taken out, `waiting` become 【待填】."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    emptied: tuple[str, ...]
    waiting: tuple[str, ...]
    decided: tuple[Decided, ...]


def parse_carry_over(data: Mapping[str, object]) -> CarryOver:
    """Return the rules that plain data describe; ValueError with every fault found."""
    return CarryOver.model_validate(data)
