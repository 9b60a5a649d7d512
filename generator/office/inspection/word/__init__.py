"""What can be wrong with a Word template as a file. To add a check, write a function and enter it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.office.inspection.finding import Finding
from generator.office.inspection.word import fields, fonts, formatting, remains, structure
from generator.office.inspection.word.document import Document

Inspector = Callable[[Document], Iterator[Finding]]

INSPECTORS: tuple[Inspector, ...] = (
    fonts.default_font,
    fonts.fonts_of_styles,
    fonts.fonts_of_runs,
    fonts.faces_of_theme,
    fonts.language_of_theme,
    formatting.direct_formatting,
    formatting.missing_styles,
    formatting.styles_for_prose,
    fields.fields_without_result,
    fields.fields_in_one_run,
    fields.fields_not_closed,
    fields.fields_from_outside,
    fields.prompt_to_update,
    remains.mail_merge,
    remains.comments,
    remains.tracked_changes,
    remains.tracking_on,
    remains.hidden_text,
    remains.protection,
    remains.lookalikes,
    structure.cells_without_paragraph,
    structure.unpaired_bookmarks,
    structure.doubled_bookmarks,
    structure.uneven_rows,
)
