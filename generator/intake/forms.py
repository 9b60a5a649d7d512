"""An Excel form as a campaign file: its data, and the cells where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.campaign import Path
from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidCampaign, InvalidTemplate
from generator.form.reading import read_form
from generator.form.region import GUIDE_SHEET
from generator.intake.sources import CellMap
from generator.office.cells import CellSheet, read_cells
from generator.office.form_words import LISTS


class FormDocument(Struct, frozen=True):
    """What a form says: data as those of a YAML file, their cells, the notes on cells, and what is wrong with it."""

    data: dict[str, object]
    sources: CellMap
    comments: Mapping[Path, str]
    problems: tuple[Diagnostic, ...]


def read_form_file(data: bytes, file: str) -> FormDocument:
    """Return what a workbook says as a form. Raises InvalidCampaign for one that is none, or cannot be read."""
    try:
        sheets = read_cells(data, file, (GUIDE_SHEET, LISTS))
    except InvalidTemplate as unreadable:
        raise InvalidCampaign(unreadable.diagnostics) from unreadable
    return read_sheets(sheets, file)


def read_sheets(sheets: Sequence[CellSheet], file: str) -> FormDocument:
    """Return what worksheets say as a form. Raises InvalidCampaign where none of them is one."""
    form = read_form(sheets, file)
    if form is None:
        remedy = "表单由 campaign-pack new 活动.xlsx 生成;小标题以「■」开头,不要改动"
        message = "这个工作簿不是活动表单:找不到「■ 活动」这样的小标题"
        raise InvalidCampaign((Diagnostic("C-F03", message, remedy, Place(file)),))
    sources = CellMap(file, form.values, form.titles, form.said)
    return FormDocument(form.data, sources, form.comments, form.problems)
