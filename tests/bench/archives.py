"""`archive` and `verify` of large files beside `cp` plus `sha256sum`, and `sha256sum`, over the same tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.result import Remark, Said, Section
from tests.bench.timing import OURS, beside, here, in_turn
from tests.support.archives import archive, built, drop_in, only_in, verify

FILMS, SIZE = 4, 256 * 2**20
TEXT = f"""
The pack of the closed example with {FILMS} films of {SIZE // 2**20} MB. `archive` checks the pack, copies
it, writes the records and reads everything back; beside it `cp -r` and `sha256sum` over the copy. `verify`
reads the archive, beside it `sha256sum` over the same files.
"""


def run() -> Iterator[Said]:
    if not shutil.which("sha256sum"):
        yield Remark("sha256sum is not installed.")
        return
    with tempfile.TemporaryDirectory(prefix="campaign-pack-bench-") as home:
        version = _pack_with_films(Path(home) / "output")
        shelf, other = Path(home) / "shelf", Path(home) / "copy"

        def ours() -> None:
            shutil.rmtree(shelf, ignore_errors=True)
            assert archive(version.parent, shelf).code == 0

        def theirs() -> None:
            shutil.rmtree(other, ignore_errors=True)
            subprocess.run(["cp", "-r", version, other], check=True)
            _hash(other)

        size = f"{FILMS * SIZE / 2**30:.0f} GB"
        yield from beside(f"archive {size}", in_turn({OURS: here(ours), "cp + sha256sum": here(theirs)}))
        found = only_in(shelf)
        spent = in_turn({OURS: here(lambda: verify(found)), "sha256sum": here(lambda: _hash(found))})
        yield from beside(f"verify {size}", spent)


def _pack_with_films(output: Path) -> Path:
    version = built(output)
    drop_in(version, film=1_000_000)
    films = version / "05_素材影像" / "视频"
    block = os.urandom(2**20)
    for number in range(FILMS):
        with (films / f"机位{number}.mp4").open("wb") as stream:
            for at in range(SIZE // len(block)):
                stream.write(at.to_bytes(8, "big") + block[8:])
    return version


def _hash(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)


SECTION = Section("archives", "Archives of large files", TEXT, run)
