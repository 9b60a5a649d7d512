"""The rows and cells of a template sheet, read once: positions made explicit, shared formulas written out.

A shared formula (`<f t="shared" si="0"/>`) is Excel's way to store a filled-down formula once. Its cells do
not stay neighbours when rows repeat, so each gets its own formula, as if it had been typed there.

Cells keep the text of their XML, cut where a row number, a value or a formula goes: rendering joins texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from generator.office.excel.moving.formulas import read_formula
from generator.office.excel.moving.references import Reference, read_reference
from generator.office.excel.strings import Runs, SharedStrings, read_runs
from generator.office.excel.xml import child, children, tag
from generator.office.letters import column_letters, column_number
from generator.office.xml import Element, escape

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ROW_NUMBER = re.compile(r"[1-9]\d{0,6}")
_XML = "http://www.w3.org/XML/1998/namespace"
_MOVED = frozenset({"r", "t"})
_VALUES = frozenset({tag("v"), tag("is"), tag("f")})


class Unreadable(ValueError):
    """Something on a sheet that no program of Microsoft's would write; the text says what, as it stands."""


class CellFormula(Struct, frozen=True):
    """A formula as a cell holds it: its text, the attributes of its element and the cells it fills."""

    text: str
    attributes: Mapping[str, str]
    area: Reference | None = None

    @property
    def inputs(self) -> Mapping[str, str]:
        """The attributes that name the input cells of a data table."""
        is_table = self.attributes.get("t") == "dataTable"
        return {n: t for n, t in self.attributes.items() if is_table and n in ("r1", "r2")}


class Cell(Struct, frozen=True):
    """A template cell: what it holds (text in runs, a formula, or neither) and the text of its XML.

    `attributes` are those without place and type, `content` is all that follows them, `after` what follows
    a value. `stored` is the value with its type. `spilled` says that a formula in another cell fills this one.
    """

    row: int
    column: int
    style: int
    attributes: str
    content: str
    after: str
    stored: tuple[str, str] | None = None
    text: Runs | None = None
    string: int | None = None
    formula: CellFormula | None = None
    spilled: bool = False

    @property
    def name(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def holds_value(self) -> bool:
        """Tell whether something other than a formula was typed into the cell."""
        return self.formula is None and (self.stored is not None or bool(self.text))


class Row(Struct, frozen=True):
    """A template row. `attributes` is the text of those without number, spans and height."""

    number: int
    attributes: str
    spans: str | None
    height: str | None
    fixed: bool
    cells: tuple[Cell, ...]


def read_rows(data: Element, strings: SharedStrings) -> dict[int, Row]:
    """Return the rows of a `sheetData` element by their number.

    Raises Unreadable for places, types and shared strings that make no sense.
    """
    reader = _Reader(strings, {prefix or "": uri for prefix, uri in data.nsmap.items()})
    rows: dict[int, Row] = {}
    number = 0
    for element in children(data, "row"):
        number = _row_number(element.get("r"), number)
        rows[number] = reader.row(element, number)
    return {number: reader.marked(row) for number, row in rows.items()}


def _row_number(text: str | None, before: int) -> int:
    if text is None:
        return before + 1
    if not _ROW_NUMBER.fullmatch(text) or not before < int(text) <= 1_048_576:
        raise Unreadable(f'<row r="{text}">')
    return int(text)


class _Reader:
    """Reads cells; it remembers shared formulas and the areas that array formulas fill."""

    def __init__(self, strings: SharedStrings, declared: Mapping[str, str]) -> None:
        self._strings = strings
        self._declared = declared
        self._prefixes = {uri: prefix for prefix, uri in declared.items()} | {_XML: "xml"}
        self._masters: dict[str, tuple[str, int, int]] = {}
        self._arrays: list[Reference] = []

    def row(self, element: Element, number: int) -> Row:
        cells = []
        column = 0
        for each in children(element, "c"):
            column = _column(each.get("r"), number, column)
            cells.append(self._cell(each, number, column))
        known = frozenset({"r", "spans", "ht"})
        fixed = element.get("customHeight") in ("1", "true")
        attributes = self._attributes(element, known)
        return Row(number, attributes, element.get("spans"), element.get("ht"), fixed, tuple(cells))

    def marked(self, row: Row) -> Row:
        """Return the row with the cells marked that an array formula fills."""
        areas = [area for area in self._arrays if area.first.row <= row.number <= area.end.row]
        if not areas:
            return row
        cells = (replace(c, spilled=True) if _is_filled(c, areas) else c for c in row.cells)
        return replace(row, cells=tuple(cells))

    def _cell(self, element: Element, row: int, column: int) -> Cell:
        formula = self._formula(child(element, "f"), row, column)
        kind, value = element.get("t", "n"), child(element, "v")
        stored = (kind, value.text or "") if value is not None else None
        string = self._string(kind, stored) if formula is None else None
        inline = child(element, "is") if kind == "inlineStr" and formula is None else None
        text = read_runs(inline) if inline is not None else None
        return Cell(
            row,
            column,
            _style(element.get("s", "0")),
            self._attributes(element, _MOVED),
            self._content(element, kind),
            "".join(self._xml(each) for each in element if each.tag not in _VALUES),
            stored,
            self._strings.runs[string] if string is not None else text,
            string,
            formula,
        )

    def _attributes(self, element: Element, without: frozenset[str]) -> str:
        """Return attributes as text; a namespace that the sheet does not declare is declared here."""
        written = []
        for name, value in element.attrib.items():
            uri, _, local = str(name).rpartition("}")
            if not uri and local not in without:
                written.append(f' {local}="{escape(str(value))}"')
            elif uri:
                written.append(self._foreign(element, uri[1:], local, str(value)))
        return "".join(written)

    def _foreign(self, element: Element, uri: str, local: str, value: str) -> str:
        if prefix := self._prefixes.get(uri):
            return f' {prefix}:{local}="{escape(value)}"'
        prefix = next(p or "" for p, u in element.nsmap.items() if u == uri)
        return f' xmlns:{prefix}="{escape(uri)}" {prefix}:{local}="{escape(value)}"'

    def _content(self, element: Element, kind: str) -> str:
        opened = f' t="{escape(kind)}"' if "t" in element.attrib else ""
        inner = "".join(self._xml(each) for each in element)
        return f"{opened}>{inner}</c>" if inner else f"{opened}/>"

    def _xml(self, element: Element) -> str:
        """Return an element as text, without the namespaces that its sheet declares anyway."""
        text = etree.tostring(element, encoding="unicode", with_tail=False)
        head, sign, rest = text.partition(">")
        for prefix, uri in self._declared.items():
            name = f"xmlns:{prefix}" if prefix else "xmlns"
            head = head.replace(f' {name}="{uri}"', "")
        return head + sign + rest

    def _string(self, kind: str, stored: tuple[str, str] | None) -> int | None:
        if kind != "s" or stored is None:
            return None
        number = int(stored[1]) if stored[1].strip().isdecimal() else -1
        if not 0 <= number < len(self._strings.runs):
            raise Unreadable(f'<c t="s"><v>{stored[1]}</v>')
        return number

    def _formula(self, element: Element | None, row: int, column: int) -> CellFormula | None:
        if element is None:
            return None
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        text = element.text or ""
        if attributes.get("t") == "shared":
            return CellFormula(self._written_out(attributes, text, row, column), {})
        area = read_reference(attributes.get("ref", ""))
        if area and area.last and area.first != area.last:
            self._arrays.append(area)
        return CellFormula(text, attributes, area)

    def _written_out(self, attributes: Mapping[str, str], text: str, row: int, column: int) -> str:
        """Return one cell's share of a shared formula as a formula of its own."""
        key = attributes.get("si", "")
        if text:
            self._masters[key] = (text, row, column)
            return text
        if key not in self._masters:
            raise Unreadable(f'<f t="shared" si="{key}"/>')
        text, master_row, master_column = self._masters[key]
        try:
            return read_formula(text).shifted(row - master_row, column - master_column)
        except ValueError:  # told as an unreadable formula at the cell that holds its text
            return text


def _column(name: str | None, row: int, before: int) -> int:
    if name is None:
        return before + 1
    place = _CELL.fullmatch(name)
    if not place or int(place[2]) != row or not before < column_number(place[1]) <= 16_384:
        raise Unreadable(f'<c r="{name}">')
    return column_number(place[1])


def _style(text: str) -> int:
    if not text.isdecimal():
        raise Unreadable(f'<c s="{text}">')
    return int(text)


def _is_filled(cell: Cell, areas: list[Reference]) -> bool:
    return cell.formula is None and any(area.first.column <= cell.column <= area.end.column for area in areas)
