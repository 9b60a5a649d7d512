"""The workbook part of an output: its sheets listed and its names moved, once for all fillings of a shape."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from generator.office.excel.moving.moves import Moves, Tab
from generator.office.excel.names import (
    Printed,
    defined_names,
    meanings,
    move_names,
    printed_parts,
)
from generator.office.excel.workbook import Listed, list_sheets, sheet_positions
from generator.office.package import Member
from generator.office.relations import Relation
from generator.office.xml import Element, write_xml


class Workbook(Struct, frozen=True):
    """A workbook part (`root`, not to be changed) as it is written, None where it is as in the template.

    `names` are the defined names as XML, `meanings` what those of the whole workbook stand for, `printed` is what
    they say of printing, by the sheet.
    """

    root: Element
    member: Member | None
    names: str
    meanings: Mapping[str, str]
    printed: Mapping[str, Printed]

    @classmethod
    def of(cls, root: Element, member: Member | None = None) -> Workbook:
        """Return a workbook part with what its names say."""
        return cls(root, member, defined_names(root), meanings(root), printed_parts(root))


def list_anew(
    template: Element, relations: Sequence[Relation], made: Mapping[str, Sequence[Listed]], moves: Moves
) -> Workbook:
    """Return the workbook part with the sheets that were `made` in the place of each, as `list_sheets` takes them."""
    root = copy.deepcopy(template)
    positions = sheet_positions(root, relations)
    tabs_of: dict[int, list[tuple[int, Tab | None]]] = {}
    for before, after in list_sheets(root, made).items():
        tabs = [tab for tab in moves.tabs if tab.template == positions.get(before)]
        tabs_of[before] = list(zip_longest(after, tabs))
    move_names(root, moves, tabs_of)
    written = write_xml(root)
    return Workbook.of(root, None if written == write_xml(template) else Member.of(written))
