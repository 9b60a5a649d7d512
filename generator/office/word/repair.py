"""What rendering can leave unsound in a part, set right on the finished text.

A loop copies ids that must be unique; a condition can leave a cell without a paragraph, a table without a row
or a row without a cell, and Word then calls the file damaged. Each repair is prepared when the template is
compiled and costs nothing where the template gives no cause for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from msgspec import Struct

from generator.office.searching import last_begin, matches_at
from generator.office.word.ids import Ids
from generator.office.word.names import CELL, ROW, TABLE, w
from generator.office.xml import Element

_RANGE_MARK = r"(?:<w:(?:bookmark|comment|perm|moveFrom|moveTo)\w+(?: [^>]*)?/>)*"
_ENDS_IN_PARAGRAPH = re.compile(rf"(?:</w:p>|<w:p(?: [^>]*)?/>){_RANGE_MARK}$")
_KEEP = re.compile(r"<\?keep (\d+)\?>")
_LOOKBACK = 2_000
_EMPTY_ROW = re.compile(r"<w:tr(?: [^>]*)?>(?:(?!<w:t[cr][ >]).)*?<\?cells \.\?></w:tr>", re.DOTALL)
_TABLE_END = re.compile(r"<\?rows \.\?>((?:</w:tbl>)?)")
_ROW = re.compile(r"<w:tr[ >]")

Repair = Callable[[str], str]


class Repairs(Struct, frozen=True):
    """What a part needs: steps that see a window of it at a time, or, where one cannot, the whole of it."""

    steps: tuple[Repair, ...] = ()
    ids: Ids | None = None
    whole: bool = False

    def begin(self) -> tuple[Repair, ...]:
        """Return the steps for one rendering, in their order."""
        return self.steps if self.ids is None else (*self.steps, self.ids.begin())


def plan_repairs(source: str, kept: tuple[str, ...], *, repeats: bool, whole: bool = False) -> Repairs:
    """Return what a part rendered from `source` needs; `kept` are the paragraphs for cells left empty.

    `whole` is for parts that are filled further before they are repaired.
    """
    steps: list[Repair] = []
    if "<?cells " in source:
        steps += [fit_grids, drop_empty_rows]
    if "<?rows " in source:
        steps.append(drop_empty_tables)
    if "<?keep " in source:
        steps.append(KeepParagraphs(kept))
    ids = Ids.of(source) if repeats or steps else None
    halves = ids is not None and ids.halves
    return Repairs(tuple(steps), ids, whole or fit_grids in steps or halves)


def drop_empty_rows(text: str) -> str:
    """Take out rows that lost all their cells."""
    return _EMPTY_ROW.sub("", text).replace("<?cells .?>", "") if "<?cells " in text else text


def drop_empty_tables(text: str) -> str:
    """Take out tables that lost all their rows."""
    pieces: list[str] = []
    at = 0
    for mark in matches_at("<?rows .?>", _TABLE_END, text):
        whole = text.endswith("</w:tr>", at, mark.start())
        start = -1 if whole else last_begin("<w:tbl", text, mark.start(), at)
        empty = mark[1] and start >= 0 and not _ROW.search(text, start, mark.start())
        pieces.append(text[at : start if empty else mark.start()] + ("" if empty else mark[1]))
        at = mark.end()
    return "".join([*pieces, text[at:]]) if pieces else text


class KeepParagraphs(Struct, frozen=True):
    """Ends every cell with a paragraph, in the looks of one that stood there."""

    kept: tuple[str, ...]

    def __call__(self, text: str) -> str:
        def end(place: re.Match[str]) -> str:
            before = text[max(0, place.start() - _LOOKBACK) : place.start()]
            return "" if _ENDS_IN_PARAGRAPH.search(before) else self.kept[int(place[1])]

        return _KEEP.sub(end, text) if "<?keep " in text else text


def fit_grids(text: str) -> str:
    """Give a table whose columns were repeated a grid with as many columns, in the table's old width."""
    root = etree.fromstring(text)
    for instruction in root.iter(etree.ProcessingInstruction):
        if getattr(instruction, "target", "") == "cells":
            _fit_grid(next(instruction.iterancestors(TABLE)))
    return etree.tostring(root, encoding="unicode")


def _fit_grid(table: Element) -> None:
    grid = table.find(w("tblGrid"))
    rows = table.findall(ROW)
    if grid is None or not rows:
        return
    columns = [_number(column, "w") for column in grid]
    wanted = max(_columns(row) for row in rows)
    if wanted in (0, len(columns)):
        return
    widths = _stretched(columns, wanted)
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(width))
    for row in rows:
        _fit_cells(row, widths)


def _stretched(columns: list[int], wanted: int) -> list[int]:
    """Old columns keep their proportions, new ones are as wide as the average; the sum stays."""
    total = sum(columns)
    average = total / len(columns) if columns else 0
    raw = [*columns[:wanted], *([average] * (wanted - len(columns)))]
    return [int(width * total / sum(raw)) if sum(raw) else 0 for width in raw]


def _columns(row: Element) -> int:
    around = [row.find(f"{w('trPr')}/{w(name)}") for name in ("gridBefore", "gridAfter")]
    return sum(_span(cell) for cell in row.findall(CELL)) + sum(
        _number(e, "val") for e in around if e is not None
    )


def _span(cell: Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return 1 if span is None else _number(span, "val")


def _fit_cells(row: Element, widths: list[int]) -> None:
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    at = 0 if before is None else _number(before, "val")
    for cell in row.findall(CELL):
        span = _span(cell)
        width = cell.find(f"{w('tcPr')}/{w('tcW')}")
        if width is not None and width.get(w("type")) == "dxa":
            width.set(w("w"), str(sum(widths[at : at + span])))
        at += span


def _number(element: Element, attribute: str) -> int:
    text = element.get(w(attribute), "0")
    return int(text) if text.isdecimal() else 0
