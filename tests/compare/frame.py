"""The rows of the feature workbook, as each tool wants them written.

The workbook is thought of as rows without any mark-up: row 8 is the list. What a tool needs around it (control
rows, a second sample row) shifts the rows below. A text such as `SUM(C{top}:C{bottom})` or `D{11}` is
written for the tool by `Frame.write`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

LIST = 8
LAST = 60
BEFORE, SHEET, AFTER, TABLE = "前表", "清单 1", "后表", "表格"
FIELDS = ("name", "qty", "price")


@dataclass(frozen=True)
class Frame:
    """How a tool marks the list: rows above and below it, what its cells hold, what stands before a label.

    `controls` are the texts of whole rows above and below; `samples` further rows like the list's own, for
    tools that insert rows between two others as a person does; `notes` are those of the first cell of the list
    and of the row below it.
    """

    cells: Mapping[str, str] = field(default_factory=lambda: {name: f"@{name}" for name in FIELDS})
    controls: tuple[str, str] | None = None
    samples: int = 0
    notes: tuple[str, str] = ("", "")

    @property
    def own(self) -> int:
        """Return the row of the list."""
        return LIST + (1 if self.controls else 0)

    @property
    def top(self) -> int:
        """Return the row where a range over the list begins."""
        return LIST

    @property
    def bottom(self) -> int:
        """Return the row where a range over the list ends."""
        return LIST + (2 if self.controls else self.samples)

    def row(self, number: int) -> int:
        """Return where a row of the bare workbook stands."""
        if number < LIST:
            return number
        return self.own if number == LIST else number + self.bottom - LIST

    @cached_property
    def _rows(self) -> list[int]:
        return [self.row(number) for number in range(LAST + 1)]

    def write(self, text: str) -> str:
        """Write a text that names rows in braces, for this tool."""
        return text.format(*self._rows, own=self.own, top=self.top, bottom=self.bottom)


OURS = Frame(
    cells={name: f"{{{{ r.{name} }}}}" for name in FIELDS},
    controls=("{%tr for r in rows %}", "{%tr endfor %}"),
)


def items(count: int) -> list[dict[str, object]]:
    """Return the rows that the list is filled with."""
    return [
        {"name": f"项目{number:03}", "qty": number, "price": 10 + number} for number in range(1, count + 1)
    ]
