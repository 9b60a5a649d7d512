"""Workbook templates compiled: read, checked, and ready to be filled."""

from __future__ import annotations

from generator.errors import InvalidTemplate
from generator.office.excel.reading import Reading
from generator.office.excel.template import XlsxTemplate, excel_language
from generator.office.names import printed_names
from generator.office.package import read_package
from generator.office.property_reading import compile_properties


def compile_xlsx(data: bytes, name: str) -> XlsxTemplate:
    """Compile a workbook template. Raises InvalidTemplate with everything that is wrong; `name` names it."""
    reading = Reading(read_package(data, name), excel_language())
    reading.read()
    try:
        properties = compile_properties(reading.package)
    except InvalidTemplate as invalid:
        raise InvalidTemplate((*reading.found, *invalid.diagnostics)) from None
    if reading.found:
        raise InvalidTemplate(tuple(reading.found))
    programs = [sheet.program for sheet in reading.sheets if sheet.program is not None]
    placed = [tag for program in programs for tag in program.tags]
    return XlsxTemplate(
        reading.book(), properties, printed_names([*placed, *properties.tags], excel_language())
    )
