"""Every tag of a workbook template and everything that keeps it from being compiled."""

from __future__ import annotations

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.excel.reading import Reading
from generator.office.language import Language
from generator.office.package import Package
from generator.office.property_reading import compile_properties, tags_of_properties
from generator.office.scans import Scan, TagScan
from generator.office.syntax import Grammar


def scan_xlsx(package: Package) -> Scan:
    """Return the tags of all sheets and properties, and what is wrong with them.

    What cannot be read at all has no tags.
    """
    language = Language()
    reading = Reading(package, language)
    problems: list[Diagnostic] = []
    for step in (reading.read, lambda: compile_properties(package)):
        try:
            step()
        except InvalidTemplate as invalid:
            problems += invalid.diagnostics
    problems = list(dict.fromkeys((*reading.found, *problems)))
    parts = tuple(
        TagScan(sheet.placed, dict.fromkeys(sorted(sheet.pictures), "picture")) for sheet in reading.sheets
    )
    described = tuple(TagScan(tags) for tags in tags_of_properties(package))
    return Scan((*described, *parts), tuple(problems), Grammar(language))
