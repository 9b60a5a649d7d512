"""Where everything went in a rendered workbook, seen from one of its sheets.

Rows, columns and sheets move independently of each other: a reference is moved along one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from generator.office.excel.moving.axis import areas_along, copies_along, hull_along, nearest_along
from generator.office.excel.moving.formulas import Formula, read_formula
from generator.office.excel.moving.references import Reference, sheet_prefix
from generator.office.excel.moving.rowmap import NO_LINE, Line, RowMap


class Tab(Struct, frozen=True):
    """A sheet of the output: the template sheet it was made of, its name, and where rows and columns went.

    `loop` is the list that a repeated sheet was made for, `number` its place in it. `tables` are the names of
    its Tables that are not those of the template.
    """

    template: str
    name: str
    rows: RowMap
    columns: RowMap
    loop: str = ""
    number: int = 0
    tables: Mapping[str, str] = field(default_factory=dict)

    @property
    def moves(self) -> bool:
        """Tell whether anything on the sheet stands elsewhere than in the template."""
        return self.rows.moves or self.columns.moves


class Spot(Struct, frozen=True):
    """Where a reference stands: copies of its template row and column; `OUTSIDE` is no cell at all."""

    row: Line = NO_LINE
    column: Line = NO_LINE


OUTSIDE = Spot()


class Copy(Struct, frozen=True):
    """An area of the output with the spot that it is in, for the formulas that belong to it."""

    area: Reference
    spot: Spot


class Moves:
    """What moved, seen from the sheet `tab`, which references without a sheet's name mean."""

    def __init__(
        self,
        tabs: Sequence[Tab],
        names: Sequence[str],
        tab: Tab | None = None,
        views: dict[int, Moves] | None = None,
    ) -> None:
        """Take the sheets of the output, and the names of the template's sheets in their order."""
        self.tabs = tabs
        self.names = names
        self.tab = tab or tabs[0]
        self._views = views if views is not None else {}
        self._views[id(self.tab)] = self
        self._written: dict[tuple[Reference, Spot], str] = {}
        self._made: Mapping[str, Sequence[Tab]] = {
            name: list(made) for name, made in groupby(tabs, lambda each: each.template.casefold())
        }

    def on(self, tab: Tab) -> Moves:
        """Return the same moves, seen from another sheet."""
        return self._views.get(id(tab)) or Moves(self.tabs, self.names, tab, self._views)

    @cached_property
    def any(self) -> bool:
        """Tell whether anything moved on any sheet."""
        return any(tab.moves for tab in self.tabs) or [tab.name for tab in self.tabs] != list(self.names)

    @cached_property
    def columns_move(self) -> bool:
        """Tell whether columns moved on any sheet."""
        return any(tab.columns.moves for tab in self.tabs)

    # --- references and formulas ---------------------------------------------------------------------------

    def formula(self, text: str, spot: Spot = OUTSIDE) -> str:
        """Return a formula with every reference moved, as it reads when it stands in `spot`."""
        return self.read(text).moved(partial(self.written, spot=spot))

    def read(self, text: str) -> Formula:
        """Return a formula of this sheet with the names that its Tables have here."""
        formula = read_formula(text)
        return formula.renamed(self.tab.tables) if self.tab.tables else formula

    def written(self, reference: Reference, spot: Spot = OUTSIDE) -> str:
        """Return how a reference is written now: `#REF!` where Excel has that, a list where sheets differ."""
        key = reference, spot
        if key not in self._written:
            self._written[key] = self._write(reference, spot)
        return self._written[key]

    def _write(self, reference: Reference, spot: Spot) -> str:
        if reference.sheets or (reference.listed and len(self._copies_named(reference)) > 1):
            return self._written_through(reference, self._tabs_through(reference))
        moved = self.reference(reference, spot)
        if moved is None:
            tab = self.meant(reference)
            return f"{_renamed(reference, tab)}#REF!" if tab else "#REF!"
        return str(moved)

    def reference(self, reference: Reference, spot: Spot = OUTSIDE) -> Reference | None:
        """Return where a reference points now, None where Excel has `#REF!`."""
        tab = self.meant(reference)
        if tab is None:
            return None if (reference.sheet or "").casefold() in self._template_names else reference
        moved = self._moved_on(tab, reference, spot if tab is self.tab else OUTSIDE)
        prefix = _renamed(reference, tab)
        return replace(moved, prefix=prefix) if moved and moved.prefix != prefix else moved

    def prefixed(self, reference: Reference) -> str:
        """Write a reference whose cells have moved already: only its sheet may have another name."""
        tab = None if reference.sheets else self.meant(reference)
        if tab is None:
            lost = (reference.sheet or "").casefold() in self._template_names
            return "#REF!" if lost else str(reference)
        if not reference.prefix:
            return str(reference)
        return f"{_renamed(reference, tab)}{replace(reference, prefix='')}"

    def repeats(self, reference: Reference) -> bool:
        """Tell whether a reference of the template names cells that a list, or a condition, makes or leaves out."""
        tab = self.meant(reference)
        if tab is None:
            return (reference.sheet or "").casefold() in self._template_names
        first, last = reference.first, reference.end
        return tab.rows.layout.repeats(first.row, last.row) or tab.columns.layout.repeats(
            first.column, last.column
        )

    def meant(self, reference: Reference) -> Tab | None:
        """Return the sheet of the output that a reference is on, None if there is none."""
        if not reference.prefix or (reference.sheet or "").casefold() == self.tab.template.casefold():
            return self.tab
        copies = self._copies_named(reference)
        same = (
            tab for tab in copies if tab.loop and tab.loop == self.tab.loop and tab.number == self.tab.number
        )
        return next(same, copies[0] if copies else None)

    def _copies_named(self, reference: Reference) -> Sequence[Tab]:
        """Return the copies of another sheet that a reference may mean, none if a copy goes with ours."""
        copies = self._made.get((reference.sheet or "").casefold(), ())
        if any(tab is self.tab or (tab.loop and tab.loop == self.tab.loop) for tab in copies):
            return [tab for tab in copies if tab.number == self.tab.number]
        return copies

    @cached_property
    def _template_names(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.names)

    def _moved_on(self, tab: Tab, reference: Reference, spot: Spot) -> Reference | None:
        moved = tab.rows.moved(reference, spot.row)
        if not tab.columns.moves:
            return moved
        turned = tab.columns.moved(moved.turned(), spot.column) if moved else None
        return turned.turned() if turned else None

    def _tabs_through(self, reference: Reference) -> list[Tab]:
        """Return the sheets that a reference goes through."""
        order = {name.casefold(): number for number, name in enumerate(self.names)}
        ends = reference.sheets or (reference.sheet or "", reference.sheet or "")
        numbers = sorted(order.get(name.casefold(), -1) for name in ends)
        return [tab for tab in self.tabs if numbers[0] <= order[tab.template.casefold()] <= numbers[1]]

    def _written_through(self, reference: Reference, tabs: Iterable[Tab]) -> str:
        """Write a reference through several sheets, once for each run of sheets on which it reads the same."""
        plain = replace(reference, prefix="")
        found = [(str(self._moved_on(tab, plain, OUTSIDE) or "#REF!"), tab.name) for tab in tabs]
        written = []
        for area, group in groupby(found, lambda each: each[0]):
            names = [name for _, name in group]
            prefix = sheet_prefix(names[0], names[-1])
            same = reference.sheets == (names[0], names[-1]) or reference.sheet == names[0] == names[-1]
            written.append(f"{reference.prefix if same else prefix}{area}")
        return ",".join(written) or "#REF!"

    # --- areas that lie on cells ---------------------------------------------------------------------------

    def areas(self, area: Reference) -> list[Reference]:
        """Return what became of an area: one or more areas, none if its cells vanished."""
        by_rows = areas_along(self.tab.rows, area)
        if not self.tab.columns.moves:
            return by_rows
        return [f.turned() for part in by_rows for f in areas_along(self.tab.columns, part.turned())]

    def hull(self, area: Reference) -> Reference | None:
        """Return the one area that holds all copies of an area, None if its cells vanished."""
        moved = hull_along(self.tab.rows, area)
        if not self.tab.columns.moves:
            return moved
        turned = hull_along(self.tab.columns, moved.turned()) if moved else None
        return turned.turned() if turned else None

    def nearest(self, area: Reference) -> Reference:
        """Return the first copy of an area, or what stands where its cells would be."""
        return nearest_along(self.tab.columns, nearest_along(self.tab.rows, area).turned()).turned()

    def copies(self, area: Reference) -> list[Copy]:
        """Return an area once for each iteration that holds all of it, or once around all its copies."""
        return [
            Copy(across.turned(), Spot(row, column))
            for down, row in copies_along(self.tab.rows, area)
            for across, column in copies_along(self.tab.columns, down.turned())
        ]


def _renamed(reference: Reference, tab: Tab) -> str:
    """Return the prefix of a reference to a sheet that may have another name now."""
    same = not reference.prefix or tab.name == reference.sheet or tab.name == tab.template
    return reference.prefix if same else sheet_prefix(tab.name)
