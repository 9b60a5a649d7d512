"""Presets: what a new campaign of each type begins with. The data are `presets.yaml` and the files in `presets/`."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field


class Preset(BaseModel):
    """One type of campaign: the file it begins with, how many days it lasts, from when to when (HH:MM)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    file: str
    days: int = Field(ge=1)
    start: str = Field(pattern=r"^\d\d:\d\d$")
    end: str = Field(pattern=r"^\d\d:\d\d$")


class Presets(BaseModel):
    """All of them, in the order in which they are offered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    presets: tuple[Preset, ...]

    def of(self, campaign_type: str) -> Preset:
        """Return the preset of a type; KeyError when there is none."""
        for preset in self.presets:
            if preset.type == campaign_type:
                return preset
        raise KeyError(campaign_type)


def parse_presets(data: Mapping[str, object]) -> Presets:
    """Return the presets that plain data describe; ValueError with every fault found."""
    return Presets.model_validate(data)
