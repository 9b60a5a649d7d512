"""Filling a workbook: run every sheet's source, move what names cells, write, compute, store the values."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from itertools import count, repeat

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place, Severity, Tell
from generator.errors import InvalidTemplate
from generator.office.excel.book import Book, Sheet
from generator.office.excel.copies import named_tabs
from generator.office.excel.faults import diagnose
from generator.office.excel.grid import Cell
from generator.office.excel.moving.references import LAST_ROW
from generator.office.excel.output import OnLeft, Output
from generator.office.excel.recorder import Recorder
from generator.office.excel.shapes import Shape, Shapes, Tabs
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.slots import OnRefusal
from generator.office.excel.values import Refusal
from generator.office.language import Language
from generator.office.letters import LAST_COLUMN
from generator.office.package import Filled
from generator.office.parts import Parts
from generator.office.pictures import PictureSource, no_pictures
from generator.office.properties import Properties
from generator.office.property_tags import TaggedProperties

LONGEST_HEADER = 255


@functools.cache
def excel_language() -> Language:
    """Return the template language of cells, which need no writers: they take values as they are."""
    return Language()


class XlsxTemplate(Struct, frozen=True):
    """A compiled workbook template; `names` are the names that it prints, each once."""

    book: Book
    properties: TaggedProperties
    names: tuple[str, ...]
    shapes: Shapes = field(default_factory=Shapes)

    def fill(
        self,
        values: Mapping[str, object],
        *,
        now: dt.datetime,
        properties: Properties,
        tell: Tell = lambda _: None,
        pictures: PictureSource = no_pictures,
    ) -> Filled:
        """Return the workbook filled with `values`; `now` is what TODAY() and NOW() say in it.

        `pictures` opens the pictures that values name.
        `tell` is told what a person may want to know: formulas that only Excel can compute.
        Raises InvalidTemplate with everything that is wrong with values and names; nothing is half filled.
        """
        problems = _Problems(self.book.package.file)
        sheets = [made for sheet in self.book.sheets for made in _run(sheet, values, problems, pictures)]
        described = self._described(properties, values, problems)
        problems.refuse()
        shape = self._placed(sheets, problems)
        output = Output(self.book, shape, sheets, Parts(self.book.package))
        output.build(problems.of)
        problems.look_at_tables(output)
        problems.refuse()
        output.parts.put_all(described)
        written = output.write(now, _telling(self.book.package.file, tell))
        problems.refuse()
        return written

    def _placed(self, sheets: Sequence[RenderedSheet], problems: _Problems) -> Shape:
        """Give every sheet its name and its place, and return the shape that they make together."""
        tabs = named_tabs(sheets, self.book.other_names)
        for sheet, tab in zip(sheets, tabs, strict=True):
            sheet.name = tab.name
        problems.look_at_sheets(sheets)
        problems.refuse()
        shape = self.shapes.of(Tabs(tabs, [sheet.template.name for sheet in self.book.sheets]))
        for sheet, tab in zip(sheets, shape.moves.tabs, strict=True):
            sheet.settle(tab)
        return shape

    def _described(
        self, properties: Properties, values: Mapping[str, object], problems: _Problems
    ) -> dict[str, bytes]:
        """Return the parts that say what the workbook is."""
        try:
            return self.properties.changes(self.book.package, properties, values)
        except InvalidTemplate as invalid:
            problems.found += invalid.diagnostics
            return {}


def _telling(file: str, tell: Tell) -> OnLeft:
    """Return what makes findings of the formulas that are left to Excel."""

    def on_left(spot: str, formula: str, count: int) -> None:
        found = diagnose("T-330", Place(file=file, spot=spot), formula=formula, count=count)
        tell(replace(found, severity=Severity.INFO))

    return on_left


def _run(
    sheet: Sheet, values: Mapping[str, object], problems: _Problems, pictures: PictureSource
) -> list[RenderedSheet]:
    """Run a sheet's source and take down what it says: one sheet, or one for each copy."""
    template = sheet.template
    recorder = Recorder(sheet.literals, template.columns, repeated=template.repeated, pictures=pictures)
    if sheet.program is not None:
        problems.found += sheet.program.run(values, recorder.calls).problems
    numbers = count(1) if template.repeated else repeat(0)
    return [RenderedSheet(template, record, n) for record, n in zip(recorder.records, numbers, strict=False)]


class _Problems(Struct):
    """What was found wrong while rendering; the same cell refused for the same reason counts once."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def refuse(self) -> None:
        if self.found:
            raise InvalidTemplate(tuple(dict.fromkeys(self.found)))

    def of(self, sheet: RenderedSheet) -> OnRefusal:
        """Return where the writer of `sheet` reports values that cannot stand in a cell."""

        def report(cell: Cell, refusal: Refusal) -> None:
            self._add(refusal.code, f"{sheet.name}!{cell.name}", **refusal.words)

        return report

    def look_at_sheets(self, sheets: Sequence[RenderedSheet]) -> None:
        """Look for what only the rendered sheets show."""
        if not sheets:
            self._add("T-325", "工作簿")
        for sheet in sheets:
            if sheet.height > LAST_ROW:
                self._add("T-312", sheet.name, count=sheet.height)
            if sheet.width > LAST_COLUMN:
                self._add("T-326", sheet.name, count=sheet.width)
            for text in sheet.headers.values():
                if len(text) > LONGEST_HEADER:
                    self._add("T-319", f"{sheet.name}!页眉页脚", count=len(text), limit=LONGEST_HEADER)

    def look_at_tables(self, output: Output) -> None:
        """Look for tables that Excel would not take."""
        for each in output.tables:
            sheet, table = output.sheets[each.sheet], each.table
            for wrong in each.wrong:
                self._add("T-313", f"{sheet.name}!{table.area}", table=table.name, name=wrong)

    def _add(self, code: str, spot: str, **words: object) -> None:
        self.found.append(diagnose(code, Place(file=self.file, spot=spot), **words))
