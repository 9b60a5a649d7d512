"""A case of the oracle: a workbook described by its meaning, and the values that fill it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, product

from tests.real.oracle.axis import LAST_COLUMN, LAST_ROW, OUTSIDE, SPARE, Axis, Copy, later
from tests.real.oracle.references import Ref, empty, written

Value = str | int | float | None
Lines = tuple[int, int]
"""The first and last template line of an area."""
ITEM_NAME = "{{ x.name }}"
"""What the name of a repeated sheet holds."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A cell whose value is typed into the template."""

    value: Value


@dataclass(frozen=True, slots=True)
class Tag:
    """A cell filled by a tag: its copies get these values in turn, over and over."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with `{0}`, `{1}` … where its references stand, without the equals sign."""

    text: str
    refs: tuple[Ref, ...] = ()


Cell = Fixed | Tag | Formula


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of a template from one line to another, in both axes."""

    rows: Lines
    columns: Lines


@dataclass(frozen=True, slots=True)
class Rule:
    """A conditional format, or a data validation, with a formula read anew in each cell of its area."""

    area: Area
    formula: Formula
    validates: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A Table from its heading to the end of the loop below it; `doubled` is a calculated column, if any."""

    name: str
    area: Area
    headings: tuple[str, ...]
    doubled: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet."""

    name: str
    rows: Axis
    columns: Axis
    cells: dict[tuple[int, int], Cell]
    merges: tuple[Area, ...] = ()
    rules: tuple[Rule, ...] = ()
    table: Table | None = None
    printed: Area | None = None
    titles: Lines | None = None
    breaks: tuple[int, ...] = ()
    turned: bool = False
    """Titles and breaks are of columns, not of rows."""
    per_item: bool = False
    """The sheet is made once for each item of the workbook's one list of sheets."""
    number: int = 0
    template: str = ""
    """The name of the sheet that this is a copy of."""

    @property
    def along(self) -> Axis:
        """The axis of titles and breaks."""
        return self.columns if self.turned else self.rows

    @property
    def merged_from(self) -> int:
        """The first column of those kept for merges."""
        return min((merge.columns[0] for merge in self.merges), default=self.columns.size + 1)

    def standings(self) -> Iterator[tuple[int, int, Copy, Copy]]:
        """Yield every output cell: its row and column, and the copies that these are."""
        for (row, down), (column, across) in product(
            enumerate(self.rows.made, start=1), enumerate(self.columns.made, start=1)
        ):
            yield row, column, down, across

    @cached_property
    def filled(self) -> dict[tuple[int, int], Value]:
        """The values that tags put into output cells."""
        counted: dict[tuple[int, int], int] = {}
        found = {}
        for row, column, down, across in self.standings():
            place = (down.template, across.template)
            cell = self.cells.get(place)
            if isinstance(cell, Tag) and SPARE not in (*down.path, *across.path):
                number = counted.get(place, 0)
                counted[place] = number + 1
                found[row, column] = cell.values[(number + self.number) % len(cell.values)]
        return found


def turned(sheet: Sheet) -> Sheet:
    """Return a sheet turned on its side: its rows as columns. A Table cannot be turned."""
    return Sheet(
        sheet.name,
        Axis(sheet.columns.parts, LAST_ROW),
        Axis(sheet.rows.parts, LAST_COLUMN),
        {(column, row): _turned_cell(cell) for (row, column), cell in sheet.cells.items()},
        tuple(Area(area.columns, area.rows) for area in sheet.merges),
        tuple(
            Rule(Area(rule.area.columns, rule.area.rows), _turned_formula(rule.formula), rule.validates)
            for rule in sheet.rules
        ),
        printed=Area(sheet.printed.columns, sheet.printed.rows) if sheet.printed else None,
        titles=sheet.titles,
        breaks=sheet.breaks,
        turned=True,
    )


def _turned_cell(cell: Cell) -> Cell:
    return _turned_formula(cell) if isinstance(cell, Formula) else cell


def _turned_formula(formula: Formula) -> Formula:
    return Formula(formula.text, tuple(turned_ref(ref) for ref in formula.refs))


def turned_ref(ref: Ref) -> Ref:
    return replace(ref, rows=ref.columns, columns=ref.rows)


@dataclass(frozen=True)
class Case:
    """A workbook: its sheets in order, its defined names, and how many items repeat sheets."""

    sheets: tuple[Sheet, ...]
    names: dict[str, Ref] = field(default_factory=dict)
    items: int = 0

    def drawn(self, formula: Formula) -> str:
        """Write a formula as it stands in the template."""
        return "=" + formula.text.format(*(ref.drawn() for ref in formula.refs))

    @cached_property
    def made(self) -> tuple[Sheet, ...]:
        """The output sheets in order."""
        return tuple(each for sheet in self.sheets for each in self.copies(sheet))

    def copies(self, sheet: Sheet) -> list[Sheet]:
        """Return the output sheets made of one."""
        return [_copy(sheet, number) for number in range(self.items)] if sheet.per_item else [sheet]

    def meant(self, formula: Formula, sheet: Sheet, down: Copy, across: Copy, *, rule: bool = False) -> str:
        """Write a formula as it must stand at full length, in a cell of the output sheet `sheet`."""
        return "=" + formula.text.format(
            *(self.resolved(ref, sheet, down, across, rule=rule) for ref in formula.refs)
        )

    def resolved(self, ref: Ref, own: Sheet, down: Copy, across: Copy, *, rule: bool = False) -> str:
        """Write a reference at full length. In a rule a lost one is an empty cell, not `#REF!`."""
        if not ref.sheet:
            return _along(ref, own, down, across, rule=rule)
        named = next(sheet for sheet in self.sheets if sheet.name == ref.sheet)
        if named.name == (own.template or own.name):
            return f"'{own.name}'!{_along(ref, own, down, across, rule=rule)}"
        copies = self.copies(named)
        if named.per_item and own.per_item:
            copies = [copies[own.number]]
        found = [(_along(ref, sheet, OUTSIDE, OUTSIDE), sheet.name) for sheet in copies]
        return _through(found if ref.through else found[:1])


def _through(found: list[tuple[str, str]]) -> str:
    """Write the same area of neighbouring sheets as one reference through them, as Excel does.

    LibreOffice does not read `'a:b'!A1`, so there are quotes only around a single name.
    """
    written_so_far = []
    for area, group in groupby(found, lambda each: each[0]):
        names = [name for _, name in group]
        written_so_far.append(f"'{names[0]}'!{area}" if len(names) == 1 else f"{names[0]}:{names[-1]}!{area}")
    return ",".join(written_so_far) or "#REF!"


def _copy(sheet: Sheet, number: int) -> Sheet:
    """Return the copy of a sheet for one item: its name, and its own counts and values."""
    rows = Axis(later(sheet.rows.parts, number), sheet.rows.end)
    columns = Axis(later(sheet.columns.parts, number), sheet.columns.end)
    name = sheet.name.replace(ITEM_NAME, item_name(number))
    return replace(sheet, name=name, rows=rows, columns=columns, number=number, template=sheet.name)


def item_name(number: int) -> str:
    return f"项{number + 1}"


def _along(ref: Ref, sheet: Sheet, down: Copy, across: Copy, *, rule: bool = False) -> str:
    """Write the cells of a reference to `sheet`."""
    rows = ref.rows.meant(sheet.rows, down, listed=ref.listed) or (empty(sheet.rows) if rule else None)
    columns = ref.columns.meant(sheet.columns, across, listed=ref.listed)
    columns = columns or (empty(sheet.columns) if rule else None)
    return written(rows, columns) if rows and columns else "#REF!"


def iterations(axis: Axis, lines: Lines) -> list[tuple[int, int]]:
    """Return an area along one axis: once for each iteration that holds all of it, else around all its copies."""
    depth = axis.together(*lines)
    span = range(lines[0], lines[1] + 1)
    paths = [axis.made[number - 1].path[:depth] for number in axis.copies(span)]
    found = [axis.copies(span, path) for path in dict.fromkeys(paths)]
    return [(numbers[0], numbers[-1]) for numbers in found]


def hull(axis: Axis, lines: Lines) -> tuple[int, int] | None:
    """Return the one area around all copies of these lines."""
    found = axis.copies(range(lines[0], lines[1] + 1))
    return (found[0], found[-1]) if found else None
