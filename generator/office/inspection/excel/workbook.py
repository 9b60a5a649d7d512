"""An Excel template under inspection: its sheets with their cells as texts, its styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from generator.office.excel.strings import plain_text, read_runs
from generator.office.excel.xml import RELATIONS, child, children, descendants
from generator.office.inspection.subject import Subject
from generator.office.letters import column_letters, column_number
from generator.office.xml import Element

_RELATED = f"{{{RELATIONS}}}"
_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Cell(Struct, frozen=True):
    """A cell that holds something; `format` is the number of its format."""

    name: str
    element: Element
    text: str
    formula: str

    @property
    def format(self) -> int:
        return number(self.element.get("s", "0"))


class Sheet(Struct, frozen=True):
    """A worksheet with what it holds."""

    name: str
    part: str
    root: Element
    state: str
    cells: tuple[Cell, ...]

    def spot(self, cell: str = "") -> str:
        return f"{self.name}!{cell}" if cell else self.name


class Workbook(Subject):
    """An Excel template as far as it can be read."""

    @cached_property
    def book(self) -> Element | None:
        return self.root(self.main)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The worksheets in the order of their tabs; chart sheets have no cells."""
        return tuple(self._sheets())

    def _sheets(self) -> Iterator[Sheet]:
        parts = {relation.id: relation for relation in self.relations(self.main)}
        for listed in descendants(self.book, "sheet") if self.book is not None else ():
            relation = parts.get(listed.get(f"{_RELATED}id", ""))
            root = self.root(relation.target) if relation and relation.kind == "worksheet" else None
            if relation is not None and root is not None:
                cells = tuple(self._cells(root))
                state = listed.get("state", "visible")
                yield Sheet(listed.get("name", ""), relation.target, root, state, cells)

    def _cells(self, root: Element) -> Iterator[Cell]:
        data = child(root, "sheetData")
        at = 0
        for row in children(data, "row") if data is not None else ():
            at = number(row.get("r", "")) or at + 1
            column = 0
            for cell in children(row, "c"):
                place = _NAME.fullmatch(cell.get("r", ""))
                column = column_number(place[1]) if place else column + 1
                formula = cell.findtext(f"{{{cell.nsmap[cell.prefix]}}}f") or ""
                if (text := self._text(cell)) or formula:
                    yield Cell(f"{column_letters(column)}{at}", cell, text, formula)

    def _text(self, cell: Element) -> str:
        inline = child(cell, "is")
        if inline is not None:
            return plain_text(read_runs(inline))
        held = child(cell, "v")
        text = held.text or "" if held is not None else ""
        if cell.get("t") != "s":
            return text
        index = number(text, -1)
        return self._strings[index] if 0 <= index < len(self._strings) else ""

    @cached_property
    def _strings(self) -> tuple[str, ...]:
        root = self.related("sharedStrings")
        return () if root is None else tuple(plain_text(read_runs(item)) for item in children(root, "si"))

    @cached_property
    def fonts(self) -> tuple[Element | None, ...]:
        """The font of every cell format, by the number of the format."""
        styles = self.related("styles")
        holder = None if styles is None else child(styles, "fonts")
        formats = None if styles is None else child(styles, "cellXfs")
        fonts = [] if holder is None else children(holder, "font")
        numbers = [] if formats is None else [number(xf.get("fontId", "0")) for xf in children(formats, "xf")]
        return tuple(fonts[each] if each < len(fonts) else None for each in numbers)

    def font(self, cell: Cell) -> Element | None:
        return self.fonts[cell.format] if cell.format < len(self.fonts) else None

    def spot_of_relation(self, part: str, key: str) -> str:
        sheet = next((sheet for sheet in self.sheets if self._leads_to(sheet.part, part)), None)
        if sheet is None:
            return "工作簿"
        users = (each for each in sheet.root.iter() if each.get(f"{_RELATED}id") == key)
        user = next(users, None) if sheet.part == part else None
        return sheet.spot(user.get("ref", "").partition(":")[0] if user is not None else "")

    def _leads_to(self, sheet: str, part: str) -> bool:
        """Tell whether a part is a sheet or hangs on it (a drawing with the pictures in it)."""
        return part == sheet or any(relation.target == part for relation in self.relations(sheet))


def number(text: str, otherwise: int = 0) -> int:
    """Return the number that an attribute holds, if it holds one."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else otherwise
