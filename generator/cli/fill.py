"""`campaign-pack fill`: the engines alone, with any template and any data."""

from __future__ import annotations

from pathlib import Path

import click

from generator.app.fill import fill_template
from generator.app.today import now
from generator.cli.wording import long
from generator.diagnostics import Severity


def run(template: Path, data: Path, out: Path, *, verbose: bool, page_numbers: bool) -> int:
    """Fill the template and say where the result lies, and what is left to Excel."""
    found = fill_template(template, data, out, now=now(), page_numbers=page_numbers)
    click.echo(f"已生成 {out}")
    left = [each for each in found if each.severity is Severity.INFO]
    for diagnostic in found if verbose else (each for each in found if each not in left):
        click.echo("\n".join(long(diagnostic)))
    if left and not verbose:
        click.echo(f"{len(left)} 种公式留给 Excel 打开时计算(--verbose 逐条列出)")
    return 0
