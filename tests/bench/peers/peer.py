"""A tool of Python's that fills a template as often as it is told: `python -m tests.bench.peers.peer TOOL TEMPLATE`.

It speaks as `peer.js` does.
"""

from __future__ import annotations

import io
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.memory import peak

Values = dict[str, Any]
Fill = Callable[[Values], bytes]


def ours(template: bytes) -> Fill:
    import datetime as dt  # each tool loads what it needs, so that its peak memory is its own

    from generator.office.properties import Properties
    from generator.office.templates import compile_template

    compiled = compile_template(template, "template")
    now = dt.datetime(2026, 10, 16)
    properties = Properties(title="", created=now)

    def fill(values: Values) -> bytes:
        content: bytes = compiled.fill(values, now=now, properties=properties).content
        return content

    return fill


def docxtpl(template: bytes) -> Fill:
    from docxtpl import DocxTemplate

    def fill(values: Values) -> bytes:
        document, stream = DocxTemplate(io.BytesIO(template)), io.BytesIO()
        document.render(values, autoescape=True)
        document.save(stream)
        return stream.getvalue()

    return fill


def openpyxl(template: bytes) -> Fill:
    from tests.bench.plain.excel import fill_excel

    def fill(values: Values) -> bytes:
        stream = io.BytesIO()
        fill_excel(io.BytesIO(template), values, stream)
        return stream.getvalue()

    return fill


TOOLS = {"ours": ours, "docxtpl": docxtpl, "openpyxl": openpyxl}


class Worker:
    """The tool with its template and the values it was told last, which it takes in turn."""

    def __init__(self, tool: str, template: Path) -> None:
        self._fill = TOOLS[tool](template.read_bytes())
        self._values: Iterator[Values] = iter(())
        self._last = b""

    def answer(self, asked: dict[str, Any]) -> dict[str, float] | None:
        if "values" in asked:
            self._values = itertools.cycle(asked["values"])
        if "save" in asked:
            Path(asked["save"]).write_bytes(self._last)
        return {"ms": self._time(asked["fill"]), "peak": peak()} if "fill" in asked else None

    def _next(self) -> Values:
        """Return the next values, the first row put last: nothing is written twice."""
        values = next(self._values)
        values["rows"].append(values["rows"].pop(0))
        return values

    def _time(self, times: int) -> float:
        began = time.perf_counter()
        for _ in range(times):
            self._last = self._fill(self._next())
        return 1000 * (time.perf_counter() - began) / times


if __name__ == "__main__":
    worker = Worker(sys.argv[1], Path(sys.argv[2]))
    for line in sys.stdin:
        print(json.dumps(worker.answer(json.loads(line))), flush=True)
