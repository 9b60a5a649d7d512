"""What a document says, apart from how a program happens to save it: are two files one document, and what differs?

Two files with equal contents are one document. Word, Excel, WPS and LibreOffice rewrite every part of a file that
they only open and save; text, values, formulas, structure and pictures stay. Formats are not looked at.
"""

from generator.office.comparison.contents import Content, Line, Section, read_content
from generator.office.comparison.differences import describe

__all__ = ["Content", "Line", "Section", "describe", "read_content"]
