"""Excel Tables: their area, columns and formulas follow the rows, their column names the header cells.

Excel repairs a file whose Table has no data row, or whose column names differ from the header cells.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.office.excel.kinds import hull_text, move_filter_columns
from generator.office.excel.moving.layout import Layout
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.excel.moving.references import Reference, read_area
from generator.office.excel.moving.rowmap import Line
from generator.office.excel.moving.structured import KnownTable
from generator.office.excel.strings import escaped
from generator.office.excel.xml import child, children, descendants
from generator.office.package import Member
from generator.office.xml import Element


class Table(Struct, frozen=True):
    """A table part of a template: where its header, data and totals rows are."""

    part: str
    root: Element

    @property
    def area(self) -> Reference:
        return read_area(self.root.get("ref", ""))

    @property
    def header(self) -> int | None:
        return self.area.first.row if self.root.get("headerRowCount", "1") != "0" else None

    @property
    def totals(self) -> int | None:
        return self.area.end.row if self.root.get("totalsRowCount", "0") != "0" else None

    @property
    def data(self) -> range:
        """The template rows between header and totals."""
        first, last = self.area.first.row, self.area.end.row
        return range(first + (self.header is not None), last + (self.totals is None))

    @property
    def name(self) -> str:
        return self.root.get("displayName") or self.root.get("name") or ""

    def known(self, sheet: str, root: Element) -> KnownTable:
        """Return the table as formulas see it, once its part has become `root`."""
        area = read_area(root.get("ref", ""))
        return KnownTable(
            root.get("displayName") or root.get("name") or "",
            sheet,
            area.first.row,
            area.end.row,
            area.first.column,
            tuple(column.get("name", "") for column in _columns(root)),
            header_row=self.header is not None,
            totals_row=self.totals is not None,
        )


class MovedTable(Struct, frozen=True):
    """A table as it is in the output: the number of its sheet there, and what its part has become.

    `wrong` are names of columns that Excel does not take.
    """

    sheet: int
    table: Table
    root: Element
    member: Member
    wrong: tuple[str, ...]


def spare_row(table: Table, layout: Layout) -> int | None:
    """Return the template row that an empty table keeps: the first one of its data that is no control row."""
    return next((row for row in table.data if row not in layout.controls), None)


def moved_table(
    table: Table, moves: Moves, first_data: Line, formulas: Mapping[int, str], headers: Mapping[int, str]
) -> Element:
    """Return the table as it is after the moves.

    `formulas` are those of the template row that `first_data` is a copy of, by template column: a calculated
    column repeats the formula of its first cell. `headers` are the texts that rendering made, by output column.
    """
    root = copy.deepcopy(table.root)
    for attribute in ("name", "displayName"):
        if renamed := moves.tab.tables.get(root.get(attribute, "").casefold()):
            root.set(attribute, renamed)
    move_filter_columns(root, moves)
    for element in (root, *descendants(root, "autoFilter", "sortState", "sortCondition")):
        _move_area(element, moves)
    totals = Line(table.totals or 0)
    for number, element in _repeat_columns(root, table, moves):
        origin = moves.tab.columns.at(number)
        if number in headers:
            element.set("name", escaped(headers[number]).replace("\n", "_x000a_"))
        for formula in children(element, "calculatedColumnFormula"):
            text = formulas.get(origin.template) or formula.text or ""
            formula.text = moves.formula(text, Spot(first_data, origin))
        for formula in children(element, "totalsRowFormula"):
            formula.text = moves.formula(formula.text or "", Spot(totals, origin))
    return root


def _repeat_columns(root: Element, table: Table, moves: Moves) -> list[tuple[int, Element]]:
    """Make the columns of a table those that its columns on the sheet became, each with its number there."""
    holder, columns = child(root, "tableColumns"), moves.tab.columns
    templates = list(enumerate(_columns(root), start=table.area.first.column))
    if holder is None or not columns.moves:
        return templates
    highest = max((int(element.get("id", "0")) for _, element in templates), default=0)
    made = []
    for place, element in templates:
        for further, number in enumerate(columns.copies(place)):
            twin = copy.deepcopy(element)
            if further:
                highest += 1
                twin.set("id", str(highest))
            made.append((number, twin))
    made.sort(key=lambda each: each[0])
    holder[:] = [element for _, element in made]
    holder.set("count", str(len(made)))
    return made


def make_unlike(roots: Iterable[Element]) -> None:
    """Give every table of a workbook an id of its own; the first one that has an id keeps it."""
    tables = list(roots)
    highest = max((int(root.get("id", "0")) for root in tables), default=0)
    known: set[str] = set()
    for root in tables:
        if root.get("id", "") in known:
            highest += 1
            root.set("id", str(highest))
        known.add(root.get("id", ""))


def wrong_names(root: Element) -> tuple[str, ...]:
    """Return the column names that Excel does not take: empty ones, and one that another column has."""
    names = [column.get("name", "") for column in _columns(root)]
    counted = Counter(name.casefold() for name in names)
    return tuple(name for name in dict.fromkeys(names) if not name or counted[name.casefold()] > 1)


def _columns(root: Element) -> list[Element]:
    holder = child(root, "tableColumns")
    return children(holder, "tableColumn") if holder is not None else []


def _move_area(element: Element, moves: Moves) -> None:
    moved = hull_text(element.get("ref", ""), moves)
    if moved:
        element.set("ref", moved)
