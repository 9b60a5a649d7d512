"""What a rendering of a sheet's Jinja source leaves behind: rows in order, with the values put into them.

The source prints nothing; it calls the recorder. Rows know the iterations they were made in, so that the
row map can be built from them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.office.excel.rowmap import OutputRow
from generator.office.guards import text_of
from generator.office.unknown import Unknown

# Pieces of text, each with the number of the run whose formatting it has.
Written = list[tuple[int, str]]


@dataclass(slots=True)
class RenderedRow:
    """One output row: its origin, the values of its typed cells and the text runs of its mixed cells."""

    origin: OutputRow
    values: dict[int, object] = field(default_factory=dict)
    texts: dict[int, Written] = field(default_factory=dict)

    def shown(self) -> dict[int, str]:
        """Return what was put into the row as text, by column."""
        texts = {column: "".join(text for _, text in runs) for column, runs in self.texts.items()}
        return texts | {column: str(value) for column, value in self.values.items()}


class Recorder:
    """Takes one rendering down. `literals` is the text between tags, which the source names by number."""

    def __init__(self, literals: Sequence[str]) -> None:
        self.rows: list[RenderedRow] = []
        self.headers: dict[int, Written] = {}
        self._literals = literals
        self._path: list[int] = []
        self._iterations = 0
        self._open: Written = []

    @property
    def calls(self) -> dict[str, Callable[..., str]]:
        """The functions of the source, by their names in it."""
        return {
            "__row": self._begin_row,
            "__value": self._put,
            "__text": self._begin_text,
            "__header": self._begin_header,
            "__literal": self._write_literal,
            "__print": self._write_value,
            "__code": self._write_code,
            "__next": self._next_iteration,
            "__done": self._leave_loop,
        }

    def _begin_row(self, number: int) -> str:
        self.rows.append(RenderedRow(OutputRow(number, tuple(self._path))))
        return ""

    def _put(self, column: int, value: object) -> str:
        """Take the value of a cell as it is."""
        if isinstance(value, Unknown):
            value.note()
            value = None
        self.rows[-1].values[column] = value.unescape() if isinstance(value, Markup) else value
        return ""

    def _begin_text(self, column: int) -> str:
        self._open = self.rows[-1].texts[column] = []
        return ""

    def _begin_header(self, number: int) -> str:
        self._open = self.headers[number] = []
        return ""

    def _write_literal(self, number: int, run: int) -> str:
        self._open.append((run, self._literals[number]))
        return ""

    def _write_value(self, run: int, value: object) -> str:
        self._open.append((run, text_of(value)))
        return ""

    def _write_code(self, apart: bool, value: object) -> str:
        """Write a value into a header: `&` begins a code there, and a digit would lengthen a font size."""
        text = text_of(value).replace("&", "&&")
        self._open.append((0, f" {text}" if apart and text[:1].isdigit() else text))
        return ""

    def _next_iteration(self, depth: int) -> str:
        """Begin the next iteration of a loop that lies within `depth` others."""
        self._iterations += 1
        self._path[depth:] = [self._iterations]
        return ""

    def _leave_loop(self, depth: int) -> str:
        del self._path[depth:]
        return ""
