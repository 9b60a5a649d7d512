"""One sheet of a template and its renderings: rows repeated, cells filled, everything that names cells moved.

What no cell of ours touches stays as the template has it: attributes, unknown elements, formats, extensions.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from generator.office.excel.calculate import Cell, Literal
from generator.office.excel.frame import Frame
from generator.office.excel.moving.moves import Moves, Tab
from generator.office.excel.moving.references import Corner
from generator.office.excel.moving.rowmap import Line, RowMap
from generator.office.excel.names import Printed
from generator.office.excel.paging import LONGEST, Printing, Wider, wider_margins
from generator.office.excel.pens import RowPen
from generator.office.excel.recorder import Drawn, Record, RenderedRow
from generator.office.excel.shapes import SheetShape, SheetTemplate
from generator.office.excel.slots import Computed, Page, Resolve, Slot
from generator.office.excel.tables import Table, moved_table, spare_row
from generator.office.excel.written import Written
from generator.office.letters import LAST_COLUMN
from generator.office.xml import Element

# An output row with its number and what writes it.
WrittenRow = tuple[int, RenderedRow, RowPen]
# The texts of a table's header cells that rendering made, by column.
Headers = dict[int, str]

_ROWS_AT_ONCE = 100
_SHORT = 2_000
"""Rows of a sheet that are gone through several times as a list; those of a longer one are found anew."""


class RenderedSheet:
    """A rendering of a sheet: first its maps, then, when all sheets' maps are known, its XML."""

    def __init__(self, template: SheetTemplate, record: Record, number: int = 0) -> None:
        self.template = template
        self.record = record
        self.number = number
        self.part = template.part
        self.name = template.name
        depth = template.layout.depth
        above = [row for row in record.rows if row.origin.template <= depth]
        self._repeating = with_spare_rows(template, above)
        self._below = {row.origin.template: row for row in record.rows if row.origin.template > depth}
        self.rows = RowMap(template.layout, [row.origin for row in self._repeating])
        self.columns = RowMap(template.columns, record.columns, LAST_COLUMN)
        self.root = template.skeleton
        self._shape: SheetShape
        self._page: Page
        self._lines: list[WrittenRow] | None = None

    @property
    def raw_name(self) -> str:
        """The name as the tags in it print it."""
        written = self.record.name
        return "".join(text for _, text in written) if written else self.template.name

    def tab(self, name: str, tables: Mapping[str, str]) -> Tab:
        """Return the sheet as references see it; `tables` are the new names of its Tables."""
        loop = self.template.loop
        return Tab(self.template.name, name, self.rows, self.columns, loop, self.number, tables)

    @property
    def height(self) -> int:
        """The number of the last row."""
        last = next(reversed(self.template.rows), 0)
        return last + self.rows.shift if last > self.template.layout.depth else len(self._repeating)

    @property
    def width(self) -> int:
        """The number of the last column."""
        copied = map(self.columns.copies, self.template.ends)
        return max((copies[-1] for copies in copied if copies), default=0)

    @property
    def headers(self) -> dict[int, str]:
        """The texts of the headers and footers that hold tags, by their number."""
        return {number: "".join(text for _, text in runs) for number, runs in self.record.headers.items()}

    def drawn(self, number: int, cell: Corner | None) -> Drawn | None:
        """Return a text of a drawing that begins in a cell of the output, None where it was not printed."""
        if cell is None:
            return self.record.drawn.get((number, 0))
        return self._row(cell.row).drawn.get((number, cell.column))

    def _row(self, number: int) -> RenderedRow:
        """Return what rendering put into an output row: nothing where it left it as it is."""
        if number <= len(self._repeating):
            return self._repeating[number - 1]
        return self._row_below(number - self.rows.shift)

    def _row_below(self, template: int) -> RenderedRow:
        return self._below.get(template) or RenderedRow(Line(template))

    def output(self) -> Iterator[tuple[int, RenderedRow]]:
        """Yield the output rows in order: those that lists make, then those below, which only move."""
        yield from enumerate(self._repeating, start=1)
        for number in self.template.rows:
            if number > self.template.layout.depth:
                yield number + self.rows.shift, self._row_below(number)

    def settle(self, tab: Tab) -> None:
        """Take the place that the sheet has among those of the output: equal maps are one."""
        self.rows, self.columns = tab.rows, tab.columns

    def build(self, shape: SheetShape, page: Page) -> None:
        """Make everything but the rows, which are written when the values of formulas are known."""
        self.root = shape.root
        self._shape, self._page, self._lines = shape, page, None

    def own_root(self) -> Element:
        """Return the sheet's XML to be changed; `root`, to be read, is that of its shape before, which others share."""
        if self.root is self._shape.root:
            self.root = copy.deepcopy(self.root)
        return self.root

    def pens(self) -> Iterable[WrittenRow]:
        """Return the output rows that the template has, each with the pen that writes it."""
        if self._lines is None and self.height <= _SHORT:
            self._lines = list(self._drawn_lines())
        return self._drawn_lines() if self._lines is None else self._lines

    def _drawn_lines(self) -> Iterator[WrittenRow]:
        for number, row in self.output():
            if (pen := self._shape.pen(row.origin.template)) is not None:
                yield number, row, pen

    def inputs(self) -> dict[Cell, Literal]:
        """Return the values that formulas look at."""
        written = self.pens()
        return dict(each for number, row, pen in written for each in pen.inputs(row, number, self._page))

    def shadow(self, resolve: Resolve, inputs: Mapping[Cell, Literal] | None) -> Iterator[str]:
        """Yield the rows as the computation sees them; `inputs` where they are known already."""
        for number, row, pen in self.pens():
            values = dict(pen.inputs(row, number, self._page)) if inputs is None else inputs
            yield pen.shadow(row, number, values, resolve)

    def waiting(self) -> Sequence[tuple[int, Slot]]:
        """Return row and cell of everything that waits for a value."""
        known = self._shape.waiting
        if known is None:
            known = [(number, slot) for number, _, pen in self.pens() for slot in pen.waiting]
            self._shape.waiting = known if self.height <= _SHORT else None
        return known

    def standing(self, computed: Computed, number: int, columns: Iterable[int]) -> list[Written | None]:
        """Return what stands in an output row, column by column."""
        row = self._row(number)
        pen = self._shape.pen(row.origin.template)
        if pen is None:
            return [None for _ in columns]
        return [pen.standing(column, row, number, computed, self._page) for column in columns]

    def pieces(self, computed: Computed, printed: Printed) -> Iterator[bytes]:
        """Yield the finished part, piece by piece; `printed` says what of it goes on paper."""
        frame = self._frame()
        printing = frame.printing if self.template.filled and self.height <= LONGEST else None
        heights: dict[int, float] = {}
        yield frame.head
        rows = self._rows(computed, heights)
        while written := "".join(islice(rows, _ROWS_AT_ONCE)):
            yield written.encode()
        wider = self._wider_margins(printing, heights, printed) if printing else None
        yield frame.tail(self.headers, wider)

    def _frame(self) -> Frame:
        if self.root is self._shape.root:
            return self._shape.frame
        return Frame(self.root, self.template.tagged_headers)

    def _rows(self, computed: Computed, heights: dict[int, float]) -> Iterator[str]:
        """Yield the rows as text, and note the heights of their own that may be looked at, by their number."""
        for number, row, pen in self.pens():
            text, height = pen.write(row, number, computed, self._page)
            if height is not None and number <= LONGEST:
                heights[number] = height
            yield text

    def _wider_margins(
        self, printing: Printing, heights: Mapping[int, float], printed: Printed
    ) -> Wider | None:
        last, column = printed.last_row or self.height, printed.last_column or self.width
        return wider_margins(printing, heights, range(1, last + 1), range(1, column + 1), printed.titles)

    def tables(self, moves: Moves, headers: Sequence[Headers]) -> Iterator[tuple[Table, Element]]:
        """Yield the sheet's tables with what became of them; `headers` are those of `table_headers`."""
        for table, made in zip(self.template.tables, headers, strict=True):
            origins = (row.origin for _, row in self.output())
            first = next((origin for origin in origins if origin.template in table.data), Line(0))
            template = self.template.rows.get(first.template)
            cells = template.cells if template else ()
            formulas = {cell.column: cell.formula.text for cell in cells if cell.formula}
            yield table, moved_table(table, moves, first, formulas, made)

    def table_headers(self) -> list[Headers]:
        """Return for each table of the sheet the header texts that rendering made."""
        return [self._headers_of(table.header) for table in self.template.tables]

    def _headers_of(self, header: int | None) -> Headers:
        rows = map(self._row, self.rows.copies(header) if header else ())
        return {column: text for row in rows for column, text in row.shown().items()}


def with_spare_rows(template: SheetTemplate, rows: list[RenderedRow]) -> list[RenderedRow]:
    """Return the rows with one more for each Table that got no data row, its tagged cells empty."""
    rows = list(rows)
    for number, table in enumerate(template.tables, start=1):
        spare = spare_row(table, template.layout)
        if spare is None or table.data.stop > template.layout.depth + 1:
            continue
        if not any(row.origin.template in table.data for row in rows):
            path = (-number,) * len(template.layout.chain(spare))
            tagged = [column for row, column in template.tagged if row == spare]
            empty = RenderedRow(Line(spare, path), dict.fromkeys(tagged))
            rows.insert(sum(row.origin.template < table.data.start for row in rows), empty)
    return rows
