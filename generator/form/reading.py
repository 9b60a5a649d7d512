"""A filled form as the plain data of a campaign file: the same as if somebody had typed it in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.campaign import Path
from generator.diagnostics import Diagnostic
from generator.form.assembly import Assembly
from generator.form.layout import Block, form_sheets
from generator.form.region import Problems, Region
from generator.form.regions import find_regions
from generator.form.rows import Row, read_card, read_rows
from generator.form.spot import Spot
from generator.office.cells import CellSheet
from generator.office.form_words import GUIDES, LISTS


class FilledForm(Struct, frozen=True):
    """What a form says: the data, and by path the cells of values, those of groups and lists, and the texts."""

    data: dict[str, object]
    values: Mapping[Path, Spot]
    titles: Mapping[Path, Spot]
    said: Mapping[Path, str]
    comments: Mapping[Path, str]
    problems: tuple[Diagnostic, ...]


def read_form(sheets: Sequence[CellSheet], file: str) -> FilledForm | None:
    """Return what a workbook says; None when none of it is a form."""
    problems = Problems(file, _guides(sheets))
    regions = find_regions(sheets, problems)
    if not regions:
        return None
    assembly = Assembly(problems)
    order = {block.title: number for number, block in enumerate(b for s in form_sheets() for b in s.blocks)}
    for region in sorted(regions, key=lambda each: (each.block.parent is not None, order[each.block.title])):
        assembly.begin(region.block.path, region.title_spot, region.note)
        _take(region, assembly, problems)
    assembly.resolve()
    a = assembly
    return FilledForm(a.data, a.values, a.titles, a.said, a.comments, tuple(problems.found))


def _guides(sheets: Sequence[CellSheet]) -> frozenset[str]:
    """Return the explanations that a form was made with, as it says itself: those of another version may differ."""
    lists = next((sheet.cells for sheet in sheets if sheet.name == LISTS), {})
    column = next((at[1] for at, cell in lists.items() if at[0] == 1 and cell.text == GUIDES), 0)
    return frozenset(cell.text.strip() for at, cell in lists.items() if at[1] == column)


def _take(region: Region, assembly: Assembly, problems: Problems) -> None:
    block = region.block
    if block.form == "card":
        assembly.fill(block.path, read_card(region, problems), block)
        return
    for number, row in enumerate(read_rows(region, problems)):
        path = _entry(block, number, row, assembly)
        if path is not None:
            assembly.fill(path, row.values, block)
            assembly.spread(path, block, row.spread)


def _entry(block: Block, number: int, row: Row, assembly: Assembly) -> Path | None:
    """Return the path of the entry that a row is; None where it cannot be placed, which is told."""
    if block.owner is not None and block.parent is not None:
        return assembly.within(block, row)
    if block.key is not None:
        return assembly.keyed(block, row)
    return assembly.item(block.path, number, row.spot)
