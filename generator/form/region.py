"""The rows of a sheet that belong to a block, the cells in them, and what is found wrong there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Place, Severity
from generator.form.layout import Block
from generator.form.spot import Spot
from generator.office.cells import At, Cell
from generator.office.form_words import MARK

GUIDE_SHEET = "填写说明"


class Region(Struct, frozen=True):
    """The rows of a sheet that belong to a block, below its title."""

    block: Block
    sheet: str
    title: At
    rows: Mapping[int, Mapping[int, Cell]]
    merged: Sequence[tuple[int, int, int, int]]
    note: str = ""

    def spot(self, row: int, column: int) -> Spot:
        """Return a cell of the sheet."""
        return Spot(self.sheet, row, column)

    @property
    def title_spot(self) -> Spot:
        """Return where the title stands."""
        return Spot(self.sheet, *self.title)


class Problems(Struct):
    """What is found wrong with a form; messages call it `file`, `guides` are the explanations it was made with."""

    file: str
    guides: frozenset[str] = frozenset()
    found: list[Diagnostic] = field(default_factory=list)

    def explains(self, text: str) -> bool:
        """Tell whether a text is one of the explanations that the form was made with."""
        return text.strip() in self.guides

    def tell(
        self,
        code: str,
        message: str,
        remedy: str,
        spot: Spot,
        *,
        severity: Severity = Severity.ERROR,
        also: Sequence[Spot] = (),
    ) -> None:
        """Note a problem at a cell."""
        others = tuple(Place(self.file, spot=str(each)) for each in also)
        place = Place(self.file, spot=str(spot))
        self.found.append(Diagnostic(code, message, remedy, place, severity, others))


def plain_label(text: str) -> str:
    """Return a label without what people and programs put around it: blanks, the mark of what is required."""
    label = "".join(unicodedata.normalize("NFKC", text).split())
    return label.removesuffix("(必填)").strip("*＊★")


def is_title(text: str) -> bool:
    """Tell whether a text is the title of a block; a full-width blank before the mark says that it is not."""
    return text.lstrip(" \t\n\xa0").startswith(MARK)


def says_something(cell: Cell) -> bool:
    """Tell whether there is more in a cell than a note."""
    return bool(cell.text.strip() or cell.fault)
