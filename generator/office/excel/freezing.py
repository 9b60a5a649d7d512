"""Freeze TODAY() and NOW(): a record says what was true on its day, whenever it is opened.

A cell whose formula asks for the day keeps its stored value and loses the formula. All other bytes of the sheet stay
as they are: the file may be a person's, saved by any program. The calculation chain, which names cells with formulas,
is left out; Excel makes it anew (ECMA-376 part 1, 18.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.office.package import CONTENT_TYPES, Package, read_package, write_package
from generator.office.relations import read_relations, relations_part

_BOOK = "xl/workbook.xml"
_NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*[^/>])?>(.*?)</\1c>", re.DOTALL)
_FORMULA = re.compile(rb"<((?:\w+:)?)f\b([^>]*?)(?:/>|>(.*?)</\1f>)", re.DOTALL)
_VALUE = re.compile(rb"<((?:\w+:)?)v\b[^>]*>[^<]+</\1v>")
_TEXTS = re.compile(rb'"[^"]*"|&quot;.*?&quot;')
_DAY = re.compile(rb"\b(TODAY|NOW)\s*\(", re.IGNORECASE)
_SHARED = re.compile(rb'\bt="shared"')
_SHARED_BY = re.compile(rb'\bsi="(\d+)"')
_AT = re.compile(rb'\br="([A-Z]+\d+)"')
_CHAIN = re.compile(rb"<(?:\w+:)?(?:Override|Relationship)\b[^>]*calcChain[^>]*?(?:/>|></(?:\w+:)?\w+>)")


class Frozen(Struct, frozen=True):
    """A workbook whose day stands still; `cells` were frozen, `left` hold no stored value and stay formulas."""

    content: bytes
    cells: tuple[str, ...]
    left: tuple[str, ...]


def freeze_day(data: bytes, file: str) -> Frozen:
    """Return the workbook in `data` with the value of the day instead of its formula. Raises InvalidTemplate."""
    package = read_package(data, file)
    changes: dict[str, bytes | None] = {}
    cells: list[str] = []
    left: list[str] = []
    for title, part in _sheets(package):
        sheet = _Sheet(package.read(part))
        if sheet.frozen:
            changes[part] = sheet.text
        cells += (f"{title}!{cell}" for cell in sheet.frozen)
        left += (f"{title}!{cell}" for cell in sheet.left)
    if not changes:
        return Frozen(data, (), tuple(left))
    return Frozen(write_package(package, changes | _without_chain(package)), tuple(cells), tuple(left))


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the title and the part of every worksheet."""
    parts = {relation.id: relation for relation in read_relations(package, _BOOK)}
    for sheet in package.read_xml(_BOOK).iter(_NAME):
        relation = parts.get(sheet.get(_ID, ""))
        if relation is not None and relation.kind == "worksheet":
            yield sheet.get("name", ""), relation.target


class _Sheet:
    """The text of a sheet; what is frozen in it is found first, since formulas are shared between cells."""

    def __init__(self, text: bytes) -> None:
        self.frozen: list[str] = []
        self.left: list[str] = []
        self._shared: set[bytes] = set()
        self.text = text
        if not _DAY.search(text):
            return
        for cell in _CELL.finditer(text):
            self._note_shared(cell[3])
        self.text = _CELL.sub(self._freeze, text)

    def _note_shared(self, content: bytes) -> None:
        formula = _FORMULA.search(content)
        if (
            formula
            and _SHARED.search(formula[2])
            and _asks(formula)
            and (by := _SHARED_BY.search(formula[2]))
        ):
            self._shared.add(by[1])

    def _freeze(self, cell: re.Match[bytes]) -> bytes:
        formula = _FORMULA.search(cell[3])
        if formula is None or not (_asks(formula) or self._shares(formula)):
            return cell[0]
        at = _AT.search(cell[2] or b"")
        name = at[1].decode() if at else "?"
        if not _VALUE.search(cell[3]):
            self.left.append(name)
            return cell[0]
        self.frozen.append(name)
        return cell[0].replace(formula[0], b"", 1)

    def _shares(self, formula: re.Match[bytes]) -> bool:
        by = _SHARED_BY.search(formula[2]) if _SHARED.search(formula[2]) else None
        return by is not None and by[1] in self._shared


def _asks(formula: re.Match[bytes]) -> bool:
    """Tell whether a formula asks for the day; the word in a text is no question."""
    return bool(_DAY.search(_TEXTS.sub(b"", formula[3] or b"")))


def _without_chain(package: Package) -> dict[str, bytes | None]:
    """Return what takes the calculation chain out of the package."""
    chains = {part: None for part in package.members if part.lower().endswith("calcchain.xml")}
    if not chains:
        return {}
    holders = (CONTENT_TYPES, relations_part(_BOOK))
    return {**chains, **{name: _CHAIN.sub(b"", package.read(name)) for name in holders}}
