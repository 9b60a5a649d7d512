"""A copy of a template with a comment (Word) or a note (Excel) at each fault, for those who mend it in Office.

The copy is for reading: it is the template and nothing but the template, with comments added.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostic
from generator.office.annotation.excel import note_faults
from generator.office.annotation.word import comment_on_faults
from generator.office.kind import Kind, kind_of
from generator.office.package import read_package
from generator.office.parts import Parts
from generator.office.relations import main_part

__all__ = ["annotate"]


def annotate(data: bytes, diagnostics: Sequence[Diagnostic]) -> bytes:
    """Return the template in `data` with a comment at the place of each diagnostic; without any, `data` itself.

    What has no place, or one where Office takes no comment (headers, footers, footnotes, a hidden sheet), is said at
    the first place that takes one, with its own in the text. Raises InvalidTemplate for a file, or a part that has
    to be written, which cannot be read.
    """
    if not diagnostics:
        return data
    file = next((each.place.file for each in diagnostics if each.place.file), "")
    package = read_package(data, file)
    parts, main = Parts(package), main_part(package)
    write = comment_on_faults if kind_of(package) is Kind.WORD else note_faults
    write(parts, main, diagnostics)
    return parts.written()
