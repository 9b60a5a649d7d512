"""The law of conditional formats and validations: every cell gets the formula it would get typed into it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.office.excel.moving.axis import over
from generator.office.excel.moving.conditions import Part, moved_parts
from generator.office.excel.moving.formulas import read_formula
from generator.office.excel.moving.layout import Block, Layout, Loop
from generator.office.excel.moving.moves import Moves, Spot, Tab
from generator.office.excel.moving.references import read_area
from generator.office.excel.moving.rowmap import Line, RowMap
from generator.office.letters import LAST_COLUMN
from tests.unit.row_sheets import sheets


def on_sheet(rows: RowMap) -> Moves:
    return Moves([Tab("表", "表", rows, RowMap(Layout(), [], LAST_COLUMN))], ["表"])


def rows_of(part: Part) -> list[int]:
    return [row for area in part.areas for row in range(area.first.row, area.end.row + 1)]


def normal(formula: str) -> str:
    """Return a formula without `$`, its ranges from the upper to the lower row: C5:C3 is C3:C5."""

    def upright(found: re.Match[str]) -> str:
        first, last = sorted((int(found[2]), int(found[4])))
        return f"{found[1]}{first}:{found[3]}{last}"

    return re.sub(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", upright, formula.replace("$", ""))


@given(sheets, st.data())
def test_every_cell_has_the_formula_it_would_have_by_itself(rows: RowMap, data: st.DataObject) -> None:
    moves = on_sheet(rows)
    last = rows.layout.depth + 2
    low = data.draw(st.integers(1, last))
    high = data.draw(st.integers(low, last))
    named = data.draw(st.lists(st.integers(1, last), min_size=1, max_size=3))
    written = data.draw(st.sampled_from(["$C{}>1", "$C${}>1", "SUM(C{0}:C{0})", "SUM($C${0}:C{0})"]))
    formula = "+".join(written.format(row) for row in named)
    parts = moved_parts(f"A{low}:B{high}", [formula], moves)
    assert sorted(row for part in parts for row in rows_of(part)) == over(rows, read_area(f"A{low}:B{high}"))
    for part in parts:
        top = min(rows_of(part))
        for row in rows_of(part):
            origin = rows.at(row)
            alone = moves.formula(read_formula(formula).shifted(origin.template - low, 0), Spot(origin))
            shown = read_formula(part.formulas[0]).shifted(row - top, 0)
            if "#REF!" not in alone:
                assert normal(shown) == normal(alone)


@given(sheets)
def test_areas_without_formulas_stay_one(rows: RowMap) -> None:
    parts = moved_parts(f"A1:B{rows.layout.depth + 1}", [], on_sheet(rows))
    assert len(parts) == 1


def test_areas_on_control_rows_alone_vanish() -> None:
    rows = RowMap(Layout((Loop(2, 4),), (Block((2, 4)),)), [Line(1), Line(3, (1,))])
    assert moved_parts("A2:B2", ["A2>1"], on_sheet(rows)) == []


@pytest.mark.parametrize("sqref", ["A1:A1048576", "C:D"])
def test_whole_columns_stay(sqref: str) -> None:
    rows = RowMap(Layout((Loop(2, 4),), (Block((2, 4)),)), [Line(1), Line(3, (1,)), Line(3, (2,))])
    assert [part.sqref for part in moved_parts(sqref, [], on_sheet(rows))] == [sqref]
