"""The two front pages show the same commands, and the commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from generator.cli import cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.zh-CN.md")


def _commands(page: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_both_pages_show_the_same_commands() -> None:
    english, chinese = map(_commands, PAGES)
    assert english == chinese
    assert "make pack" in english


@pytest.mark.parametrize("line", [c for c in _commands("README.md") if c.startswith("campaign-pack")])
def test_every_command_shown_exists_with_its_options(line: str) -> None:
    words = line.split()[1:]
    command: click.Command = cli
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {w for w in words if w.startswith("--")} <= options


@pytest.mark.parametrize("line", [c for c in _commands("README.md") if c.startswith("make ")])
def test_every_make_target_shown_exists(line: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE)
