"""The old drawings (VML) in which Excel keeps the boxes of notes and the faces of form controls.

A shape says in its client data which cell it belongs to, and between which cells it lies. The k-th further copy of
shape s has the number s + 1024 * blocks * k: Excel numbers shapes in blocks of 1024.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct

from generator.office.excel.moving.moves import Copy, Moves
from generator.office.excel.moving.references import Corner, Reference
from generator.office.excel.xml import RELATIONS, child
from generator.office.parts import Parts
from generator.office.xml import Element

VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_SHAPE_ID = re.compile(r"(_x0000_s)(\d+)")
_FORMULAS = ("FmlaLink", "FmlaRange", "FmlaGroup", "FmlaTxbx")
BLOCK = 1024


class Numbering(Struct, frozen=True):
    """How copies of shapes are numbered; `blocks` is how many blocks the numbers of the originals take."""

    blocks: int = 1

    def number(self, original: int, copied: int) -> int:
        """Return the number of copy `copied` (0 is the original itself)."""
        return original + BLOCK * self.blocks * copied


class OldDrawing:
    """A VML part while its shapes are moved."""

    def __init__(self, part: str, root: Element) -> None:
        self.part = part
        self.root = root
        numbers = [number for shape in self.shapes() if (number := shape_number(shape))]
        used = {number // BLOCK for number in numbers}
        self.numbering = Numbering(max(used) - min(used) + 1 if used else 1)

    def shapes(self) -> Iterator[Element]:
        return (each for each in list(self.root) if each.tag == f"{VML}shape")

    def repeat(self, moves: Moves) -> None:
        """Move every shape that belongs to a cell, repeat those in a list, take away those that are lost."""
        most = 1
        for shape in self.shapes():
            data = shape.find(f"{_EXCEL}ClientData")
            home = _home(data) if data is not None else None
            if data is None or home is None:
                continue
            copies = moves.copies(home)
            most = max(most, len(copies))
            self._place(shape, home, copies, moves)
        self._declare_blocks(most)

    def _place(self, shape: Element, home: Reference, copies: list[Copy], moves: Moves) -> None:
        if not copies:
            self.root.remove(shape)
        twins = [shape, *(copy.deepcopy(shape) for _ in copies[1:])]
        for number, (twin, copied) in enumerate(zip(twins, copies, strict=False)):
            if number:
                twins[number - 1].addnext(twin)
                self._number_anew(twin, number)
            _shift(twin, home, copied, moves)

    def _number_anew(self, shape: Element, copied: int) -> None:
        for name in ("id", f"{OFFICE}spid"):
            if found := _SHAPE_ID.fullmatch(shape.get(name, "")):
                shape.set(name, f"{found[1]}{self.numbering.number(int(found[2]), copied)}")

    def _declare_blocks(self, copies: int) -> None:
        """List the blocks of numbers that the shapes take now."""
        used = {number // BLOCK for shape in self.shapes() if (number := shape_number(shape))}
        for element in self.root.iter(f"{OFFICE}idmap") if copies > 1 else ():
            element.set("data", ",".join(str(block) for block in sorted(used)))


def shape_number(shape: Element) -> int | None:
    """Return the number in a shape's id."""
    found = _SHAPE_ID.fullmatch(shape.get("id", ""))
    return int(found[2]) if found else None


def old_drawing(sheet: Element, part: str, parts: Parts) -> OldDrawing | None:
    """Return the VML drawing of a sheet, None where it has none that can be read."""
    element = child(sheet, "legacyDrawing")
    key = element.get(f"{{{RELATIONS}}}id") if element is not None else None
    target = next((r.target for r in parts.relations(part) if r.id == key), None)
    if target is None or target not in parts:
        return None
    root = read_vml(parts.read(target))
    return OldDrawing(target, root) if root is not None else None


def read_vml(content: bytes) -> Element | None:
    """Return the root of VML, which old programs wrote with HTML's open line breaks; None if it cannot be read."""
    for recover in (False, True):
        parser = etree.XMLParser(recover=recover, resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            continue
    return None


def _home(data: Element) -> Reference | None:
    """Return the cell that a shape belongs to: that of a note, or the one that a control begins in."""
    row, column = data.findtext(f"{_EXCEL}Row"), data.findtext(f"{_EXCEL}Column")
    if row is None or column is None:
        anchor = _anchor(data)
        row, column = (anchor[2], anchor[0]) if anchor else (None, None)
    if row is None or column is None:
        return None
    try:
        cell = Corner(int(column) + 1, int(row) + 1)
    except ValueError:
        return None
    return Reference("", cell, cell)


def _anchor(data: Element) -> list[str] | None:
    """Return column, offset, row, offset of the first and of the last corner."""
    found = [text.strip() for text in data.findtext(f"{_EXCEL}Anchor", "").split(",")]
    return found if len(found) == 8 and all(text.lstrip("-").isdecimal() for text in found) else None


def _shift(shape: Element, home: Reference, copied: Copy, moves: Moves) -> None:
    """Move a shape as far as its cell moved, and the cells that its control names."""
    down = copied.area.first.row - home.first.row
    right = copied.area.first.column - home.first.column
    for data in shape.iter(f"{_EXCEL}ClientData"):
        _change(data, "Row", lambda text: str(int(text) + down))
        _change(data, "Column", lambda text: str(int(text) + right))
        if anchor := _anchor(data):
            moved = [int(text) + (right, 0, down, 0)[place % 4] for place, text in enumerate(anchor)]
            _change(data, "Anchor", lambda _, moved=moved: ", ".join(map(str, moved)))  # type: ignore[misc]  # bound at once
        for name in _FORMULAS:
            _change(data, name, lambda text: moves.formula(text, copied.spot))


def _change(data: Element, name: str, change: Callable[[str], str]) -> None:
    element = data.find(f"{_EXCEL}{name}")
    if element is not None and element.text:
        try:
            element.text = change(element.text.strip())
        except ValueError:  # what cannot be read stays
            return
