"""The heads of a table: which column holds what."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from msgspec import Struct, field

from generator.diagnostics import Severity
from generator.form.guides import is_guide, opens_guides
from generator.form.layout import DOT, Block, Field, form_sheets
from generator.form.region import Problems, Region, plain_label, says_something
from generator.office.cells import Cell
from generator.office.form_words import GUIDE, ITEM, MARK, VALUE

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


class Heads(Struct, frozen=True):
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
    heads = _heads(region, -row, known, problems)
    _tell_above(region, heads, problems)
    return heads


def _known(block: Block) -> dict[str, Field]:
    full = {plain_label(each.full): each for each in block.columns}
    return {**full, **{plain_label(each.label): each for each in block.columns}}


def _field(cell: Cell, known: Mapping[str, Field], block: Block) -> Field | None:
    label = plain_label(cell.text)
    if label in known:
        return known[label]
    is_key = block.spread is not None and label.partition(DOT)[0] == block.spread.label
    return block.spread if is_key and label.partition(DOT)[2] else None


def _heads(region: Region, row: int, known: Mapping[str, Field], problems: Problems) -> Heads:
    fields: dict[int, Field] = {}
    spread: dict[int, str] = {}
    for column, cell in region.rows[row].items():
        found = _field(cell, known, region.block)
        if found is None:
            _tell_unknown_head(region, row, column, known, problems)
        elif found in fields.values() or (key := _key(cell)) in spread.values():
            message = f"「{region.block.title}」的列「{cell.text.strip()}」出现两次"
            problems.tell("C-F15", message, "删去其中一列", region.spot(row, column))
        elif found is region.block.spread:
            spread[column] = key
        else:
            fields[column] = found
    return Heads(row, fields, spread)


def _key(cell: Cell) -> str:
    """Return the key of a map that a head names: `指标累计值·K01`."""
    return unicodedata.normalize("NFKC", cell.text).partition(DOT)[2].strip()


def _tell_unknown_head(
    region: Region, row: int, column: int, known: Mapping[str, Field], problems: Problems
) -> None:
    """A column that the form does not know does no harm as long as nothing stands below it."""
    label = region.rows[row][column].text.strip()
    below = any(
        number > row and column in cells and says_something(cells[column])
        for number, cells in region.rows.items()
    )
    if label:
        near = get_close_matches(plain_label(label), known, n=1)
        guess = (
            f"是否应为「{near[0]}」?"
            if near
            else f"可用的列:{'、'.join(each.label for each in region.block.columns[:12])}"
        )
        message = f"「{region.block.title}」没有名为「{label}」的列"
        code, severity = ("C-I04", Severity.ERROR) if below else ("C-F16", Severity.INFO)
        problems.tell(code, message, guess, region.spot(row, column), severity=severity)


def _tell_above(region: Region, heads: Heads, problems: Problems) -> None:
    """What stands between the title and the heads is a guide, or has slipped there."""
    for row, cells in region.rows.items():
        said = [column for column, cell in cells.items() if says_something(cell)]
        if row >= heads.row or not said:
            continue
        explained = [c for c in said if _is_guide(cells[c], heads.fields.get(c), region.block, problems)]
        is_marked = any(plain_label(cells[column].text).startswith(GUIDE) for column in said)
        if is_marked or len(explained) * 2 >= len(said):
            tell_no_guide(region, row, heads, problems)
        else:
            message = "列名上面的内容没有读取"
            problems.tell("C-F16", message, "移到列名下面的行里,或删去", region.spot(row, said[0]))


def _is_guide(cell: Cell, asked: Field | None, block: Block, problems: Problems) -> bool:
    return (problems.explains(cell.text) and not cell.fault) or is_guide(cell, asked, block)


def tell_no_guide(region: Region, row: int, heads: Heads, problems: Problems) -> None:
    """Tell of the first cell in a row of explanations that is none."""
    for column, cell in region.rows[row].items():
        if says_something(cell) and not _is_guide(cell, heads.fields.get(column), region.block, problems):
            message, remedy = "写在说明这一行里的内容没有读取", "移到列名下面的行里,或删去"
            problems.tell("C-F16", message, remedy, region.spot(row, column), severity=Severity.WARNING)
            return


def repeats_guides(cells: Mapping[int, Cell], problems: Problems) -> bool:
    """Tell whether a row below the heads is one of explanations, moved or copied there."""
    opening = [cell.text for cell in cells.values() if cell.text.strip().startswith(f"{GUIDE}:")]
    return any(opens_guides(text) or problems.explains(text) for text in opening)


def repeats_heads(cells: Mapping[int, Cell], heads: Heads) -> bool:
    """Tell whether a row below the heads is a copy of theirs, or those of another table or card."""
    first = next((cell for _, cell in sorted(cells.items()) if cell.text.strip()), None)
    if first is None or plain_label(first.text) not in _all_labels():
        return False
    labels = {column: plain_label(cell.text) for column, cell in cells.items() if cell.text.strip()}
    same = [c for c, each in heads.fields.items() if labels.get(c) == plain_label(each.label)]
    is_copy = len(same) > 1 and len(same) * 2 > len(labels)
    return is_copy or any(is_head_of(each, set(labels.values())) for each in _all_blocks())


@cache
def _all_blocks() -> tuple[Block, ...]:
    return tuple(block for sheet in form_sheets() for block in sheet.blocks)


@cache
def _all_labels() -> frozenset[str]:
    return frozenset({ITEM, VALUE, GUIDE}.union(*map(_known, _all_blocks())))
