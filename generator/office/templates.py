"""Templates of either kind, compiled once and filled many times: bytes in, bytes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from generator.diagnostics import Tell
from generator.office.kind import Kind, kind_of
from generator.office.package import Filled, read_package
from generator.office.pictures import PictureSource
from generator.office.properties import Properties


class Template(Protocol):
    """A compiled Word or Excel template."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names it prints: `targets[].owner.name` (`office.names`)."""
        ...

    def fill(
        self,
        values: Mapping[str, object],
        *,
        now: dt.datetime,
        properties: Properties,
        tell: Tell = ...,
        pictures: PictureSource = ...,
    ) -> Filled:
        """Return the document filled with `values`, with its digest; `now` is today for formulas that ask.

        `pictures` opens the pictures that values name. `tell` is told what a person may want to know of the result.
        Raises InvalidTemplate with everything that is wrong; nothing is half filled.
        """
        ...


def compile_template(data: bytes, name: str) -> Template:
    """Compile the template in `data`, told by its content, not by its name.

    Raises InvalidTemplate with everything that is wrong with it; places name the file `name`.
    """
    if kind_of(read_package(data, name)) is Kind.WORD:
        from generator.office.word.compiling import (
            compile_docx,  # what compiles is loaded only where it is needed
        )

        return compile_docx(data, name)
    from generator.office.excel.compiling import compile_xlsx

    return compile_xlsx(data, name)
