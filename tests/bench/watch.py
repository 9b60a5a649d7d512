"""How soon a changed price is built after it is saved, beside a warm build in the same run."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.acceptance.test_watch import Watch
from tests.bench.result import Result, Section
from tests.bench.timing import OURS, Spent, beside, here, in_turn
from tests.support.command import EXAMPLE, build

TEXT = """
From saving a changed price to the line that says the pack is built, with `campaign-pack build --watch`;
beside it the same change built by a call in a process that is warm. Watching waits a moment for an editor
to finish saving.
"""


def run() -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="campaign-pack-bench-") as home:
        warm, watched = (_file(Path(home) / name) for name in ("warm", "watched"))
        prices = {file: count(1) for file in (warm, watched)}
        watch = Watch("build", watched, "--output", watched.parent / "output")
        watch.until("正在等待")

        def changed() -> Spent:
            began = time.perf_counter()
            _change(watched, next(prices[watched]))
            watch.until("已生成")
            return Spent(time.perf_counter() - began, 0)

        def built() -> Spent:
            _change(warm, next(prices[warm]))
            return here(lambda: build(warm, warm.parent / "output"))()

        build(warm, warm.parent / "output")
        spent = in_turn({OURS: changed, "a warm build": built})
        watch.stop()
    yield from beside("a saved price is built", spent)


def _file(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return Path(shutil.copyfile(EXAMPLE, folder / EXAMPLE.name))


def _change(file: Path, price: int) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in ((68000 + price - 1, 68000 + price), (85000 - price + 1, 85000 - price)):
        assert f"unit_price: {old}" in text
        text = text.replace(f"unit_price: {old}", f"unit_price: {new}", 1)
    file.write_text(text, encoding="utf-8")


SECTION = Section("watch", "Watching", TEXT, run)
