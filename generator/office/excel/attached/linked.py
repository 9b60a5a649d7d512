"""Shapes whose text is that of a cell: they follow it, and the text they remember is the cell's.

Excel shows the cell as it opens the file; phones, previews and other programs show what the shape remembers. A number
in a format of its own stays as it is remembered, unless that is a tag, which the cell no longer holds.
"""

from __future__ import annotations

from contextlib import suppress

from generator.office.excel.attached.shown import CellValues, Shown
from generator.office.excel.moving.formulas import read_formula
from generator.office.excel.moving.moves import Moves, Spot
from generator.office.tags import find_tags
from generator.office.xml import Element, legal

_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def move_links(holder: Element, moves: Moves, spot: Spot, values: CellValues) -> None:
    """Move the cells whose text the shapes of an anchor show; what cannot be read stays."""
    for shape in holder.iter():
        if text := shape.get("textlink"):
            with suppress(ValueError):
                link = moves.formula(text, spot)
                shape.set("textlink", link)
                _show(shape, _cell(link, moves, values))


def _cell(link: str, moves: Moves, values: CellValues) -> Shown | None:
    """Return the value of the cell that a link names, None where it is empty or not one cell."""
    named = values.names.get(link.lstrip("=").rpartition("!")[2].casefold())
    references = list(read_formula(named or link).references)
    if len(references) != 1:
        return None
    area = values.area(references[0].sheet or moves.tab.name, references[0])
    return area[0][0] if area and len(area) == len(area[0]) == 1 else None


def _show(shape: Element, shown: Shown | None) -> None:
    """Write the value into the first run of the remembered text; the others hold what is gone."""
    texts = list(shape.iter(_TEXT))
    remembered = "".join(text.text or "" for text in texts)
    tagged = bool(find_tags(remembered))
    if not texts or not (tagged or (shown is not None and not shown.number)):
        return
    for text in texts:
        text.text = ""
    texts[0].text = legal(shown.label if shown is not None else "")
