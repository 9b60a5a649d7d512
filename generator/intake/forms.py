"""An Excel form as a campaign file: its data, the cells where they stand, and the same as YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.campaign import Campaign, Path, Shape, fields_of
from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidCampaign, InvalidTemplate
from generator.form.reading import read_form
from generator.intake.sources import CellMap
from generator.intake.yaml_text import Number, write_yaml
from generator.office.cells import CellSheet, read_cells

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,17})?")


@dataclass(frozen=True, slots=True)
class FormDocument:
    """What a form says: data as those of a YAML file, their cells, the notes on cells, and what is wrong with it."""

    data: dict[str, object]
    sources: CellMap
    comments: Mapping[Path, str]
    problems: tuple[Diagnostic, ...]


def read_form_file(data: bytes, file: str) -> FormDocument:
    """Return what a workbook says as a form. Raises InvalidCampaign for one that is none, or cannot be read."""
    try:
        sheets = read_cells(data, file)
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


def form_text(form: FormDocument) -> str:
    """Return what a form says as the text of a campaign file, its notes as comments."""
    whole = _marked(form.data, Shape("group", Campaign, model=Campaign))
    titles = {name: str(info.title) for name, info in Campaign.model_fields.items()}
    return write_yaml(whole, form.comments, titles)  # type: ignore[arg-type]  # a group is a dict


def _marked(data: object, shape: Shape | None) -> object:
    """Return data in the order of the model, with the numbers among them marked as numbers."""
    if isinstance(data, dict):
        fields = fields_of(shape.model) if shape and shape.model else {}
        inner = shape.element if shape else None
        order = [name for name in fields if name in data] or list(data)
        return {name: _marked(data[name], fields.get(name, inner)) for name in order}
    if isinstance(data, list):
        return [_marked(each, shape.element if shape else None) for each in data]
    is_number = shape is not None and isinstance(shape.type, type) and issubclass(shape.type, Decimal | int)
    is_number = is_number and shape is not None and shape.type is not bool
    return Number(data) if isinstance(data, str) and is_number and _PLAIN_NUMBER.fullmatch(data) else data
