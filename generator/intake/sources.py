"""Where every value of a file stands, so that a message can point at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.campaign import Path
from generator.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line; line and column count from 1."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The places of a file's values and keys by model path.

    The span of a group or a list is that of its key: that is where a reader looks for it.
    """

    file: str
    lines: tuple[str, ...]
    values: Mapping[Path, Span] = field(default_factory=dict)
    keys: Mapping[Path, Span] = field(default_factory=dict)

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
