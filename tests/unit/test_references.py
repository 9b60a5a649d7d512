"""Laws of references and formulas: found all, and changed only in their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.office.excel.moving.formulas import read_formula
from generator.office.excel.moving.references import LAST_ROW, read_reference, sheet_prefix
from generator.office.letters import LAST_COLUMN, column_letters, column_number

sheets = st.sampled_from(["", "表!", "'清单 1'!", "'It''s'!", "Sheet1!", "'a-b'!"])
columns = st.integers(1, LAST_COLUMN).map(column_letters)
rows = st.integers(1, LAST_ROW - 1)
dollars = st.sampled_from(["", "$"])
corners = st.builds("{}{}{}{}".format, dollars, columns, dollars, rows)
cells = st.builds("{}{}".format, sheets, corners)


@given(st.integers(1, LAST_COLUMN))
def test_letters_and_numbers_of_columns_are_the_same_thing(number: int) -> None:
    assert column_number(column_letters(number)) == number


@given(cells)
def test_a_cell_is_written_as_it_was_read(text: str) -> None:
    reference = read_reference(text)
    assert reference is not None
    assert str(reference) == text


@given(sheets, columns, st.integers(1, 1000), st.integers(0, 1000), dollars)
def test_a_range_is_written_as_it_was_read(sheet: str, column: str, row: int, more: int, dollar: str) -> None:
    text = f"{sheet}{column}{dollar}{row}:{dollar}{column}{row + more}"
    assert str(read_reference(text)) == text


@given(cells, st.integers(-50, 50), st.integers(-20, 20))
def test_shifting_back_undoes_shifting(text: str, down: int, right: int) -> None:
    reference = read_reference(text)
    assert reference is not None
    shifted = reference.shifted(down, right)
    assert shifted is None or shifted.shifted(-down, -right) == reference


def test_a_range_is_read_with_its_upper_left_corner_first() -> None:
    assert str(read_reference("表!B7:$A$2")) == "表!$A$2:B7"
    running = read_reference("$C$3:C3")
    assert running is not None
    assert str(running.shifted(-1, 0)) == "$C2:C$3"


@given(cells, st.integers(-50, 50))
def test_fixed_rows_do_not_shift(text: str, down: int) -> None:
    reference = read_reference(text)
    assert reference is not None
    shifted = reference.shifted(down, 0)
    if reference.first.row_fixed:
        assert shifted == reference


@pytest.mark.parametrize(
    "text",
    [
        "XFE1",
        "A1048577",
        "名称",
        "TRUE",
        "Table1[@列]",
        "[1]表!A1",
        "'[b k.xlsx]表'!B2",
        "A0",
        "R1C1",
    ],
)
def test_names_and_other_workbooks_are_left_alone(text: str) -> None:
    assert read_reference(text) is None


@pytest.mark.parametrize(
    ("text", "sheets"),
    [
        ("一月:三月!A1", ("一月", "三月")),
        ("'a b:c d'!A1", ("a b", "c d")),
        ("表!A1:B2", None),
        ("A1:B2", None),
    ],
)
def test_references_through_several_sheets_name_both_ends(text: str, sheets: tuple[str, str] | None) -> None:
    reference = read_reference(text)
    assert reference is not None
    assert reference.sheets == sheets
    assert str(reference) == text


@pytest.mark.parametrize(
    ("names", "prefix"),
    [
        (("清单",), "清单!"),
        (("清单 1",), "'清单 1'!"),
        (("2026年",), "'2026年'!"),
        (("It's",), "'It''s'!"),
        (("AB12",), "'AB12'!"),
        (("R1C1",), "'R1C1'!"),
        (("一店", "二店"), "一店:二店!"),
        (("一 店", "二店"), "'一 店:二店'!"),
        (("一店", "一店"), "一店!"),
    ],
)
def test_sheets_are_quoted_where_they_must_be(names: tuple[str, ...], prefix: str) -> None:
    assert sheet_prefix(*names) == prefix


@given(cells)
def test_turning_twice_changes_nothing(text: str) -> None:
    reference = read_reference(text)
    assert reference is not None
    assert str(reference.turned().turned()) == text


@pytest.mark.parametrize(
    ("formula", "references"),
    [
        ("SUM(A1:B2,'清单 1'!A:B,$1:$3)+B2#", ["A1:B2", "'清单 1'!A:B", "$1:$3", "B2"]),
        ('名称+A1&"中文A1"&A2', ["A1", "A2"]),
        ("SUM((A1,B1:B2))", ["A1", "B1:B2"]),
        ("A1:C3 B2:B9", ["A1:C3", "B2:B9"]),
        ("A1 : B2", ["A1:B2"]),
        ("表!A1:表!B2", ["表!A1:B2"]),
        ("A1:INDEX(B:B,3)", ["A1", "B:B"]),
        ("T[@列]*T[[#Totals],[列 A1]]+LOG10(A1)", ["A1"]),
        ("SUM(一月:三月!A1,[1]表!A1)", ["一月:三月!A1"]),
        ("IF(A1=#REF!,表!#REF!,@B2)", ["A1", "B2"]),
        ("{1,2;3,4}*a1", ["A1"]),
        ('"A1""B2"&C3', ["C3"]),
        ("1E5+A5%", ["A5"]),
    ],
)
def test_every_reference_of_a_formula_is_found(formula: str, references: list[str]) -> None:
    assert [str(reference) for reference in read_formula(formula).references] == references


@given(
    st.lists(cells, min_size=1, max_size=5), st.sampled_from(["+", "&", ",", "*", "^", '&"文A1"&', "+名称-"])
)
def test_moving_changes_nothing_but_the_references(found: list[str], between: str) -> None:
    formula = f"SUM({between.join(found)})" if between == "," else between.join(found)
    read = read_formula(formula)
    assert str(read) == formula
    assert read.moved(lambda _: "§") == formula.replace(between.join(found), between.join("§" for _ in found))


@pytest.mark.parametrize(
    ("formula", "listed"),
    [
        ("SUM(E5)", [True]),
        ("SUM( E5 , F6 )", [True, True]),
        ("SUM(E5*2)", [False]),
        ("ROUND(E5,2)", [False]),
        ("SUM(IF(E5,1,0))", [False]),
        ('COUNTIF(E5,"x")', [True]),
        ("E5", [False]),
        ("(E5)", [False]),
        ("SUM((E5))", [False]),
    ],
)
def test_a_cell_that_is_the_whole_argument_of_a_list_function_is_told(
    formula: str, listed: list[bool]
) -> None:
    assert [reference.ranged for reference in read_formula(formula).references] == listed


def test_a_formula_filled_beyond_the_sheet_loses_its_reference_as_in_excel() -> None:
    assert read_formula("A1+$B$1+表!A1").shifted(-1, 0) == "#REF!+$B$1+表!#REF!"


def test_a_formula_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ValueError, match="string"):
        read_formula('A1&"offen')
