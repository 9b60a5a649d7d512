"""Rows of the output as text: what a template row's copies share is text already, the rest goes between.

A pen belongs to one template row of one output sheet. Rows are written twice: once for the computation,
where only cells that formulas see count, and once for the file, with the values that it found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from generator.office.blank import Blank
from generator.office.excel.calculate import Cell as Standing
from generator.office.excel.calculate import Literal
from generator.office.excel.filled import filled_area
from generator.office.excel.grid import Cell, CellFormula, Row
from generator.office.excel.moving.copied import copied_formula
from generator.office.excel.moving.moves import Spot
from generator.office.excel.moving.rowmap import Line
from generator.office.excel.recorder import RenderedRow
from generator.office.excel.shadow import literal, literal_cell, value_cell
from generator.office.excel.slots import Computed, Ink, Page, Resolve, Slot
from generator.office.excel.strings import joined, plain_text
from generator.office.excel.values import read_value
from generator.office.excel.written import Given, Written, cell_end, kept, plain_content, text_content
from generator.office.letters import column_letters
from generator.office.xml import escape, escape_text

# A slot, its column where it is plain, what stands around its row number and at its end, and what follows it.
_Step = tuple[Slot, int, str, str, str, tuple[str, ...]]
# The height of a row in points: 0 where it is hidden, None where it is the usual one.
Height = float | None
_HIDDEN = re.compile(r'\bhidden="(?:1|true)"')
_LARGEST = 10**15
_REMEMBERED = 2_000
"""Rows of a sheet whose formulas are kept as text for the next filling."""
_TIGHT = 1.02
"""By how much a text may be higher than the row that a designer drew, before the row grows."""


class RowPen:
    """Writes the copies of one template row, in every filling in which the sheet has the same shape."""

    def __init__(self, row: Row, ink: Ink) -> None:
        self.row = row
        self._ink = ink
        self.slots: list[Slot] = []
        self._between: list[tuple[str, ...]] = []
        self._formulas: dict[tuple[int, int], str] = {}
        self._heights: dict[float, tuple[str, Height]] = {}
        self._draw()
        self._fits = ink.fits and not row.fixed and bool(self.slots)
        self._grows = ink.fits and row.fixed and bool(row.height)
        spans = "" if ink.moves.tab.columns.moves or not row.spans else f' spans="{escape(row.spans)}"'
        self._attributes = spans + row.attributes
        self._lowest = ink.measure.lowest(row, ink.tagged) if self._fits else 0.0

    def _draw(self) -> None:
        """Lay out the cells: texts with the row's number between them, and slots."""
        columns = self._ink.moves.tab.columns
        lying = [(number, cell) for cell in self.row.cells for number in columns.copies(cell.column)]
        texts = [""]
        for number, cell in sorted(lying, key=lambda each: each[0]):
            head = f'<c r="{column_letters(number)}'
            if not (cell.formula or cell.spilled or (cell.row, cell.column) in self._ink.tagged):
                texts[-1] += head
                texts.append(f'"{cell.attributes}{cell.content}')
                continue
            self._between.append(tuple(texts))
            texts = [""]
            self.slots.append(self._slot(number, head, cell))
        self._between.append(tuple(texts))

    def _slot(self, number: int, head: str, cell: Cell) -> Slot:
        ink, formula = self._ink, None
        if cell.formula is not None:
            column = ink.moves.tab.columns.at(number)
            formula = copied_formula(ink.moves.read(cell.formula.text), ink.moves, cell.row, column)
        return Slot(
            number,
            head,
            f'"{cell.attributes}',
            cell,
            cell.after,
            plain=formula is None and not cell.spilled and (not cell.text or cell.text[0].look is None),
            formula=formula,
            computed=formula is not None or cell.spilled,
            seen=ink.seen.holds(cell.row, cell.column),
            wraps=ink.measure.wraps(cell) and not (self.row.fixed and ink.measure.is_tall(cell)),
        )

    def write(self, rendered: RenderedRow, number: int, computed: Computed, page: Page) -> tuple[str, Height]:
        """Return output row `number`, and its height."""
        name, height = str(number), self._lowest
        values, known = rendered.values, page.strings.known
        pieces = [name.join(self._between[0])]
        for slot, plain, head, attributes, after, between in self._steps:
            shown = values.get(plain)
            if type(shown) is str and (index := known.get(shown)) is not None:  # by far the most cells
                end = f' t="s"><v>{index}</v>{after}</c>'
            elif type(shown) is Blank:
                end, shown = f">{after}</c>" if after else "/>", None
            elif slot.computed:
                end, shown = self._computed_end(slot, rendered.origin, number, computed)
            else:
                kind, text, shown = self._content(slot, rendered, page)
                end = cell_end(kind, "", text, after)
            pieces.append(f"{head}{name}{attributes}{end}{name.join(between)}")
            if shown and slot.wraps:
                height = max(height, self._ink.measure.height(slot.cell, slot.column, shown))
        attribute, points = self._heights.get(height) or self._height(height)
        return f'<row r="{name}"{self._attributes}{attribute}>{"".join(pieces)}</row>', points

    def standing(
        self, column: int, rendered: RenderedRow, number: int, computed: Computed, page: Page
    ) -> Written | None:
        """Return what stands in a column of output row `number`, None for nothing."""
        place = self._standing.get(column)
        if not isinstance(place, Slot):
            return place
        if place.computed:
            stored = computed.get((number, column))
            return None if stored is None else Written(stored.kind or "n", stored.text, place.cell.style)
        kind, text, shown = self._content(place, rendered, page)
        return Written(kind, shown if kind == "s" else text, place.cell.style) if kind else None

    @cached_property
    def _standing(self) -> dict[int, Slot | Written]:
        """The slots, and what stands in the cells that are the same in every copy, by the output column."""
        columns = self._ink.moves.tab.columns
        lying = {number: cell for cell in self.row.cells for number in columns.copies(cell.column)}
        slots = {slot.column: slot for slot in self.slots}
        return {n: each for n, cell in lying.items() if (each := slots.get(n) or kept(cell)) is not None}

    def _height(self, needed: float) -> tuple[str, Height]:
        """Return the height of a row whose texts need so many points, as an attribute and in points."""
        height = self.row.height or ""
        if self._fits or (self._grows and needed > float(height) * _TIGHT):
            height = f"{self._ink.measure.with_padding(needed):.4g}"
        points = 0.0 if _HIDDEN.search(self._attributes) else float(height) if height else None
        self._heights[needed] = f' ht="{height}"' if height else "", points
        return self._heights[needed]

    def _computed_end(self, slot: Slot, line: Line, number: int, computed: Computed) -> tuple[str, str]:
        """Return the end of a cell whose value is computed, and its text if that is one."""
        formula = self._formula(slot, line, number)
        stored = computed.get((number, slot.column))
        if stored is None or stored.kind is None:
            return cell_end("", formula, stored.text if stored else "", slot.after), ""
        end = cell_end(stored.kind, formula, escape_text(stored.text), slot.after)
        return end, stored.text if stored.kind == "str" else ""

    def _content(self, slot: Slot, rendered: RenderedRow, page: Page) -> Given:
        """Return type, value and shown text of a cell that rendering filled."""
        if slot.column in rendered.values:
            return self._value(slot, rendered.values[slot.column], page)
        if slot.column in rendered.texts:
            runs = joined(rendered.texts[slot.column], slot.cell.text or ())
            return text_content(slot.cell, plain_text(runs), page, runs)
        return "", "", ""

    def _value(self, slot: Slot, value: object, page: Page) -> Given:
        """Return a value in the cell's own formatting; a text that was written before is known."""
        if isinstance(value, str):
            if slot.plain and (known := page.strings.known.get(value)) is not None:
                return "s", str(known), value
            return text_content(slot.cell, value, page, () if slot.plain else (slot.cell.text or ())[:1])
        if value is None or type(value) is Blank:
            return "", "", ""
        if type(value) is int and -_LARGEST < value < _LARGEST:
            return "n", str(value), ""
        return plain_content(slot.cell, read_value(value, date1904=self._ink.date1904), page)

    def _formula(self, slot: Slot, line: Line, number: int) -> str:
        """Return the `f` element of a cell, "" for none; it is the same in every filling of the shape."""
        known = self._formulas.get((number, slot.column))
        if known is None:
            known = self._formula_element(slot, line, number)
            if number <= _REMEMBERED:
                self._formulas[number, slot.column] = known
        return known

    def _formula_element(self, slot: Slot, line: Line, number: int) -> str:
        formula = slot.cell.formula
        if formula is None or slot.formula is None:
            return ""
        attributes = self._formula_attributes(slot, formula, line, number) if formula.attributes else ""
        text = slot.formula.at(line, str(number))
        return f"<f{attributes}>{text}</f>" if text else f"<f{attributes}/>"

    def _formula_attributes(self, slot: Slot, formula: CellFormula, line: Line, number: int) -> str:
        """Write the attributes of an array formula or a data table: the cells it fills, its inputs."""
        moves = self._ink.moves
        changed = dict(formula.attributes)
        if formula.area:
            column = moves.tab.columns.at(slot.column)
            changed["ref"] = str(
                filled_area(slot.cell, formula, moves, Spot(line, column), (number, slot.column))
            )
        for name, text in formula.inputs.items():
            changed[name] = moves.formula(text)
        return "".join(f' {name}="{escape(text)}"' for name, text in changed.items())

    @cached_property
    def waiting(self) -> tuple[Slot, ...]:
        """The cells that wait for a value."""
        return tuple(slot for slot in self.slots if slot.computed)

    @property
    def writes_as_is(self) -> bool:
        """Tell whether every formula reads as it does in the template."""
        number = str(self.row.number)
        held = [(slot.formula, slot.cell.formula) for slot in self.slots]
        return all(f and t and f.at(Line(self.row.number), number) == escape_text(t.text) for f, t in held)

    def inputs(self, rendered: RenderedRow, number: int, page: Page) -> Iterator[tuple[Standing, Literal]]:
        """Yield the cells of output row `number` that formulas look at, with their values."""
        values, known = rendered.values, page.strings.known
        for slot in self._looked_at:
            shown = values.get(slot.column) if slot.plain else None
            if type(shown) is str and shown in known:
                yield (number, slot.column), shown
            elif type(shown) is Blank:
                yield (number, slot.column), None
            else:
                yield (number, slot.column), literal(*self._content(slot, rendered, page))

    @cached_property
    def _steps(self) -> tuple[_Step, ...]:
        """The slots with what is asked of each for every row, taken apart once; column 0 holds no value."""
        cells = zip(self.slots, self._between[1:], strict=True)
        return tuple(
            (s, s.column if s.plain else 0, s.head, s.attributes, s.after, after) for s, after in cells
        )

    @cached_property
    def _looked_at(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.seen and not slot.computed)

    def shadow(
        self, rendered: RenderedRow, number: int, inputs: Mapping[Standing, Literal], resolve: Resolve
    ) -> str:
        """Return output row `number` as the computation sees it: formulas, and the values they look at."""
        name = str(number)
        pieces = [name.join(self._constants)]
        for slot in self.slots:
            if slot.formula is not None:
                formula = resolve(slot, self._formula(slot, rendered.origin, number), number)
                pieces.append(f'{slot.head}{name}">{formula}</c>')
            elif (number, slot.column) in inputs:
                pieces.append(literal_cell(slot.head + name, inputs[number, slot.column]))
        return f'<row r="{name}">{"".join(pieces)}</row>'

    @cached_property
    def _constants(self) -> tuple[str, ...]:
        """The values that formulas look at, of cells that are the same in every copy."""
        slots = {slot.column for slot in self.slots}
        texts = [""]
        for cell in self.row.cells:
            stored = cell.stored
            if not (stored or cell.text) or not self._ink.seen.holds(cell.row, cell.column):
                continue
            for column in self._ink.moves.tab.columns.copies(cell.column):
                if column in slots:
                    continue
                texts[-1] += f'<c r="{column_letters(column)}'
                kind, text = stored or ("inlineStr", "")
                texts.append(value_cell("", kind, plain_text(cell.text or ()), text))
        return tuple(texts)
