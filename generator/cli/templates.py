"""`campaign-pack templates`: what is wrong with templates, which names they may use, and copies to change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import asdict

from generator.app.template_fields import FieldGroup, FieldList, list_fields
from generator.app.templates import (
    CheckedTemplates,
    annotate_templates,
    check_templates,
    export_templates,
)
from generator.cli.screen import print_diagnostics
from generator.cli.wording import pad, summary, width
from generator.diagnostics import Diagnostic, has_errors
from generator.errors import InvalidInput, SurroundingsFailed

_WIDEST = 48


def run_check(files: Sequence[Path], folder: Path | None, style: str, annotate: Path | None) -> int:
    """Print what is wrong with templates; 1 when anything keeps them from being used, 4 when the machine refused.

    What was found is told also where the copies with notes cannot be written.
    """
    checked = check_templates(files, folder)
    copies = _written(checked, annotate) if annotate else _Copies()
    found = (*checked.diagnostics, *copies.diagnostics)
    print_diagnostics(found, style)
    if style != "json":
        for copy in copies.paths:
            click.echo(f"已写出带批注的副本:{copy}")
        click.echo(_closing(checked))
    refusals = (*checked.refusals, *copies.refusals)
    for refusal in refusals:
        click.echo(f"无法完成:{refusal}", err=True)
    return 4 if refusals else 1 if has_errors(found) else 0


class _Copies(Struct, frozen=True):
    """The copies with notes that were written, or why there are none."""

    paths: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    refusals: tuple[str, ...] = ()


def _written(checked: CheckedTemplates, folder: Path) -> _Copies:
    try:
        return _Copies(annotate_templates(checked, folder))
    except InvalidInput as there:
        return _Copies(diagnostics=there.diagnostics)
    except SurroundingsFailed as failure:
        return _Copies(refusals=(str(failure),))


def _closing(checked: CheckedTemplates) -> str:
    head = f"检查了 {len(checked.looked) - len(checked.refusals)} 个模板"
    if not checked.diagnostics:
        return f"{head},没有发现问题"
    faulty = f",其中 {checked.faulty} 个有问题" if checked.faulty else ""
    return f"{head}{faulty}:共 {summary(checked.diagnostics)}"


def run_fields(code: str, style: str, *, everything: bool) -> int:
    """Print the names that the template of a document may use."""
    listed = list_fields(code, everything=everything)
    click.echo(_as_json(listed) if style == "json" else "\n".join(_lines(listed)))
    return 0


def _as_json(listed: FieldList) -> str:
    names = [asdict(row) for group in listed.groups for row in group.rows]
    deliverable = listed.deliverable
    head = {"code": deliverable.code, "title": deliverable.name, "template": deliverable.template}
    return json.dumps({**head, "names": names}, ensure_ascii=False, indent=2)


def _lines(listed: FieldList) -> Iterator[str]:
    deliverable = listed.deliverable
    state = "● 模板已用到" if listed.has_template else "还没有自带的模板"
    yield f"{deliverable.code}《{deliverable.name}》的模板 {deliverable.template} 可以用的名字({state})"
    yield "写法:{{ 名字 }};名字里有 [] 的在列表里,先写 {%tr for x in 列表 %},再写 {{ x.字段 }}"
    yield "「同 team[]」表示后面可以接 team[] 的各个字段,如 .name;各组的字段用 --all 都能看到"
    for group in listed.groups:
        yield ""
        yield from _group(group)
    if listed.others:
        others = "、".join(f"{name} {label}" for name, label in listed.others)
        yield f"\n另有 {len(listed.others)} 组没有列出(--all 全部列出):{others}"


def _group(group: FieldGroup) -> Iterator[str]:
    """Yield the names of a group, its own first, aligned."""
    names = min(max(width(row.name) for row in group.rows), _WIDEST)
    labels = max(width(row.label) for row in group.rows)
    types = max(width(row.type) for row in group.rows)
    for row in group.rows:
        name = row.name if row.name == group.name else f"  {row.name}"
        cells = (pad(name, names + 2), pad(row.label, labels), pad(row.type, types), row.example)
        yield f"{'●' if row.used else ' '} {'  '.join(cells)}".rstrip()


def run_export(folder: Path) -> int:
    """Copy the shipped templates and say what to do next."""
    written = export_templates(folder)
    for path in written:
        click.echo(f"已写出 {path}")
    click.echo(
        f"\n共 {len(written)} 个模板。接下来:\n"
        "  1. 用 Word、Excel 或 WPS 打开修改;文件名不要改,不改的模板可以删去\n"
        f"  2. campaign-pack templates check --templates {folder}\n"
        f"  3. campaign-pack build 活动文件 --templates {folder}"
    )
    return 0
