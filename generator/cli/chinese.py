"""click, speaking Chinese: help pages and the sentences for wrong usage."""

from __future__ import annotations

from typing import Any

import click


class ChineseCommand(click.Command):
    """A command whose help page is Chinese throughout."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": "[选项]", **settings})

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [r for r in (option.get_help_record(ctx) for option in options) if r]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with a Chinese explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of such commands, listed in the order in which they were added."""

    command_class = ChineseCommand

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"subcommand_metavar": "命令 …", **settings})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of work, not of the alphabet."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with the first sentence of their help."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("命令"):
            formatter.write_dl([(name, c.get_short_help_str(60)) for name, c in commands if c])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which there are."""
        if args and args[0] not in self.commands:
            names = "、".join(self.list_commands(ctx))
            ctx.fail(f"没有名为「{args[0]}」的命令;可用的命令:{names}")
        return super().resolve_command(ctx, args)


class RequiredOption(click.Option):
    """An option that must be given; its help says so in Chinese."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return what help shows in brackets, without the English word."""
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra


def usage_message(error: click.UsageError) -> str:
    """Return what is wrong with the command line, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        nearest = f";是否想写 {'、'.join(error.possibilities)} ?" if error.possibilities else ""
        return f"没有名为 {error.option_name} 的选项{nearest}"
    if isinstance(error, click.MissingParameter):
        if isinstance(error.param, click.Option):
            return f"缺少选项 {_name(error.param)}"
        return f"缺少参数 {error.param.human_readable_name if error.param else ''}"
    if isinstance(error, click.BadParameter):
        return error.message if _is_chinese(error.message) else f"参数 {_name(error.param)} 的值不对"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 用法不对:需要一个值,或不带值"
    return error.message if _is_chinese(error.message) else "参数过多或写法不对"


def _name(parameter: click.Parameter | None) -> str:
    return max(parameter.opts, key=len) if parameter else ""


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


class Words(click.ParamType[str]):
    """One of a few words; a wrong one is answered with all of them."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or fail in Chinese."""
        if value not in self.words:
            self.fail(f"{_name(param)} 只能是 {'、'.join(self.words)} 之一,不能是「{value}」", param, ctx)
        return str(value)


class Number(click.ParamType[int]):
    """A whole number between two others."""

    name = "number"

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or fail in Chinese."""
        text = str(value).strip()
        if not (text.isdecimal() and len(text) < 10) or not self.lowest <= int(text) <= self.highest:
            named = f"{_name(param)} 只能是" if param else "请写"
            self.fail(f"{named} {self.lowest} 到 {self.highest} 的整数,不能是「{value}」", param, ctx)
        return int(text)
