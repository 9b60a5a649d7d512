"""`campaign-pack fill`: the engines alone, with any template and any data."""

from __future__ import annotations

from pathlib import Path

import click

from generator.app.fill import fill_template
from generator.app.today import now
from generator.cli.wording import long


def run(template: Path, data: Path, out: Path, *, verbose: bool) -> int:
    """Fill the template and say where the result lies, and what is left to Excel."""
    found = fill_template(template, data, out, now=now())
    click.echo(f"已生成 {out}")
    for diagnostic in found if verbose else ():
        click.echo("\n".join(long(diagnostic)))
    if found and not verbose:
        click.echo(f"{len(found)} 种公式留给 Excel 打开时计算(--verbose 逐条列出)")
    return 0
