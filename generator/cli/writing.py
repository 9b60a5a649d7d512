"""The commands for writing a campaign file: begin one, and have its words explained to people and editors."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.options import FILE, Day


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="新文件", type=FILE)
@click.option("--scenario", metavar="场景", help="新品发布会、促销推广、品牌宣传、客户答谢会")
@click.option("--name", metavar="名称", help="活动名称,不超过 40 个字")
@click.option("--date", "day", metavar="日期", type=Day(), help="活动开始的日期,例如 2026-10-16")
@click.option("--venue", metavar="地点", help="主会场或平台的名称")
@click.option("--organizer", metavar="单位", help="主办单位全称")
@click.option(
    "--from", "old", metavar="旧活动文件", type=FILE, help="从旧的活动文件开始,日期移到新的活动日期"
)
def new(
    file: Path, scenario: str | None, name: str | None, day: dt.date | None, venue: str | None,
    organizer: str | None, old: Path | None,
) -> int:  # fmt: skip
    """写一份新的活动文件,从四种场景之一开始。文件名以 .yaml 结尾的是文本,以 .xlsx 结尾的是 Excel 表单。

    没有写的选项会逐个询问(最多五个问题)。里程碑、预热、排期、检查和期限都按活动日期算好;要由您决定的写着【待填】,
    检查时会列出来。新文件马上就能生成一套留着空白的资料包。

    --from 从旧活动开始:日期按距活动的天数移动,实际值、结论、签字清空,旧活动的结果写进历史活动,要重新决定的列出来。
    """
    from generator.cli.new import run, run_from

    if old is not None:
        return run_from(file, old, name, day)

    return run(file, scenario, name, day, venue, organizer)


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="活动文件", type=FILE)
@click.argument("target", metavar="新文件", type=FILE)
def convert(source: Path, target: Path) -> int:
    """把活动文件换一种格式:.yaml 文本换成 .xlsx 表单,或反过来。内容、次序和注释都保留(注释写成单元格批注)。

    从 .xlsx 到 .xlsx 是把改乱了的表单重新排好。原来的文件不动。
    """
    from generator.app.convert import convert as convert_file

    convert_file(source, target)
    click.echo(f"已写好 {target}")
    return 0


@click.command(cls=ChineseCommand)
@click.argument("word", metavar="代码或字段")
def explain(word: str) -> int:
    """解释一个诊断代码(如 C-B01)或活动文件里的一项(如 targets.due、完成时限),带例子。"""
    from generator.cli.explain import run

    return run(word)


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="[文件]", type=FILE, required=False)
def schema(file: Path | None) -> int:
    """输出活动文件的 JSON Schema,让编辑器(如 VS Code)自动补全并用中文说明每一项。

    不写文件时输出到屏幕。活动文件第一行写 # yaml-language-server: $schema=campaign.schema.json 就会用到它。
    """
    from generator.app.schema import schema_text, write_schema

    if file is None:
        click.echo(schema_text(), nl=False)
    else:
        write_schema(file)
        click.echo(f"已写好 {file}")
    return 0
