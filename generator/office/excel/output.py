"""The parts of a filled workbook that differ from its template, computed and written as a file."""

from __future__ import annotations

import copy
import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from msgspec import Struct

from generator.office.excel.attached.drawings import fill_drawings, move_chart_sheets
from generator.office.excel.attached.header_pictures import fill_header_pictures
from generator.office.excel.attached.pivots import move_pivot_sources
from generator.office.excel.attached.registry import move_after_rows, move_with_sheet
from generator.office.excel.attached.shown import CellValues
from generator.office.excel.book import Book
from generator.office.excel.calculate import Calculator, Doubtful, Inputs, Stored, Values, is_doubtful
from generator.office.excel.copies import place_sheets
from generator.office.excel.listing import Workbook, list_anew
from generator.office.excel.moving.moves import Moves
from generator.office.excel.moving.structured import KnownTable
from generator.office.excel.names import Printed
from generator.office.excel.shadow import KnownBook, shadow_package
from generator.office.excel.shapes import Calculation, Fit, Shape, Tables
from generator.office.excel.sheets import Headers, RenderedSheet
from generator.office.excel.slots import Computed, OnRefusal, Page, Slot
from generator.office.excel.strings import StringTable
from generator.office.excel.tables import MovedTable, make_unlike, wrong_names
from generator.office.excel.workbook import ask_for_calculation, trusts_values
from generator.office.package import Filled, Member
from generator.office.parts import Parts
from generator.office.xml import write_xml

_STRINGS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_VOLATILE = re.compile(r"\b(?:TODAY|NOW)\(\)", re.IGNORECASE)

# Told of a formula that only Excel can compute: its place in the template, its text, and how often it stands.
OnLeft = Callable[[str, str, int], None]


class Output(Struct, dict=True):
    """A workbook being written; its `moves` are seen from the first sheet."""

    book: Book
    shape: Shape
    sheets: Sequence[RenderedSheet]
    parts: Parts
    tables: tuple[MovedTable, ...] = ()

    @property
    def moves(self) -> Moves:
        return self.shape.moves

    @property
    def workbook(self) -> Workbook:
        """The list of sheets and names as `_place_sheets` left it: that of the template where nothing moves."""
        if self.shape.workbook is None:
            self.shape.workbook = Workbook.of(self.book.root)
        return self.shape.workbook

    @cached_property
    def strings(self) -> StringTable:
        return self.book.strings.table()

    @cached_property
    def quiet(self) -> bool:
        """Tell whether nothing is filled and nothing moves: the values that the file holds stay true."""
        return not self.moves.any and not any(sheet.template.filled for sheet in self.sheets)

    def seen_from(self, sheet: RenderedSheet) -> Moves:
        """Return the moves as references on `sheet` see them."""
        return self.moves.on(self.moves.tabs[self.sheets.index(sheet)])

    def build(self, on_refusal: Callable[[RenderedSheet], OnRefusal]) -> None:
        """Make the sheets and their tables, except the rows."""
        self._place_sheets()
        fit = Fit(self.book.looks, self.book.seen, fits=not self.quiet)
        headers: dict[int, Sequence[Headers]] = {}
        for number, sheet in enumerate(self.sheets):
            moves = self.seen_from(sheet)
            shape = self.shape.sheet(number, sheet.template, fit)
            sheet.build(shape, Page(self.strings, on_refusal(sheet)))
            if self.moves.any or sheet.template.tagged:
                headers[number] = sheet.table_headers()
            if self.moves.any:
                move_with_sheet(sheet, moves, self.parts)
        self.tables = self._tables(headers)

    def _tables(self, headers: Mapping[int, Sequence[Headers]]) -> tuple[MovedTable, ...]:
        """Return the tables of the sheets that have changed: those of the last filling where they are the same."""
        last = self.shape.tables
        if last is not None and last.headers == headers:
            return last.moved
        made = [
            (number, table, root)
            for number, texts in headers.items()
            for table, root in self.sheets[number].tables(self.seen_from(self.sheets[number]), texts)
        ]
        make_unlike(root for _, _, root in made)
        moved = tuple(
            MovedTable(*each, Member.of(write_xml(each[-1])), wrong_names(each[-1])) for each in made
        )
        self.shape.tables = Tables(headers, moved)
        return moved

    def _place_sheets(self) -> None:
        """Give the sheets their parts, and list them in the workbook with the names defined there."""
        if not self.moves.any:
            return
        templates = [sheet.template.part for sheet in self.book.sheets]
        made = place_sheets(self.book.part, self.parts, self.sheets, templates)
        if self.shape.workbook is None:
            self.shape.workbook = list_anew(self.book.root, self.book.relations, made, self.moves)
        if self.workbook.member is not None:
            self.parts.put(self.book.part, self.workbook.member)

    def write(self, now: dt.datetime, on_left: OnLeft) -> Filled:
        """Return the file with the digest of its content."""
        self._drop_calculation_chain()
        for each in self.tables:
            self.parts.put(self._part_of(self.sheets[each.sheet], each.table.part), each.member)
        values = self._values(now, on_left)
        for sheet, computed in zip(self.sheets, values, strict=True):
            if not self._is_unchanged(sheet, computed):
                printed = self.workbook.printed.get(sheet.name, Printed())
                self.parts.put(sheet.part, Member.of_pieces(sheet.pieces(computed, printed)))
        if self.strings.used:
            self._put_strings()
        if not self.quiet:
            self._move_attached(values)
        for sheet in self.sheets:
            if self.quiet and sheet.template.drawn:
                fill_drawings(sheet, self.parts)
            fill_header_pictures(sheet, self.parts)
        return self.parts.filled()

    def _move_attached(self, computed: Sequence[Computed]) -> None:
        """Move what lies over the rows, and the charts that have sheets of their own."""
        finished = zip(self.sheets, computed, strict=True)
        values = CellValues(
            {sheet.name: partial(sheet.standing, found) for sheet, found in finished},
            self.book.looks,
            names=self.workbook.meanings,
            from_1904=any(sheet.template.date1904 for sheet in self.sheets),
        )
        for sheet in self.sheets:
            move_after_rows(sheet, self.seen_from(sheet), self.parts, values)
        move_chart_sheets(self.book.part, self.moves, self.parts, values)
        move_pivot_sources(self.book.part, self.moves, self.parts)

    def _part_of(self, sheet: RenderedSheet, part: str) -> str:
        """Return the part in which a copy of a sheet holds what its template has in `part`."""
        key = next(relation.id for relation in sheet.template.relations if relation.target == part)
        return next(relation.target for relation in self.parts.relations(sheet.part) if relation.id == key)

    def _drop_calculation_chain(self) -> None:
        """Leave out the order in which Excel once computed; it names cells, and Excel makes it anew."""
        for relation in self.book.relations:
            if relation.kind == "calcChain":
                self.parts.unrelate(self.book.part, relation.id)
                self.parts.drop(relation.target)

    def _put_strings(self) -> None:
        part = next((r.target for r in self.book.relations if r.kind == "sharedStrings"), None)
        if part is None:
            part = self.book.part.rpartition("/")[0] + "/sharedStrings.xml"
            self.parts.relate(self.book.part, _STRINGS_RELATION, part)
            self.parts.declare(part, _STRINGS_KIND)
        self.parts.put(part, Member.of_pieces(self.strings.pieces()))

    # --- values of formulas --------------------------------------------------------------------------------

    def _values(self, now: dt.datetime, on_left: OnLeft) -> list[Computed]:
        """Return the value of every formula, sheet by sheet; where one is not known, ask Excel to compute."""
        if not any(sheet.waiting() for sheet in self.sheets):
            return [{} for _ in self.sheets]
        values: Values = {sheet.name: {} for sheet in self.sheets}
        if not self._keeps_values():
            values = self._calculator().values(now)
        if self.quiet:
            self._keep_stored(values, trusted=trusts_values(self.workbook.root))
        if left := self._left(values):
            for (spot, formula), count in left.items():
                on_left(spot, formula, count)
            asking = copy.deepcopy(self.workbook.root)
            ask_for_calculation(asking)
            self.parts.put(self.book.part, write_xml(asking))
        return [values[sheet.name] for sheet in self.sheets]

    def _calculator(self) -> Calculator:
        """Return what computes the formulas: that of the last filling of this shape, where it will do."""
        book = KnownBook(tuple(sheet.name for sheet in self.sheets), tuple(self._known_tables()))
        names, kept = self.workbook.names, self.shape.kept
        inputs = {sheet.name: sheet.inputs() for sheet in self.sheets} if kept else {}
        last = self.shape.calculation
        if last and (last.book, last.names) == (book, names) and last.calculator.enter(inputs):
            return last.calculator
        calculator = self._new_calculator(book, names, inputs)
        self.shape.calculation = Calculation(book, names, calculator) if kept else None
        return calculator

    def _new_calculator(self, book: KnownBook, names: str, inputs: Inputs) -> Calculator:
        doubtful: list[Doubtful] = []
        rows = {s.name: self._shadow_rows(s, book, inputs, doubtful) for s in self.sheets}
        date1904 = any(sheet.template.date1904 for sheet in self.sheets)
        package = shadow_package(rows, names, date1904=date1904, large=not self.shape.kept)
        waiting = {sheet.name: sheet.waiting() for sheet in self.sheets}
        cells = {name: [(row, slot.column) for row, slot in slots] for name, slots in waiting.items()}
        return Calculator(package, inputs, cells, doubtful, clock=self.book.seen.clock)

    def _shadow_rows(
        self, sheet: RenderedSheet, book: KnownBook, inputs: Inputs, doubtful: list[Doubtful]
    ) -> Iterator[str]:
        """Yield the rows as the computation sees them, and note the formulas that it computes wrong."""

        def resolve(slot: Slot, element: str, row: int) -> str:
            formula = slot.cell.formula
            if (formula and formula.text in self.book.doubtful) or (
                "#REF!" in element and is_doubtful(element)
            ):
                doubtful.append((sheet.name, row, slot.column))
            return book.resolved(sheet.name, element, row, slot.column)

        return sheet.shadow(resolve, inputs.get(sheet.name))

    def _keeps_values(self) -> bool:
        """Tell whether all values that the file holds are there and true."""
        if not self.quiet or not trusts_values(self.workbook.root):
            return False
        cells = [cell for sheet in self.sheets for cell in sheet.template.formulas]
        return all(c.stored and not (c.formula and _VOLATILE.search(c.formula.text)) for c in cells)

    def _keep_stored(self, values: Values, *, trusted: bool) -> None:
        """Keep the value that the file holds where it is as good as ours, or better."""
        texts = (c.formula.text for s in self.sheets for c in s.template.formulas if c.formula)
        volatile = any(_VOLATILE.search(text) for text in texts)
        for sheet in self.sheets:
            computed = values[sheet.name]
            for row, slot in sheet.waiting():
                stored, found = slot.stored, computed.get((row, slot.column))
                kept = trusted and (found is None or not volatile)
                if stored and (kept or (found and _same(stored, found))):
                    computed[row, slot.column] = stored

    def _left(self, values: Values) -> Counter[tuple[str, str]]:
        """Return place and text of the formulas that have no value, with the number of their copies."""
        return Counter(
            (f"{sheet.template.name}!{slot.cell.name}", slot.cell.formula.text)
            for sheet in self.sheets
            for row, slot in sheet.waiting()
            if slot.cell.formula and (row, slot.column) not in values[sheet.name]
        )

    def _known_tables(self) -> Iterator[KnownTable]:
        moved = {(each.sheet, each.table.part): each.root for each in self.tables}
        for number, sheet in enumerate(self.sheets):
            for table in sheet.template.tables:
                yield table.known(sheet.name, moved.get((number, table.part), table.root))

    def _is_unchanged(self, sheet: RenderedSheet, computed: Computed) -> bool:
        """Tell whether a sheet is as it is in the template, so that its part stays as it is."""
        template = sheet.template
        if template.filled or sheet.part != template.part:
            return False
        waiting = sheet.waiting()
        if any(slot.stored != computed.get((row, slot.column)) for row, slot in waiting):
            return False
        if not self.moves.any:
            return True
        same = all(pen.writes_as_is for _, _, pen in sheet.pens())
        return same and write_xml(sheet.root) == write_xml(template.skeleton)


def _same(stored: Stored, computed: Stored) -> bool:
    """Tell whether two values differ by nothing but the noise of binary fractions."""
    if stored.kind or computed.kind:
        return stored == computed
    try:
        return math.isclose(float(stored.text), float(computed.text), rel_tol=1e-14)
    except ValueError:
        return False
