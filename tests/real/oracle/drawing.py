"""Both workbooks of a case, written with XlsxWriter: the template, and what it must become, by hand."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

from tests.office.excel.workbooks import drawn, filled
from tests.real.oracle.axis import OUTSIDE, Axis, Copy, Loop
from tests.real.oracle.references import Ref, letters
from tests.real.oracle.sheets import (
    Area,
    Case,
    Fixed,
    Formula,
    Rule,
    Sheet,
    Table,
    Tag,
    hull,
    iterations,
)
from tests.real.oracle.tags import control_texts, root_of, tag, values

Four = tuple[int, int, int, int]


def fill(case: Case, now: dt.datetime) -> bytes:
    """Return the template of a case as the engine fills it."""
    return filled(template(case), values(case), now=now)


# --- the template --------------------------------------------------------------------------------------------


def template(case: Case) -> bytes:
    def draw(book: Any) -> None:
        pages = [(sheet, book.add_worksheet(sheet.name)) for sheet in case.sheets]
        for number, (sheet, page) in enumerate(pages):
            _draw(case, root_of(number, sheet), sheet, page, book)
        for name, ref in case.names.items():
            book.define_name(name, f"={ref.drawn()}")

    return drawn(draw)


def _draw(case: Case, root: str, sheet: Sheet, page: Any, book: Any) -> None:
    for area in sheet.merges:
        page.merge_range(*_drawn(area), "", book.add_format({"bold": True}))
    if sheet.table:
        _put_table(sheet.table, page, _drawn(sheet.table.area))
    for (row, column), cell in sheet.cells.items():
        _put(page, row, column, _text(case, root, sheet, row, column, cell))
    for place, text in control_texts(root, sheet).items():
        page.write_string(place[0] - 1, place[1] - 1, text)
    for rule in sheet.rules:
        _put_rule(rule, page, book, _drawn(rule.area), case.drawn(rule.formula))
    _set_pages(page, sheet, _drawn(sheet.printed) if sheet.printed else None, sheet.titles, sheet.breaks)


def _drawn(area: Area) -> Four:
    return area.rows[0] - 1, area.columns[0] - 1, area.rows[1] - 1, area.columns[1] - 1


def _text(case: Case, root: str, sheet: Sheet, row: int, column: int, cell: object) -> object:
    match cell:
        case Fixed(value):
            return value
        case Formula():
            return case.drawn(cell)
        case Tag():
            return f"{{{{ {tag(root, sheet, row, column)} }}}}"
    raise TypeError(cell)


# --- at full length ------------------------------------------------------------------------------------------


def at_full_length(case: Case) -> bytes:
    """Return the workbook that the filled template must equal, written cell by cell."""

    def draw(book: Any) -> None:
        for sheet in case.made:
            _write(case, sheet, book.add_worksheet(sheet.name), book)
        for name, ref in case.names.items():
            book.define_name(name, f"={_outside(case, ref)}")

    return drawn(draw)


def _outside(case: Case, ref: Ref) -> str:
    return case.resolved(ref, case.made[0], OUTSIDE, OUTSIDE)


def _write(case: Case, sheet: Sheet, page: Any, book: Any) -> None:
    for area in sheet.merges:
        for four in _copies(sheet, area):
            page.merge_range(*four, "", book.add_format({"bold": True}))
    if sheet.table and (found := _hull(sheet, sheet.table.area)):
        _put_table(sheet.table, page, found)
    for row, column, down, across in sheet.standings():
        cell = sheet.cells.get((down.template, across.template))
        _put(page, row, column, _final(case, sheet, (row, column), cell, (down, across)))
    for rule in sheet.rules:
        _write_rule(case, sheet, rule, page, book)
    titles = hull(sheet.along, sheet.titles) if sheet.titles else None
    below = [each for line in sheet.breaks for each in sheet.along.copies(range(line, line + 1))]
    _set_pages(page, sheet, _hull(sheet, sheet.printed) if sheet.printed else None, titles, tuple(below))


def _final(
    case: Case, sheet: Sheet, place: tuple[int, int], cell: object, standing: tuple[Copy, Copy]
) -> object:
    match cell:
        case Fixed(value):
            return value
        case Formula():
            return case.meant(cell, sheet, *standing)
        case Tag():
            return sheet.filled.get(place)
    return None


def _copies(sheet: Sheet, area: Area) -> list[Four]:
    found = product(iterations(sheet.rows, area.rows), iterations(sheet.columns, area.columns))
    fours = [(top - 1, left - 1, bottom - 1, right - 1) for (top, bottom), (left, right) in found]
    return [four for four in fours if four[:2] != four[2:]]


def _hull(sheet: Sheet, area: Area) -> Four | None:
    rows, columns = hull(sheet.rows, area.rows), hull(sheet.columns, area.columns)
    if rows is None or columns is None:
        return None
    return rows[0] - 1, columns[0] - 1, rows[1] - 1, columns[1] - 1


def _write_rule(case: Case, sheet: Sheet, rule: Rule, page: Any, book: Any) -> None:
    rows = range(rule.area.rows[0], rule.area.rows[1] + 1)
    columns = range(rule.area.columns[0], rule.area.columns[1] + 1)
    for row, column in product(sheet.rows.copies(rows), sheet.columns.copies(columns)):
        standing = sheet.rows.made[row - 1], sheet.columns.made[column - 1]
        text = case.meant(rule.formula, sheet, *standing, rule=True)
        _put_rule(rule, page, book, (row - 1, column - 1, row - 1, column - 1), text)


# --- both ----------------------------------------------------------------------------------------------------


def _put(page: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, str) and value.startswith("="):
        page.write_formula(row - 1, column - 1, value)
    elif value is not None:
        page.write(row - 1, column - 1, value)


def _put_rule(rule: Rule, page: Any, book: Any, four: Four, text: str) -> None:
    if rule.validates:
        page.data_validation(*four, {"validate": "custom", "value": text})
    else:
        look = book.add_format({"bg_color": "#FFEE00"})
        page.conditional_format(*four, {"type": "formula", "criteria": text, "format": look})


def _put_table(table: Table, page: Any, four: Four) -> None:
    columns = [{"header": heading} for heading in table.headings]
    if table.doubled:
        columns[-1]["formula"] = f"={table.name}[[#This Row],[{table.doubled}]]*2"
    page.add_table(*four, {"name": table.name, "columns": columns})


def _set_pages(
    page: Any, sheet: Sheet, area: Four | None, titles: tuple[int, int] | None, breaks: tuple[int, ...]
) -> None:
    if area:
        page.print_area(*area)
    if titles:
        repeat = page.repeat_columns if sheet.turned else page.repeat_rows
        repeat(titles[0] - 1, titles[1] - 1)
    if breaks:
        (page.set_v_pagebreaks if sheet.turned else page.set_h_pagebreaks)(list(breaks))


def shown(case: Case) -> str:
    """Return a case in a form to write a test from: the template's cells, its objects, the counts."""
    return "\n".join(line for number, sheet in enumerate(case.sheets) for line in _shown(case, number, sheet))


def _shown(case: Case, number: int, sheet: Sheet) -> list[str]:
    root = root_of(number, sheet)
    cells = {place: str(_text(case, root, sheet, *place, cell)) for place, cell in sheet.cells.items()}
    cells |= control_texts(root, sheet)
    lines = [f"{case.items} items"] if case.items and not number else []
    lines += [f"[{sheet.name}] rows {_counts(sheet.rows)} columns {_counts(sheet.columns)}"]
    for row in range(1, sheet.rows.size + 1):
        held = sorted((column, text) for (line, column), text in cells.items() if line == row)
        lines.append(f"{row:>3} " + " | ".join(f"{letters(column)} {text}" for column, text in held))
    lines += [f"    merge {_name(area)}" for area in sheet.merges]
    for rule in sheet.rules:
        kind = "validation" if rule.validates else "format"
        lines.append(f"    {kind} {_name(rule.area)} {case.drawn(rule.formula)}")
    if sheet.table:
        lines.append(f"    table {sheet.table.name} {_name(sheet.table.area)} {sheet.table.headings}")
    if sheet.printed or sheet.titles or sheet.breaks:
        area = _name(sheet.printed) if sheet.printed else ""
        lines.append(f"    print area {area} titles {sheet.titles} breaks below {sheet.breaks}")
    if number == len(case.sheets) - 1:
        lines += [f"    name {name} ={ref.drawn()}" for name, ref in case.names.items()]
    return lines


def _counts(axis: Axis) -> str:
    found = (
        f"{block.opening}: {block.part.counts if isinstance(block.part, Loop) else block.part.kept}"
        for block in axis.blocks
    )
    return "{" + ", ".join(found) + "}"


def _name(area: Area) -> str:
    (top, bottom), (left, right) = area.rows, area.columns
    return f"{letters(left)}{top}:{letters(right)}{bottom}"
