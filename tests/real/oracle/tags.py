"""The tags of a template, and the values that fill it."""

from __future__ import annotations

from typing import Any

from tests.real.oracle.axis import Axis, Block, Loop
from tests.real.oracle.sheets import Case, Sheet, item_name


def root_of(number: int, sheet: Sheet) -> str:
    """Return where a sheet finds its values."""
    return f"x.s{number}" if sheet.per_item else f"s{number}"


def tag(root: str, sheet: Sheet, row: int, column: int) -> str:
    """Return the name of a tagged cell's value."""
    down, across = sheet.rows.chain(row), sheet.columns.chain(column)
    name = f"v{row}_{column}"
    if down:
        return f"r{down[-1]}.{name}" + (f"[c{across[-1]}.n]" if across else "")
    return f"c{across[-1]}.{name}" if across else f"{root}.{name}"


def control_texts(root: str, sheet: Sheet) -> dict[tuple[int, int], str]:
    """Return the tags of the control lines by their cells: in the first column, or in the first row."""
    found = {(sheet.rows.mark, 1): "{%sheet for x in items %}"} if sheet.rows.mark else {}
    for kind, axis in (("r", sheet.rows), ("c", sheet.columns)):
        for block in axis.blocks:
            for line, text in _controls(kind, root, block):
                cell = (line, _free(sheet.columns)) if kind == "r" else (_free(sheet.rows), line)
                found[cell] = f"{{%t{kind} {text} %}}"
    return found


def _free(axis: Axis) -> int:
    """Return the first line that is in no block."""
    inside = {line for block in axis.blocks for line in range(block.opening, block.closing + 1)}
    return next(line for line in axis.lines if line not in inside)


def _controls(kind: str, root: str, block: Block) -> list[tuple[int, str]]:
    around = f"{kind}{block.chain[-1]}" if block.chain else root
    number = block.opening
    if isinstance(block.part, Loop):
        opening, closing = f"for {kind}{number} in {around}.{kind}list{number}", "endfor"
    else:
        opening, closing = f"if {around}.{kind}keep{number}", "endif"
    return [(block.opening, opening), (block.closing, closing)]


def values(case: Case) -> dict[str, Any]:
    """Return what the template is filled with."""
    found: dict[str, Any] = {
        f"s{number}": _values(sheet) for number, sheet in enumerate(case.sheets) if not sheet.per_item
    }
    found["items"] = [{"name": item_name(number)} for number in range(case.items)]
    for place, sheet in enumerate(case.sheets):
        for item, copy in zip(found["items"], case.copies(sheet) if sheet.per_item else (), strict=False):
            item[f"s{place}"] = _values(copy)
    return found


def _values(sheet: Sheet) -> dict[str, Any]:
    top: dict[str, Any] = {}
    rows, columns = _items("r", sheet.rows, top), _items("c", sheet.columns, top)
    for (row, column), value in sheet.filled.items():
        down, across = sheet.rows.made[row - 1], sheet.columns.made[column - 1]
        name = f"v{down.template}_{across.template}"
        if down.path and across.path:
            rows[down.path[-1]].setdefault(name, {})[across.path[-1]] = value
        else:
            item = rows[down.path[-1]] if down.path else columns[across.path[-1]] if across.path else top
            item[name] = value
    return top


def _items(kind: str, axis: Axis, top: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Enter the lists and conditions of an axis; return the item of every iteration."""
    items: dict[int, dict[str, Any]] = {}
    for meeting in axis.meetings:
        around = items[meeting.path[-1]] if meeting.path else top
        number = meeting.block.opening
        if not isinstance(meeting.block.part, Loop):
            around[f"{kind}keep{number}"] = bool(meeting.inner)
            continue
        made = [path[-1] for path in meeting.inner if path[-1] > 0]
        items |= {iteration: {"n": iteration} for iteration in made}
        around[f"{kind}list{number}"] = [items[iteration] for iteration in made]
    return items
