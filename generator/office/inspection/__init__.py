"""What is wrong with a template as a file, beside its tags: fonts, styles, fields, links, what is left of people.

Each kind of fault is one function that yields findings; `word` and `excel` list theirs, `_SHARED` those of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.inspection import excel, outside, traces, word
from generator.office.inspection.excel.workbook import Workbook
from generator.office.inspection.finding import Finding, in_words
from generator.office.inspection.subject import Subject
from generator.office.inspection.word.document import Document
from generator.office.kind import Kind, kind_of
from generator.office.package import Package, read_package
from generator.office.relations import main_part

_SHARED: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    outside.linked_parts,
    outside.local_hyperlinks,
    outside.embedded_files,
    outside.active_controls,
    outside.foreign_chunks,
    traces.named_people,
    traces.known_folders,
)


_HAZARDS = (outside.linked_parts, outside.embedded_files, outside.active_controls, outside.foreign_chunks)


def hazards_of(data: bytes, name: str) -> tuple[str, ...]:
    """Return what a Word or Excel file draws from outside of itself or has packed into it, as sentences.

    Raises InvalidTemplate where it is no sound Office file, or a part of it cannot be read.
    """
    package = read_package(data, name)
    kind, main = kind_of(package), main_part(package)
    subject: Document | Workbook = (Document if kind is Kind.WORD else Workbook)(package, main)
    if subject.unreadable:
        raise InvalidTemplate(tuple(subject.unreadable))
    links = (
        ("链接到别的工作簿",) if any("/externallinks/" in part.lower() for part in package.members) else ()
    )
    findings = [finding for hazard in _HAZARDS for finding in hazard(subject)]
    return (*links, *(each.message for each in in_words(findings, name)))


def inspect(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the Word or Excel template in `data`; places name the file `name`.

    Never raises: a file that is no template gives the one diagnostic that says why, a part that cannot be read
    gives one of its own, and the rest is inspected all the same.
    """
    try:
        package = read_package(data, name)
        kind, main = kind_of(package), main_part(package)
    except InvalidTemplate as invalid:
        return invalid.diagnostics
    return tuple(_inspected(package, kind, main))


def _inspected(package: Package, kind: Kind, main: str) -> list[Diagnostic]:
    subject: Document | Workbook = (Document if kind is Kind.WORD else Workbook)(package, main)
    own = (
        [partial(inspector, subject) for inspector in word.INSPECTORS]
        if isinstance(subject, Document)
        else [partial(inspector, subject) for inspector in excel.INSPECTORS]
    )
    shared = [partial(inspector, subject) for inspector in _SHARED]
    found = [finding for inspector in (*own, *shared) for finding in inspector()]
    return [*subject.unreadable, *in_words(found, package.file)]
