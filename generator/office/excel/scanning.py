"""Every tag of a workbook template and everything that keeps it from being compiled."""

from __future__ import annotations

from generator.errors import InvalidTemplate
from generator.office.excel.reading import Reading
from generator.office.language import Language
from generator.office.package import Package
from generator.office.scans import Scan, TagScan
from generator.office.syntax import Grammar


def scan_xlsx(package: Package) -> Scan:
    """Return the tags of all sheets, and what is wrong with them. What cannot be read at all has no tags."""
    language = Language()
    reading = Reading(package, language)
    try:
        reading.read()
        problems = tuple(reading.found)
    except InvalidTemplate as invalid:
        problems = tuple(dict.fromkeys((*reading.found, *invalid.diagnostics)))
    parts = tuple(
        TagScan(sheet.placed, dict.fromkeys(sorted(sheet.pictures), "picture")) for sheet in reading.sheets
    )
    return Scan(parts, problems, Grammar(language))
