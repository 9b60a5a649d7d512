"""`campaign-pack archive`: what the self-check said, and where the verified copy lies."""

from __future__ import annotations

import click

from generator.app.archive import Archived, ArchiveRequest, archive_pack
from generator.archive.checks import Item, faults
from generator.cli.screen import print_diagnostics, print_table, progress
from generator.cli.wording import amount

_LISTED = 20


def run(request: ArchiveRequest) -> int:
    """Archive, print the self-check and what was done; 3 when a person must look at something that failed."""
    result = archive_pack(request, progress("正在检查"), progress("正在归档", amount))
    print_table(("性质", "检测项", "结果", "说明"), [_row(item) for item in result.items])
    _print_treated(result)
    found = faults(result.items)
    if found:
        click.echo("")
        print_diagnostics(found)
    for note in result.notes:
        click.echo(f"注意:{note}")
    click.echo(f"\n{_closing(result)}")
    return 3 if found else 0


def _row(item: Item) -> tuple[str, ...]:
    return str(item.nature), item.name, str(item.result), item.text


def _print_treated(result: Archived) -> None:
    """Say what was called differently, left out, or made to stand still."""
    for old, new in result.renamed[:_LISTED]:
        click.echo(f"归档时改名:{old} → {new}")
    if len(result.renamed) > _LISTED:
        click.echo(f"… 等 {len(result.renamed)} 个")
    for path in result.left_out[:_LISTED]:
        click.echo(f"没有归档(临时或系统文件):{path}")
    if result.frozen:
        click.echo(f"统计日期改为文件里存的值:{len(result.frozen)} 个工作簿")


def _closing(result: Archived) -> str:
    size = f"{result.files} 个文件,{amount(result.octets)};最长的路径 {len(result.longest)} 个字符"
    if result.same:
        return f"这里已有内容相同的归档,没有再写\n归档:{result.target}"
    if not result.written:
        return f"试运行,未写任何文件;将归档 {size}\n归档:{result.target}"
    return (
        f"已归档 {size},逐个回读核对一致\n归档:{result.target}\n以后核对:campaign-pack verify {result.target}"
    )
