"""What can be wrong with an Excel template as a file. To add a check, write a function and enter it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.office.inspection.excel import data, fonts, formulas, sheets
from generator.office.inspection.excel.workbook import Workbook
from generator.office.inspection.finding import Finding

Inspector = Callable[[Workbook], Iterator[Finding]]

INSPECTORS: tuple[Inspector, ...] = (
    fonts.faces_of_theme,
    fonts.latin_fonts,
    data.linked_workbooks,
    data.connections,
    data.query_tables,
    data.macro_sheets,
    sheets.names_of_sheets,
    sheets.hidden_sheets,
    sheets.protection,
    sheets.print_setup,
    sheets.authors_of_notes,
    sheets.lookalikes,
    formulas.lost_references,
    formulas.new_functions,
    formulas.structured_references,
    formulas.unsteady_formats,
)
