"""Fonts of cells: a Latin font prints Chinese in whatever the reader's computer puts in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.office.excel.xml import child
from generator.office.inspection.excel.workbook import Cell, Sheet, Workbook
from generator.office.inspection.faces import CHINESE, FACES, is_latin_font, theme_face
from generator.office.inspection.finding import Finding, found
from generator.office.xml import Element


def latin_fonts(workbook: Workbook) -> Iterator[Finding]:
    """Find Latin fonts of cells with Chinese in them, or with tags; a font of the theme has its Chinese twin."""
    spots: dict[str, list[str]] = defaultdict(list)
    for sheet, cell, font in _lettered(workbook):
        name = _value(font, "name")
        if is_latin_font(name) and not _value(font, "scheme"):
            spots[name].append(sheet.spot(cell.name))
    for name, used in spots.items():
        yield found("T-441", used[0], font=name, count=len(used))


def faces_of_theme(workbook: Workbook) -> Iterator[Finding]:
    schemes = {_value(font, "scheme") for _, _, font in _lettered(workbook)}
    lacking = [FACES[kind] for kind in FACES if kind in schemes and not theme_face(workbook.theme, kind)]
    if lacking:
        yield found("T-404", "主题", faces="和".join(lacking))


def _lettered(workbook: Workbook) -> Iterator[tuple[Sheet, Cell, Element]]:
    """Yield the cells that print Chinese, or may when they are filled, with their fonts."""
    for sheet in workbook.sheets:
        for cell in sheet.cells:
            font = workbook.font(cell)
            if font is not None and (CHINESE.search(cell.text) or "{{" in cell.text):
                yield sheet, cell, font


def _value(font: Element, name: str) -> str:
    element = child(font, name)
    return "" if element is None else element.get("val", "")
