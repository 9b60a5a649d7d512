"""A filled feature workbook as the checks see it: its parts, cells and rows, whatever tool wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from tests.compare.areas import LAST_ROW, Area, area, named_cells, skeleton
from tests.compare.frame import SHEET, TABLE, Frame

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its text or number as text, and its formula; `array` is where an array formula lies."""

    value: str
    formula: str = ""
    array: str = ""
    metadata: str = ""

    @property
    def filled(self) -> bool:
        return bool(self.value or self.formula)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of a part: its name, what kind of part it leads to, and which."""

    name: str
    kind: str
    target: str


class Result:
    """The output for `count` items of a template that was written as `frame` has it."""

    def __init__(self, data: bytes, frame: Frame, count: int) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.frame, self.count = frame, count
        self._roots: dict[str, Element] = {}
        self._cells: dict[str, dict[tuple[int, int], Cell]] = {}

    # --- parts ---------------------------------------------------------------------------------------------

    def root(self, part: str) -> Element:
        if part not in self._roots:
            parser = etree.XMLParser(recover=part.endswith(".vml"))
            self._roots[part] = etree.fromstring(self.parts[part], parser)
        return self._roots[part]

    def links(self, part: str, kind: str = "") -> list[Link]:
        """Return the relations of a part, those of one kind by the last word of their type."""
        folder, name = dirname(part), part.rsplit("/", 1)[-1]
        relations = join(folder, "_rels", f"{name}.rels")
        if relations not in self.parts:
            return []
        found = []
        for each in self.root(relations):
            target = each.get("Target", "")
            inside = each.get("TargetMode") != "External"
            path = normpath(join("/", folder, target)).lstrip("/") if inside else target
            found.append(Link(each.get("Id", ""), each.get("Type", "").rsplit("/", 1)[-1], path))
        return [each for each in found if kind in ("", each.kind)]

    @cached_property
    def book(self) -> Element:
        return self.root("xl/workbook.xml")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Return the parts of the sheets by their names, in their order."""
        targets = {each.name: each.target for each in self.links("xl/workbook.xml")}
        return {
            each.get("name", ""): targets[each.get(f"{_R}id", "")] for each in self.book.iter(f"{MAIN}sheet")
        }

    def sheet(self, name: str = SHEET) -> Element:
        return self.root(self.sheets[name])

    # --- cells ---------------------------------------------------------------------------------------------

    @cached_property
    def _strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        return [_text(item) for item in self.root("xl/sharedStrings.xml").findall(f"{MAIN}si")]

    def cells(self, sheet: str = SHEET) -> dict[tuple[int, int], Cell]:
        """Return the cells of a sheet by row and column; shared formulas are written out."""
        if sheet not in self._cells:
            shared: dict[str, tuple[str, str]] = {}
            self._cells[sheet] = {
                coordinate_to_tuple(each.get("r", "")): self._cell(each, shared)
                for each in self.sheet(sheet).iter(f"{MAIN}c")
            }
        return self._cells[sheet]

    def _cell(self, element: Element, shared: dict[str, tuple[str, str]]) -> Cell:
        value = element.findtext(f"{MAIN}v") or ""
        if element.get("t") == "s" and value:
            value = self._strings[int(value)]
        elif element.get("t") == "inlineStr":
            value = _text(element)
        formula = element.find(f"{MAIN}f")
        if formula is None:
            return Cell(value)
        text, place = formula.text or "", element.get("r", "")
        if formula.get("t") == "shared":
            if text:
                shared[formula.get("si", "")] = (text, place)
            text = shift(*shared[formula.get("si", "")], place)
        array = formula.get("ref", "") if formula.get("t") == "array" else ""
        return Cell(value, text, array, element.get("cm", ""))

    def cell(self, place: str, sheet: str = SHEET) -> Cell:
        return self.cells(sheet).get(coordinate_to_tuple(place), Cell(""))

    # --- rows ----------------------------------------------------------------------------------------------

    @cached_property
    def list_rows(self) -> list[int]:
        """Return the rows of the list, found by the names in them."""
        return self._named_rows(SHEET)

    @cached_property
    def table_rows(self) -> list[int]:
        """Return the rows of the list in the Table on its sheet."""
        return self._named_rows(TABLE)

    def _named_rows(self, sheet: str) -> list[int]:
        cells = self.cells(sheet).items()
        return sorted(row for (row, column), cell in cells if column == 1 and re.match(r"项目\d", cell.value))

    @property
    def first(self) -> int:
        """Return the first row of the list, or the sheet's last row, which is empty, if it has none."""
        return self.list_rows[0] if self.list_rows else LAST_ROW

    @property
    def last(self) -> int:
        return self.list_rows[-1] if self.list_rows else LAST_ROW

    @cached_property
    def _labels(self) -> dict[str, int]:
        return {cell.value: row for (row, column), cell in self.cells().items() if column == 1}

    def at(self, number: int) -> int:
        """Return where a row of the bare workbook stands now."""
        label = f"行{number:02}"
        if label not in self._labels:
            raise LookupError(f"row {number} is lost")
        return self._labels[label]

    def write(self, text: str) -> str:
        """Write a text with rows of the bare workbook in braces as it should read here."""
        numbers = {int(found) for found in re.findall(r"\{(\d+)\}", text)}
        places = [
            self.at(number) if number in numbers else 0 for number in range(max(numbers, default=0) + 1)
        ]
        return text.format(*places, first=self.first, last=self.last)

    # --- what a formula means ------------------------------------------------------------------------------

    def formula_fault(self, found: str, expected: str, home: str = SHEET) -> str:
        """Tell how a formula differs in what it means from another, empty if it does not."""
        wanted = self.write(expected)
        if "#REF!" in found:
            return f"{found} has lost a reference"
        if skeleton(found) != skeleton(wanted):
            return f"{found or 'nothing'} instead of {wanted}"
        if self.meant(found, home) != self.meant(wanted, home):
            return f"{found} instead of {wanted}"
        return ""

    def meant(self, formula: str, home: str = SHEET) -> frozenset[Area]:
        """Return the cells that a formula names; of an empty list those that hold anything."""
        found = named_cells(formula, home, list(self.sheets))
        return found if self.count else frozenset(each for each in found if self._holds_anything(each))

    def _holds_anything(self, area_: Area) -> bool:
        return any(place in area_ and cell.filled for place, cell in self.cells(area_.sheet).items())

    def areas_fault(self, found: str, expected: str) -> str:
        """Tell how a list of areas differs in its cells from another."""
        wanted = self.write(expected) if expected else ""
        same = named_cells(found, SHEET, ()) == named_cells(wanted, SHEET, ())
        return "" if same else f"{found or 'nothing'} instead of {wanted or 'nothing'}"


def _text(element: Element) -> str:
    """Return the text of a string item without how it is read aloud."""
    runs = element.iter(f"{MAIN}t")
    return "".join(run.text or "" for run in runs if not _phonetic(run))


def _phonetic(run: Element) -> bool:
    parent = run.getparent()
    return parent is not None and parent.tag == f"{MAIN}rPh"


def shift(formula: str, origin: str, place: str) -> str:
    """Return a formula as filling it from one cell into another gives it."""
    if origin == place:
        return formula
    translated = Translator(f"={formula}", origin=origin).translate_formula(place)
    return str(translated)[1:]


def corner(text: str) -> tuple[int, int]:
    """Return row and column where a list of areas begins."""
    found = [area(each) for each in text.split()]
    return min(each.top for each in found), min(each.left for each in found)


def place(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"
