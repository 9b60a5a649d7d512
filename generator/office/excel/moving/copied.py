"""Formulas of repeated rows: what changes from copy to copy is found once, the rest is text.

Most references in a list name their own row, or nothing that the list repeats. Only the others are moved anew
for every copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.office.excel.moving.formulas import Formula
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.excel.moving.references import Corner, Reference
from generator.office.excel.moving.rowmap import Line
from generator.office.xml import escape_text


class CopiedFormula(Struct, frozen=True):
    """The formula of one template cell in one column: texts, with the own row's number between them.

    A part is such a run of texts, or a reference that is moved for every copy.
    """

    moves: Moves
    column: Line
    parts: tuple[tuple[str, ...] | Reference, ...]

    def at(self, line: Line, number: str) -> str:
        """Return the formula, escaped, as it reads in the copy `line`, which is output row `number`."""
        written = [
            self._moved(part, line) if isinstance(part, Reference) else number.join(part)
            for part in self.parts
        ]
        return "".join(written)

    def _moved(self, reference: Reference, line: Line) -> str:
        return escape_text(self.moves.written(reference, Spot(line, self.column)))


def copied_formula(formula: Formula, moves: Moves, row: int, column: Line) -> CopiedFormula:
    """Return `formula`, which stands in template row `row`, for one of the columns that its cell became."""
    parts: list[tuple[str, ...] | Reference] = []
    texts = [""]
    for piece in formula.pieces:
        plain = escape_text(piece) if isinstance(piece, str) else _plain(piece, moves, row, column)
        if plain is None and isinstance(piece, Reference):
            parts += [tuple(texts), piece]
            texts = [""]
            continue
        first, *others = plain if isinstance(plain, list) else [plain or ""]
        texts[-1] += first
        texts += others
    return CopiedFormula(moves, column, (*parts, tuple(texts)))


def _plain(reference: Reference, moves: Moves, row: int, column: Line) -> str | list[str] | None:
    """Return a reference as text that every copy shares, cut where the own row goes; None if there is none."""
    if not moves.any:
        return escape_text(str(reference))
    own = not reference.sheets and moves.meant(reference) is moves.tab
    if own and _in_own_row(reference, row) and moves.tab.rows.moves:
        return _cut(reference, moves, column)
    if own and (_repeats_with(reference.first, moves, row) or _repeats_with(reference.end, moves, row)):
        return None
    return escape_text(moves.written(reference, Spot(Line(row), column)))


def _in_own_row(reference: Reference, row: int) -> bool:
    """Tell whether a reference is to its own row alone, whatever is repeated."""
    first, last = reference.first, reference.end
    if first.row != row or last.row != row or (reference.ranged and reference.last is None):
        return False
    return reference.last is None or not (first.row_fixed or last.row_fixed or first.column == last.column)


def _repeats_with(corner: Corner, moves: Moves, row: int) -> bool:
    """Tell whether a corner lies in a loop that repeats `row` too, its control rows included."""
    layout = moves.tab.rows.layout
    for number in layout.chain(row):
        loop = layout.loops[number]
        if loop.opening <= corner.row <= loop.closing:
            return True
    return False


def _cut(reference: Reference, moves: Moves, column: Line) -> list[str] | None:
    """Return the texts of a reference to the own row, between which its number goes."""
    moved: Reference | None = reference
    if moves.columns_move:
        turned = moves.tab.columns.moved(reference.turned(), column)
        moved = turned.turned() if turned else None
    if moved is None:
        return None
    texts = [escape_text(moves.prefixed(reference).rpartition("!")[0] + "!") if reference.prefix else ""]
    for colon, corner in _corners(moved):
        texts[-1] += f"{colon}{corner.column_text}{'$' * corner.row_fixed}"
        texts.append("")
    return texts


def _corners(reference: Reference) -> Iterator[tuple[str, Corner]]:
    yield "", reference.first
    if reference.last:
        yield ":", reference.last
