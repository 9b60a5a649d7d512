"""The workbooks of four campaigns warm, beside openpyxl's load, fill and save.

Ours computes every formula and stores its value; openpyxl computes none.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.pack import pack_of
from tests.bench.timing import compare
from tests.support import baseline
from tests.support.campaigns import MINIMAL
from tests.support.command import EXAMPLE
from tests.support.variants import closed, overlong

PEER = "openpyxl"


def main() -> None:
    """Print the ratio."""
    texts = (EXAMPLE.read_text("utf-8"), closed(), overlong(), MINIMAL)
    jobs = [job for text in texts for job in pack_of(text).jobs() if not job.is_word]
    with tempfile.TemporaryDirectory() as folder:

        def theirs() -> None:
            for job in jobs:
                baseline.fill_excel(job.path, job.values, Path(folder))

        compare(f"{len(jobs)} workbooks, warm", lambda: [job.fill() for job in jobs], PEER, theirs)
