"""The benchmark says what it measures: the tools beside us do the same work, and the page shows what was found."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench.__main__ import SECTIONS
from tests.bench.page import table
from tests.bench.peers.section import check, start
from tests.bench.peers.tools import LIST, REPORT, Kind
from tests.bench.result import Result, Side
from tests.bench.steps import WARM
from tests.bench.timing import Spent, beside


@pytest.mark.parametrize("kind", [REPORT, LIST], ids=lambda kind: kind.what)
def test_every_tool_writes_the_same(kind: Kind, tmp_path: Path) -> None:
    with ExitStack() as stack:
        workers = start(kind, tmp_path, stack)
        assert len(workers) >= 2
        check(kind, workers, 10, tmp_path / "result")


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    spent = {
        "ours": [Spent(1, 1), Spent(2, 1), Spent(4, 1)],
        "theirs": [Spent(3, 1), Spent(4, 1), Spent(20, 1)],
    }
    (found,) = beside("work", spent)
    assert found == Result("work", Side("ours", 2000), Side("theirs", 4000), 3.0)


def test_a_table_leaves_out_what_nothing_fills() -> None:
    found = table([Result("work", Side("ours", 8000), Side("theirs", 2000, peak=64.2), 0.25)])
    assert found.splitlines() == [
        "| what | ours | beside | theirs | ratio | peak, theirs |",
        "| --- | --- | --- | --- | --- | --- |",
        "| work | 8,000 ms | theirs | 2,000 ms | **4.0 times as long** | 64 MB |",
    ]


def test_each_section_has_a_name_of_its_own() -> None:
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)


@pytest.mark.parametrize(("owner", "attribute"), [step[:2] for step in WARM], ids=[step[1] for step in WARM])
def test_every_step_that_is_timed_is_there(owner: object, attribute: str) -> None:
    assert callable(getattr(owner, attribute))
