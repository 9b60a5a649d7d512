"""`campaign-pack build`: make the next version and say what was done, in one table."""

from __future__ import annotations

import click

from generator.app.build import build_pack
from generator.app.outcome import BuildRequest, BuildResult, DocumentRow
from generator.cli.screen import print_diagnostics, print_table, progress
from generator.cli.wording import summary

_SHOWN = 3


def run(request: BuildRequest) -> int:
    """Build, print what was done, and return the exit code: 3 when a person must look at two files."""
    result = build_pack(request, progress("正在生成"))
    _print(result)
    return 3 if result.conflicts else 0


def _print(result: BuildResult) -> None:
    print_diagnostics(result.diagnostics)
    print_table(
        ("代码", "文件", "状态", "文件名", "尚缺", "下次到期", "负责"), [_row(row) for row in result.rows]
    )
    if result.untemplated:
        names = "、".join(f"{d.code}《{d.name}》" for d in result.untemplated)
        click.echo(f"\n还没有模板、本次未生成({len(result.untemplated)} 份):{names}")
    for note in result.notes:
        click.echo(f"注意:{note}")
    _print_people(result)
    click.echo(f"\n{_closing(result)}")


def _row(row: DocumentRow) -> tuple[str, ...]:
    name = row.path.rpartition("/")[2]
    return (
        row.code,
        row.title,
        row.fate.value,
        name,
        _missing(row),
        row.due.isoformat() if row.due else "待定",
        row.owner,
    )


def _missing(row: DocumentRow) -> str:
    if not row.missing:
        return "—"
    more = f" 等 {len(row.missing)} 项" if len(row.missing) > _SHOWN else ""
    return "、".join(row.missing[:_SHOWN]) + more


def _print_people(result: BuildResult) -> None:
    """Say which files are people's own, and which of them must be compared."""
    beside = dict(result.conflicts)
    for path in result.kept:
        if path not in beside:
            click.echo(f"已保留您修改过的文件:{path}")
    for path, new in result.conflicts:
        click.secho(
            f"请比对:您改过 {path},数据也变了;新生成的放在旁边:{new}。选定后删除其中一份", fg="yellow"
        )


def _closing(result: BuildResult) -> str:
    warnings = f";{summary(result.diagnostics)}" if result.diagnostics else ""
    if not result.changed:
        return f"无变化,沿用 {result.version}({result.stage}){warnings}\n资料包:{result.folder}"
    if not result.written:
        return (
            f"试运行,未写任何文件;将生成 {result.version}({result.stage}){warnings}\n资料包:{result.folder}"
        )
    return f"已生成 {result.version}({result.stage}){warnings}\n资料包:{result.folder}"
