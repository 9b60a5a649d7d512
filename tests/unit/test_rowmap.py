"""Laws of the row map: what each kind of reference becomes, and what holds for every nesting of lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.office.excel.moving.layout import Block, Layout, Loop
from generator.office.excel.moving.references import LAST_ROW, read_area
from generator.office.excel.moving.rowmap import NO_LINE, Line, RowMap
from tests.unit.row_sheets import sheets


def moved(rows: RowMap, text: str, standing: Line = NO_LINE) -> str:
    return str(rows.moved(read_area(text), standing) or "#REF!")


@given(sheets)
def test_every_copy_follows_itself(rows: RowMap) -> None:
    for number, standing in enumerate(rows.rows, start=1):
        for written in ("C{}", "$C${}", "A{0}:H{0}"):
            assert moved(rows, written.format(standing.template), standing) == written.format(number)


@given(sheets)
def test_a_range_over_a_block_holds_all_its_copies_and_nothing_else(rows: RowMap) -> None:
    for block in (b for b in rows.layout.blocks if not rows.layout.chain(b.opening)):
        copies = [n for n, row in enumerate(rows.rows, 1) if block.opening < row.template < block.closing]
        expected = f"C{copies[0]}:C{copies[-1]}" if copies else f"C{LAST_ROW}:C{LAST_ROW}"
        assert moved(rows, f"C{block.opening}:C{block.closing}") == expected
        inside = {rows.rows[n - 1].template for n in range(copies[0], copies[-1] + 1)} if copies else set()
        assert all(block.opening < row < block.closing for row in inside)


@given(sheets, st.data())
def test_a_moved_range_holds_the_moved_cells_of_all_its_rows(rows: RowMap, data: st.DataObject) -> None:
    last = rows.layout.depth + 3
    low = data.draw(st.integers(1, last))
    high = data.draw(st.integers(low, last))
    area = rows.moved(read_area(f"C{low}:D{high}"))
    assert area is not None
    for row in range(low, high + 1):
        for copy in rows.copies(row):
            assert area.first.row <= copy <= area.end.row


@given(sheets)
def test_rows_outside_all_lists_keep_their_order_and_distance_below(rows: RowMap) -> None:
    depth = rows.layout.depth
    fixed = [row for row in range(1, depth + 4) if not rows.layout.chain(row) and rows.copies(row)]
    moved_to = [rows.copies(row)[0] for row in fixed]
    assert moved_to == sorted(set(moved_to))
    assert rows.copies(depth + 2)[0] - rows.copies(depth + 1)[0] == 1


@given(sheets)
def test_what_an_output_row_was_made_of_leads_back_to_it(rows: RowMap) -> None:
    for number in range(1, len(rows.rows) + 4):
        made_of = rows.at(number)
        assert number in rows.copies(made_of.template, made_of.path)


@given(sheets)
def test_no_reference_from_outside_becomes_an_error(rows: RowMap) -> None:
    for row in range(1, rows.layout.depth + 2):
        assert rows.moved(read_area(f"B{row}")) is not None
        assert rows.moved(read_area(f"$B${row}:C{row}")) is not None


@given(st.integers(1, 50), st.integers(1, 50))
def test_a_sheet_without_lists_moves_nothing(low: int, more: int) -> None:
    rows = RowMap(Layout(), ())
    assert moved(rows, f"$A{low}:C${low + more}") == f"$A{low}:C${low + more}"


# Row 4 headings, 5 {%tr for %}, 6 one row, 7 {%tr endfor %}, 8 totals.
def listed(count: int) -> RowMap:
    copies = [Line(6, (number,)) for number in range(count)]
    above = [Line(row) for row in range(1, 5)]
    return RowMap(Layout((Loop(5, 7),), (Block((5, 7)),)), [*above, *copies])


def test_rows_below_a_list_move_down_with_it() -> None:
    assert moved(listed(3), "A8:B9") == "A8:B9"
    assert moved(listed(5), "A8:B9") == "A10:B11"
    assert moved(listed(0), "A8") == "A5"


def test_a_range_over_a_list_grows_from_inside_and_from_outside() -> None:
    for standing in (NO_LINE, Line(6, (1,))):
        for written in ("G5:G7", "$G$5:$G$7", "G4:G8", "G5:G8"):
            assert moved(listed(3), written, standing).replace("$", "") in {"G5:G7", "G4:G8", "G5:G8"}
    assert moved(listed(3), "G6:G6") == "G5:G7"
    assert moved(listed(3), "G4:G6") == "G4:G7"


def test_fixed_rows_and_ranges_of_one_cell_step_out_of_the_iteration() -> None:
    own = Line(6, (1,))
    assert moved(listed(3), "$G$6:$G$6", own) == "$G$5:$G$7"
    assert moved(listed(3), "G6:G6", own) == "G5:G7"
    assert moved(listed(3), "E6:H6", own) == "E6:H6"
    assert moved(listed(3), "$G$6", own) == "$G$6"


def test_a_running_range_goes_from_the_first_copy_to_its_own() -> None:
    own = Line(6, (2,))
    for written in ("G$6:G6", "$G$6:G6", "G$5:G6"):
        assert moved(listed(4), written, own).replace("$", "") == "G5:G7"
    assert moved(listed(4), "G4:G6", own) == "G4:G7"
    assert moved(listed(4), "G6:G$6", own) == "G7:G$8"


def test_the_control_row_above_is_the_previous_copy() -> None:
    assert moved(listed(3), "E5", Line(6, (0,))) == "E4"
    assert moved(listed(3), "E5", Line(6, (2,))) == "E6"
    assert moved(listed(3), "E7", Line(6, (0,))) == "E6"
    assert moved(listed(3), "E7", Line(6, (2,))) == "E8"


def test_the_control_row_above_is_the_previous_copy_also_as_the_argument_of_a_sum() -> None:
    above = replace(read_area("E5"), ranged=True)
    assert str(listed(3).moved(above, Line(6, (2,)))) == "E6"
    assert str(listed(3).moved(above)) == "E5:E7"


def test_a_single_cell_of_a_list_is_the_first_copy_unless_a_function_takes_a_list() -> None:
    assert moved(listed(3), "E6") == "E5"
    assert moved(listed(3), "E5") == "E5"
    assert str(listed(3).moved(replace(read_area("E6"), ranged=True))) == "E5:E7"


def test_what_an_empty_list_leaves_is_the_empty_last_row() -> None:
    assert moved(listed(0), "E6") == f"E{LAST_ROW}"
    assert moved(listed(0), "E5:E7") == f"E{LAST_ROW}:E{LAST_ROW}"
    assert moved(listed(0), "E4:E8") == "E4:E5"


def test_a_reference_above_the_first_row_is_an_error_as_in_excel() -> None:
    rows = RowMap(Layout((Loop(1, 3),), (Block((1, 3)),)), [Line(2, (1,)), Line(2, (2,))])
    assert moved(rows, "E1", Line(2, (1,))) == "#REF!"
    assert moved(rows, "E1", Line(2, (2,))) == "E1"


# 5 for, 6 group heading, 7 for, 8 item, 9 endfor, 10 group total, 11 endfor; two groups of 2 and 1.
NESTED = RowMap(
    Layout((Loop(5, 11), Loop(7, 9)), (Block((5, 11)), Block((7, 9)))),
    [
        *(Line(row) for row in range(1, 5)),
        *(Line(6, (1,)), Line(8, (1, 2)), Line(8, (1, 3)), Line(10, (1,))),
        *(Line(6, (4,)), Line(8, (4, 5)), Line(10, (4,))),
    ],
)


def test_a_total_inside_a_group_sums_its_own_group_only() -> None:
    assert moved(NESTED, "G7:G9", Line(10, (1,))) == "G6:G7"
    assert moved(NESTED, "G7:G9", Line(10, (4,))) == "G10:G10"
    assert moved(NESTED, "G8:G8", Line(6, (4,))) == "G10:G10"
    assert moved(NESTED, "G5:G11") == "G5:G11"


def test_an_item_names_the_heading_of_its_own_group() -> None:
    assert moved(NESTED, "$B$6", Line(8, (4, 5))) == "$B$9"
    assert moved(NESTED, "G6:G8", Line(8, (1, 3))) == "G5:G7"
    assert moved(NESTED, "$G$8:G8", Line(8, (1, 3))) == "$G$6:G7"
    assert moved(NESTED, "$G$8:$G$8", Line(8, (1, 3))) == "$G$6:$G$7"
