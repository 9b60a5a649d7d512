"""Whether a package is a Word document or an Excel workbook: told by its content, not by its name."""

from __future__ import annotations

from enum import Enum

from generator.diagnostics import Place
from generator.office.faults import refuse
from generator.office.package import Package
from generator.office.relations import content_type, main_part


class Kind(Enum):
    """A kind of template; the value is the content type of its main part."""

    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


_WORDS = {Kind.WORD: ("Word 文档", ".docx"), Kind.EXCEL: ("Excel 工作簿", ".xlsx")}


def kind_of(package: Package) -> Kind:
    """Return which kind a package is.

    Raises InvalidTemplate where it is neither, may hold macros, or bears the ending of the other kind: what is
    filled from it would bear that too, and Office opens no such file.
    """
    part = main_part(package)
    named = content_type(package, part)
    for kind in Kind:
        if named == kind.value:
            _refuse_ending(package.file, kind)
            return kind
    raise refuse("T-004" if "macroEnabled" in named else "T-001", Place(file=package.file), part=part)


def _refuse_ending(file: str, kind: Kind) -> None:
    content, right = _WORDS[kind]
    for _, ending in _WORDS.values():
        if ending != right and file.lower().endswith(ending):
            raise refuse("T-012", Place(file=file), content=content, ending=ending, right=right)
