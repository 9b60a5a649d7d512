"""Excel with openpyxl: sheets copied, rows and columns repeated cell by cell with their styles, formulas translated.

It moves no merged cells, heights, names, formats or tables, and stores no computed values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import IO, Any

import openpyxl
from jinja2 import Template
from jinja2.environment import TemplateExpression
from openpyxl.formula.translate import Translator
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.bench.plain.language import Names, make_environment

Line = tuple[
    str, Any
]  # the text of a row or of a column's cell, in which its tag is looked for, and the thing itself

_TAG = re.compile(r"\{%(?:tr|tc|sheet) (\w+) *(.*?) *%\}")
_LOOP = re.compile(r"(\w+) in (.+?)(?: if (.+))?")
_JINJA = make_environment(autoescape=False)  # openpyxl escapes what is written


def fill_excel(template: Path | IO[bytes], values: Names, target: Path | IO[bytes]) -> None:
    workbook = openpyxl.load_workbook(template)
    for sheet in workbook.worksheets:
        _fill_sheets(workbook, sheet, values)
    workbook.save(target)


def _fill_sheets(workbook: Workbook, sheet: Worksheet, values: Names) -> None:
    """Fill a sheet as often as `{%sheet for … %}` in its first cell says."""
    tag = _TAG.search(str(sheet["A1"].value))
    if tag is None:
        _fill_sheet(sheet, values)
        return
    sheet["A1"].value = None
    title, scopes = sheet.title, _scopes(tag, values)
    if not scopes:
        workbook.remove(sheet)
        return
    sheet.title = _value(title, scopes[0])
    pages = [sheet, *(workbook.copy_worksheet(sheet) for _ in scopes[1:])]
    for number, (page, scope) in enumerate(zip(pages, scopes, strict=True)):
        if number:
            page.title = _value(title, scope)
            workbook.move_sheet(page, workbook.index(sheet) + number - workbook.index(page))
        _fill_sheet(page, scope)


def _fill_sheet(sheet: Worksheet, values: Names) -> None:
    rows = [[(cell.value, cell._style, cell.coordinate) for cell in row] for row in sheet.iter_rows()]
    columns = _columns(rows, values)
    target = 0
    for row, scope in _expanded([(_text(row), row) for row in rows], values):
        target += 1
        for number, (column, names) in enumerate(columns, start=1):
            value, style, origin = row[column]
            cell = sheet.cell(target, number)
            if not isinstance(cell, openpyxl.cell.MergedCell):
                here = {**scope, **names} if names else scope
                cell.value = _value(value, here, origin, cell.coordinate)
                cell._style = copy(style)
    if target < len(rows):
        sheet.delete_rows(target + 1, len(rows) - target)
    if len(columns) < len(rows[0]):
        sheet.delete_cols(len(columns) + 1, len(rows[0]) - len(columns))


def _text(row: list[Any]) -> str:
    return " ".join(str(value) for value, *_ in row if value and "{%tc" not in str(value))


def _columns(rows: list[list[Any]], values: Names) -> list[tuple[int, Names]]:
    """Return the template's column for each of the result's, with the names of its loop: `{%tc for … %}`."""
    tags = next(
        (row for row in rows if any("{%tc" in str(value) for value, *_ in row)), [("",)] * len(rows[0])
    )
    cells = [(str(value), column) for column, (value, *_) in enumerate(tags)]
    return [(column, _added(values, scope)) for column, scope in _expanded(cells, values)]


def _added(values: Names, scope: Names) -> Names:
    return (
        {}
        if scope is values
        else {name: scope[name] for name in scope if scope[name] is not values.get(name)}
    )


def _expanded(lines: list[Line], scope: Names) -> Iterator[tuple[Any, Names]]:
    """Yield what the tags around it leave of each line, as often as they say, with the names it sees."""
    at = 0
    while at < len(lines):
        text, thing = lines[at]
        tag = _TAG.search(text)
        if tag is None:
            yield thing, scope
            at += 1
            continue
        other, end = _bounds(lines, at)
        scopes = _scopes(tag, scope)
        for inner in scopes:
            yield from _expanded(lines[at + 1 : other], inner)
        if not scopes:
            yield from _expanded(lines[other + 1 : end], scope)
        at = end + 1


def _bounds(lines: list[Line], start: int) -> tuple[int, int]:
    """Return where the `else` and the end of a block stand; a block without `else` has it at its end."""
    depth, other = 0, None
    for at in range(start, len(lines)):
        tag = _TAG.search(lines[at][0])
        word = tag[1] if tag else ""
        depth += (word in ("for", "if")) - word.startswith("end")
        if depth == 1 and word == "else":
            other = at
        if depth == 0:
            return at if other is None else other, at
    raise ValueError(f"{lines[start][0]} has no end")


def _scopes(tag: re.Match[str], scope: Names) -> list[Names]:
    """Return the names that each round of a loop sees; of a condition, one round or none."""
    if tag[1] == "if":
        return [scope] if _expression(tag[2])(**scope) else []
    loop = _LOOP.fullmatch(tag[2])
    items = list(_expression(loop[2])(**scope) or ())
    if loop[3]:
        wanted = _expression(loop[3])
        items = [item for item in items if wanted(**{**scope, loop[1]: item})]
    return [{**scope, loop[1]: item, "loop": _loop(number, len(items))} for number, item in enumerate(items)]


def _loop(number: int, length: int) -> Names:
    place = {"index0": number, "index": number + 1, "length": length, "revindex": length - number}
    return {**place, "first": number == 0, "last": number + 1 == length}


@functools.cache
def _expression(text: str) -> TemplateExpression:
    return _JINJA.compile_expression(text)


@functools.cache
def _template(text: str) -> Template:
    return _JINJA.from_string(text)


@functools.cache
def _translator(formula: str, origin: str) -> Translator:
    return Translator(formula, origin=origin)


def _value(value: Any, scope: Names, origin: str = "", here: str = "") -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith("="):
        return value if origin == here else _translator(value, origin).translate_formula(here)
    if value.startswith("{{") and value.endswith("}}") and value.count("{{") == 1:
        found = _expression(value[2:-2])(**scope)
        return found if not isinstance(found, dict | list) else str(found)
    return _template(value).render(**scope) if "{" in value else value
