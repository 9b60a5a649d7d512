"""Formulas drawn by hypothesis, of references that mean something where they stand.

A formula reads cells to the left of its own, or the cell above its own iteration: nothing goes in a circle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.real.oracle import choices
from tests.real.oracle.axis import Axis
from tests.real.oracle.references import End, Here, One, Place, Ref, Span, Whole
from tests.real.oracle.sheets import Area, Formula, Rule, Sheet

KEYS, NUMBERS = 1, 2
NAMED = ["SUM({})", "COUNT({})", "MAX({},1)"]
SCALAR = ["{0}*2", "{0}+{1}", "IF({0}>3,{1},0)", "ROUND({0}/3,2)", "IFERROR(10/{0},{1})", "ABS({0}-{1})"]
LISTS = ["SUM({0})", "MAX({0})", "MIN({0})", "COUNT({0})", "COUNTA({0})", "AVERAGE({0})", 'COUNTIF({0},">2")']
LISTS += ["SUM({0},{1})", "SUM({0})-{2}", "IF(COUNT({0})=0,-1,ROUND(AVERAGE({0}),2))", "SUMPRODUCT({0})"]
RANGES = ["ROWS({0})", "SUMPRODUCT(({0}>2)*1)", "COUNTBLANK({0})", "INDEX({0},1,1)", "COLUMNS({0})"]
# These take references through several sheets; these count cells of which LibreOffice, where a column is
# lost (XFD), counts those of the last column in use.
THROUGH = ("SUM(", "MAX(", "MIN(", "COUNT(", "COUNTA(", "AVERAGE(", "IF(COUNT(")
MISCOUNTED = ("COUNTA(", "COUNTBLANK(")
KEYED = ["COUNTIF({0},{3})", "SUMIF({0},{3},{1})", "IFERROR(INDEX({1},MATCH({3},{0},0)),-1)"]


@dataclass(frozen=True)
class Reader:
    """The sheet that formulas stand on, and, if they read another one, that sheet and the names they know."""

    own: str
    rows: Axis
    columns: Axis
    read: Sheet | None = None
    names: tuple[str, ...] = ()
    columns_vanish: bool = False


@dataclass(frozen=True)
class _Spot:
    """Where a formula stands, and which columns of which sheet it may read."""

    reader: Reader
    row: int
    column: int
    elsewhere: bool
    named: bool

    @property
    def sheet(self) -> Sheet | None:
        return self.reader.read if self.elsewhere else None

    @property
    def rows(self) -> Axis:
        return self.sheet.rows if self.sheet else self.reader.rows

    @property
    def at(self) -> int:
        return 0 if self.sheet else self.row

    @property
    def columns(self) -> Axis:
        return self.sheet.columns if self.sheet else self.reader.columns

    @property
    def across(self) -> int:
        return 0 if self.sheet else self.column

    @property
    def limit(self) -> int:
        """The first column that may not be read."""
        return self.sheet.merged_from if self.sheet else self.column

    @property
    def name(self) -> str | None:
        if self.sheet:
            return self.sheet.name
        return self.reader.own if self.named else None


@st.composite
def formulas(draw: st.DrawFn, reader: Reader, row: int, column: int) -> Formula:
    """Draw a formula for a cell."""
    elsewhere = reader.read is not None and draw(st.integers(0, 3)) > 0
    spot = _Spot(reader, row, column, elsewhere, named=draw(st.integers(0, 5)) == 0)
    kinds: list[Callable[[_Spot], st.SearchStrategy[Formula]]] = [_scalar, _list, _range, _keyed]
    if choices.beside(reader.rows, row, before=True) and not elsewhere:
        kinds += [_previous]
    if reader.names:
        kinds += [_named]
    return draw(draw(st.sampled_from(kinds))(spot))


@st.composite
def _named(draw: st.DrawFn, spot: _Spot) -> Formula:
    name = draw(st.sampled_from(spot.reader.names))
    return Formula(draw(st.sampled_from(NAMED)).format(name))


@st.composite
def _scalar(draw: st.DrawFn, spot: _Spot) -> Formula:
    return Formula(draw(st.sampled_from(SCALAR)), tuple(draw(_cell(spot)) for _ in range(2)))


@st.composite
def _list(draw: st.DrawFn, spot: _Spot) -> Formula:
    text = draw(_text(LISTS, spot))
    refs = [replace(draw(_listed(spot)), through=text.startswith(THROUGH)) for _ in range(2)]
    return Formula(text, (*refs, draw(_cell(spot))))


@st.composite
def _range(draw: st.DrawFn, spot: _Spot) -> Formula:
    return Formula(draw(_text(RANGES, spot)), (draw(_ranged(spot)),))


def _text(texts: list[str], spot: _Spot) -> st.SearchStrategy[str]:
    vanish = spot.reader.columns_vanish
    return st.sampled_from([text for text in texts if not (vanish and text.startswith(MISCOUNTED))])


@st.composite
def _keyed(draw: st.DrawFn, spot: _Spot) -> Formula:
    """Draw a look-up by the key of the own row, over two columns of the same rows."""
    own = Ref(One(spot.row), One(KEYS, draw(st.booleans())))
    found = [place for place in choices.ranges(spot.rows, spot.at) if choices.fit(place, _line(KEYS))]
    rows = draw(st.sampled_from(found or [Whole()]))
    refs = [Ref(rows, _line(column), spot.name) for column in (KEYS, NUMBERS)]
    return Formula(draw(st.sampled_from(KEYED)), (*refs, own, own))


@st.composite
def _previous(draw: st.DrawFn, spot: _Spot) -> Formula:
    """Draw a running total: the cell above the own iteration, in the own column or one to the left."""
    above = draw(st.sampled_from(choices.beside(spot.rows, spot.row, before=True)))
    column = draw(st.sampled_from([spot.column, spot.column, NUMBERS]))
    text = draw(st.sampled_from(["N({0})+{1}", "SUM({0},{1})", "SUM({0})+{1}", "{0}+{1}"]))
    own = Ref(One(spot.row), One(NUMBERS), listed=text == "SUM({0},{1})")
    return Formula(text, (Ref(above, One(column), spot.name, text.startswith("SUM(")), own))


def _line(column: int, fixed: bool = False) -> Place:
    return Span(End(column, fixed), End(column, fixed))


@st.composite
def _cell(draw: st.DrawFn, spot: _Spot, *, listed: bool = False) -> Ref:
    """Draw a reference to a single cell."""
    rows = choices.singles(spot.rows, spot.at)
    if not spot.elsewhere:
        rows += choices.beside(spot.rows, spot.at, before=False)
    columns = choices.singles(spot.columns, spot.across)
    readable = choices.left_of(spot.columns, columns, NUMBERS, spot.limit)
    return Ref(draw(st.sampled_from(rows)), draw(st.sampled_from(readable)), spot.name, listed)


@st.composite
def _ranged(draw: st.DrawFn, spot: _Spot) -> Ref:
    """Draw a reference to a range, or to whole columns."""
    found = choices.ranges(spot.columns, spot.across)
    columns = draw(st.sampled_from(choices.left_of(spot.columns, found, NUMBERS, spot.limit)))
    rows = [place for place in choices.ranges(spot.rows, spot.at) if choices.fit(place, columns)]
    # LibreOffice does not read whole columns through several sheets.
    repeated = spot.sheet is not None and spot.sheet.per_item
    whole = not rows or (not repeated and draw(st.integers(0, 9)) == 0 and choices.fit(Whole(), columns))
    return Ref(Whole() if whole else draw(st.sampled_from(rows)), columns, spot.name)


def _listed(spot: _Spot) -> st.SearchStrategy[Ref]:
    return st.one_of(_ranged(spot), _cell(spot, listed=True))


@st.composite
def rules(draw: st.DrawFn, reader: Reader, area: Area, *, validates: bool) -> Rule | None:
    """Draw a rule for an area, if any of its cells stays."""
    rows, lines = reader.rows, area.rows
    if not any(lines[0] <= line <= lines[1] for line in rows.lines):
        return None
    own = draw(st.sampled_from([One(NUMBERS, fixed=True), Here(area.columns[0])]))
    refs = [Ref(place, _line(NUMBERS, fixed=True)) for place in choices.fixed_ranges(rows, lines)]
    single = [Ref(One(line, fixed=True), One(NUMBERS, fixed=True)) for line in rows.lines]
    listed, other = draw(st.sampled_from(refs or [None])), draw(st.sampled_from(single))
    texts = ["{0}>{1}", "{0}={1}"] + (["{0}=MAX({2})", "COUNTIF({2},{0})>1"] if listed else [])
    formula = Formula(
        draw(st.sampled_from(texts)), (Ref(Here(lines[0]), own), other, *filter(None, [listed]))
    )
    return Rule(area, formula, validates)
