"""Output rows as XML: a copy of the template row, its cells renamed, filled and their formulas moved."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from generator.office.excel.calculate import Stored
from generator.office.excel.grid import Cell, Row
from generator.office.excel.moves import Moves
from generator.office.excel.recorder import RenderedRow, Written
from generator.office.excel.references import column_letters, read_area
from generator.office.excel.rowmap import OutputRow
from generator.office.excel.strings import Run, Runs, StringTable, plain_text
from generator.office.excel.values import EMPTY, Content, Kind, Refusal, read_text, read_value
from generator.office.excel.xml import child, children, drop_attributes, tag
from generator.office.xml import Element

_VALUES = frozenset({tag("v"), tag("is")})

# Told of a value that cannot stand in a template's cell, and why.
OnRefusal = Callable[[Cell, Refusal], None]


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A cell with a formula (or filled by one) in a rendered sheet, waiting for its value."""

    row: int
    column: int
    element: Element


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Makes the rows of one sheet; it notes every formula it writes, and every row it has `filled`."""

    date1904: bool
    moves: Moves
    strings: StringTable
    on_refusal: OnRefusal
    formulas: list[FormulaCell]
    filled: list[Element]

    def row(self, template: Row, rendered: RenderedRow, number: int) -> Element:
        """Return output row `number`, a copy of `template` with what was put into it."""
        element = copy.deepcopy(template.element)
        element.set("r", str(number))
        if rendered.values or rendered.texts or any(cell.formula is not None for cell in template.cells):
            self.filled.append(element)
        for cell, copied in zip(template.cells, children(element, "c"), strict=True):
            copied.set("r", f"{column_letters(cell.column)}{number}")
            if cell.formula is not None:
                self._formula(cell, copied, rendered.origin, number)
            elif cell.spilled:
                self._wait(cell, copied, number)
            elif cell.column in rendered.values:
                self._value(cell, copied, rendered.values[cell.column])
            elif cell.column in rendered.texts:
                self._text(cell, copied, rendered.texts[cell.column])
        return element

    def _formula(self, cell: Cell, element: Element, origin: OutputRow, number: int) -> None:
        """Move a formula and drop the value it had; one that spills over its neighbours keeps its range."""
        formula = child(element, "f")
        if formula is not None and cell.formula and self.moves.any:
            formula.text = self.moves.formula(cell.formula, origin)
        if formula is not None and (area := formula.get("ref")):
            formula.set("ref", str(read_area(area).shifted(number - cell.row, 0)))
        self._wait(cell, element, number)

    def _wait(self, cell: Cell, element: Element, number: int) -> None:
        """Drop the value that was computed for the template; the right one comes later."""
        _clear(element)
        self.formulas.append(FormulaCell(number, cell.column, element))

    def _value(self, cell: Cell, element: Element, value: object) -> None:
        content = read_value(value, date1904=self.date1904)
        look = cell.text[0].look if cell.text else None
        runs = (Run(content.text, look),) if isinstance(content, Content) else ()
        self._write(cell, element, content, runs)

    def _text(self, cell: Cell, element: Element, written: Written) -> None:
        runs = joined(written, cell.text or ())
        self._write(cell, element, read_text(plain_text(runs)), runs)

    def _write(self, cell: Cell, element: Element, content: Content | Refusal, runs: Runs) -> None:
        if isinstance(content, Refusal):
            self.on_refusal(cell, content)
            content = EMPTY
        text = str(self.strings.index(runs)) if content.kind is Kind.TEXT else content.text
        write_content(element, content.kind, text)


def joined(written: Written, pattern: Runs) -> Runs:
    """Return the printed pieces in the formatting of the pattern's runs, neighbours of one run as one."""
    runs: list[Run] = []
    last = -1
    for number, text in written:
        if number == last:
            runs[-1] = Run(runs[-1].text + text, runs[-1].look)
        else:
            runs.append(Run(text, pattern[number].look))
            last = number
    return tuple(run for run in runs if run.text)


def write_content(element: Element, kind: Kind, text: str) -> None:
    """Give a cell its type and value; its style stays."""
    _clear(element)
    if kind is Kind.EMPTY:
        return
    if kind is not Kind.NUMBER:
        element.set("t", kind.value)
    value = etree.Element(tag("v"))
    value.text = text
    element.insert(0, value)


def formula_text(element: Element) -> str:
    """Return the formula of a cell, nothing for a cell that another one's formula fills."""
    formula = child(element, "f")
    return (formula.text or "") if formula is not None else ""


def store_value(element: Element, value: Stored) -> None:
    """Put a computed value beside its formula."""
    if value.kind:
        element.set("t", value.kind)
    stored = etree.Element(tag("v"))
    stored.text = value.text
    element.insert(0 if child(element, "f") is None else 1, stored)


def _clear(element: Element) -> None:
    drop_attributes(element, "t")
    for inner in list(element):
        if inner.tag in _VALUES:
            element.remove(inner)
