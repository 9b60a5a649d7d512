"""What a scan finds in a template: its tags, in the order in which they are read, and the faults of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from generator.diagnostics import Diagnostic
from generator.office.syntax import Grammar
from generator.office.tags import PlacedTag

Use = Literal["picture", "chart"]
"""What an object of a template is that a tag in its alternative text fills."""


class TagScan(Struct, frozen=True):
    """Tags that share their names, in the order of the source: those of a Word part or of a sheet.

    `uses` says of a tag, by its position, that it fills an object of the template.
    """

    tags: tuple[PlacedTag, ...]
    uses: Mapping[int, Use] = field(default_factory=dict)


class Scan(Struct, frozen=True):
    """All tags of a template and what keeps it from being compiled; a file that is no template has no tags."""

    parts: tuple[TagScan, ...]
    diagnostics: tuple[Diagnostic, ...]
    grammar: Grammar
