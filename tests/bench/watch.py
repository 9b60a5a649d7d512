"""How soon a changed price is built after it is saved, beside a warm build in the same run (issue: less than twice)."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from tests.acceptance.test_watch import Watch
from tests.support.command import EXAMPLE, build

ROUNDS = 7


def main() -> None:
    """Print the medians of both, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="campaign-pack-bench-") as home:
        warm = _warm(Path(home) / "warm")
        watched = _watched(Path(home) / "watched")
    print(
        f"{'a saved price is built':<30} watch {watched * 1000:6.0f} ms   warm build {warm * 1000:6.0f} ms"
        f"   {watched / warm:5.2f} times as long"
    )


def _file(folder: Path) -> Path:
    (folder / "campaigns").mkdir(parents=True)
    return Path(shutil.copyfile(EXAMPLE, folder / "campaigns" / EXAMPLE.name))


def _change(file: Path, price: int) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in ((68000 + price - 1, 68000 + price), (85000 - price + 1, 85000 - price)):
        assert f"unit_price: {old}" in text
        text = text.replace(f"unit_price: {old}", f"unit_price: {new}", 1)
    file.write_text(text, encoding="utf-8")


def _warm(folder: Path) -> float:
    file = _file(folder)
    build(file, folder / "output")
    times = []
    for price in range(1, ROUNDS + 2):
        _change(file, price)
        began = time.perf_counter()
        assert build(file, folder / "output").code == 0
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


def _watched(folder: Path) -> float:
    file = _file(folder)
    watch = Watch("build", file, "--output", folder / "output")
    watch.until("正在等待")
    times = []
    for price in range(1, ROUNDS + 2):
        began = time.perf_counter()
        _change(file, price)
        watch.until("已生成")
        times.append(time.perf_counter() - began)
    watch.stop()
    return statistics.median(times[1:])
