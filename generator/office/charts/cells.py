"""The cells of a chart's data written into a sheet: the rectangle replaced, everything beside it as it was.

Texts are written into their cells, so that the workbook's table of strings stays as it is. A cell keeps the look
that the template gave to its place; beyond the template's last row or column, the look of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lxml import etree
from msgspec import Struct, field

from generator.office.charts.block import Value
from generator.office.excel.moving.references import Corner, Reference, read_area
from generator.office.excel.strings import escaped
from generator.office.excel.values import number_text
from generator.office.excel.xml import (
    child,
    children,
    descendants,
    drop,
    drop_attributes,
    drop_from_list,
    tag,
)
from generator.office.xml import Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WITH_ROWS = ("spans", "hidden", "collapsed")


def overlap(one: Reference, other: Reference) -> bool:
    """Tell whether two areas of one sheet have a cell in common."""
    return (
        one.first.row <= other.end.row
        and other.first.row <= one.end.row
        and one.first.column <= other.end.column
        and other.first.column <= one.end.column
    )


class Cells(Struct):
    """The rows of a sheet by number, and their cells by column."""

    root: Element
    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[tuple[int, int], Element] = field(default_factory=dict)
    looks: dict[tuple[int, int], str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> Cells:
        """Read a sheet. A row or cell that does not say where it stands follows the one before it."""
        made, row = cls(root), 0
        for element in descendants(root, "row"):
            row = int(element.get("r") or row + 1)
            element.set("r", str(row))
            made.rows[row] = element
            column = 0
            for cell in children(element, "c"):
                column = read_area(cell.get("r", "")).first.column if cell.get("r") else column + 1
                cell.set("r", str(Corner(column, row)))
                made.cells[row, column] = cell
                made.looks[row, column] = cell.get("s")
        return made

    def text(self, row: int, column: int, strings: Sequence[str]) -> str:
        """Return the text in a cell, nothing where there is none or a number."""
        cell = self.cells.get((row, column))
        value = None if cell is None else child(cell, "v")
        if cell is None or cell.get("t") not in ("s", "str", "inlineStr"):
            return ""
        if cell.get("t") == "s":
            number = int((value is not None and value.text) or -1)
            return strings[number] if 0 <= number < len(strings) else ""
        return "".join(each.text or "" for each in descendants(cell, "t", "v"))

    def put(self, area: Reference, grid: Sequence[Sequence[Value]], like: Iterable[Reference]) -> None:
        """Write `grid` into `area`; beyond the areas `like` it looks like their last row and column."""
        like = [*like]
        last_row = max((each.end.row for each in like), default=area.end.row)
        last_column = max((each.end.column for each in like), default=area.end.column)
        for row, values in enumerate(grid, start=area.first.row):
            self._row(row, like=min(row, last_row))
            for column, value in enumerate(values, start=area.first.column):
                self._put(row, column, value, self.looks.get((min(row, last_row), min(column, last_column))))
        self._show_columns(area)
        self._drop_merges(area)
        self._write()

    def clear(self, area: Reference) -> None:
        """Take away what stands in an area."""
        for row, column in [place for place in self.cells if overlap(area, _at(*place))]:
            cell = self.cells.pop((row, column))
            self._forget_formula(cell)
            drop(cell)

    def _forget_formula(self, cell: Element) -> None:
        """Let the cells that share the formula of one that goes keep their values."""
        formula = child(cell, "f")
        if formula is None or formula.get("t") != "shared" or not formula.get("ref"):
            return
        for other in [e for e in descendants(self.root, "f") if e.get("si") == formula.get("si")]:
            drop(other)

    def _row(self, number: int, like: int) -> None:
        row = self.rows.get(number)
        if row is None:
            said = self.rows[like].attrib.items() if like in self.rows else ()
            row = etree.Element(tag("row"), {str(name): str(value) for name, value in said})
            row.set("r", str(number))
            self.rows[number] = row
        drop_attributes(row, *_WITH_ROWS)

    def _put(self, row: int, column: int, value: Value, look: str | None) -> None:
        if value is None and look is None:
            return
        cell = etree.Element(tag("c"), {"r": str(Corner(column, row)), **({"s": look} if look else {})})
        if isinstance(value, Decimal):
            etree.SubElement(cell, tag("v")).text = number_text(value)
        elif value:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            text.text = escaped(value)
            text.set(_SPACE, "preserve")
        self.cells[row, column] = cell

    def _write(self) -> None:
        """Put rows and cells into the sheet in their order; rows that nothing is in or said of go."""
        holder = child(self.root, "sheetData")
        if holder is None:
            return
        for row in self.rows.values():
            for cell in children(row, "c"):
                drop(cell)
        for _, place in sorted((place, place) for place in self.cells):
            self.rows[place[0]].append(self.cells[place])
        kept = (row for _, row in sorted(self.rows.items()) if len(row) or set(row.attrib) - {"r", "spans"})
        holder[:] = list(kept)
        self._write_dimension()

    def _write_dimension(self) -> None:
        dimension = child(self.root, "dimension")
        if dimension is None or not self.cells:
            return
        rows, columns = [row for row, _ in self.cells], [column for _, column in self.cells]
        first, last = Corner(min(columns), min(rows)), Corner(max(columns), max(rows))
        dimension.set("ref", f"{first}:{last}" if first != last else str(first))

    def _show_columns(self, area: Reference) -> None:
        """Show hidden columns of the data: a chart does not draw what is hidden."""
        for element in descendants(self.root, "col"):
            first, last = int(element.get("min", "0")), int(element.get("max", "0"))
            if first <= area.end.column and area.first.column <= last:
                drop_attributes(element, "hidden", "collapsed")

    def _drop_merges(self, area: Reference) -> None:
        for element in list(descendants(self.root, "mergeCell")):
            if overlap(area, read_area(element.get("ref", ""))):
                drop_from_list(element)


def _at(row: int, column: int) -> Reference:
    return Reference("", Corner(column, row))
