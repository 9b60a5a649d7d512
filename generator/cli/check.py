"""`campaign-pack check`: every diagnostic of a campaign file."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from generator.app.check import check_file
from generator.app.fix import propose_fix
from generator.app.today import today
from generator.cli.screen import print_diagnostics
from generator.cli.wording import summary
from generator.diagnostics import Diagnostic, Severity, has_errors, has_warnings
from generator.errors import InvalidInput
from generator.standard.stage import Stage

_COLOURS = {"+": "green", "-": "red"}


def run(
    file: Path,
    stage: str | None,
    as_of: dt.date | None,
    style: str,
    output: Path | None,
    *,
    strict: bool,
    fix: bool = False,
) -> int:
    """Print what is wrong; 1 when anything stops a build, with `strict` 3 for a warning.

    With `fix` what is certain is put right before.
    """
    if fix:
        _fix(file)
    checked = check_file(file, as_of or today(), Stage(stage) if stage else None, output)
    if style == "human":
        _print_by_weight(checked.diagnostics)
    else:
        print_diagnostics(checked.diagnostics, style)
    if style != "json":
        found = f"共 {summary(checked.diagnostics)}" if checked.diagnostics else "没有发现问题"
        stage_text = f"(按{checked.stage}检查)" if checked.stage else ""
        click.echo(f"{found}{stage_text}")
    if has_errors(checked.diagnostics):
        return 1
    return 3 if strict and has_warnings(checked.diagnostics) else 0


def _print_by_weight(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Print errors first, then warnings, then hints, under a heading each where there are several kinds."""
    groups = {severity: [d for d in diagnostics if d.severity is severity] for severity in Severity}
    told = {severity: group for severity, group in groups.items() if group}
    for number, (severity, group) in enumerate(told.items()):
        if len(told) > 1:
            click.echo(f"{chr(10) if number else ''}── {severity} {len(group)} 个 ──")
        print_diagnostics(group)
    if len(told) > 1:
        click.echo()


def _fix(file: Path) -> None:
    """Show what can be put right, and write it; at a terminal only after a yes."""
    try:
        fix = propose_fix(file)
    except InvalidInput:
        return  # the check tells
    for line in fix.difference:
        click.secho(line, fg=_COLOURS.get(line[:1]))
    if not fix.difference:
        click.echo("没有可以自动改的")
    elif not (sys.stdin is not None and sys.stdin.isatty()) or click.confirm("写入这些改动吗?", default=True):
        fix.write()
        click.echo(f"已改好 {file}")
