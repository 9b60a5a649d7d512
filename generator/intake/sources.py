"""Where every value of a file stands, so that a message can point at it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Protocol

from msgspec import Struct, field

from generator.campaign import Path
from generator.diagnostics import Place
from generator.form.spot import Spot


class Places(Protocol):
    """Where the values of a campaign file stand, whatever its format. `keys` are the keys that are written there."""

    @property
    def is_form(self) -> bool:
        """Tell whether the file is a form: values stand in cells, and have no keys."""

    @property
    def keys(self) -> Container[Path]:
        """Return the paths whose keys are written."""

    def place(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest group that was to hold it."""

    def place_of_key(self, path: Path) -> Place:
        """Return the place of a key."""


class Span(Struct, frozen=True):
    """A stretch of one line; line and column count from 1."""

    line: int
    column: int
    width: int = 1


class SourceMap(Struct, frozen=True):
    """The places of a file's values and keys by model path.

    The span of a group or a list is that of its key: that is where a reader looks for it.
    """

    file: str
    lines: tuple[str, ...]
    values: Mapping[Path, Span] = field(default_factory=dict)
    keys: Mapping[Path, Span] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        """Tell that values stand in lines."""
        return False

    def place(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest group that was to hold it."""
        return self.at(self._nearest(path, self.values))

    def place_of_key(self, path: Path) -> Place:
        """Return the place of a key."""
        return self.at(self.keys[path]) if path in self.keys else self.place(path)

    def at(self, span: Span) -> Place:
        """Return the place of `span`, with the line as it stands."""
        excerpt = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        return Place(self.file, span.line, span.column, excerpt=excerpt, width=span.width)

    def _nearest(self, path: Path, spans: Mapping[Path, Span]) -> Span:
        for length in range(len(path), -1, -1):
            if path[:length] in spans:
                return spans[path[:length]]
        return Span(1, 1)


class CellMap(Struct, frozen=True):
    """The cells of a form's values by model path; `titles` are those of groups, lists and entries, `said` the texts."""

    file: str
    values: Mapping[Path, Spot]
    titles: Mapping[Path, Spot]
    said: Mapping[Path, str]

    @property
    def is_form(self) -> bool:
        """Tell that values stand in cells."""
        return True

    @property
    def keys(self) -> Container[Path]:
        """Return nothing: a form has labels, which are always there."""
        return ()

    def place(self, path: Path) -> Place:
        """Return the cell of a value, or the title of the nearest group that was to hold it."""
        for length in range(len(path), 0, -1):
            here = path[:length]
            spot = self.values.get(here) or self.titles.get(here)
            if spot is not None:
                said = self.said.get(here, "")
                return Place(self.file, spot=str(spot), excerpt=said, width=len(said))
        return Place(self.file)

    def place_of_key(self, path: Path) -> Place:
        """Return the cell of the value that belongs to a label."""
        return self.place(path)
