"""A template looked at without data: everything that is wrong with its tags, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.checking import Checked, check_names
from generator.office.excel.scanning import scan_xlsx
from generator.office.kind import Kind, kind_of
from generator.office.package import read_package
from generator.office.scans import Scan
from generator.office.schema import Field
from generator.office.word.scanning import scan_docx


def check_template(data: bytes, name: str, schema: Field) -> Checked:
    """Return what is wrong with the tags of a template called `name`, and the names it uses; never raises.

    `schema` is what it may name. Whatever keeps it from being compiled is told as well, all in one go.
    """
    try:
        package = read_package(data, name)
        scan = scan_docx(package) if kind_of(package) is Kind.WORD else scan_xlsx(package)
    except InvalidTemplate as invalid:
        return Checked(invalid.diagnostics, ())
    checked = [check_names(part, schema, scan.grammar) for part in scan.parts]
    found = (*scan.diagnostics, *(problem for part in checked for problem in part.diagnostics))
    names = dict.fromkeys(name for part in checked for name in part.names)
    return Checked(_in_order(found, scan), tuple(names))


def _in_order(found: Iterable[Diagnostic], scan: Scan) -> tuple[Diagnostic, ...]:
    """Return each diagnostic once, in the order in which the tags at their places are read."""
    order: dict[Place, int] = {}
    for part in scan.parts:
        for placed in part.tags:
            order.setdefault(placed.place, len(order))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: order.get(each.place, len(order))))
