"""`campaign-pack fill`: the engines alone, with any template and any data."""

from __future__ import annotations

from pathlib import Path

import click

from generator.app.fill import fill_template
from generator.app.today import now


def run(template: Path, data: Path, out: Path) -> int:
    """Fill the template and say where the result lies."""
    fill_template(template, data, out, now=now())
    click.echo(f"已生成 {out}")
    return 0
