"""Where a paragraph stands, in the words of someone who looks at the page.

正文第 12 段 counts the paragraphs beside tables; 表 2 第 3 行 counts tables and rows as they are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.office.word.names import PARAGRAPH, ROW, TABLE, TEXT_BOX, w
from generator.office.xml import Element

BODY = "正文"
NUMBER = "number"
"""The attribute that says of a note carried into the body which one it is, counted from 1."""

_NOTES = {w("footnote"): "脚注", w("endnote"): "尾注"}
_PASSED_THROUGH = frozenset(
    w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "tc")
)
Spotted = tuple[Element, str]


class _Counts(Struct):
    paragraphs: int = 0
    tables: int = 0


def spotted_paragraphs(root: Element, where: str) -> Iterator[Spotted]:
    """Yield every paragraph of a part with its spot; `where` is what the reader calls the part."""
    notes = [note for note in root if note.tag in _NOTES and note.get(w("type")) is None]
    for number, note in enumerate(notes, 1):
        yield from ((paragraph, f"{_NOTES[note.tag]}第 {number} 条") for paragraph in note.iter(PARAGRAPH))
    if not notes:
        yield from _blocks(root, where, "" if where == BODY else f"{where} ", _Counts())


def _blocks(container: Element, where: str, before_table: str, counts: _Counts) -> Iterator[Spotted]:
    for child in container:
        if child.tag == PARAGRAPH:
            counts.paragraphs += 1
            yield from _with_boxes(child, f"{where}第 {counts.paragraphs} 段")
        elif child.tag == TABLE:
            counts.tables += 1
            yield from _rows(child, f"{before_table}表 {counts.tables}")
        elif child.tag in _PASSED_THROUGH:
            yield from _blocks(child, where, before_table, counts)


def _with_boxes(paragraph: Element, spot: str) -> Iterator[Spotted]:
    yield paragraph, spot
    for box in paragraph.iter(TEXT_BOX):
        yield from ((inner, f"{spot}的文本框") for inner in box.iter(PARAGRAPH))
    for note in paragraph.iter(*_NOTES):
        carried = f"{_NOTES[str(note.tag)]}第 {note.get(NUMBER)} 条"
        yield from ((inner, carried) for inner in note.iter(PARAGRAPH))


def _rows(table: Element, name: str) -> Iterator[Spotted]:
    for number, row in enumerate(_own_rows(table), 1):
        spot = f"{name} 第 {number} 行"
        yield from _in_cells(row, spot, _Counts())


def _own_rows(container: Element) -> Iterator[Element]:
    for child in container:
        if child.tag == ROW:
            yield child
        elif child.tag in _PASSED_THROUGH:
            yield from _own_rows(child)


def _in_cells(container: Element, spot: str, counts: _Counts) -> Iterator[Spotted]:
    for child in container:
        if child.tag == PARAGRAPH:
            yield from _with_boxes(child, spot)
        elif child.tag == TABLE:
            counts.tables += 1
            yield from _rows(child, f"{spot}内的表 {counts.tables}")
        elif child.tag in _PASSED_THROUGH:
            yield from _in_cells(child, spot, counts)
