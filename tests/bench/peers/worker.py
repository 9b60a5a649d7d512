"""A tool in a process of its own that stays warm and is asked line by line."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.bench.peers.home import modules
from tests.bench.peers.tools import Tool
from tests.bench.timing import Spent
from tests.support.command import ROOT


class Worker:
    """A tool's process, asked line by line."""

    def __init__(self, tool: Tool, template: Path) -> None:
        environment = {**os.environ, "NODE_PATH": str(modules())}
        self._process = subprocess.Popen(
            tool.command(template),
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, **asked: Any) -> Any:
        """Return the answer to one line; raise if the tool has died, which has said why on the screen."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(asked) + "\n")
        stdin.flush()
        return json.loads(stdout.readline())

    def result(self, values: Sequence[dict[str, Any]], file: Path) -> bytes:
        """Return a document filled with the first of some values, which are all kept for what comes."""
        self.ask(values=values)
        self.ask(fill=1)
        self.ask(save=str(file))
        return file.read_bytes()

    def run(self, times: int) -> Spent:
        """Return what a document takes, of so many; the peak is that of the process so far."""
        found = self.ask(fill=times)
        return Spent(found["ms"] / 1000, 0, found["peak"])

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
