"""The workbook behind a chart, which Office opens for 「编辑数据」: it holds the numbers that the chart shows.

Only the rectangle of the data, the Table over it and what depends on the two are written; sheets, looks, column
widths and everything else stay.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from generator.diagnostics import Place
from generator.office.charts.block import Block, Value
from generator.office.charts.cells import Cells, overlap
from generator.office.charts.data import ChartData
from generator.office.charts.listobject import can_name, fit_table, table_area
from generator.office.excel.moving.references import Reference
from generator.office.excel.strings import SharedStrings, plain_text
from generator.office.excel.workbook import ask_for_calculation, sheets_of
from generator.office.excel.xml import RELATIONS, descendants, drop_from_list
from generator.office.faults import refuse
from generator.office.package import Package, read_package
from generator.office.parts import Parts
from generator.office.relations import main_part

_CORNERS = ("类别", "项目")
_ID = f"{{{RELATIONS}}}id"


class Workbook:
    """A workbook that lies within another file, while its numbers are replaced."""

    def __init__(self, content: bytes, name: str) -> None:
        """Take the bytes of an .xlsx. Raises InvalidTemplate, in which the file is called `name`.

        A workbook whose numbers cannot be read where they stand is only found out in `filled`: ValueError.
        """
        self.parts = Parts(_package(content, name))
        self.part = main_part(self.parts.package)
        self._sheets = dict(sheets_of(self.parts.xml(self.part), self.parts.relations(self.part)))
        if not self._sheets:
            raise refuse("T-008", Place(file=name), part="worksheet")

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the worksheets, in their order."""
        return tuple(self._sheets)

    def filled(
        self, block: Block, data: ChartData, categories: Sequence[Value], old: Iterable[Reference]
    ) -> bytes:
        """Return the workbook with `data` in `block`; `old` are the areas that the chart named until now."""
        part, area = self._sheets[block.sheet], block.area(len(data.series), len(data.categories))
        cells = Cells.of(self.parts.xml(part))
        named = cells.text(block.top, block.left, self._strings())
        grid = block.grid(data, _corner(named, data), categories)
        here = [each for each in old if (each.sheet or block.sheet).casefold() == block.sheet.casefold()]
        for each in (area, *here, *self._fit_tables(part, area, [str(text) for text in grid[0]])):
            cells.clear(each)
        cells.put(area, grid, here)
        self._compute_anew(part)
        return self.parts.written_apart()

    def _strings(self) -> list[str]:
        parts = (r.target for r in self.parts.relations(self.part) if r.kind == "sharedStrings")
        part = next(parts, None)
        runs = SharedStrings(self.parts.xml(part)).runs if part else []
        return [plain_text(each) for each in runs]

    def _fit_tables(self, part: str, area: Reference, names: Sequence[str]) -> list[Reference]:
        """Lay the Table of the data over `area` and take others away from there; return where the first lay."""
        found: list[Reference] = []
        for relation in [r for r in self.parts.relations(part) if r.kind == "table"]:
            root = self.parts.xml(relation.target)
            covered = table_area(root)
            if not overlap(covered, area):
                continue
            if is_own := overlap(covered, Reference("", area.first)):
                found.append(covered)
            if is_own and can_name(names):
                fit_table(root, area, names)
            else:
                self._drop_table(part, relation.id, relation.target)
        return found

    def _drop_table(self, part: str, key: str, table: str) -> None:
        for element in list(descendants(self.parts.xml(part), "tablePart")):
            if element.get(_ID) == key:
                drop_from_list(element)
        self.parts.unrelate(part, key)
        self.parts.drop(table)

    def _compute_anew(self, part: str) -> None:
        """Leave out the order of calculation; where there are formulas, ask Excel to compute them."""
        chain = [r for r in self.parts.relations(self.part) if r.kind == "calcChain"]
        for relation in chain:
            self.parts.unrelate(self.part, relation.id)
            self.parts.drop(relation.target)
        if chain or next(descendants(self.parts.xml(part), "f"), None) is not None:
            ask_for_calculation(self.parts.xml(self.part))


@functools.lru_cache(maxsize=16)
def _package(content: bytes, name: str) -> Package:
    """Read a workbook of a template once for all its documents."""
    return read_package(content, name)


def _corner(named: str, data: ChartData) -> str:
    """Return what stands over the categories: what the template has there, unless a series has that name."""
    taken = {each.name.casefold() for each in data.series}
    return next((text for text in (named, *_CORNERS) if text and text.casefold() not in taken), _CORNERS[0])
