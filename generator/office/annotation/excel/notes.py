"""The notes of a sheet (its comments part), to which ours are added."""

from __future__ import annotations

import posixpath
import re

from lxml import etree
from msgspec import Struct

from generator.office.annotation.excel.anchors import Cell
from generator.office.annotation.wording import AUTHOR
from generator.office.excel.xml import MAIN, child, children, tag
from generator.office.letters import column_letters, column_number
from generator.office.parts import Parts
from generator.office.xml import Element

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_NO_NOTES = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_THREAD = "tc="
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Notes(Struct, frozen=True):
    """A comments part with its list of notes; a cell has one note at most, found by its name in `homes`."""

    authors: Element
    listed: Element
    author: int
    homes: dict[str, Element]

    @classmethod
    def of(cls, parts: Parts, sheet: str) -> Notes:
        """Return the notes of a sheet, in a new part where it has none. Raises InvalidTemplate."""
        held = (r.target for r in parts.relations(sheet) if r.kind == "comments" and r.target in parts)
        root = parts.xml(next(held, None) or _new_part(parts, sheet))
        authors, listed = (_first(root, name) for name in ("authors", "commentList"))
        names = [each.text for each in children(authors, "author")]
        if AUTHOR not in names:
            etree.SubElement(authors, tag("author")).text = AUTHOR
        homes = {each.get("ref", ""): each for each in reversed(list(children(listed, "comment")))}
        return cls(authors, listed, names.index(AUTHOR) if AUTHOR in names else len(names), homes)

    def free(self, cell: Cell) -> Cell:
        """Return the cell, or the next to its right where it holds a thread, whose note Excel does not show."""
        row, column = cell
        while (note := self.homes.get(name_of((row, column)))) is not None and self._is_of_thread(note):
            column += 1
        return row, column

    def add(self, cell: Cell, lines: list[str]) -> None:
        """Write a note at a cell; what its author noted there before stays in front."""
        name = name_of(cell)
        note = self.homes.get(name)
        if note is None:
            note = etree.SubElement(self.listed, tag("comment"), ref=name, authorId=str(self.author))
            self.homes[name] = note
            _first(note, "text")
        text = _first(note, "text")
        _in_runs(text)
        before = len(text) > 0
        for number, line in enumerate(lines):
            text.append(_run(("\n" if before or number else "") + line, bold=line.startswith("T-")))

    def sort(self) -> None:
        """Put the notes in the order of their cells, as Excel writes them."""
        self.listed[:] = sorted(self.listed, key=_position)

    def _is_of_thread(self, note: Element) -> bool:
        names = [each.text or "" for each in children(self.authors, "author")]
        key = note.get("authorId", "")
        number = int(key) if re.fullmatch("[0-9]{1,6}", key) else len(names)
        return number < len(names) and names[number].startswith(_THREAD)


def name_of(cell: Cell) -> str:
    return f"{column_letters(cell[1])}{cell[0]}"


def free_part(parts: Parts, stem: str, ending: str) -> str:
    """Return the first name of the form `stem1.ending` that no part has."""
    names = (f"{stem}{number}.{ending}" for number in range(1, 100_000))
    return next(name for name in names if name not in parts)


def _new_part(parts: Parts, sheet: str) -> str:
    room = posixpath.dirname(posixpath.dirname(sheet))
    part = free_part(parts, posixpath.join(room, "comments"), "xml")
    parts.put(part, _NO_NOTES)
    parts.declare(part, _TYPE)
    parts.relate(sheet, _RELATION, part)
    return part


def _first(element: Element, name: str) -> Element:
    found = child(element, name)
    return etree.SubElement(element, tag(name)) if found is None else found


def _in_runs(text: Element) -> None:
    """Put the text of a note that has one formatting into a run, so that others can follow."""
    plain = child(text, "t")
    if plain is not None:
        run = etree.Element(tag("r"))
        text.replace(plain, run)
        run.append(plain)


def _run(text: str, *, bold: bool) -> Element:
    run = etree.Element(tag("r"))
    looks = etree.SubElement(run, tag("rPr"))
    if bold:
        etree.SubElement(looks, tag("b"))
    for name, value in (("sz", "9"), ("rFont", "微软雅黑"), ("family", "2"), ("charset", "134")):
        etree.SubElement(looks, tag(name), val=value)
    held = etree.SubElement(run, tag("t"))
    held.text = text
    held.set(_SPACE, "preserve")
    return run


def _position(note: Element) -> Cell:
    match = _NAME.fullmatch(note.get("ref", "")) if isinstance(note.tag, str) else None
    return (int(match[2]), column_number(match[1])) if match else (0, 0)
