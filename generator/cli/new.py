"""`campaign-pack new`: ask what is not said, and write a campaign file to begin with."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TypeVar

import click

from generator.app.new import Answers, company_beside, scenarios, write_from_old, write_new_campaign
from generator.cli.chinese import Number
from generator.cli.options import Day

_LISTED = 30
T = TypeVar("T")


def run(
    file: Path,
    scenario: str | None,
    name: str | None,
    day: dt.date | None,
    venue: str | None,
    organizer: str | None,
) -> int:
    """Write the file and say what comes next. Without a terminal nothing is asked."""
    known = scenarios()
    if scenario is not None and scenario not in known:
        raise click.UsageError(f"--scenario 只能是 {'、'.join(known)} 之一,不能是「{scenario}」")
    if _can_ask():
        scenario = scenario or _ask_scenario(known)
        name = _ask("活动名称(可先空着)") if name is None else name
        day = day or _ask_until("活动开始的日期,例如 2026-10-16", Day())
        venue = _ask("主会场或平台(可先空着)") if venue is None else venue
        if organizer is None and not company_beside(file):
            organizer = _ask("主办单位全称(可先空着)")
    lacking = [option for option, said in (("--scenario", scenario), ("--date", day)) if not said]
    if scenario is None or day is None:
        raise click.UsageError(
            f"缺少选项 {'、'.join(lacking)}(没有终端,无法询问);场景可选 {'、'.join(known)}"
        )
    number = write_new_campaign(file, Answers(scenario, day, name or "", venue or "", organizer or ""))
    click.echo(f"已写好 {file}({number})")
    program = "用 Excel 或 WPS 打开," if file.suffix.lower() == ".xlsx" else "在编辑器里"
    click.echo(f"接着:{program}把【待填】改成真正的内容,随时检查和生成\n  campaign-pack check {file}")
    click.echo(f"  campaign-pack build {file}")
    return 0


def run_from(file: Path, old: Path, name: str | None, day: dt.date | None) -> int:
    """Write a file that begins with an older campaign, and list what has to be decided."""
    if _can_ask():
        name = _ask("新活动的名称(可先空着)") if name is None else name
        day = day or _ask_until("活动开始的日期,例如 2026-10-16", Day())
    if day is None:
        raise click.UsageError("缺少选项 --date(没有终端,无法询问)")
    number, decisions = write_from_old(file, old, Answers("", day, name or ""))
    click.echo(f"已写好 {file}({number}),从 {old} 开始")
    click.echo("请决定:")
    for decision in decisions[:_LISTED]:
        click.echo(f"  · {decision}")
    if len(decisions) > _LISTED:
        click.echo(f"  … 等 {len(decisions)} 项")
    click.echo(f"接着:\n  campaign-pack check {file}")
    return 0


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _ask_scenario(known: tuple[str, ...]) -> str:
    for number, each in enumerate(known, 1):
        click.echo(f"  {number} {each}")
    return known[_ask_until("哪一种活动(写数字)", Number(1, len(known))) - 1]


def _ask_until(question: str, kind: click.ParamType[T]) -> T:
    """Ask until the answer is of a kind, and say in Chinese what is wrong with one that is not."""
    while True:
        try:
            return kind.convert(_ask(question), None, None)
        except click.BadParameter as wrong:
            click.echo(wrong.message)


def _ask(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()
