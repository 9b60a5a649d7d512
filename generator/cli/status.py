"""`campaign-pack status`: one table of where every document stands, and one of the attachments."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from generator.app.status import Status, pack_status
from generator.archive.attachments import Expected
from generator.archive.standing import Standing

_SHOWN = 2


def run(source: Path, as_of: dt.date, style: str) -> int:
    """Print the state of a pack; 3 when something is overdue or missing."""
    from generator.cli.screen import print_table

    status = pack_status(source, as_of)
    if style == "json":
        click.echo(json.dumps(_plain(status), ensure_ascii=False, indent=2))
    else:
        heads = ("代码", "文件", "状态", "到期", "负责", "文件里待填", "签字扫描件")
        print_table(heads, [_row(each) for each in status.documents])
        if status.attachments:
            click.echo("\n外部附件:")
            columns = ("附件", "类别", "应放文件夹", "实有", "状态")
            print_table(columns, [_attachment(each) for each in status.attachments])
        for note in status.notes:
            click.echo(f"注意:{note}")
        click.echo(f"\n{_closing(status)}")
    return 3 if status.overdue or status.missing else 0


def _row(each: Standing) -> tuple[str, ...]:
    due = each.due.isoformat() if each.due else "待定"
    waiting = "(另有新生成,待比对)" if each.waiting else ""
    return (
        each.code,
        each.title,
        f"{each.state}{waiting}",
        f"{due} 已逾期" if each.overdue else due,
        each.owner,
        _blanks(each),
        f"{len(each.scans)} 份" if each.scans else "—",
    )


def _blanks(each: Standing) -> str:
    if not each.blanks:
        return "—"
    more = " 等" if len(each.blanks) > _SHOWN else ""
    return f"{len(each.blanks)} 处:{'、'.join(each.blanks[:_SHOWN])}{more}"


def _attachment(each: Expected) -> tuple[str, ...]:
    count = "—" if each.count is None else str(each.count)
    state = {"已归档": "已放入"}.get(each.state, each.state or "没有写应放的文件夹")
    return each.name, each.kind, each.folder or "—", count, state


def _closing(status: Status) -> str:
    parts = [f"{status.version},统计日期 {status.as_of}"]
    parts.append(f"逾期 {len(status.overdue)} 份" if status.overdue else "没有逾期")
    parts.append(f"缺 {len(status.missing)} 项" if status.missing else "没有缺失")
    return f"{';'.join(parts)}\n资料包:{status.folder}"


def _plain(status: Status) -> dict[str, object]:
    return {
        "folder": str(status.folder),
        "version": status.version,
        "as_of": status.as_of.isoformat(),
        "documents": [
            {
                "code": each.code,
                "title": each.title,
                "number": each.number,
                "state": str(each.state),
                "path": each.path,
                "due": each.due.isoformat() if each.due else None,
                "owner": each.owner,
                "overdue": each.overdue,
                "blanks": list(each.blanks),
                "scans": list(each.scans),
                "waiting": each.waiting,
            }
            for each in status.documents
        ],
        "attachments": [
            {
                "name": each.name,
                "kind": each.kind,
                "folder": each.folder,
                "count": each.count,
                "state": each.state,
            }
            for each in status.attachments
        ],
    }
