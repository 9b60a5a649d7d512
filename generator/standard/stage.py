"""The three moments at which one campaign file is rendered."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far a campaign has come; decides how strict the checks are, never which documents appear."""

    PLANNING = "策划版"
    EXECUTION = "执行版"
    CLOSING = "复盘归档版"

    @property
    def so_far(self) -> tuple[Stage, ...]:
        """Return this stage and those before it: what had to be known then has to be known now."""
        stages = tuple(Stage)
        return stages[: stages.index(self) + 1]
