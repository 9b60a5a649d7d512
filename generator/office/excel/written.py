"""What a cell is given: the type and the value that stand in its XML, and the text that a reader sees."""

from __future__ import annotations

from msgspec import Struct

from generator.office.excel.grid import Cell
from generator.office.excel.slots import Page
from generator.office.excel.strings import Run, Runs, plain_text
from generator.office.excel.values import Content, Kind, Refusal, read_text

# Type and value as they are written, "" for none, and the text that is seen where it is one.
Given = tuple[str, str, str]


class Written(Struct, frozen=True):
    """What stands in a finished cell: type (ECMA-376 part 1, 18.18.11), value or text, and number of its format."""

    kind: str
    text: str
    style: int


def kept(cell: Cell) -> Written | None:
    """Return what the template has in a cell that is written as it is."""
    if cell.text is not None:
        return Written("s", plain_text(cell.text), cell.style)
    return Written(*cell.stored, cell.style) if cell.stored else None


def text_content(cell: Cell, text: str, page: Page, runs: Runs = ()) -> Given:
    """Return a text; `runs` are those of it that have a font of their own."""
    content = read_text(text)
    if isinstance(content, Content) and content.kind is Kind.TEXT:
        return "s", str(page.strings.index(_looked(content.text, runs))), content.text
    return plain_content(cell, content, page)


def _looked(text: str, runs: Runs) -> str | Runs:
    """Return what a text is known by: in the cell's own font by itself alone."""
    if len(runs) > 1:
        return runs
    return text if not runs or runs[0].look is None else (Run(text, runs[0].look),)


def plain_content(cell: Cell, content: Content | Refusal, page: Page) -> Given:
    """Return a value that is no text; one that cannot stand in a cell is told, and leaves it empty."""
    if isinstance(content, Refusal):
        page.on_refusal(cell, content)
        return "", "", ""
    return content.kind.value, content.text, ""


def cell_end(kind: str, formula: str, text: str, after: str) -> str:
    """Return the rest of a cell behind its attributes."""
    if kind == "s":
        return f' t="s"><v>{text}</v>{after}</c>'
    if not (formula or text or after or kind == "str"):
        return "/>"
    type_text = f' t="{kind}"' if kind and kind != "n" else ""
    value = f"<v>{text}</v>" if text or kind == "str" else ""
    return f"{type_text}>{formula}{value}{after}</c>"
