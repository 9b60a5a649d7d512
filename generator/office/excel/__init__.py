"""The Excel engine: a workbook with tags in, a filled one out, everything that names a cell moved along."""

from generator.office.excel.template import XlsxTemplate, compile_xlsx

__all__ = ["XlsxTemplate", "compile_xlsx"]
