"""`campaign-pack build`: make the next version and say what was done, in one table."""

from __future__ import annotations

import click

from generator.app.build import build_pack
from generator.app.outcome import BuildRequest, BuildResult, DocumentRow
from generator.cli.screen import print_diagnostics, print_table, progress
from generator.cli.wording import summary
from generator.diagnostics import has_warnings

_SHOWN = 3
_LISTED = 30


def run(request: BuildRequest, *, strict: bool) -> int:
    """Build, print what was done, and return the exit code: 3 when a person must look at a file.

    With `strict` a warning is looked at as well.
    """
    result = build_pack(request, progress("正在生成"))
    _print(result)
    looked_at = result.conflicts or result.behind or (strict and has_warnings(result.diagnostics))
    return 3 if looked_at else 0


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
    """Say which files are people's own, which of them must be compared, and what people took away."""
    if result.changed and result.carried:
        click.echo("\n原样带入新版本的文件:")
        print_table(("情况", "文件"), [(why.value, path) for path, why in result.carried[:_LISTED]])
        if len(result.carried) > _LISTED:
            click.echo(f"… 等 {len(result.carried)} 个")
    for path in result.behind:
        click.secho(f"旧版本里的文件在新版本生成以后又被改过,新版本里没有这些改动:{path}", fg="yellow")
    for code, title in result.deleted:
        click.echo(f"您删去的文件不再生成:{code}《{title}》;要恢复请加 --only {code}")
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
