"""What the engine makes of a random workbook is what a person would write out by hand at full length.

The cases are drawn from a seed (`ORACLE_SEED`, else the day's), as many as `ORACLE_CASES` says, and converted
in one run of LibreOffice. A failure prints the seed and the case in a form to write a test from.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.office.excel.workbooks import NOW
from tests.real.oracle.axis import LAST_COLUMN, Axis, Loop, Plain
from tests.real.oracle.comparing import differences, facts, miscomputed, values
from tests.real.oracle.drawing import at_full_length, fill, shown
from tests.real.oracle.drawn import collected
from tests.real.oracle.references import End, One, Place, Ref, Span
from tests.real.oracle.sheets import Case, Cell, Fixed, Formula, Sheet, Tag
from tests.real.oracle.strategies import cases
from tests.support.libreoffice import recalculated

USUAL, LARGE = 100, 5_000
# LibreOffice takes some 250 files at a time; a case has two.
AT_ONCE = 100
SHOWN = 3


def chosen_seed() -> int:
    return int(os.environ.get("ORACLE_SEED") or f"{dt.date.today():%Y%m%d}")


# A heading, a list of one line with a formula, a total.
LISTED = Axis((Plain(), Loop((Plain(),), (2,)), Plain()))


def listed(total: Place) -> Case:
    cells: dict[tuple[int, int], Cell] = {
        (1, 1): Fixed("数量"),
        (3, 1): Tag((4, 5)),
        (3, 2): Formula("{0}*2", (Ref(One(3), One(1)),)),
        (5, 1): Formula("SUM({0})", (Ref(total, Span(End(1), End(1))),)),
    }
    return Case((Sheet("表", LISTED, Axis((Plain(), Plain()), LAST_COLUMN), cells),))


def test_the_oracle_writes_a_list_out_as_a_person_would() -> None:
    found = facts(at_full_length(listed(Span(End(2), End(4)))))
    cells = {what: fact for what, fact in found.items() if what[-1].isdigit()}
    assert cells == {
        "表!A1": "数量",
        "表!A2": 4,
        "表!B2": "=A2*2",
        "表!A3": 5,
        "表!B3": "=A3*2",
        "表!A4": "=SUM(A2:A3)",
    }


def test_the_oracle_tells_a_formula_that_reads_other_cells() -> None:
    expected, got = at_full_length(listed(Span(End(2), End(4)))), fill(listed(Span(End(1), End(4))), NOW)
    assert differences(facts(expected), facts(got)) == ["表!A4: expected '=SUM(A2:A3)', got '=SUM(A1:A3)'"]


@given(cases())
@settings(max_examples=30)
def test_a_filled_workbook_says_what_one_written_by_hand_says(case: Case) -> None:
    assert differences(facts(at_full_length(case)), facts(filled(case, NOW))) == [], shown(case)


@pytest.mark.needs_libreoffice
def test_libreoffice_finds_the_same_values_in_both(tmp_path: Path) -> None:
    judge(chosen_seed(), int(os.environ.get("ORACLE_CASES") or USUAL), tmp_path)


@pytest.mark.large
@pytest.mark.needs_libreoffice
def test_libreoffice_finds_the_same_values_in_thousands(tmp_path: Path) -> None:
    judge(chosen_seed() + 1, LARGE, tmp_path)


def filled(case: Case, now: dt.datetime) -> bytes:
    """Fill the template of a case; whatever goes wrong says which case it was."""
    try:
        return fill(case, now)
    except Exception as error:
        error.add_note(shown(case))
        raise


def judge(seed: int, count: int, room: Path) -> None:
    """Draw the cases, convert them, and tell of those that differ."""
    drawn = collected(seed, count)
    found = []
    for start in range(0, count, AT_ONCE):
        found += list(_failures(drawn[start : start + AT_ONCE], room / str(start)))
    told = "\n\n".join(found[:SHOWN])
    assert not found, f"ORACLE_SEED={seed} ORACLE_CASES={count}: {len(found)} cases differ\n{told}"


def _failures(drawn: Sequence[Case], room: Path) -> Iterator[str]:
    now = dt.datetime.now()
    ours, theirs = [filled(case, now) for case in drawn], [at_full_length(case) for case in drawn]
    judged = recalculated([*ours, *theirs], room)
    for number, (case, our, their) in enumerate(zip(drawn, ours, theirs, strict=True)):
        ours_judged, theirs_judged, said = (*map(values, judged[number :: len(drawn)]), facts(our))
        told = [
            *differences(facts(their), said),
            *(f"value of {line}" for line in differences(theirs_judged, ours_judged)),
            *(f"stored value of {line}" for line in miscomputed(ours_judged, values(our), said)),
        ]
        if told:
            yield "\n".join([shown(case), *told[:12]])
