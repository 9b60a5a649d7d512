"""A build that is killed at any moment leaves a whole version or none; the next one works and tidies up."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.command import AS_OF, EXAMPLE, ROOT, build, pack_folder, versions

MINE = "04_附件凭证/合同/我的合同.pdf"
SEED = 20260910


@pytest.mark.parametrize(
    "count", [15, pytest.param(100, marks=pytest.mark.large)], ids=lambda n: f"{n} kills"
)
def test_killed_anywhere_a_version_is_whole_or_absent_and_nothing_is_lost(count: int, tmp_path: Path) -> None:
    source, output = tmp_path / "campaigns" / EXAMPLE.name, tmp_path / "output"
    source.parent.mkdir()
    source.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert build(source, output, "--only", "YS").code == 0
    (pack_folder(output) / "V1.0" / MINE).write_bytes(b"mine")
    moments, killed = random.Random(SEED), 0  # noqa: S311 - moments, not secrets
    for price in range(1, count + 1):
        change_a_price(source, price)
        killed += kill_while_publishing(source, output, moments.uniform(0, 0.04))
        before = whole_versions(output)
        done = build(source, output, "--only", "YS")
        assert done.code == 0, done.out + done.err
        assert set(before) <= set(whole_versions(output))
        assert leftovers(output) == []
        newest = max(versions(output), key=lambda name: [int(n) for n in name[1:].split(".")])
        assert (pack_folder(output) / newest / MINE).read_bytes() == b"mine"
    assert killed >= count // 3, "the moments missed the publication"


def change_a_price(source: Path, price: int) -> None:
    text = source.read_text(encoding="utf-8")
    before = price - 1
    for old, new in (
        (f"unit_price: {68000 + before}", f"unit_price: {68000 + price}"),
        (f"unit_price: {85000 - before}", f"unit_price: {85000 - price}"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    source.write_text(text, encoding="utf-8")


def kill_while_publishing(source: Path, output: Path, delay: float) -> bool:
    """Start a build and kill it `delay` seconds after it has begun to write; tell whether that was before its end."""
    memory = pack_folder(output) / ".pack"
    command = [sys.executable, "-m", "generator", "build", source, "--output", output, "--as-of", AS_OF]
    builder = subprocess.Popen(
        [*map(str, command), "--only", "YS"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while builder.poll() is None and not list(memory.glob("*.lock")):
        time.sleep(0.001)
    time.sleep(delay)
    builder.kill()
    return builder.wait() != 0


def whole_versions(output: Path) -> list[str]:
    """Return the versions there are, each of which must hold every file of its manifest, byte for byte."""
    folder = pack_folder(output)
    for name in versions(output):
        manifest = json.loads((folder / ".pack" / name / "manifest.json").read_bytes())
        for record in manifest["files"]:
            content = (folder / name / record["path"]).read_bytes()
            known = hashlib.sha256(content).hexdigest() == record["sha256"]
            assert known or record["path"] == MINE, (name, record["path"])
    return versions(output)


def leftovers(output: Path) -> list[str]:
    memory = pack_folder(output) / ".pack"
    return [path.name for path in memory.iterdir() if not path.name.startswith("V")]
