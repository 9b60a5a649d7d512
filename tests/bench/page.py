"""The page of the benchmark, written from what its sections said."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from textwrap import fill

import generator
from tests.bench.peers.home import node_version, npm_version
from tests.bench.result import Remark, Result, Said, Section, duration, megabytes

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"

_INTRODUCTION = """
`make bench` writes this page. Each line shows us beside another way to do the same in the same run, in turn,
so that a slow moment of the machine hits both. Times are medians of seven rounds after one that warms up;
a ratio is the median of the rounds' ratios. Peak memory is that of a process of its own. Where the other
way does less than we do, the section says so; nothing is added to it that would slow it down.
"""

_COLUMNS: dict[str, Callable[[Result], str]] = {
    "what": lambda result: result.what,
    "ours": lambda result: duration(result.ours.ms),
    "beside": lambda result: result.other.name if result.other else "",
    "theirs": lambda result: duration(result.other.ms) if result.other else "",
    "ratio": lambda result: f"**{result.verdict}**" if result.verdict else "",
    "ours, each": lambda result: result.each,
    "theirs, each": lambda result: result.others_each,
    "peak, ours": lambda result: megabytes(result.ours),
    "peak, theirs": lambda result: megabytes(result.other),
}


def page(sections: Sequence[tuple[Section, Sequence[Said]]]) -> str:
    """Return the whole page."""
    pieces = (_section(section, said) for section, said in sections)
    return f"# How fast it is\n\n{_wrapped(_INTRODUCTION)}\n{facts()}{''.join(pieces)}"


def facts() -> str:
    """Return what the numbers depend on."""
    python = {name: version(name) for name in ("docxtpl", "python-docx", "openpyxl", "jinja2", "lxml")}
    npm = {name: npm_version(name) for name in ("docxtemplater", "pizzip", "xlsx-template")}
    rows = {
        "date": dt.date.today().isoformat(),
        "machine": f"{_processor()}, {os.cpu_count()} CPUs, {platform.system()}",
        "ours": f"campaign-pack {generator.__version__}, Python {platform.python_version()}",
        "beside, Python": ", ".join(f"{name} {number}" for name, number in python.items()),
        "beside, Node.js": ", ".join(
            [node_version(), *(f"{n} {number}" for n, number in npm.items() if number)]
        ),
    }
    return _markdown(["", ""], [list(row) for row in rows.items()])


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _section(section: Section, said: Sequence[Said]) -> str:
    pieces = [f"\n## {section.title}\n\n{_wrapped(section.text)}"]
    for is_remark, group in groupby(said, key=lambda each: isinstance(each, Remark)):
        each = list(group)
        pieces.append("\n" + ("".join(f"{remark.text}\n" for remark in each) if is_remark else table(each)))
    return "".join(pieces)


def _wrapped(text: str) -> str:
    paragraphs = (" ".join(each.split()) for each in text.strip().split("\n\n"))
    return "\n".join(f"{fill(each, 118, break_on_hyphens=False)}\n" for each in paragraphs)


def table(results: Sequence[Result]) -> str:
    """Return results as a table without the columns that none of them fills."""
    columns = {
        name: [cell(result) for result in results]
        for name, cell in _COLUMNS.items()
        if any(map(cell, results))
    }
    return _markdown(list(columns), list(map(list, zip(*columns.values(), strict=True))))


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
