"""Where the blocks of a form stand in a workbook that people have filled in, moved about and saved with other programs.

Everything is found by its label: a block by its title (`■ 人员`), a column by its head, a line of a card by its name.
A cell that says something and cannot be placed is told: nothing is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from generator.diagnostics import Severity
from generator.form.guides import describe, is_alike
from generator.form.heads import head_row, is_head_of
from generator.form.layout import Block, form_sheets
from generator.form.region import GUIDE_SHEET, Problems, Region, is_title, plain_label, says_something
from generator.form.spot import Spot
from generator.office.cells import Cell, CellSheet
from generator.office.form_words import LISTS, MARK


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
    if found:
        missing = [block for label, block in blocks.items() if label not in found]
        headless = _tell_headless_blocks(sheets, missing, list(found.values()), problems)
        first = Spot(sheets[0].name, 1, 1)
        _tell_missing([block for block in missing if block not in headless], first, problems)
    return list(found.values())


def _tell_headless_blocks(
    sheets: Sequence[CellSheet], missing: Sequence[Block], found: Sequence[Region], problems: Problems
) -> list[Block]:
    """Tell of blocks that are there without their title: their rows would be taken for those of the block above."""
    taken = {(region.sheet, head_row(region)) for region in found}
    told: list[Block] = []
    for sheet in sheets:
        for row, cells in _by_row(sheet).items():
            labels = {plain_label(cell.text) for cell in cells.values() if cell.text.strip()}
            block = next((each for each in missing if is_head_of(each, labels)), None)
            if block is not None and block not in told and (sheet.name, row) not in taken:
                told.append(block)
                message = f"这里是「{block.title}」的列名,上面的小标题不见了"
                problems.tell(
                    "C-F15",
                    message,
                    f"在上面补一行「{MARK} {block.title}」",
                    Spot(sheet.name, row, min(cells)),
                )
    return told


def _regions(
    sheet: CellSheet, blocks: Mapping[str, Block], problems: Problems
) -> Iterator[tuple[str, Region]]:
    rows = _by_row(sheet)
    titles = [(row, at) for row, cells in rows.items() if (at := _title_at(cells, blocks, problems))]
    if not titles:
        _tell_foreign(sheet, problems)
        return
    first = titles[0][0]
    _tell_unread(sheet.name, {row: cells for row, cells in rows.items() if row < first}, problems)
    ends = [row for row, _ in titles[1:]] + [max(rows) + 1]
    for (row, column), end in zip(titles, ends, strict=True):
        label = _title_label(rows[row][column])
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
        _tell_beside(sheet.name, row, column, rows[row], blocks[label], problems)
        note = rows[row][column].note
        yield label, Region(blocks[label], sheet.name, (row, column), inside, merged, note)


def _by_row(sheet: CellSheet) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    return dict(sorted(rows.items()))


def _title_at(cells: Mapping[int, Cell], blocks: Mapping[str, Block], problems: Problems) -> int | None:
    """Return the column of a title: nothing but the description of its block stands before it in its row."""
    said = [(column, cell) for column, cell in sorted(cells.items()) if says_something(cell)]
    at = next((column for column, cell in said if is_title(cell.text)), None)
    if at is None:
        return None
    block = blocks.get(_title_label(cells[at]))
    before = [cell for column, cell in said if column < at]
    return at if not before or (block and all(_describes(each, block, problems) for each in before)) else None


def _describes(cell: Cell, block: Block, problems: Problems) -> bool:
    is_known = problems.explains(cell.text) or is_alike(cell.text.strip(), describe(block.description))
    return is_known and not cell.fault


def _title_label(cell: Cell) -> str:
    return plain_label(cell.text.strip().removeprefix(MARK))


def _tell_beside(
    sheet: str, row: int, title: int, cells: Mapping[int, Cell], block: Block, problems: Problems
) -> None:
    """Tell of what stands beside a title, and does not describe its block."""
    for column, cell in cells.items():
        if column != title and says_something(cell) and not _describes(cell, block, problems):
            message, remedy = "写在小标题这一行里的内容没有读取", "移到小标题下面的表格里,或删去"
            severity = Severity.ERROR if is_title(cell.text) else Severity.WARNING
            problems.tell("C-F16", message, remedy, Spot(sheet, row, column), severity=severity)


def _tell_foreign(sheet: CellSheet, problems: Problems) -> None:
    cells = [at for at, cell in sheet.cells.items() if says_something(cell)]
    if cells and plain_label(sheet.name) not in (GUIDE_SHEET, LISTS):
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


def _tell_missing(blocks: Sequence[Block], first: Spot, problems: Problems) -> None:
    if blocks:
        named = "、".join(block.title for block in blocks[:6])
        message = f"表单里没有{named}{f'等 {len(blocks)} 个表' if len(blocks) > 6 else ''},按没有填写处理"
        remedy = "确实不需要可以不管;否则从新表单里把工作表复制过来"
        problems.tell("C-F19", message, remedy, first, severity=Severity.WARNING)
