"""What the sheets of a workbook come to when rows, columns and sheets are repeated, whatever is written into them.

Fillings with lists of the same lengths have the same shape: the stores of a roll-out, a document made anew because a
price has changed. What names cells is then moved once, and the rows are laid out once, for all of them.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from generator.office.excel.calculate import Calculator
from generator.office.excel.carriers import DrawnText
from generator.office.excel.columns import move_columns
from generator.office.excel.frame import Frame
from generator.office.excel.grid import Cell, Row
from generator.office.excel.heights import Look, Measure, merged_areas
from generator.office.excel.kinds import move_all
from generator.office.excel.listing import Workbook
from generator.office.excel.moving.layout import Layout
from generator.office.excel.moving.moves import Moves, Tab
from generator.office.excel.moving.references import Reference
from generator.office.excel.pens import RowPen
from generator.office.excel.shadow import KnownBook, Seen
from generator.office.excel.slots import Ink, Slot
from generator.office.excel.tables import MovedTable, Table
from generator.office.excel.xml import child, descendants, drop_attributes
from generator.office.relations import Relation
from generator.office.xml import Element

_KEPT = 4
"""Shapes that are kept for a template: those of the last fillings."""
_LARGE = 5_000
"""Rows; the shape of a longer workbook is not kept, since it takes room."""


class SheetTemplate(Struct, frozen=True, dict=True):
    """A sheet as it was read. `skeleton` is the sheet without its rows; `loop` is the list it repeats for.

    `tagged_headers` are the numbers of headers and footers with tags among the children of `headerFooter`.
    """

    name: str
    part: str
    skeleton: Element
    rows: dict[int, Row]
    layout: Layout
    columns: Layout
    tagged: Mapping[tuple[int, int], Cell]
    tagged_headers: tuple[int, ...]
    tables: tuple[Table, ...]
    relations: tuple[Relation, ...]
    date1904: bool
    loop: str = ""
    conditional: bool = False
    drawn: tuple[DrawnText, ...] = ()
    header_pictures: tuple[DrawnText, ...] = ()

    @property
    def repeated(self) -> bool:
        """Tell whether a tag makes copies of the sheet, or drops it."""
        return bool(self.loop) or self.conditional

    @cached_property
    def filled(self) -> bool:
        """Tell whether every rendering writes the sheet anew, because it has tags."""
        blocks = self.layout.blocks or self.columns.blocks
        return bool(self.tagged or self.tagged_headers or blocks or self.repeated)

    @cached_property
    def formulas(self) -> tuple[Cell, ...]:
        """The cells that hold formulas, or are filled by one."""
        cells = (cell for row in self.rows.values() for cell in row.cells)
        return tuple(cell for cell in cells if cell.formula is not None or cell.spilled)

    @cached_property
    def ends(self) -> frozenset[int]:
        """The columns in which rows end."""
        return frozenset(row.cells[-1].column for row in self.rows.values() if row.cells)

    @cached_property
    def merges(self) -> tuple[Reference, ...]:
        return tuple(merged_areas(self.skeleton))


class Fit(Struct, frozen=True):
    """What of a workbook decides, beside its moves, how rows are drawn; `fits` gives them the height of their texts."""

    looks: tuple[Look, ...]
    seen: Seen
    fits: bool


class SheetShape:
    """A sheet with everything moved but without its rows, and the pens that write these.

    `waiting` are the cells of the output that wait for a value, once that is known.
    """

    waiting: Sequence[tuple[int, Slot]] | None = None

    def __init__(self, template: SheetTemplate, moves: Moves, fit: Fit) -> None:
        self.root = copy.deepcopy(template.skeleton)
        if moves.any:
            move_columns(self.root, moves.tab.columns)
            move_all(self.root, moves)
        if moves.tab.number > 1:
            _make_further_copy(self.root)
        measure = Measure(self.root, template.merges, moves.tab.columns, fit.looks)
        moved = bool(template.columns.blocks)  # then a formula may look at another column than the template's
        seen = fit.seen.of(template.name, template.layout, everything=moved)
        self._ink = Ink(moves, template.date1904, measure, template.tagged, seen, fit.fits)
        self._rows = template.rows
        self._headers = template.tagged_headers
        self._pens: dict[int, RowPen] = {}

    @cached_property
    def frame(self) -> Frame:
        """What stands around the rows, where a filling changes nothing there but headers and footers."""
        return Frame(self.root, self._headers)

    def pen(self, row: int) -> RowPen | None:
        """Return what writes the copies of a template row, None where the template has no such row."""
        if row not in self._pens and row in self._rows:
            self._pens[row] = RowPen(self._rows[row], self._ink)
        return self._pens.get(row)


def _make_further_copy(root: Element) -> None:
    """Take from a copied sheet what only one sheet may have: the selected tab, the name in code."""
    for view in descendants(root, "sheetView"):
        drop_attributes(view, "tabSelected")
    properties = child(root, "sheetPr")
    if properties is not None:
        drop_attributes(properties, "codeName")


class Tabs:
    """The sheets of an output by where everything on them lies: equal ones have the same shape."""

    def __init__(self, tabs: Sequence[Tab], names: Sequence[str]) -> None:
        """Take the sheets of the output, and the names of the template's sheets in their order."""
        self.tabs = tabs
        self.names = names
        self._key = tuple(map(_key, tabs))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tabs) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def _key(tab: Tab) -> tuple[object, ...]:
    lines = (tab.rows.rows, tab.columns.rows)
    return (tab.template, tab.name, tab.loop, tab.number, *lines, *tab.tables.items())


class Calculation(Struct, frozen=True):
    """The formulas of a workbook as they were given to a calculator, and what they name beside its cells."""

    book: KnownBook
    names: str
    calculator: Calculator


class Tables(Struct, frozen=True):
    """The tables of a workbook, and what of a filling decides what they are: the texts of their header cells."""

    headers: Mapping[int, Sequence[Mapping[int, str]]]
    moved: tuple[MovedTable, ...]


class Shape:
    """Where everything went in a workbook, and its sheets as far as they follow from that.

    `kept` says that it is there for the next filling; `calculation` is what computed the formulas of the last one,
    `tables` are its tables, `workbook` is its list of sheets and names.
    """

    def __init__(self, tabs: Tabs, *, kept: bool = True) -> None:
        self.moves = Moves(tabs.tabs, tabs.names)
        self.kept = kept
        self.calculation: Calculation | None = None
        self.tables: Tables | None = None
        self.workbook: Workbook | None = None
        self._sheets: dict[int, SheetShape] = {}

    def sheet(self, number: int, template: SheetTemplate, fit: Fit) -> SheetShape:
        """Return the shape of the sheet with this number among those of the output."""
        if number not in self._sheets:
            moves = self.moves.on(self.moves.tabs[number])
            self._sheets[number] = SheetShape(template, moves, fit)
        return self._sheets[number]


class Shapes:
    """The shapes of a template's last fillings."""

    def __init__(self) -> None:
        self._kept = lru_cache(maxsize=_KEPT)(Shape)

    def of(self, tabs: Tabs) -> Shape:
        """Return the shape of these sheets: one that is known, where they lie as in a filling before."""
        large = sum(len(tab.rows.rows) for tab in tabs.tabs) > _LARGE
        return Shape(tabs, kept=False) if large else self._kept(tabs)

    def __reduce__(self) -> tuple[type[Shapes], tuple[()]]:
        return Shapes, ()
