"""One sheet of a template and its rendering: rows repeated, cells filled, everything that names cells moved.

What no cell of ours touches stays as the template has it: attributes, unknown elements, formats, extensions.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.office.excel.grid import Cell, Row
from generator.office.excel.kinds import move_all
from generator.office.excel.layout import Layout
from generator.office.excel.moves import Moves
from generator.office.excel.recorder import Recorder, RenderedRow
from generator.office.excel.rowmap import OUTSIDE, OutputRow, RowMap
from generator.office.excel.strings import StringTable
from generator.office.excel.tables import Table, moved_table, spare_row
from generator.office.excel.writer import FormulaCell, OnRefusal, RowWriter
from generator.office.excel.xml import child
from generator.office.xml import Element


@dataclass(frozen=True)
class SheetTemplate:
    """A sheet as it was read. `skeleton` is the sheet without its rows."""

    name: str
    part: str
    skeleton: Element
    rows: dict[int, Row]
    layout: Layout
    tagged: dict[tuple[int, int], Cell]
    tagged_headers: bool
    tables: tuple[Table, ...]
    date1904: bool

    @cached_property
    def filled(self) -> bool:
        """Tell whether every rendering writes the sheet anew: it has tags, or formulas to be computed."""
        formulas = any(cell.formula is not None for row in self.rows.values() for cell in row.cells)
        return bool(formulas or self.tagged or self.tagged_headers or self.layout.blocks)

    @cached_property
    def names_others(self) -> bool:
        """Tell whether something on the sheet may name cells of other sheets."""
        naming = ("conditionalFormatting", "dataValidations", "hyperlinks")
        return any(child(self.skeleton, name) is not None for name in naming)


class RenderedSheet:
    """A rendering of a sheet: first its row map, then, when all sheets' maps are known, its XML."""

    def __init__(self, template: SheetTemplate, recorder: Recorder) -> None:
        self.template = template
        self.root = template.skeleton
        self.formulas: list[FormulaCell] = []
        self.filled: list[Element] = []
        depth = template.layout.depth
        above = [row for row in recorder.rows if row.origin.template <= depth]
        self._repeating = with_spare_rows(template, above)
        self._below = {row.origin.template: row for row in recorder.rows if row.origin.template > depth}
        self._headers = recorder.headers
        self.map = RowMap(template.layout, [row.origin for row in self._repeating])

    def touched(self, moves: Moves) -> bool:
        """Tell whether the sheet differs from its template."""
        return self.template.filled or (moves.any and self.template.names_others)

    @property
    def height(self) -> int:
        """The number of the last row."""
        return max((number for number, _ in self._output()), default=0)

    def header_texts(self) -> Iterator[str]:
        """Yield the headers and footers that hold tags."""
        yield from ("".join(text for _, text in runs) for runs in self._headers.values())

    def build(self, moves: Moves, strings: StringTable, on_refusal: OnRefusal) -> None:
        """Make the sheet's XML; `formulas` then wait for a value, and `filled` rows for a height."""
        self.root = copy.deepcopy(self.template.skeleton)
        moves = moves.on(self.template.name)
        writer = RowWriter(self.template.date1904, moves, strings, on_refusal, self.formulas, self.filled)
        data = child(self.root, "sheetData")
        for number, row in self._output():
            template = self.template.rows.get(row.origin.template)
            if template is not None and data is not None:
                data.append(writer.row(template, row, number))
        self._write_headers()
        if moves.any:
            move_all(self.root, moves)

    def _output(self) -> Iterator[tuple[int, RenderedRow]]:
        """Yield the output rows in order: those that lists make, then those below, which only move."""
        yield from enumerate(self._repeating, start=1)
        for number in self.template.rows:
            if number > self.template.layout.depth:
                row = self._below.get(number) or RenderedRow(OutputRow(number))
                yield number + self.map.shift, row

    def _write_headers(self) -> None:
        """Fill the headers and footers that hold tags, in the order in which the source names them."""
        holder = child(self.root, "headerFooter")
        for number, runs in self._headers.items():
            if holder is not None:
                holder[number].text = "".join(text for _, text in runs)

    def tables(self, moves: Moves) -> Iterator[tuple[Table, Element]]:
        """Yield the sheet's tables with what became of them."""
        seen = moves.on(self.template.name)
        for table in self.template.tables:
            first = next(
                (row.origin for _, row in self._output() if row.origin.template in table.data), OUTSIDE
            )
            template = self.template.rows.get(first.template)
            cells = template.cells if template else ()
            formulas = {cell.column: cell.formula for cell in cells if cell.formula}
            yield table, moved_table(table, seen, first, formulas, self._table_headers(table))

    def _table_headers(self, table: Table) -> dict[int, str]:
        """Return the header texts of a table that rendering made, by column."""
        made = (row for _, row in self._output() if row.origin.template == table.header)
        return {column: text for row in made for column, text in row.shown().items()}


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
            empty = RenderedRow(OutputRow(spare, path), dict.fromkeys(tagged))
            rows.insert(sum(row.origin.template < table.data.start for row in rows), empty)
    return rows
