"""`campaign-pack list`: the archives under a share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.app.catalogue import list_shelf, write_catalogue
from generator.archive.shelf import Shelved
from generator.cli.screen import print_table
from generator.cli.wording import amount


def run(share: Path, catalogue: Path | None, as_of: dt.date) -> int:
    """Print the archives, and write the workbook over them where one is asked for."""
    shelved = list_shelf(share)
    heads = ("活动编号", "活动名称", "活动日期", "类型", "保管至", "大小", "形式", "最近核对", "位置")
    print_table(heads, [_row(each, share) for each in shelved])
    click.echo(f"\n共 {len(shelved)} 个归档")
    if catalogue is not None:
        path = catalogue / "归档总目录.xlsx" if catalogue.is_dir() else catalogue
        write_catalogue(path, share, shelved, as_of)
        click.echo(f"归档总目录:{path}")
    return 0


def _row(each: Shelved, share: Path) -> tuple[str, ...]:
    summary = each.summary
    return (
        summary.number,
        summary.name,
        summary.date.isoformat(),
        summary.kind,
        summary.retain_until.isoformat() if summary.retain_until else "永久",
        amount(each.octets),
        each.form,
        each.verified_on.isoformat(),
        each.path.relative_to(share).as_posix(),
    )
