"""The command line: Chinese help, wording, exit codes. Nothing else prints.

Exit codes: 0 done · 1 the input has errors · 2 wrong usage · 3 done, but a person must look · 4 the surroundings
failed. A traceback is a defect.
"""

from __future__ import annotations

import atexit
import datetime as dt
import io
import os
import re
import sys
from pathlib import Path

import click

from generator import __version__
from generator.cli.archiving import archive, list_archives, status, verify
from generator.cli.batching import batch
from generator.cli.chinese import ChineseGroup, Words
from generator.cli.options import FILE, STAGES, Day
from generator.cli.telling import FAILED
from generator.cli.writing import convert, explain, new, schema

# pydantic looks through all installed packages for plugins, which takes as long as reading a campaign.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


@click.group(
    cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(
    __version__,
    "-V",
    "--version",
    prog_name="campaign-pack",
    message="%(prog)s %(version)s",
    help="显示版本号",
)
def cli() -> None:
    """从一份活动定义文件,一条命令生成全套活动文档,按版本归档。"""


cli.add_command(new)


@cli.command()
@click.argument("file", metavar="活动文件", type=FILE)
@click.option(
    "--output", "-o", metavar="目录", type=FILE, help="资料包放在哪里;默认为活动文件上一级的 output 目录"
)
@click.option("--only", metavar="代码", multiple=True, help="只生成这些文件,如 --only YS,SP;其余原样沿用")
@click.option(
    "--stage", metavar="阶段", type=Words(*STAGES), help=f"{'、'.join(STAGES)};默认按日期与内容推断"
)
@click.option("--as-of", metavar="日期", type=Day(), help="统计日期;默认今天")
@click.option("--major", is_flag=True, help="有变化时生成下一个大版本,如 V2.0")
@click.option("--dry-run", is_flag=True, help="只列出将要生成什么,不写任何文件")
@click.option(
    "--templates", metavar="目录", type=FILE,
    help="用这个目录里自己的模板;其中没有的文件,仍用自带的模板",
)  # fmt: skip
@click.option(
    "--page-numbers",
    is_flag=True,
    help="由 LibreOffice 算出 Word 目录里的页码;不写时目录没有页码,在 Word 里按 F9 更新",
)
@click.option("--strict", is_flag=True, help="有警告时退出码为 3,供程序判断;文件照样生成")
@click.option("--watch", is_flag=True, help="活动文件每次保存后自动再生成,按 Ctrl-C 结束")
@click.option(
    "--force", is_flag=True,
    help="上一版里有文件正在打开(或有残留的锁文件)、场地关键项不合格却已定稿、路径太长,也生成",
)  # fmt: skip
def build(
    file: Path, output: Path | None, only: tuple[str, ...], stage: str | None, as_of: dt.date | None,
    major: bool, dry_run: bool, templates: Path | None, page_numbers: bool, strict: bool, force: bool,
    watch: bool,
) -> int:  # fmt: skip
    """生成资料包。

    读取活动文件,生成全部有模板的文档,放进一个新的版本目录。内容没有变化就不产生新版本;
    您在上一版里改过、加过的文件会原样带到新版本。
    """
    from generator.app.outcome import BuildRequest
    from generator.app.today import today
    from generator.cli.build import run
    from generator.standard.stage import Stage

    codes = (code.upper() for text in only for code in re.split(r"[,，、\s]+", text))
    request = BuildRequest(
        source=file,
        as_of=as_of or today(),
        output=output,
        only=tuple(code for code in codes if code),
        stage=Stage(stage) if stage else None,
        major=major,
        dry_run=dry_run,
        templates=templates,
        page_numbers=page_numbers,
        force=force,
    )
    if watch:
        from generator.cli.watching import watching

        return watching(file, lambda: run(request, strict=strict))
    return run(request, strict=strict)


cli.add_command(batch)


@cli.command()
@click.argument("file", metavar="活动文件", type=FILE)
@click.option(
    "--stage", metavar="阶段", type=Words(*STAGES), help=f"{'、'.join(STAGES)};默认按日期与内容推断"
)
@click.option("--as-of", metavar="日期", type=Day(), help="按哪一天检查;默认今天")
@click.option(
    "--format", "style", metavar="格式", type=Words("human", "short", "json"), default="human",
    help="human 详细(默认)、short 每条一行、json 供程序读取",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="有警告时退出码为 3,供程序判断")
@click.option(
    "--output", "-o", metavar="目录", type=FILE,
    help="资料包放在哪里,用来核对已定稿的文件;默认为活动文件上一级的 output 目录",
)  # fmt: skip
@click.option(
    "--fix",
    is_flag=True,
    help="先把有把握的改好(全角数字、中文日期、错一个字母的键、行尾空格),改动先显示再写入",
)
@click.option("--watch", is_flag=True, help="活动文件每次保存后自动再检查,按 Ctrl-C 结束")
def check(
    file: Path,
    stage: str | None,
    as_of: dt.date | None,
    style: str,
    strict: bool,
    output: Path | None,
    fix: bool,
    watch: bool,
) -> int:
    """检查活动文件,一次列出全部问题。

    错误会挡住生成,退出码为 1;警告和提示不挡,请看一看。检查的宽严随阶段:策划版放过的,复盘归档版不放过。
    已定稿的文件与活动文件不一致的地方,也会指出。
    """
    from generator.cli.check import run

    if watch:
        from generator.cli.watching import watching

        return watching(file, lambda: run(file, stage, as_of, style, output, strict=strict, fix=fix))
    return run(file, stage, as_of, style, output, strict=strict, fix=fix)


@cli.command()
@click.argument("pack", metavar="资料包", type=FILE)
@click.argument("versions", metavar="[版本 版本]", nargs=-1)
def diff(pack: Path, versions: tuple[str, ...]) -> int:
    """说明资料包里改了什么:表 2 第 3 行「单价」68,000 → 67,000。

    不写版本时,比较最新版里的文件与程序生成时的样子;写两个版本(如 V1.0 V1.1)时,比较这两版。
    只比较文字、数值、公式、图片、批注与修订,不比较字体颜色等格式。
    """
    from generator.cli.diff import run

    if len(versions) not in (0, 2):
        raise click.UsageError("版本要么不写,要么写两个,例如 V1.0 V1.1")
    return run(pack, versions)


for _command in (status, archive, verify, list_archives):
    cli.add_command(_command)


for _command in (convert, explain, schema):
    cli.add_command(_command)


@cli.command()
@click.argument("template", metavar="模板", type=FILE)
@click.argument("data", metavar="数据", type=FILE)
@click.argument("out", metavar="输出文件", type=FILE)
@click.option("--verbose", is_flag=True, help="列出留给 Excel 打开时计算的公式")
@click.option("--page-numbers", is_flag=True, help="由 LibreOffice 算出 Word 目录里的页码")
def fill(template: Path, data: Path, out: Path, verbose: bool, page_numbers: bool) -> int:
    """用任意 YAML 或 JSON 数据填写任意 Word、Excel 模板。

    数据最外层的键就是模板里的名字。
    """
    from generator.cli.fill import run

    return run(template, data, out, verbose=verbose, page_numbers=page_numbers)


@cli.group(cls=ChineseGroup)
def templates() -> None:
    """检查模板、查模板里可以用的名字、导出一套模板来改。"""


@templates.command("check")
@click.argument("files", metavar="[文件…]", nargs=-1, type=FILE)
@click.option("--templates", "folder", metavar="目录", type=FILE, help="检查这个目录里自己的模板")
@click.option(
    "--format", "style", metavar="格式", type=Words("human", "short", "json"), default="human",
    help="human 详细(默认)、short 每条一行、json 供程序读取",
)  # fmt: skip
@click.option(
    "--annotate", metavar="目录", type=FILE,
    help="为有问题的模板各写一份副本,问题处加 Word 批注或 Excel 批注;不覆盖已有文件",
)  # fmt: skip
def check_templates(files: tuple[Path, ...], folder: Path | None, style: str, annotate: Path | None) -> int:
    """检查模板,一次列出全部问题;不需要活动文件。

    不写文件时检查自带的全部模板。名字写错、用错过滤器、标签没有成对、字体样式、外部链接、残留的个人信息等都会指出,
    每个问题都有位置和改法。只有警告时退出码为 0。
    """
    from generator.cli.templates import run_check

    if files and folder:
        raise click.UsageError("文件与 --templates 只能写一样")
    return run_check(files, folder, style, annotate)


@templates.command("fields")
@click.argument("code", metavar="代码")
@click.option("--all", "everything", is_flag=True, help="列出全部名字,不只与这份文件有关的")
@click.option(
    "--format", "style", metavar="格式", type=Words("human", "json"), default="human",
    help="human 供人阅读(默认)、json 供程序读取",
)  # fmt: skip
def list_template_fields(code: str, everything: bool, style: str) -> int:
    """列出一份文件的模板里可以用的名字,带中文名、类型和例子。

    代码如 YS。默认列出它的模板用到的、标准流程要求它必填的各组名字,以及每份文件都有的公司、活动、文件信息;
    其余各组只列组名,--all 全部列出。自带的模板已用到的名字前有 ● 号;还没有自带模板的文件,列出全部名字。
    """
    from generator.cli.templates import run_fields

    return run_fields(code, style, everything=everything)


@templates.command("export")
@click.argument("folder", metavar="目录", type=FILE)
def export_templates(folder: Path) -> int:
    """把自带的模板复制一套到目录里,改成自己公司的样子。

    Word、Excel 模板分别放进 templates_docx、templates_xlsx。不覆盖已有文件。
    """
    from generator.cli.templates import run_export

    return run_export(folder)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK console cannot show every character
    try:
        code = _run(arguments)
    except OSError:
        os._exit(FAILED)  # nobody reads what is printed any more (`| head`), or the disk behind `>` is full
    sys.exit(code)


def run() -> None:
    """Be the command `campaign-pack`: run it, and end the process without freeing what the system frees at once.

    To free some hundred thousand objects one by one takes a tenth of a build.
    """
    try:
        main()
    except SystemExit as left:
        atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself does before it frees anything
        os._exit(_flushed(int(left.code or 0)))


def _flushed(code: int) -> int:
    """Return the exit code, that of failed surroundings where nobody can read what was said."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return code or FAILED
    return code


def _run(arguments: list[str] | None) -> int:
    from generator.cli.telling import telling

    return telling(lambda: cli.main(arguments, standalone_mode=False))
