"""What options and arguments of several commands have in common."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

STAGES = ("策划版", "执行版", "复盘归档版")
FILE = click.Path(path_type=Path, readable=False)
"""A path; whether it can be read is told when it is read."""


class Day(click.ParamType[dt.date]):
    """A day as a person types it: 2026-10-16, 2026/10/16 or 20261016."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day, or fail in Chinese."""
        if isinstance(value, dt.date):
            return value
        for shape in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"):
            try:
                day = dt.datetime.strptime(str(value), shape).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
            if day.year in range(2000, 2101):
                return day
        return self.fail(f"「{value}」不是日期;请写成 2026-10-16", param, ctx)
