"""Fill one template with plain data: the engines without a campaign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from generator.app.libreoffice import find_office
from generator.app.page_numbers import OPTION, number_pages
from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput, WrongUsage
from generator.intake.data import read_data, read_file
from generator.intake.pictures import PictureFolder
from generator.office.properties import Properties
from generator.office.templates import Template, compile_template
from generator.store.files import write_new_file


def fill_template(
    template: Path, data: Path, out: Path, *, now: dt.datetime, page_numbers: bool = False
) -> tuple[Diagnostic, ...]:
    """Write `template` filled with `data` (YAML or JSON, a mapping at top level) to `out`; return findings.

    Paths of pictures in the data are relative to the folder of the data file. With `page_numbers` LibreOffice
    computes those that a Word document asks for.
    Raises InvalidInput with everything that is wrong; `out` is then not written.
    """
    if out.suffix.lower() != template.suffix.lower():
        remedy = f"把 {out.name} 的结尾改成 {template.suffix}"
        raise WrongUsage((Diagnostic("P-006", "输出文件与模板不是同一种文件", remedy, Place(str(out))),))
    office = find_office(OPTION) if page_numbers else None
    compiled, values = _read(template, data)
    found: list[Diagnostic] = []
    properties = Properties(title=out.stem, created=now)
    folder = PictureFolder(data.parent)
    content = compiled.fill(
        values, now=now, properties=properties, tell=found.append, pictures=folder.picture
    ).content
    if office:
        content = number_pages({out.name: content}, office).get(out.name, content)
    write_new_file(out, content)
    return tuple(found)


def _read(template: Path, data: Path) -> tuple[Template, Mapping[str, object]]:
    """Return both, or raise InvalidInput with what is wrong with either."""
    problems: list[Diagnostic] = []
    try:
        compiled = compile_template(read_file(template), template.name)
    except InvalidInput as invalid:
        problems += invalid.diagnostics
    try:
        values = read_data(data)
    except InvalidInput as invalid:
        problems += invalid.diagnostics
    if problems:
        raise InvalidInput(tuple(problems))
    return compiled, values
