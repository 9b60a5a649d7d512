"""Filling a workbook: run every sheet's source, move what names cells, write, compute, store the values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.excel.faults import diagnose
from generator.office.excel.grid import Cell
from generator.office.excel.moves import Moves
from generator.office.excel.output import Output, begin_output
from generator.office.excel.reading import Reading, Sheet
from generator.office.excel.recorder import Recorder
from generator.office.excel.references import LAST_ROW
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.tables import wrong_names
from generator.office.excel.values import Refusal
from generator.office.excel.writer import OnRefusal
from generator.office.language import Language
from generator.office.names import printed_names
from generator.office.package import read_package
from generator.office.properties import Properties

_LANGUAGE = Language()
LONGEST_HEADER = 255


def compile_xlsx(data: bytes, name: str) -> XlsxTemplate:
    """Compile a workbook template. Raises InvalidTemplate with everything that is wrong; `name` names it."""
    reading = Reading(read_package(data, name), _LANGUAGE)
    reading.read()
    if reading.found:
        raise InvalidTemplate(tuple(reading.found))
    return XlsxTemplate(reading)


@dataclass(frozen=True, slots=True)
class XlsxTemplate:
    """A compiled workbook template."""

    reading: Reading

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that the template prints, each once."""
        programs = [sheet.program for sheet in self.reading.sheets if sheet.program is not None]
        return printed_names([tag for program in programs for tag in program.tags], _LANGUAGE)

    def render(self, values: Mapping[str, object], *, now: dt.datetime, properties: Properties) -> bytes:
        """Return the workbook filled with `values`; `now` is what TODAY() and NOW() say in it.

        Raises InvalidTemplate with everything that is wrong with values and names; nothing is half filled.
        """
        problems = _Problems(self.reading.package.file)
        rendered = [_run(sheet, values, problems) for sheet in self.reading.sheets]
        problems.refuse()
        maps = {sheet.template.name.casefold(): sheet.map for sheet in rendered}
        moves = Moves(next((sheet.template.name for sheet in rendered), ""), maps)
        output = begin_output(self.reading, moves)
        for sheet in rendered:
            output.add_sheet(sheet, problems.of(sheet))
        problems.refuse()
        problems.look_at(output)
        problems.refuse()
        return output.write(now, properties)


def _run(sheet: Sheet, values: Mapping[str, object], problems: _Problems) -> RenderedSheet:
    """Run a sheet's source and take down what it says."""
    recorder = Recorder(sheet.literals)
    if sheet.program is not None:
        problems.found += sheet.program.run(values, recorder.calls).problems
    return RenderedSheet(sheet.template, recorder)


@dataclass(slots=True)
class _Problems:
    """What was found wrong while rendering; the same cell refused for the same reason counts once."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def refuse(self) -> None:
        if self.found:
            raise InvalidTemplate(tuple(dict.fromkeys(self.found)))

    def of(self, sheet: RenderedSheet) -> OnRefusal:
        """Return where the writer of `sheet` reports values that cannot stand in a cell."""

        def report(cell: Cell, refusal: Refusal) -> None:
            self._add(refusal.code, f"{sheet.template.name}!{cell.name}", **refusal.words)

        return report

    def look_at(self, output: Output) -> None:
        """Look for what only the finished sheets show."""
        for sheet in output.sheets:
            name = sheet.template.name
            if sheet.height > LAST_ROW:
                self._add("T-312", name, count=sheet.height)
            for text in sheet.header_texts():
                if len(text) > LONGEST_HEADER:
                    self._add("T-319", f"{name}!页眉页脚", count=len(text), limit=LONGEST_HEADER)
        for sheet, table, root in output.tables:
            for wrong in wrong_names(root):
                spot = f"{sheet.template.name}!{table.area}"
                self._add("T-313", spot, table=table.name, name=wrong)

    def _add(self, code: str, spot: str, **words: object) -> None:
        self.found.append(diagnose(code, Place(file=self.file, spot=spot), **words))
