"""The Word engine: a `.docx` template compiled once, filled many times."""

from generator.office.word.template import WordTemplate, compile_docx

__all__ = ["WordTemplate", "compile_docx"]
