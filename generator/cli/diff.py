"""`campaign-pack diff`: what people changed, or what one version has that another has not."""

from __future__ import annotations

from pathlib import Path

import click

from generator.app.diff import CHANGED, diff_pack

_LISTED = 40


def run(folder: Path, versions: tuple[str, ...]) -> int:
    """Print the differences file by file."""
    difference = diff_pack(folder, versions)
    click.echo(f"{difference.compared}:")
    for file in difference.files:
        click.echo(f"\n{file.state}  {file.path}")
        if file.state == CHANGED:
            for change in file.changes[:_LISTED]:
                click.echo(f"    {change}")
            if len(file.changes) > _LISTED:
                click.echo(f"    … 等 {len(file.changes)} 处")
    click.echo(f"\n共 {len(difference.files)} 个文件不同" if difference.files else "没有不同")
    return 0
