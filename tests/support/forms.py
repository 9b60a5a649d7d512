"""The worksheets of a form as plain values, where its blocks stand, and what people do to them in Excel.

No workbook is written: what a program makes of a changed sheet is known, and only cells are changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.app.convert import convert
from generator.campaign import Campaign
from generator.form.layout import Block, form_sheets
from generator.intake.campaign import load_form
from generator.intake.forms import FormDocument, read_sheets
from generator.office.cells import At, Cell, CellSheet, read_cells
from generator.office.letters import column_letters

Area = tuple[int, int, int, int]
"""Top, left, bottom, right."""


@dataclass(slots=True)
class Page:
    """A worksheet that can be changed."""

    name: str
    cells: dict[At, Cell]
    merged: list[Area] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=1)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=1)

    def text(self, at: At) -> str:
        return self.cells[at].text if at in self.cells else ""

    def put(self, at: At, text: str) -> None:
        """Type into a cell; what is there is overwritten, a note stays."""
        note = self.cells[at].note if at in self.cells else ""
        self.cells[at] = Cell(text, note)
        if not text and not note:
            del self.cells[at]

    def take(self, at: At) -> Cell | None:
        return self.cells.pop(at, None)

    def lay(self, at: At, cell: Cell | None) -> None:
        self.cells.pop(at, None)
        if cell is not None:
            self.cells[at] = cell

    def copy_row(self, row: int, to: int) -> None:
        """Insert a copy of a row before another one."""
        copied = {column: cell for (at, column), cell in self.cells.items() if at == row}
        self.insert_rows(to)
        self.cells |= {(to, column): cell for column, cell in copied.items()}

    def insert_rows(self, row: int, count: int = 1) -> None:
        self._renumber(lambda n: n + count if n >= row else n, _same)

    def insert_columns(self, column: int, count: int = 1) -> None:
        self._renumber(_same, lambda n: n + count if n >= column else n)

    def delete_rows(self, row: int, count: int = 1) -> None:
        self._renumber(lambda n: _without(n, row, count), _same)

    def delete_columns(self, column: int, count: int = 1) -> None:
        self._renumber(_same, lambda n: _without(n, column, count))

    def move_row(self, row: int, to: int) -> None:
        """Cut a row and insert it, so that it is row `to` afterwards."""
        self._renumber(lambda n: _moved(n, row, to), _same)

    def move_column(self, column: int, to: int) -> None:
        """Cut a column and insert it, so that it is column `to` afterwards."""
        self._renumber(_same, lambda n: _moved(n, column, to))

    def merge(self, area: Area) -> None:
        """Merge cells as Excel does: the first content of the area goes to its first cell, the rest is lost."""
        inside = [at for at in sorted(self.cells) if _is_in(at, area)]
        kept = next((self.cells[at] for at in inside if self.cells[at].text or self.cells[at].fault), None)
        for at in inside:
            del self.cells[at]
        self.lay(area[:2], kept)
        self.merged.append(area)

    def _renumber(self, rows: Callable[[int], int], columns: Callable[[int], int]) -> None:
        """Give rows and columns their new numbers; 0 is none."""
        moved = {(rows(row), columns(column)): cell for (row, column), cell in self.cells.items()}
        self.cells = {at: cell for at, cell in moved.items() if all(at)}


def _same(number: int) -> int:
    return number


def _without(number: int, first: int, count: int) -> int:
    if first <= number < first + count:
        return 0
    return number - count if number >= first + count else number


def _moved(number: int, old: int, new: int) -> int:
    if number == old:
        return new
    number -= number > old
    return number + (number >= new)


def _is_in(at: At, area: Area) -> bool:
    top, left, bottom, right = area
    return top <= at[0] <= bottom and left <= at[1] <= right


class Workbook:
    """The worksheets of a form, to be disturbed; sheets that are read as they were are not copied."""

    def __init__(self, sheets: Sequence[CellSheet]) -> None:
        self.pages = [Page(each.name, dict(each.cells), list(each.merged)) for each in sheets]

    def __getitem__(self, name: str) -> Page:
        return next(page for page in self.pages if page.name == name)

    def sheets(self) -> tuple[CellSheet, ...]:
        """Return the worksheets as they are read from a file: row by row."""
        return tuple(
            CellSheet(page.name, dict(sorted(page.cells.items())), tuple(page.merged)) for page in self.pages
        )

    def read(self, file: str = "活动.xlsx") -> FormDocument:
        return read_sheets(self.sheets(), file)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a block stands in a form that nobody has touched: its rows, and its columns or lines by their labels."""

    block: Block
    sheet: str
    title: int
    head: int
    last: int
    labels: dict[str, int]

    def at(self, label: str, row: int = 0) -> At:
        """Return a cell that is filled in: of a table in its row (from 0), of a card beside its item."""
        if self.block.form == "card":
            return self.labels[label], 2
        return self.head + 1 + row, self.labels[label]

    def label_at(self, label: str) -> At:
        return (self.labels[label], 1) if self.block.form == "card" else (self.head, self.labels[label])

    def spot(self, at: At) -> str:
        return f"{self.sheet}!{column_letters(at[1])}{at[0]}"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the program wrote, read once: what others are compared with."""

    path: Path
    sheets: tuple[CellSheet, ...]
    document: FormDocument
    campaign: Campaign
    sites: dict[str, Site]

    def workbook(self) -> Workbook:
        return Workbook(self.sheets)


def make_form(source: Path, folder: Path) -> Form:
    """Return the form of a campaign file."""
    path = folder / f"{source.stem}.xlsx"
    convert(source, path)
    sheets = read_cells(path.read_bytes(), path.name)
    document = read_sheets(sheets, path.name)
    loaded = load_form(document)
    assert not loaded.diagnostics
    return Form(path, sheets, document, loaded.campaign, {s.block.title: s for s in _sites(sheets)})


def _sites(sheets: Sequence[CellSheet]) -> Iterator[Site]:
    by_name = {sheet.name: sheet for sheet in sheets}
    for drawn in form_sheets():
        sheet = by_name[drawn.subject.name]
        starts = {cell.text: row for (row, column), cell in sheet.cells.items() if column == 1}
        rows = [starts[f"■ {block.title}"] for block in drawn.blocks]
        ends = [*(row - 1 for row in rows[1:]), max(row for row, _ in sheet.cells)]
        for block, row, end in zip(drawn.blocks, rows, ends, strict=True):
            yield _site(block, sheet, row, end)


def _site(block: Block, sheet: CellSheet, title: int, end: int) -> Site:
    head = title + (1 if block.form == "card" else 2)
    if block.form == "card":
        found = {cell.text: row for (row, column), cell in sheet.cells.items() if column == 1 and row > head}
    else:
        found = {cell.text: column for (row, column), cell in sheet.cells.items() if row == head}
    labels = {text.rstrip("＊"): at for text, at in found.items()}
    wanted = {each.label for each in block.columns}
    labels = {text: at for text, at in labels.items() if text in wanted or "·" in text}
    if block.form == "card":
        end = max(labels.values())
    return Site(block, sheet.name, title, head, end, labels)
