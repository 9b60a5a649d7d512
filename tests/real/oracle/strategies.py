"""Cases drawn by hypothesis: sheets with lists, what stands on them, and a second sheet that reads the first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import strategies as st

from tests.real.oracle import choices
from tests.real.oracle.axis import LAST_COLUMN, Axis, Choice, Loop, Mark, Part, Plain
from tests.real.oracle.formulas import Reader, formulas, rules
from tests.real.oracle.references import End, Ref, Span
from tests.real.oracle.sheets import (
    ITEM_NAME,
    Area,
    Case,
    Cell,
    Fixed,
    Rule,
    Sheet,
    Table,
    Tag,
    turned,
    turned_ref,
)

KEYS, NUMBERS, SHARES = 1, 2, 3
"""The columns of texts, whole numbers and decimals; formulas stand to the right of them."""
FORMULAS = range(4, 9)
HEADINGS = ("类别", "数量", "单价", "金额")

texts = st.sampled_from(["甲", "乙", "丙", "丁"])
numbers = st.integers(0, 9)
shares = st.one_of(st.none(), st.integers(0, 40).map(lambda quarter: quarter / 4))


# Lists of rows, of columns, of both (formulas read to the left, or upwards), and of sheets.
KINDS = ("rows", "rows", "columns", "both", "both turned", "sheets")
COLUMNS_VANISH = ("columns", "both", "both turned")


def _several(values: st.SearchStrategy, most: int = 4) -> st.SearchStrategy[tuple]:
    return st.lists(values, min_size=1, max_size=most).map(tuple)


@st.composite
def bodies(draw: st.DrawFn, depth: int) -> tuple[Part, ...]:
    """Draw the lines within a block."""
    parts: list[Part] = draw(st.lists(parts_at(depth), min_size=1, max_size=3 if depth == 1 else 2))
    if not any(isinstance(part, Plain) for part in parts):
        parts.insert(draw(st.integers(0, len(parts))), Plain())
    return tuple(parts)


def parts_at(depth: int) -> st.SearchStrategy[Part]:
    """Lists lie in lists, conditions in both, nothing deeper."""
    plain = st.just(Plain())
    if depth > 2:
        return plain
    choice = st.builds(Choice, bodies(3), _several(st.booleans(), 3))
    if depth == 2:
        return st.one_of(plain, plain, choice)
    loop = st.builds(Loop, bodies(depth + 1), _several(st.integers(0, 3 if depth else 6), 3))
    return st.one_of(plain, plain, plain, loop, choice) if depth else st.one_of(plain, loop, loop, choice)


@st.composite
def row_axes(draw: st.DrawFn, *, lists: int = 1, tabled: bool = False, headed: bool = False) -> Axis:
    """Draw rows with some lists, at the top and the bottom too."""
    parts: list[Part] = draw(st.lists(parts_at(0), min_size=1, max_size=3))
    if lists and not any(isinstance(part, Loop) for part in parts):
        parts.append(draw(st.builds(Loop, bodies(1), _several(st.integers(0, 6), 3))))
    if tabled:
        loop = st.builds(Loop, st.just((Plain(),)), _several(st.integers(0, 6), 1), st.just(True))
        parts[0:0] = [Plain(), draw(loop), Plain()]
    elif headed:
        parts.insert(0, Plain())
    if draw(st.booleans()):
        parts.append(Plain())
    return Axis(tuple(parts))


def _columns(count: int) -> Axis:
    return Axis((Plain(),) * count, LAST_COLUMN)


@st.composite
def column_axes(draw: st.DrawFn) -> Axis:
    """Draw columns with a list behind the first ones, which hold the data."""
    parts = draw(st.lists(parts_at(1), min_size=1, max_size=2))
    if not any(isinstance(part, Loop) for part in parts):
        parts.append(draw(st.builds(Loop, bodies(2), _several(st.integers(0, 4), 2))))
    return Axis((Plain(),) * FORMULAS.start + tuple(parts) + (Plain(),), LAST_COLUMN)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a workbook of two sheets; the second reads the first, from before or from behind."""
    kind = draw(st.sampled_from(KINDS))
    tabled = kind in ("rows", "both") and draw(st.booleans())
    first = draw(main_sheets(kind, tabled=tabled))
    names = {} if kind == "sheets" else draw(names_of(first))
    second = draw(readers(first, tuple(names), kind))
    if kind in ("columns", "both turned"):
        first, second = turned(first), turned(second)
        names = {name: turned_ref(ref) for name, ref in names.items()}
    items = draw(st.integers(0, 3)) if kind == "sheets" else 0
    if not items and second.per_item:
        items = 1
    return Case((first, second) if draw(st.booleans()) else (second, first), names, items)


def names_of(sheet: Sheet) -> st.SearchStrategy[dict[str, Ref]]:
    return st.dictionaries(st.sampled_from(["明细", "单格"]), named(sheet), max_size=2)


@st.composite
def named(draw: st.DrawFn, sheet: Sheet) -> Ref:
    rows = draw(st.sampled_from(choices.fixed_seen(sheet.rows)))
    end = End(draw(st.sampled_from([NUMBERS, SHARES])), fixed=True)
    return Ref(rows, Span(end, end), sheet.name)


@st.composite
def main_sheets(draw: st.DrawFn, kind: str, *, tabled: bool) -> Sheet:
    rows = draw(row_axes(tabled=tabled, headed=kind.startswith("both")))
    rows = draw(_marked(rows)) if kind == "sheets" else rows
    columns = draw(column_axes()) if kind.startswith("both") else _columns(FORMULAS.stop - 1)
    merges = draw(st.lists(st.sampled_from(choices.areas(rows)), max_size=3))
    placed, columns = _merged(columns, merges)
    table = _table(rows, draw(st.booleans())) if tabled else None
    name = ITEM_NAME if kind == "sheets" else "表"
    reader = Reader(name, rows, columns, columns_vanish=kind in COLUMNS_VANISH)
    cells = draw(data(rows, table))
    wanted = [line for line in columns.lines if FORMULAS.start <= line <= columns.size - 2 * len(merges)]
    cells |= draw(computed_cells(reader, wanted, table))
    rules = draw(rule_lists(reader))
    return Sheet(
        name,
        rows,
        columns,
        cells,
        placed,
        rules,
        table,
        per_item=kind == "sheets",
        **draw(pages(rows, columns)),
    )


@st.composite
def _marked(draw: st.DrawFn, rows: Axis) -> Axis:
    """Put the line that repeats the sheet somewhere between the others."""
    place = draw(st.integers(0, len(rows.parts)))
    return Axis((*rows.parts[:place], Mark(), *rows.parts[place:]))


def _merged(columns: Axis, merges: list[tuple[int, int]]) -> tuple[tuple[Area, ...], Axis]:
    """Give each merge two columns of its own behind the others."""
    start = columns.size + 1
    placed = tuple(Area(area, (start + 2 * n, start + 2 * n + 1)) for n, area in enumerate(merges))
    return placed, Axis(columns.parts + (Plain(),) * 2 * len(merges), LAST_COLUMN)


@st.composite
def computed_cells(
    draw: st.DrawFn, reader: Reader, columns: Sequence[int], table: Table | None = None
) -> dict[tuple[int, int], Cell]:
    """Draw the cells to the right of the data: formulas, and within lists of columns tags too."""
    cells: dict[tuple[int, int], Cell] = {}
    for line, column in product(reader.rows.lines, columns):
        if _in_table(table, line, column):
            continue
        kinds: list[st.SearchStrategy[Cell | None]] = [st.none(), formulas(reader, line, column)]
        if reader.columns.chain(column):
            kinds.append(_several(numbers).map(Tag))
        found = draw(st.one_of(kinds))
        cells |= {(line, column): found} if found else {}
    return cells


def _in_table(table: Table | None, line: int, column: int) -> bool:
    """Tell whether a cell belongs to the Table."""
    if table is None or column > len(table.headings):
        return False
    return table.area.rows[0] <= line <= table.area.rows[1]


def _table(rows: Axis, doubled: bool) -> Table:
    count = 4 if doubled else 3
    area = Area((1, rows.blocks[0].closing), (1, count))
    return Table("清单", area, HEADINGS[:count], HEADINGS[1] if doubled else None)


@st.composite
def data(draw: st.DrawFn, rows: Axis, table: Table | None) -> dict[tuple[int, int], Cell]:
    """Draw the first three columns: tags within lists, typed values or tags outside."""
    cells: dict[tuple[int, int], Cell] = {}
    for line in rows.lines:
        for column, kind in ((KEYS, texts), (NUMBERS, numbers), (SHARES, shares)):
            tags = _several(kind).map(Tag)
            typed = kind.map(Fixed)
            cells[line, column] = draw(tags if rows.chain(line) else st.one_of(typed, tags))
    if table:
        cells |= {(1, column): Fixed(text) for column, text in enumerate(table.headings, start=1)}
    return cells


@st.composite
def rule_lists(draw: st.DrawFn, reader: Reader) -> tuple[Rule, ...]:
    areas = draw(st.lists(st.sampled_from(choices.areas(reader.rows)), max_size=3))
    across = [area for area in choices.areas(reader.columns) if area[0] >= NUMBERS]
    found = []
    for number, lines in enumerate(areas):
        columns = draw(st.sampled_from([(NUMBERS, SHARES), *across]))
        found.append(draw(rules(reader, Area(lines, columns), validates=number == 2)))
    return tuple(rule for rule in found if rule)


@st.composite
def pages(draw: st.DrawFn, rows: Axis, columns: Axis) -> dict[str, object]:
    areas = st.sampled_from(choices.areas(rows))
    printed = draw(st.one_of(st.none(), areas))
    return {
        "printed": Area(printed, (1, columns.size)) if printed else None,
        "titles": draw(st.one_of(st.none(), areas)),
        "breaks": tuple(sorted(draw(st.sets(st.sampled_from(rows.lines), max_size=2)))),
    }


@st.composite
def readers(draw: st.DrawFn, read: Sheet, names: tuple[str, ...], kind: str) -> Sheet:
    """Draw a sheet whose formulas read another one; it may be repeated with it."""
    rows = draw(row_axes(lists=draw(st.integers(0, 1))))
    per_item = kind == "sheets" and draw(st.booleans())
    rows = draw(_marked(rows)) if per_item else rows
    name = f"汇总{ITEM_NAME}" if per_item else "汇总"
    reader = Reader(name, rows, _columns(FORMULAS.stop - 1), read, names, kind in COLUMNS_VANISH)
    cells = draw(data(rows, None)) | draw(computed_cells(reader, FORMULAS))
    return Sheet(name, rows, reader.columns, cells, per_item=per_item)
