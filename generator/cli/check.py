"""`campaign-pack check`: every diagnostic of a campaign file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.app.check import check_file
from generator.app.today import today
from generator.cli.screen import print_diagnostics
from generator.cli.wording import summary
from generator.diagnostics import has_errors, has_warnings
from generator.standard.stage import Stage


def run(
    file: Path, stage: str | None, as_of: dt.date | None, style: str, output: Path | None, *, strict: bool
) -> int:
    """Print what is wrong; 1 when anything stops a build, with `strict` 3 for a warning."""
    checked = check_file(file, as_of or today(), Stage(stage) if stage else None, output)
    print_diagnostics(checked.diagnostics, style)
    if style != "json":
        found = f"共 {summary(checked.diagnostics)}" if checked.diagnostics else "没有发现问题"
        stage_text = f"(按{checked.stage}检查)" if checked.stage else ""
        click.echo(f"{found}{stage_text}")
    if has_errors(checked.diagnostics):
        return 1
    return 3 if strict and has_warnings(checked.diagnostics) else 0
