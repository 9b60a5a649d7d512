"""The benchmark: `python -m tests.bench` writes the page, `python -m tests.bench NAME …` only prints.

A number behind the names is how many campaigns the section `batch` takes.
"""

from __future__ import annotations

import os
import sys
import tempfile

from generator.app.collector import spare_collector
from tests.bench import (
    archives,
    batch,
    check,
    cold,
    deflate,
    growth,
    packs,
    rows,
    sheets,
    steps,
    watch,
    words,
)
from tests.bench.page import PAGE, page
from tests.bench.peers import section as peers
from tests.bench.result import Said, Section, line

SECTIONS = (
    *(cold.SECTION, check.SECTION, packs.SECTION, batch.SECTION, steps.SECTION, peers.SECTION),
    *(sheets.SECTION, words.SECTION, growth.SECTION, rows.SECTION, archives.SECTION, watch.SECTION),
    deflate.SECTION,
)


def main() -> None:
    names = [name for name in sys.argv[1:] if not name.isdigit()]
    for count in filter(str.isdigit, sys.argv[1:]):
        os.environ[batch.VARIABLE] = count
    known = {section.name: section for section in SECTIONS}
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"no section {', '.join(unknown)}; there are: {' '.join(known)}")
    spare_collector(lasting=True)  # as a worker does; it is the same process for us and for the others
    with tempfile.TemporaryDirectory(prefix="campaign-pack-bench-") as folder:
        os.environ.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # some shells of developers say so; nobody else's does
        os.environ["CAMPAIGN_PACK_CACHE"] = (
            folder  # what this machine has compiled before is not in the numbers
        )
        done = [
            (section, said(section)) for section in (map(known.__getitem__, names) if names else SECTIONS)
        ]
    if not names:
        PAGE.write_text(page(done), encoding="utf-8")
        print(f"\nwritten: {PAGE}")


def said(section: Section) -> list[Said]:
    """Run a section and print what it says as it comes."""
    print(f"\n{section.name}: {section.title}", flush=True)
    found = []
    for each in section.run():
        print(line(each), flush=True)
        found.append(each)
    return found


if __name__ == "__main__":
    main()
