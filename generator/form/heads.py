"""The heads of a table: which column holds what."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from generator.form.layout import DOT, Block, Field
from generator.form.region import GUIDE, ITEM, MARK, VALUE, Problems, Region, plain_label, says_something
from generator.office.cells import Cell

_FIRST_ROWS, _MOST = 8, 0.6


def head_row(region: Region) -> int:
    return max(_scores(region), default=(0, 0))[1] * -1


def _scores(region: Region) -> list[tuple[int, int]]:
    """Return how many heads each of the first rows holds, with the row as a negative number: the first one wins."""
    known = _known(region.block)
    rows = [row for row, cells in region.rows.items() if any(says_something(cell) for cell in cells.values())]
    if region.block.form == "card":
        known = {ITEM: region.block.fields[0], VALUE: region.block.fields[0]}
    return [
        (sum(_field(cell, known, region.block) is not None for cell in region.rows[row].values()), -row)
        for row in rows[:_FIRST_ROWS]
    ]


def is_head_of(block: Block, labels: set[str]) -> bool:
    """Tell whether a row is that of a block's heads: most of them stand in it, and little else."""
    if block.form == "card":
        return {ITEM, VALUE} <= labels
    hits = len(labels & set(_known(block)))
    return hits > 0 and hits >= len(block.columns) * _MOST and hits >= len(labels) * _MOST


@dataclass(frozen=True, slots=True)
class Heads:
    """The row of column heads: what each column holds; `spread` are the keys of a map, by column."""

    row: int
    fields: Mapping[int, Field]
    spread: Mapping[int, str] = field(default_factory=dict)


def find_heads(region: Region, problems: Problems) -> Heads | None:
    """Return the heads of a table, None where there are none: told if there is anything below the title."""
    known = _known(region.block)
    best, row = max(_scores(region), default=(0, 0))
    if not best:
        if any(says_something(cell) for cells in region.rows.values() for cell in cells.values()):
            wanted = "、".join(each.label for each in region.block.columns[:4])
            remedy = f"补上列名:{wanted}……;或从新表单里把这个工作表复制过来"
            problems.tell(
                "C-F15", f"「{MARK} {region.block.title}」下面找不到列名", remedy, region.title_spot
            )
        return None
    _tell_above(region, -row, problems)
    return _heads(region, -row, known, problems)


def _known(block: Block) -> dict[str, Field]:
    full = {plain_label(each.full): each for each in block.columns}
    return {**full, **{plain_label(each.label): each for each in block.columns}}


def _field(cell: Cell, known: Mapping[str, Field], block: Block) -> Field | None:
    label = plain_label(cell.text)
    if label in known:
        return known[label]
    return block.spread if block.spread and label.startswith(f"{block.spread.label}{DOT}") else None


def _heads(region: Region, row: int, known: Mapping[str, Field], problems: Problems) -> Heads:
    fields: dict[int, Field] = {}
    spread: dict[int, str] = {}
    for column, cell in region.rows[row].items():
        found = _field(cell, known, region.block)
        if found is None:
            _tell_unknown_head(region, row, column, known, problems)
        elif found is region.block.spread:
            spread[column] = unicodedata.normalize("NFKC", cell.text).partition(DOT)[2].strip()
        elif found in fields.values():
            message = f"「{region.block.title}」的列「{found.label}」出现两次"
            problems.tell("C-F15", message, "删去其中一列", region.spot(row, column))
        else:
            fields[column] = found
    return Heads(row, fields, spread)


def _tell_unknown_head(
    region: Region, row: int, column: int, known: Mapping[str, Field], problems: Problems
) -> None:
    """A column that the form does not know is no harm as long as nothing stands below it."""
    label = region.rows[row][column].text.strip()
    below = any(
        number > row and column in cells and says_something(cells[column])
        for number, cells in region.rows.items()
    )
    if label and below:
        near = get_close_matches(plain_label(label), known, n=1)
        guess = (
            f"是否应为「{near[0]}」?"
            if near
            else f"可用的列:{'、'.join(each.label for each in region.block.columns[:12])}"
        )
        problems.tell(
            "C-I04", f"「{region.block.title}」没有名为「{label}」的列", guess, region.spot(row, column)
        )


def _tell_above(region: Region, head: int, problems: Problems) -> None:
    """What stands between the title and the heads is a guide, or has slipped there."""
    for row, cells in region.rows.items():
        said = {column: cell for column, cell in cells.items() if says_something(cell)}
        if row < head and said and not plain_label(said[min(said)].text).startswith(GUIDE):
            message = "列名上面的内容没有读取"
            problems.tell("C-F16", message, "移到列名下面的行里,或删去", region.spot(row, min(said)))
