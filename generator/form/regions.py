"""Where the blocks of a form stand in a workbook that people have filled in, moved about and saved with other programs.

Everything is found by its label: a block by its title (`■ 人员`), a column by its head, a line of a card by its name.
A cell that says something and cannot be placed is told: nothing is passed over in silence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from generator.diagnostics import Diagnostic, Place, Severity
from generator.form.layout import DOT, Block, Field, form_sheets
from generator.office.cells import At, Cell, CellSheet, column_letters

MARK = "■"
ITEM, VALUE, GUIDE = "项目", "填写内容", "说明"
GUIDE_SHEET = "填写说明"
_FIRST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: its sheet, row and column."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Region:
    """The rows of a sheet that belong to a block, below its title."""

    block: Block
    sheet: str
    title: At
    rows: Mapping[int, Mapping[int, Cell]]
    merged: Sequence[tuple[int, int, int, int]]
    note: str = ""

    def spot(self, row: int, column: int) -> Spot:
        """Return a cell of the sheet."""
        return Spot(self.sheet, row, column)

    @property
    def title_spot(self) -> Spot:
        """Return where the title stands."""
        return Spot(self.sheet, *self.title)


@dataclass(slots=True)
class Problems:
    """What is found wrong with the form; `file` is what messages call it."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def tell(
        self,
        code: str,
        message: str,
        remedy: str,
        spot: Spot | str,
        *,
        severity: Severity = Severity.ERROR,
        also: Sequence[Spot] = (),
    ) -> None:
        """Note a problem at a cell."""
        others = tuple(Place(self.file, spot=str(each)) for each in also)
        place = Place(self.file, spot=str(spot))
        self.found.append(Diagnostic(code, message, remedy, place, severity, others))


def plain_label(text: str) -> str:
    """Return a label without what people and programs put around it: blanks, the mark of what is required."""
    label = "".join(unicodedata.normalize("NFKC", text).split())
    return label.removesuffix("(必填)").strip("*＊★")


def find_regions(sheets: Sequence[CellSheet], problems: Problems) -> list[Region]:
    """Return the blocks that a workbook holds, each once."""
    blocks = {plain_label(block.title): block for sheet in form_sheets() for block in sheet.blocks}
    found: dict[str, Region] = {}
    for sheet in sheets:
        for region_label, region in _regions(sheet, blocks, problems):
            if region_label in found:
                _tell_twice(found[region_label], region, problems)
            else:
                found[region_label] = region
    _tell_missing([block for label, block in blocks.items() if label not in found], problems)
    return list(found.values())


def _regions(
    sheet: CellSheet, blocks: Mapping[str, Block], problems: Problems
) -> Iterator[tuple[str, Region]]:
    rows = _by_row(sheet)
    titles = [(row, at) for row, at in ((row, _title_at(cells)) for row, cells in rows.items()) if at]
    if not titles:
        _tell_foreign(sheet, problems)
        return
    first = titles[0][0]
    _tell_unread(sheet.name, {row: cells for row, cells in rows.items() if row < first}, problems)
    ends = [row for row, _ in titles[1:]] + [max(rows) + 1]
    for (row, column), end in zip(titles, ends, strict=True):
        label = plain_label(rows[row][column].text.strip().removeprefix(MARK))
        if label not in blocks:
            near = get_close_matches(label, blocks, n=1)
            guess = f"是否应为「{MARK} {near[0]}」?" if near else "表单的小标题不能自己加;"
            problems.tell(
                "C-F15",
                f"不认识的小标题「{label}」",
                f"{guess}自己的内容请放到另一个工作表",
                Spot(sheet.name, row, column),
            )
            continue
        inside = {number: cells for number, cells in rows.items() if row < number < end}
        merged = [area for area in sheet.merged if row < area[2] and area[0] < end]
        note = rows[row][column].note
        yield label, Region(blocks[label], sheet.name, (row, column), inside, merged, note)


def _by_row(sheet: CellSheet) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    return dict(sorted(rows.items()))


def _title_at(cells: Mapping[int, Cell]) -> int | None:
    """Return the column of a title: nothing stands before it in its row."""
    first = next((column for column, cell in sorted(cells.items()) if says_something(cell)), None)
    return first if first is not None and cells[first].text.strip().startswith(MARK) else None


def says_something(cell: Cell) -> bool:
    """Tell whether there is more in a cell than a note."""
    return bool(cell.text.strip() or cell.fault)


def _tell_foreign(sheet: CellSheet, problems: Problems) -> None:
    cells = [at for at, cell in sheet.cells.items() if says_something(cell)]
    if cells and plain_label(sheet.name) != GUIDE_SHEET:
        message = f"工作表「{sheet.name}」不是表单的一部分,没有读取"
        remedy = f"内容要用的话,抄到有「{MARK}」小标题的工作表里"
        problems.tell("C-F16", message, remedy, Spot(sheet.name, *cells[0]), severity=Severity.INFO)


def _tell_unread(sheet: str, rows: Mapping[int, Mapping[int, Cell]], problems: Problems) -> None:
    for row, cells in rows.items():
        column = next((column for column, cell in cells.items() if says_something(cell)), None)
        if column is not None:
            message = f"「{MARK}」小标题上面的内容没有读取"
            problems.tell("C-F16", message, "移到小标题下面的表格里,或删去", Spot(sheet, row, column))


def _tell_twice(one: Region, other: Region, problems: Problems) -> None:
    message = f"「{MARK} {one.block.title}」出现两次,不知道用哪一个"
    remedy = "删去其中一个;备份请另存为单独的文件"
    problems.tell("C-F15", message, remedy, other.title_spot, also=(one.title_spot,))


def _tell_missing(blocks: Sequence[Block], problems: Problems) -> None:
    if blocks:
        named = "、".join(block.title for block in blocks[:6])
        message = f"表单里没有{named}{f'等 {len(blocks)} 个表' if len(blocks) > 6 else ''},按没有填写处理"
        remedy = "确实不需要可以不管;否则从新表单里把工作表复制过来"
        problems.tell("C-F19", message, remedy, "", severity=Severity.WARNING)


# --- the columns of a block ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heads:
    """The row of column heads: what each column holds; `spread` are the keys of a map, by column."""

    row: int
    fields: Mapping[int, Field]
    spread: Mapping[int, str] = field(default_factory=dict)


def find_heads(region: Region, problems: Problems) -> Heads | None:
    """Return the heads of a table, None where there are none: told if there is anything below the title."""
    known = _known(region.block)
    rows = [row for row in region.rows if any(says_something(cell) for cell in region.rows[row].values())]
    scores = [
        (sum(_field(cell, known, region.block) is not None for cell in region.rows[row].values()), -row)
        for row in rows[:_FIRST_ROWS]
    ]
    best, row = max(scores, default=(0, 0))
    if not best:
        if rows:
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
