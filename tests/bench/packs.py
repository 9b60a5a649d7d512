"""Whole packs beside plain docxtpl and openpyxl.

cold  a whole process: `campaign-pack build` of the example (reading, checking, rendering, computing, publishing)
      against the same templates filled with ready-made values, one process each.
warm  the documents rendered again and again in one process, against the same in the other.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.pack import pack_of, values_of, write_values
from tests.bench.timing import compare
from tests.support import baseline
from tests.support.command import AS_OF, EXAMPLE

PEERS = "docxtpl + openpyxl"


def main() -> None:
    """Print both ratios with the medians they come from."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        pack = pack_of()
        jobs = pack.jobs()
        templates, values = [job.path for job in jobs], values_of(jobs)
        write_values(jobs, home / "values")
        theirs = [sys.executable, "-m", "tests.support.baseline", home / "values", home, *templates]
        counter = iter(range(1000))

        def ours() -> None:
            output = home / f"output{next(counter)}"
            command = [sys.executable, "-m", "generator", "build", EXAMPLE, "-o", output, "--as-of", AS_OF]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        compare("cold build", ours, PEERS, lambda: subprocess.run(theirs, check=True))
        compare("warm pack", pack.make, PEERS, lambda: baseline.fill_all(templates, values, home))
