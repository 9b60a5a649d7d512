"""The sheets of the output: how often each template sheet was made, under which names and parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from generator.office.excel.moving.moves import Tab
from generator.office.excel.names import sheet_names
from generator.office.excel.sheets import RenderedSheet
from generator.office.excel.workbook import Listed
from generator.office.parts import Parts

# Parts that the copies of a sheet share: what they hold does not hang on the sheet.
SHARED = frozenset({"image", "printerSettings", "pivotCacheDefinition", "package", "oleObject", "hdphoto"})


def named_tabs(sheets: Sequence[RenderedSheet], others: Sequence[str]) -> list[Tab]:
    """Return the sheets of the output with their names; `others` are names that are taken."""
    fixed = {sheet.template.name for sheet in sheets if not sheet.record.name}
    made = [sheet for sheet in sheets if sheet.record.name or sheet.number > 1]
    names = iter(sheet_names([sheet.raw_name for sheet in made], [*fixed, *others]))
    tables = _table_names(sheets)
    return [
        sheet.tab(next(names) if sheet in made else sheet.template.name, renamed)
        for sheet, renamed in zip(sheets, tables, strict=True)
    ]


def _table_names(sheets: Sequence[RenderedSheet]) -> list[dict[str, str]]:
    """Return for each sheet the new names of its Tables, by the old ones: only the first copy keeps them."""
    known = {table.name.casefold() for sheet in sheets for table in sheet.template.tables}
    found: list[dict[str, str]] = []
    for sheet in sheets:
        renamed = {}
        for table in sheet.template.tables if sheet.number > 1 else ():
            free = (f"{table.name}_{n}" for n in count(2))
            name = next(each for each in free if each.casefold() not in known)
            known.add(name.casefold())
            renamed[table.name.casefold()] = name
        found.append(renamed)
    return found


def place_sheets(
    part: str, parts: Parts, sheets: Sequence[RenderedSheet], templates: Sequence[str]
) -> dict[str, list[Listed]]:
    """Give every copy of a sheet its part; return what was made of each, by the template's relationship.

    `part` is the workbook, `templates` are the parts of the template's worksheets.
    """
    made: dict[str, list[Listed]] = {}
    keys = {relation.target: relation for relation in parts.relations(part)}
    for template in templates:
        copies = [sheet for sheet in sheets if sheet.template.part == template]
        relation = keys[template]
        made[relation.id] = [Listed(each.name, relation.id) for each in copies[:1]]
        for each in copies[1:]:
            each.part = parts.copy_tree(template, SHARED)
            key = parts.relate_like(part, relation, each.part)
            made[relation.id].append(Listed(each.name, key))
        if not copies:
            parts.unrelate(part, relation.id)
            parts.drop(template)
    return made
