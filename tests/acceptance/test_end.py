"""The process ends at once, and says by its exit code what it would have said had it cleaned up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import ROOT

COMMAND = (sys.executable, "-m", "generator")


@pytest.mark.parametrize(
    ("arguments", "code"), [(("--version",), 0), (("explain", "没有的"), 2), (("无此命令",), 2)]
)
def test_what_was_said_arrives_before_the_end(arguments: tuple[str, ...], code: int) -> None:
    done = subprocess.run([*COMMAND, *arguments], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == code
    assert done.stdout + done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_a_redirection_is_told_by_the_exit_code() -> None:
    with Path("/dev/full").open("wb") as full:
        for arguments in (("--help",), ("explain", "没有的")):
            done = subprocess.run(
                [*COMMAND, *arguments], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
            )
            assert done.returncode == 4, arguments
            assert b"Traceback" not in done.stderr
