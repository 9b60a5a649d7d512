"""The commands of 资料归档: where a pack stands, its archive, is it still sound, and which archives there are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand, RequiredOption, Words
from generator.cli.options import FILE, Day


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="资料包|活动文件", type=FILE)
@click.option("--as-of", metavar="日期", type=Day(), help="按哪一天看是否逾期;默认今天")
@click.option(
    "--format", "style", metavar="格式", type=Words("human", "json"), default="human",
    help="human 供人阅读(默认)、json 供程序读取",
)  # fmt: skip
def status(source: Path, as_of: dt.date | None, style: str) -> int:
    """看每份文件进行到哪里:未开始、草稿、已编辑、定稿、已签字扫描、缺失。

    「文件里待填」读自您编辑过的 Word、Excel 文件本身;附件数的是文件夹里真有的。有逾期或缺失时退出码为 3。
    """
    from generator.app.today import today
    from generator.cli.status import run

    return run(source, as_of or today(), style)


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="资料包|活动文件", type=FILE)
@click.option(
    "--to", cls=RequiredOption, metavar="目录", type=FILE, required=True,
    help="必填:归档到哪个目录,例如共享盘上的 市场活动档案",
)  # fmt: skip
@click.option("--bagit", is_flag=True, help="按 BagIt 1.0 打包:各文件夹放在 data 之下")
@click.option("--zip", "zipped", is_flag=True, help="归档成一个 zip 文件,不是文件夹;旁边另有它的 SHA-256")
@click.option("--pdf", is_flag=True, help="由 LibreOffice 为每份文档另存一份 PDF/A")
@click.option("--force", is_flag=True, help="必须的检测项没有通过、有文件正在打开,也归档")
@click.option("--dry-run", is_flag=True, help="只检查,列出将要归档什么,不写任何文件")
@click.option(
    "--share-prefix", metavar="前缀", default="",
    help="同事打开共享盘时看到的路径,如 \\\\服务器\\市场部\\档案;不写时用 organization.yaml 里的",
)  # fmt: skip
@click.option("--as-of", metavar="日期", type=Day(), help="归档日期;默认今天")
def archive(
    source: Path, to: Path, bagit: bool, zipped: bool, pdf: bool, force: bool, dry_run: bool, share_prefix: str,
    as_of: dt.date | None,
) -> int:  # fmt: skip
    """把资料包的最新版归档到共享盘。

    先按真实性、完整性、可用性、安全性自检(检测报告),必须的项没有通过就不归档;再逐个复制、回读核对,
    重新生成归档清单与移交登记表,最后一次改名发布。资料包本身不会改动。有提醒要看时退出码为 3。
    """
    from generator.app.archive import ArchiveRequest
    from generator.app.today import today
    from generator.cli.archive import run

    return run(
        ArchiveRequest(
            source=source,
            to=to,
            as_of=as_of or today(),
            bagit=bagit,
            zipped=zipped,
            pdf=pdf,
            force=force,
            dry_run=dry_run,
            share_prefix=share_prefix,
        )
    )


@click.command(cls=ChineseCommand)
@click.argument("archived", metavar="归档", type=FILE)
@click.option("--as-of", metavar="日期", type=Day(), help="核对日期;默认今天")
def verify(archived: Path, as_of: dt.date | None) -> int:
    """核对归档(文件夹、BagIt 或 zip)与它的清单:有没有改动、缺失、多出、改名。

    不需要网络。不一致时退出码为 3;一致时在归档旁边记下核对日期。
    """
    from generator.app.today import today
    from generator.cli.verify import run

    return run(archived, as_of or today())


@click.command("list", cls=ChineseCommand)
@click.argument("share", metavar="目录", type=FILE)
@click.option(
    "--catalogue", metavar="文件", type=FILE, help="另写一份归档总目录.xlsx;写目录时放在里面,不覆盖已有文件"
)
@click.option("--as-of", metavar="日期", type=Day(), help="编制日期;默认今天")
def list_archives(share: Path, catalogue: Path | None, as_of: dt.date | None) -> int:
    """列出目录下的全部归档:编号、名称、日期、类型、保管至、大小、最近核对。"""
    from generator.app.today import today
    from generator.cli.shelf import run

    return run(share, catalogue, as_of or today())
