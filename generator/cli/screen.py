"""The terminal: colours and frames where a person looks at it, plain lines where a program reads it."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from generator.cli import wording
from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_PATIENCE = 1.0


def print_diagnostics(diagnostics: Sequence[Diagnostic], style: str = "human") -> None:
    """Print diagnostics as `human`, `short` or `json`; a report is output, so it goes to stdout."""
    if style == "json":
        click.echo(wording.as_json(diagnostics))
        return
    lines = ((d.severity, wording.short(d)) for d in diagnostics)
    for severity, line in lines if style == "short" else wording.report(diagnostics):
        click.secho(line, fg=_COLOURS[severity] if severity else None)


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: framed by rich on a terminal, aligned lines elsewhere."""
    if sys.stdout is None or not sys.stdout.isatty():
        for line in wording.table(head, rows):
            click.echo(line)
        return
    from rich.console import Console
    from rich.table import Table

    framed = Table(header_style="bold")
    for title in head:
        framed.add_column(title, overflow="fold")  # a cut file name helps nobody
    for row in rows:
        framed.add_row(*row)
    Console().print(framed)


def progress(label: str, shown: Callable[[int], str] = str) -> Callable[[int, int, str], None]:
    """Return a callback that shows how far work has come, once it takes longer than a second; `shown` says a number."""
    began = time.monotonic()

    def show(done: int, total: int, what: str) -> None:
        if sys.stderr is not None and sys.stderr.isatty() and time.monotonic() - began > _PATIENCE:
            line = f"{label} {shown(done)}/{shown(total)} {what}" if done < total else ""
            click.echo(f"\r\x1b[2K{line}", nl=False, err=True)

    return show
