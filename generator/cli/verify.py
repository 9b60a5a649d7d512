"""`campaign-pack verify`: is an archive still what it was?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.app.verify import Checked, verify_archive
from generator.cli.screen import progress
from generator.cli.wording import amount

_LISTED = 50


def run(archive: Path, as_of: dt.date) -> int:
    """Print what has changed in an archive; 3 when anything has."""
    checked = verify_archive(archive, as_of, progress("正在核对", amount))
    found = checked.found
    for manifest in found.broken:
        click.secho(f"清单被改动过,不能再用来核对:{manifest}", fg="red")
    _print("有改动", found.changed)
    _print("缺失", found.missing)
    _print("多出", found.unexpected)
    _print("改名", [f"{old} → {new}" for old, new in found.renamed])
    if checked.purged:
        click.echo(f"个人信息 {len(checked.purged)} 个文件已到期销毁,属于正常")
    for path in found.litter:
        click.echo(f"系统留下的文件,不影响核对:{path}")
    if not found.sealed:
        click.echo(f"旁边没有 {archive.name}.sha256,只核对了压缩包里的文件")
    click.echo(_closing(checked, archive))
    return 0 if found.sound else 3


def _print(what: str, paths: object) -> None:
    listed = list(paths) if isinstance(paths, (list, tuple)) else []
    for path in listed[:_LISTED]:
        click.secho(f"{what}:{path}", fg="yellow")
    if len(listed) > _LISTED:
        click.echo(f"… {what}共 {len(listed)} 个")


def _closing(checked: Checked, archive: Path) -> str:
    found = checked.found
    if not found.sound:
        counts = {
            "清单": found.broken, "改动": found.changed, "缺失": found.missing, "多出": found.unexpected,
            "改名": found.renamed,
        }  # fmt: skip
        told = "、".join(f"{what} {len(paths)}" for what, paths in counts.items() if paths)
        return f"\n核对不一致({told});找档案员从备份恢复,不要在归档里修改文件\n归档:{archive}"
    kept = "" if checked.noted else ";这个目录不能写入,没有记下核对日期"
    return f"核对一致:{found.count} 个文件,{amount(found.octets)}{kept}\n归档:{archive}"
