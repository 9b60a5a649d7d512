"""What a failure looks like at the command line: its sentence and its exit code."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import click

from generator.cli.chinese import usage_message
from generator.errors import InvalidInput, SurroundingsFailed, WrongUsage

DONE, INVALID, USAGE, LOOK, FAILED = 0, 1, 2, 3, 4


def telling(work: Callable[[], object]) -> int:
    """Do some work, tell in Chinese what went wrong, and return the exit code."""
    from generator.cli.screen import print_diagnostics
    from generator.cli.wording import summary

    try:
        code = work()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return USAGE
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "campaign-pack"
        click.echo(f"用法有误:{usage_message(error)}\n查看帮助:{command} --help", err=True)
        return USAGE
    except click.Abort:
        click.echo("已取消", err=True)
        return FAILED
    except WrongUsage as error:
        print_diagnostics(error.diagnostics)
        return USAGE
    except InvalidInput as error:
        print_diagnostics(error.diagnostics)
        click.echo(f"\n共 {summary(error.diagnostics)},没有写入任何文件")
        return INVALID
    except SurroundingsFailed as error:
        click.echo(f"无法完成:{error}", err=True)
        return FAILED
    except OSError as error:  # nobody reads what we print: a full disk behind a redirection
        with contextlib.suppress(OSError):
            click.echo(f"无法完成:系统错误 {error.errno}", err=True)
        return FAILED
    return code if isinstance(code, int) else DONE
