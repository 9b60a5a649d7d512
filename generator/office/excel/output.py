"""The parts of a filled workbook that differ from its template, computed and written as a file."""

from __future__ import annotations

import copy
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.office.excel.calculate import compute
from generator.office.excel.heights import fit_rows
from generator.office.excel.moves import Moves
from generator.office.excel.reading import Reading
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.strings import StringTable
from generator.office.excel.structured import KnownTable, Standing
from generator.office.excel.tables import Table
from generator.office.excel.workbook import ask_for_calculation, move_names, without_relation, without_type
from generator.office.excel.writer import OnRefusal, formula_text, store_value
from generator.office.package import CONTENT_TYPES, write_package
from generator.office.properties import Properties, property_changes
from generator.office.relations import ROOT_RELATIONS, relations_part, with_content_type, with_relation
from generator.office.xml import Element, write_xml

_STRINGS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_COMPUTED_KINDS = ("worksheet", "sharedStrings", "styles")


@dataclass(slots=True)
class Output:
    """A workbook being written; `changes` are its parts that differ (None for a part that goes)."""

    reading: Reading
    moves: Moves
    strings: StringTable
    root: Element
    sheets: list[RenderedSheet] = field(default_factory=list)
    tables: list[tuple[RenderedSheet, Table, Element]] = field(default_factory=list)
    changes: dict[str, bytes | None] = field(default_factory=dict)

    def add_sheet(self, sheet: RenderedSheet, on_refusal: OnRefusal) -> None:
        """Build a sheet and its tables, if this rendering touches them."""
        if sheet.touched(self.moves):
            sheet.build(self.moves, self.strings, on_refusal)
            self.sheets.append(sheet)
        if self.moves.any or sheet.template.tagged:
            self.tables += [(sheet, table, root) for table, root in sheet.tables(self.moves)]

    def write(self, now: dt.datetime, properties: Properties) -> bytes:
        """Return the file."""
        self.changes |= property_changes(self.reading.package, properties)
        self._drop_calculation_chain()
        for _, table, root in self.tables:
            self.changes[table.part] = write_xml(root)
        if self.moves.any:
            move_names(self.root, self.moves)
            self.changes[self.reading.part] = write_xml(self.root)
        if self.strings.used:
            self._put_strings()
        self._put_sheets()
        if any(sheet.formulas for sheet in self.sheets):
            self._store_values(now)
        self._fit_rows()
        return write_package(self.reading.package, self.changes)

    def _read(self, part: str) -> bytes:
        return self.changes.get(part) or self.reading.package.read(part)

    def _put_sheets(self) -> None:
        for sheet in self.sheets:
            self.changes[sheet.template.part] = write_xml(sheet.root)

    def _drop_calculation_chain(self) -> None:
        """Leave out the order in which Excel once computed; it names cells, and Excel makes it anew."""
        for relation in self.reading.relations:
            if relation.kind == "calcChain":
                holder = relations_part(self.reading.part)
                self.changes[relation.target] = None
                self.changes[holder] = without_relation(self._read(holder), relation)
                self.changes[CONTENT_TYPES] = without_type(self._read(CONTENT_TYPES), relation.target)

    def _put_strings(self) -> None:
        part = next((r.target for r in self.reading.relations if r.kind == "sharedStrings"), None)
        if part is None:
            part = self.reading.part.rpartition("/")[0] + "/sharedStrings.xml"
            holder = relations_part(self.reading.part)
            self.changes[holder] = with_relation(self._read(holder), _STRINGS_RELATION, "sharedStrings.xml")
            self.changes[CONTENT_TYPES] = with_content_type(self._read(CONTENT_TYPES), part, _STRINGS_KIND)
        self.changes[part] = self.strings.part()

    def _store_values(self, now: dt.datetime) -> None:
        """Put the value beside every formula; where one is not known, ask Excel to compute."""
        cells = {
            Standing(sheet.template.name, cell.row, cell.column): cell.element
            for sheet in self.sheets
            for cell in sheet.formulas
        }
        texts = {standing: formula_text(element) for standing, element in cells.items()}
        values = compute(self._uncompressed(), texts, tuple(self._known_tables()), now)
        for standing, value in values.items():
            store_value(cells[standing], value)
        if len(values) < len(cells):
            ask_for_calculation(self.root)
            self.changes[self.reading.part] = write_xml(self.root)

    def _fit_rows(self) -> None:
        """Give filled rows the height that their text, computed texts too, is seen in."""
        looks = self.reading.looks
        for sheet in self.sheets:
            fit_rows(sheet.root, sheet.filled, looks, self.strings.text)
        self._put_sheets()

    def _uncompressed(self) -> bytes:
        """Return the parts that formulas can see as a package of its own."""
        part = self.reading.part
        wanted = [CONTENT_TYPES, ROOT_RELATIONS, part, relations_part(part)]
        wanted += [relation.target for relation in self.reading.relations if relation.kind in _COMPUTED_KINDS]
        wanted += [name for name in self.changes if name.endswith("/sharedStrings.xml")]
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name in dict.fromkeys(wanted):
                archive.writestr(name, self._read(name))
        return stream.getvalue()

    def _known_tables(self) -> Iterator[KnownTable]:
        moved = {table.part: root for _, table, root in self.tables}
        for sheet in self.reading.sheets:
            for table in sheet.template.tables:
                yield table.known(sheet.template.name, moved.get(table.part, table.root))


def begin_output(reading: Reading, moves: Moves) -> Output:
    """Return an output in which nothing has changed yet."""
    return Output(reading, moves, reading.strings.table(), copy.deepcopy(reading.root))
