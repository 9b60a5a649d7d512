"""The command `batch`, with its options and its help."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand, Number, Words
from generator.cli.options import FILE, STAGES, Day


@click.command(cls=ChineseCommand)
@click.argument("named", metavar="活动文件或文件夹…", nargs=-1, type=FILE, required=True)
@click.option(
    "--each", metavar="表格", type=FILE,
    help="一个活动文件,加一张 Excel 或 CSV 表:每一行生成一个资料包,表里的值代替文件里的值",
)  # fmt: skip
@click.option(
    "--output", "-o", metavar="目录", type=FILE, help="资料包放在哪里;默认为各活动文件上一级的 output 目录"
)
@click.option("--jobs", "-j", metavar="个数", type=Number(1, 256), help="同时用几个进程;默认与处理器一样多")
@click.option(
    "--scheduler", metavar="地址",
    help="由 Dask 集群生成,写出调度器的地址,如 tcp://主机名:8786;活动文件与输出目录要在大家都看得到的共享盘上",
)  # fmt: skip
@click.option(
    "--collect", is_flag=True,
    help="与 --scheduler 合用:各台机器看不到共享盘,活动文件由本机发出,资料包收回本机",
)  # fmt: skip
@click.option(
    "--report", metavar="文件", type=FILE,
    help="报告写到哪里(同名的 .xlsx 和 .json 各一份);默认在输出目录里,文件名带时间",
)  # fmt: skip
@click.option(
    "--stage", metavar="阶段", type=Words(*STAGES), help=f"{'、'.join(STAGES)};默认按日期与内容推断"
)
@click.option("--as-of", metavar="日期", type=Day(), help="统计日期;默认今天")
@click.option(
    "--templates", metavar="目录", type=FILE, help="用这个目录里自己的模板;其中没有的文件,仍用自带的模板"
)
@click.option("--strict", is_flag=True, help="有警告时退出码为 3,供程序判断;文件照样生成")
@click.option("--force", is_flag=True, help="与 build --force 相同,对每个活动都有效")
def batch(
    named: tuple[Path, ...], each: Path | None, output: Path | None, jobs: int | None, scheduler: str | None,
    collect: bool, report: Path | None, stage: str | None, as_of: dt.date | None, templates: Path | None,
    strict: bool, force: bool,
) -> int:  # fmt: skip
    """一次生成许多活动的资料包。

    写出活动文件、文件夹(其中的全部活动文件)或带 * 的写法;或一个活动文件加 --each 表格,每行一个门店或场次。
    每个活动各做各的:一个出错,不影响其余;没有变化的不产生新版本。按 Ctrl-C 停止,正在做的会做完。
    结束时写一份报告:生成了什么,什么没有变化,什么失败和原因。
    """
    from generator.app.batch.batch import BatchRequest
    from generator.app.batch.unit import Orders
    from generator.app.today import today
    from generator.cli.batch import run
    from generator.standard.stage import Stage

    if jobs and scheduler:
        raise click.UsageError("--jobs 与 --scheduler 只能写一样")
    if collect and not scheduler:
        raise click.UsageError("--collect 要与 --scheduler 合用")
    if each and (len(named) > 1 or named[0].is_dir()):
        raise click.UsageError("--each 只与一个活动文件合用")
    orders = Orders(as_of or today(), output, Stage(stage) if stage else None, force)
    request = BatchRequest(named, each, orders, jobs, scheduler or "", collect, templates)
    return run(request, report, strict=strict)
