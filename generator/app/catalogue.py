"""The archives on a shelf, and a workbook over all of them (归档总目录)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.archive.shelf import Shelved, find_archives
from generator.diagnostics import Diagnostic, Place
from generator.errors import WrongUsage
from generator.office.tables import Column, Sheet, write_tables
from generator.store.files import write_new_file


def list_shelf(share: Path) -> tuple[Shelved, ...]:
    """Return the archives under a share. Raises WrongUsage where there is no such folder, SurroundingsFailed."""
    if not share.is_dir():
        remedy = "写归档所在的共享目录，例如 --to 用过的那个目录"
        raise WrongUsage((Diagnostic("A-010", "没有这个目录", remedy, Place(str(share))),))
    return find_archives(share)


_COLUMNS = (
    Column("序号", 6, "middle"), Column("档号", 28), Column("文号", 20), Column("责任者", 20), Column("题名", 46),
    Column("日期", 10, "middle"), Column("密级", 7, "middle"), Column("页数", 7, "number"), Column("备注", 16),
    Column("保管期限", 12, "middle"), Column("活动编号", 14, "middle"), Column("位置", 52),
)  # fmt: skip
_ARCHIVES = (
    Column("序号", 6, "middle"), Column("活动编号", 15, "middle"), Column("活动名称", 34),
    Column("活动日期", 12, "date"), Column("类型", 14, "middle"), Column("归档单位", 26),
    Column("保管期限", 10, "middle"), Column("保管至", 12, "date"), Column("文件数", 9, "number"),
    Column("大小(字节)", 15, "number"), Column("形式", 9, "middle"),
    Column("归档日期", 12, "date"), Column("最近核对", 12, "date"), Column("位置", 48),
)  # fmt: skip


def write_catalogue(path: Path, share: Path, shelved: tuple[Shelved, ...], as_of: dt.date) -> None:
    """Write 归档总目录.xlsx: the archives, and their items in the order of DA/T 22-2015.

    Raises InvalidInput where the file is there already, SurroundingsFailed.
    """
    archives = Sheet(
        name="归档总目录",
        title="活动归档总目录",
        columns=_ARCHIVES,
        rows=[_archive_row(number, each, share) for number, each in enumerate(shelved, 1)],
        lines=[f"共 {len(shelved)} 个归档    编制日期 {as_of}"],
    )
    items = [
        (each, file)
        for each in shelved
        for file in each.summary.files
        if file.get("archive_no") or file.get("number")
    ]
    items.sort(
        key=lambda pair: (str(pair[1].get("archive_no", "")), pair[0].summary.number, str(pair[1]["path"]))
    )
    files = Sheet(
        name="归档文件目录",
        title="归档文件目录",
        columns=_COLUMNS,
        rows=[_item_row(number, each, file, share) for number, (each, file) in enumerate(items, 1)],
        lines=["前九栏按 DA/T 22-2015 归档文件目录的项目，按档号排列；待编档号的排在最前"],
    )
    created = dt.datetime.combine(as_of, dt.time())
    write_new_file(path, write_tables([archives, files], title="活动归档总目录", author="", created=created))


def _archive_row(number: int, each: Shelved, share: Path) -> tuple[str | int | dt.date | None, ...]:
    s = each.summary
    return (
        number, s.number, s.name, s.date, s.kind, s.organization, s.retention, s.retain_until, len(s.files),
        each.octets, each.form, s.archived_on, each.verified_on, _below(each.path, share),
    )  # fmt: skip


def _item_row(
    number: int, each: Shelved, file: Mapping[str, Any], share: Path
) -> tuple[str | int | dt.date | None, ...]:
    said = {key: str(value) for key, value in file.items()}
    return (
        number, said.get("archive_no", ""), said.get("number", ""), said.get("responsible", ""), said.get("title", ""),
        said.get("date", ""), said.get("classification", ""), file.get("pages"), said.get("note", ""),
        said.get("retention", ""), each.summary.number, f"{_below(each.path, share)}/{said.get('path', '')}",
    )  # fmt: skip


def _below(path: Path, share: Path) -> str:
    return path.relative_to(share).as_posix()
