"""The same job as people do it without us: plain docxtpl and openpyxl, one template after another.

Run as `python -m tests.support.baseline VALUES.pickle OUT TEMPLATE…` in a process of its own: the benchmark's other
side. It does what one would write in an afternoon: loops over rows, copies styles, translates formulas. It moves no
merges, names, formats or tables, and stores no computed values.
"""

from __future__ import annotations

import functools
import pickle
import re
import sys
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
from docxtpl import DocxTemplate
from jinja2 import Environment, Template
from jinja2.environment import TemplateExpression
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

_FOR = re.compile(r"\{%tr for (\w+) in (.+?) %\}")
_IF = re.compile(r"\{%tr if (.+?) %\}")


class KeysFirst(Environment):
    """Jinja as it comes, but `budget.items` is a key: else every template would have to be rewritten."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)


def make_environment() -> Environment:
    environment = KeysFirst(autoescape=True)
    plain = {"money": lambda v: f"{v:,.2f}" if v not in ("", None) else "", "rmb": str, "join_cn": _joined}
    for name in ("number", "wan", "percent", "date_cn", "date", "time", "weekday_cn", "mask_phone"):
        plain[name] = str
    environment.filters.update(plain)
    return environment


def _joined(values: Any, key: str | None = None, separator: str = "、") -> str:
    return separator.join(str(v[key] if key else v) for v in values or ())


def fill_word(environment: Environment, template: Path, values: dict[str, Any], out: Path) -> None:
    document = DocxTemplate(template)
    document.render(values, environment)
    document.save(out / template.name)


def fill_excel(environment: Environment, template: Path, values: dict[str, Any], out: Path) -> None:
    workbook = openpyxl.load_workbook(template)
    for sheet in workbook.worksheets:
        _fill_sheet(environment, sheet, values)
    workbook.save(out / template.name)


def _fill_sheet(environment: Environment, sheet: Worksheet, values: dict[str, Any]) -> None:
    rows = [[(c.value, copy(c._style), c.coordinate) for c in row] for row in sheet.iter_rows()]
    target = 1
    for row, scope in _expanded(environment, rows, values):
        for column, (value, style, origin) in enumerate(row, start=1):
            if column > sheet.max_column:
                break
            cell = sheet.cell(target, column)
            if not isinstance(cell, openpyxl.cell.MergedCell):
                cell.value = _value(environment, value, scope, origin, cell.coordinate)
                cell._style = copy(style)
        target += 1


def _expanded(environment: Environment, rows: list[Any], values: dict[str, Any]) -> Any:
    index = 0
    while index < len(rows):
        text = " ".join(str(value) for value, _, _ in rows[index] if value)
        if found := _FOR.search(text):
            end = _end(rows, index, "for")
            items = list(_expression(environment, found[2])(**values) or ())
            for number, item in enumerate(items, start=1):
                loop = {"index": number, "first": number == 1, "last": number == len(items)}
                scope = {**values, found[1]: item, "loop": loop}
                yield from _expanded(environment, rows[index + 1 : end], scope)
            index = end
        elif found := _IF.search(text):
            end = _end(rows, index, "if")
            if _expression(environment, found[1])(**values):
                yield from _expanded(environment, rows[index + 1 : end], values)
            index = end
        elif "{%tr" not in text:
            yield rows[index], values
        index += 1


@functools.cache
def _expression(environment: Environment, text: str) -> TemplateExpression:
    return environment.compile_expression(text)


@functools.cache
def _template(environment: Environment, text: str) -> Template:
    return environment.from_string(text)


def _end(rows: list[Any], start: int, kind: str) -> int:
    depth = 0
    for index in range(start, len(rows)):
        text = " ".join(str(value) for value, _, _ in rows[index] if value)
        depth += f"{{%tr {kind} " in text
        depth -= f"{{%tr end{kind}" in text
        if depth == 0:
            return index
    return len(rows)


def _value(environment: Environment, value: Any, scope: dict[str, Any], origin: str, here: str) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith("="):
        return Translator(value, origin=origin).translate_formula(here)
    if value.startswith("{{") and value.endswith("}}") and value.count("{{") == 1:
        found = _expression(environment, value[2:-2])(**scope)
        return found if not isinstance(found, dict | list) else str(found)
    return _template(environment, value).render(**scope) if "{" in value else value


def fill_all(environment: Environment, templates: list[Path], values: dict[str, Any], out: Path) -> None:
    for template in templates:
        fill = fill_word if template.suffix == ".docx" else fill_excel
        fill(environment, template, values[template.name], out)


def main() -> None:
    values_path, out, *templates = (Path(argument) for argument in sys.argv[1:])
    values = pickle.loads(values_path.read_bytes())
    fill_all(make_environment(), templates, values, out)


if __name__ == "__main__":
    main()
