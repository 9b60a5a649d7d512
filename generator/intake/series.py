"""A series: one campaign file, and a table with a row for each of its variations.

The first row names values of the campaign file (`column_heads`), every other row says what they are in one campaign.
An empty cell leaves the file's value as it is, 清空 takes it out. `overlay` lays a row over the data of the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path as FilePath

from msgspec import Struct

from generator.campaign import Path, Shape, is_waiting
from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput
from generator.form.entries import split_entries, split_short
from generator.intake.columns import Column, find_columns
from generator.intake.tables import Table, TableCell, TableRow, read_table

CLEAR = "清空"
ID: Path = ("campaign", "id")
MOST_ROWS, MOST_COLUMNS = 20_000, 200


class Override(Struct, frozen=True):
    """A value that goes before the file's, as it was typed; None takes the file's out. `place` is its cell."""

    path: Path
    value: str | list[str] | None
    place: Place


class SeriesRow(Struct, frozen=True):
    """What one campaign of a series has of its own; small, and the same in another process.

    `number` is that of the row in its sheet, or of its first line in a text. What is to be said of the whole table is
    `told` with its first row.
    """

    number: int
    overrides: tuple[Override, ...]
    told: tuple[Diagnostic, ...] = ()

    @property
    def campaign_id(self) -> str:
        """Return the number of the campaign."""
        return next((str(each.value or "") for each in self.overrides if each.path == ID), "")

    @property
    def label(self) -> str:
        """Return what messages call the row: 第 3 行 HD-2026-103."""
        return f"第 {self.number} 行 {self.campaign_id}"


def read_series(table: FilePath, campaign: Mapping[str, object]) -> tuple[SeriesRow, ...]:
    """Return the rows of a table; `campaign` are the data of the campaign file, in which heads name entries of lists.

    Raises InvalidInput with everything that is wrong with the table, SurroundingsFailed when it cannot be read.
    """
    read = read_table(table)
    _refuse_size(read)
    columns = find_columns(read, campaign)
    faults = [*columns.faults, *_faults_of_formulas(read, columns.known)]
    rows = [(row, tuple(_overrides(row, columns.known))) for row in read.rows[1:]]
    faults += _faults_of_ids(read, columns.known, rows)
    if faults:
        raise InvalidInput((*read.told, *faults))
    told = (read.told, *((),) * len(rows))
    return tuple(SeriesRow(row.number, said, once) for (row, said), once in zip(rows, told, strict=False))


def _refuse_size(table: Table) -> None:
    """Raise InvalidInput for a table without rows, and for one that is far too large."""
    place = next(iter(table.rows[0].cells.values())).place if table.rows else Place(table.file)
    width = len({column for row in table.rows for column in row.cells})
    if len(table.rows) > MOST_ROWS + 1 or width > MOST_COLUMNS:
        message = f"表格有 {len(table.rows) - 1:,} 行 {width} 列,最多 {MOST_ROWS:,} 行 {MOST_COLUMNS} 列"
        raise InvalidInput((Diagnostic("C-F03", message, "分成几个表格,分几次生成", place),))
    if len(table.rows) < 2:
        message = "表格里只有列名" if table.rows else "表格是空的"
        remedy = "第一行写列名,例如 活动编号、活动名称;以下每个活动写一行"
        raise InvalidInput((Diagnostic("C-F05", message, remedy, place),))


# --- values ----------------------------------------------------------------------------------------------------------


def _overrides(row: TableRow, columns: Mapping[int, Column]) -> Iterator[Override]:
    for number, cell in row.cells.items():
        if number in columns and not cell.fault:
            column = columns[number]
            yield Override(column.path, _value(column.shape, cell.text), cell.place)


def _value(shape: Shape, text: str) -> str | list[str] | None:
    """Return the text of a cell as a campaign file holds it; names are replaced by ids when all is known."""
    if text == CLEAR:
        return None
    if shape.form == "list" and shape.element is not None:
        if is_waiting(text) or shape.element.ref is not None:
            return text
        return split_entries(text) if shape.element.type is str else split_short(text)
    if isinstance(shape.type, type) and issubclass(shape.type, StrEnum):
        return _choice(shape.type, text)
    return text


def _choice(kind: type[StrEnum], text: str) -> str:
    """Return the value of what people choose by its label."""
    try:
        return kind(text).value
    except ValueError:
        return text


def _faults_of_formulas(table: Table, columns: Mapping[int, Column]) -> Iterator[Diagnostic]:
    for row in table.rows[1:]:
        for number, cell in row.cells.items():
            if cell.fault and number in columns:
                yield _fault_of_formula(cell)


def _fault_of_formula(cell: TableCell) -> Diagnostic:
    if cell.fault == "error":
        message, remedy = f"公式的结果是错误值 {cell.text}", "改正公式,或直接写上内容"
    else:
        message, remedy = "公式还没有结果", "用 Excel 或 WPS 打开,重新计算后保存;或直接写上内容"
    return Diagnostic("C-F18", message, remedy, cell.place)


# --- campaign numbers ------------------------------------------------------------------------------------------------


def _faults_of_ids(
    table: Table, columns: Mapping[int, Column], rows: Sequence[tuple[TableRow, tuple[Override, ...]]]
) -> Iterator[Diagnostic]:
    """Tell of rows that have no number of their own: they would be versions of the same pack."""
    column = next((number for number, each in columns.items() if each.path == ID), None)
    if column is None:
        place = next(iter(table.rows[0].cells.values())).place
        remedy = "加上「活动编号」一列,每行写一个没有用过的编号,例如 HD-2026-101"
        yield Diagnostic("C-F05", "没有「活动编号」(campaign.id)这一列", remedy, place)
        return
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for row, said in rows:
        if column not in row.cells or not row.cells[column].fault:
            places[SeriesRow(row.number, said).campaign_id].append(table.place(row, column))
    for number, (first, *others) in places.items():
        if not number:
            message = "没有写活动编号" if not others else f"有 {len(others) + 1} 行没有写活动编号"
            remedy = "每行写一个没有用过的编号,或删去这一行"
            yield Diagnostic("C-F05", message, remedy, first, also=tuple(others))
        elif others:
            message = f"活动编号 {number} 有 {len(others) + 1} 行"
            yield Diagnostic("C-I01", message, "每行写一个不同的编号", first, also=tuple(others))
