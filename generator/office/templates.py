"""Templates of either kind, compiled once and filled many times: bytes in, bytes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from generator.diagnostics import Place, Tell
from generator.office.excel import compile_xlsx
from generator.office.faults import refuse
from generator.office.package import read_package
from generator.office.properties import Properties
from generator.office.relations import content_type, main_part
from generator.office.word import compile_docx

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


class Template(Protocol):
    """A compiled Word or Excel template."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names it prints: `targets[].owner.name` (`office.names`)."""
        ...

    def render(
        self, values: Mapping[str, object], *, now: dt.datetime, properties: Properties, tell: Tell = ...
    ) -> bytes:
        """Return the document filled with `values`; `now` is today for formulas that ask.

        `tell` is told what a person may want to know of the result.
        Raises InvalidTemplate with everything that is wrong; nothing is half filled.
        """
        ...


def compile_template(data: bytes, name: str) -> Template:
    """Compile the template in `data`, told by its content, not by its name.

    Raises InvalidTemplate with everything that is wrong with it; places name the file `name`.
    """
    package = read_package(data, name)
    part = main_part(package)
    kind = content_type(package, part)
    if kind == _WORD:
        return compile_docx(data, name)
    if kind == _EXCEL:
        return compile_xlsx(data, name)
    if "macroEnabled" in kind:
        raise refuse("T-004", Place(file=name), part=part)
    raise refuse("T-001", Place(file=name))
