"""The filled rows of a block: what stands in which field, and what stands where no field is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Severity
from generator.form.guides import is_guide
from generator.form.heads import Heads, find_heads, repeats_guides, repeats_heads, tell_no_guide
from generator.form.layout import Field
from generator.form.region import Problems, Region, plain_label, says_something
from generator.form.spot import Spot
from generator.office.cells import Cell
from generator.office.form_words import GUIDE, ITEM, MARK, VALUE

Filled = tuple[Spot, Cell]
EMPTY_ENTRY = "(空)"
"""Alone in a row: an entry that says nothing itself, but has rows in other tables."""
_EMPTY = Cell("")
_SHOWN_ROWS = 200


class Row(Struct, frozen=True):
    """A filled row: the cell of every column that the table has, those that are empty too."""

    spot: Spot
    values: Mapping[Field, Filled]
    spread: Mapping[str, Filled] = field(default_factory=dict)

    def text(self, field_: Field | None) -> str:
        """Return what the row says in a column."""
        found = self.values.get(field_) if field_ else None
        return found[1].text.strip() if found else ""


def read_rows(region: Region, problems: Problems) -> Iterator[Row]:
    """Yield the filled rows of a table."""
    heads = find_heads(region, problems)
    if heads is None:
        return
    _tell_merged(region, problems, heads.row, [*heads.fields, *heads.spread])
    _tell_headless(region, heads, problems)
    for number, cells in region.rows.items():
        placed = [column for column in (*heads.fields, *heads.spread) if column in cells]
        if number <= heads.row or not any(says_something(cells[column]) for column in placed):
            continue
        if repeats_guides(cells, problems):
            tell_no_guide(region, number, heads, problems)
        elif repeats_heads(cells, heads):
            message = f"「{region.block.title}」的内容里又出现列名"
            problems.tell(
                "C-F15", message, "删去这一行,或在上面补上它的小标题", region.spot(number, min(placed))
            )
        else:
            yield _row(region, heads, number, cells, problems)


def _row(region: Region, heads: Heads, number: int, cells: Mapping[int, Cell], problems: Problems) -> Row:
    def filled(column: int) -> Filled:
        return region.spot(number, column), _sound(
            cells.get(column, _EMPTY), region.spot(number, column), problems
        )

    values = {each: filled(column) for column, each in heads.fields.items()}
    said = [cell.text.strip() for _, cell in values.values() if says_something(cell)]
    if said == [EMPTY_ENTRY]:
        values = {each: (spot, _EMPTY) for each, (spot, _) in values.items()}
    spread = {key: filled(column) for column, key in heads.spread.items() if column in cells}
    return Row(region.spot(number, min([*heads.fields, *heads.spread])), values, spread)


def _sound(cell: Cell, spot: Spot, problems: Problems) -> Cell:
    """Return a cell; one whose formula gives nothing is told, and says nothing."""
    if cell.fault == "error":
        message = f"公式的结果是错误值 {cell.text}"
        problems.tell("C-F18", message, "改正公式,或直接写上内容", spot)
    elif cell.fault == "formula":
        remedy = "用 Excel 或 WPS 打开,重新计算后保存;或直接写上内容"
        problems.tell("C-F18", "公式还没有结果", remedy, spot)
    return Cell("", cell.note) if cell.fault else cell


def _tell_headless(region: Region, heads: Heads, problems: Problems) -> None:
    """Tell of contents in columns without a head, once a column."""
    told = {column for column, cell in region.rows[heads.row].items() if cell.text.strip()}
    for number, cells in region.rows.items():
        for column, cell in cells.items():
            if number > heads.row and column not in told and says_something(cell):
                told.add(column)
                message = f"「{region.block.title}」的这一列没有列名,内容没有读取"
                problems.tell("C-F16", message, "移到有列名的列里,或删去", region.spot(number, column))


def _tell_merged(region: Region, problems: Problems, head: int, columns: Sequence[int]) -> None:
    """Merged cells keep the content of one of them only: what was meant for the others nobody knows."""
    for top, left, bottom, right in region.merged:
        covered = sum(left <= column <= right for column in columns)
        if bottom > head and ((bottom - top + 1) * covered > 1 or top <= head):
            message = "这里合并了单元格,看不出内容属于哪几格"
            others = [
                region.spot(row, column)
                for row in range(top, min(bottom, top + _SHOWN_ROWS) + 1)
                for column in columns
                if left <= column <= right and (row, column) != (top, left)
            ]
            remedy = "取消合并,每一格写上自己的内容"
            problems.tell("C-F17", message, remedy, region.spot(top, left), also=others)


# --- cards -----------------------------------------------------------------------------------------------------------


def read_card(region: Region, problems: Problems) -> Mapping[Field, Filled]:
    """Return the cells of a card's values, those that are empty too."""
    at = _card_columns(region, problems)
    if at is None:
        return {}
    head, *columns = at
    _tell_merged_lines(region, problems, head, columns)
    known = {plain_label(each.full): each for each in region.block.fields}
    known |= {plain_label(each.label): each for each in region.block.fields}
    found: dict[Field, Filled] = {}
    for number in region.rows:
        if number <= head:
            _tell_around_heads(region, number, head, problems)
        else:
            _line(region, number, columns, known, found, problems)
    return found


def _card_columns(region: Region, problems: Problems) -> tuple[int, int, int, int] | None:
    """Return the row of the heads and the columns of items, values and guides (0 when there is none)."""
    for number, cells in region.rows.items():
        labels = {plain_label(cell.text): column for column, cell in cells.items()}
        if ITEM in labels and VALUE in labels:
            return number, labels[ITEM], labels[VALUE], labels.get(GUIDE, 0)
    if any(says_something(cell) for cells in region.rows.values() for cell in cells.values()):
        message = f"「{MARK} {region.block.title}」下面找不到「{ITEM}」和「{VALUE}」两列"
        problems.tell("C-F15", message, "补上这两个列名", region.title_spot)
    return None


def _tell_merged_lines(region: Region, problems: Problems, head: int, columns: Sequence[int]) -> None:
    """Merged explanations do no harm."""
    item, value, _ = columns
    merged = [area for area in region.merged if area[1] <= item <= area[3] or area[1] <= value <= area[3]]
    _tell_merged(replace(region, merged=merged), problems, head, columns)


def _tell_around_heads(region: Region, number: int, head: int, problems: Problems) -> None:
    """Tell of what stands above the heads of a card, or beside them."""
    heads = (ITEM, VALUE, GUIDE) if number == head else ()
    stray = [
        column
        for column, cell in region.rows[number].items()
        if says_something(cell) and plain_label(cell.text) not in heads
    ]
    if stray:
        message, remedy = "列名这里的内容没有读取", f"移到「{VALUE}」下面,或删去"
        problems.tell("C-F16", message, remedy, region.spot(number, stray[0]))


def _line(
    region: Region,
    number: int,
    columns: Sequence[int],
    known: Mapping[str, Field],
    found: dict[Field, Filled],
    problems: Problems,
) -> None:
    item, value, _ = columns
    cells = region.rows[number]
    label, cell = cells.get(item, _EMPTY), cells.get(value, _EMPTY)
    field_ = known.get(plain_label(label.text))
    _tell_beside(region, number, columns, field_, problems)
    if field_ is None:
        _tell_unknown_item(region, number, item, value, known, problems)
    elif field_ in found:
        message = f"「{field_.label}」出现两次,第一次在 {found[field_][0]}"
        problems.tell("C-F04", message, "删去其中一行", region.spot(number, item))
    else:
        spot = region.spot(number, value)
        sound = _sound(cell, spot, problems)
        note = "\n".join(filter(None, (label.note, sound.note)))
        found[field_] = (spot, Cell(sound.text, note))


def _tell_beside(
    region: Region, number: int, columns: Sequence[int], field_: Field | None, problems: Problems
) -> None:
    """Tell of what stands in a line of a card, and is neither its item, nor its value, nor an explanation."""
    item, value, guide = columns
    stray = [
        column
        for column, cell in region.rows[number].items()
        if column not in (item, value) and says_something(cell)
        if not (problems.explains(cell.text) or is_guide(cell, field_, region.block))
    ]
    if stray:
        message = f"「{VALUE}」以外的内容没有读取"
        remedy = f"写到「{VALUE}」这一列,或删去"
        severity = Severity.WARNING if stray == [guide] else Severity.ERROR
        problems.tell("C-F16", message, remedy, region.spot(number, stray[0]), severity=severity)


def _tell_unknown_item(
    region: Region, number: int, item: int, value: int, known: Mapping[str, Field], problems: Problems
) -> None:
    label = region.rows[number].get(item, _EMPTY).text.strip()
    is_filled = says_something(region.rows[number].get(value, _EMPTY))
    if is_filled and not label:
        message, remedy = f"这一行没有写「{ITEM}」,内容没有读取", "在它左边写上项目名,或删去这一行"
        problems.tell("C-F16", message, remedy, region.spot(number, value))
    if not label:
        return
    near = get_close_matches(plain_label(label), known, n=1)
    guess = f"是否应为「{near[0]}」?" if near else "项目名不能改,也不能自己加"
    message = f"「{region.block.title}」没有名为「{label}」的项目"
    code, severity = ("C-I04", Severity.ERROR) if is_filled else ("C-F16", Severity.INFO)
    problems.tell(code, message, guess, region.spot(number, item), severity=severity)
