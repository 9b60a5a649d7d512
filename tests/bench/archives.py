"""`archive` and `verify` of large files beside `cp` plus `sha256sum`, and `sha256sum`, over the same tree.

The tree: eight films of 256 MB in the pack of the closed example. What `archive` does beyond copying (self-check,
records, reading everything back) is in its time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.bench.timing import compare
from tests.support.archives import archive, built, drop_in, only_in, verify

FILMS, SIZE = 8, 256 * 2**20
ROUNDS = 3


def main() -> None:
    """Print both ratios."""
    if not shutil.which("sha256sum"):
        print("archives: sha256sum is not installed")
        return
    with tempfile.TemporaryDirectory(prefix="campaign-pack-bench-") as home:
        version = built(Path(home) / "output")
        drop_in(version, film=1_000_000)
        films = version / "05_素材影像" / "视频"
        block = os.urandom(2**20)
        for number in range(FILMS):
            with (films / f"机位{number}.mp4").open("wb") as stream:
                for at in range(SIZE // len(block)):
                    stream.write(at.to_bytes(8, "big") + block[8:])
        shelf, other = Path(home) / "shelf", Path(home) / "copy"

        def ours() -> None:
            shutil.rmtree(shelf, ignore_errors=True)
            assert archive(version.parent, shelf).code == 0

        def theirs() -> None:
            shutil.rmtree(other, ignore_errors=True)
            subprocess.run(["cp", "-r", version, other], check=True)
            _hash(other)

        compare("archive 2 GB", ours, "cp + sha256sum", theirs, ROUNDS)
        archived = only_in(shelf)
        compare("verify 2 GB", lambda: verify(archived), "sha256sum", lambda: _hash(archived), ROUNDS)


def _hash(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)
