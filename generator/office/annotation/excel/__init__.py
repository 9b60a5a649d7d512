"""Notes at the faults of an Excel template: notes of the old kind, which WPS and LibreOffice show too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.diagnostics import Diagnostic
from generator.office.annotation.excel.anchors import Anchors, Cell
from generator.office.annotation.excel.boxes import Boxes
from generator.office.annotation.excel.notes import Notes
from generator.office.annotation.wording import lines_of
from generator.office.parts import Parts


def note_faults(parts: Parts, main: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Put a note at each fault of the workbook `main`, those at one cell in one note. Raises InvalidTemplate."""
    anchors = Anchors.of(parts, main)
    texts: dict[str, dict[Cell, list[str]]] = defaultdict(lambda: defaultdict(list))
    for diagnostic in diagnostics:
        sheet, cell, exact = anchors.find(diagnostic)
        texts[sheet.part][cell] += lines_of(diagnostic, with_spot=not exact)
    for sheet in anchors.sheets:
        if noted := texts.get(sheet.part):
            _note(parts, sheet.part, sheet.number, noted)


def _note(parts: Parts, sheet: str, number: int, noted: dict[Cell, list[str]]) -> None:
    notes, boxes = Notes.of(parts, sheet), Boxes.of(parts, sheet, number)
    for wanted, lines in sorted(noted.items()):
        cell = notes.free(wanted)
        notes.add(cell, lines)
        boxes.add(cell, lines)
    notes.sort()
    boxes.close(parts)
