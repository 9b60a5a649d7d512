"""The workbook as the computation sees it: names, values and formulas, and nothing else.

Only the cells that some formula may look at are written, so that a long list costs what its formulas need.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from generator.office.excel.calculate import Literal
from generator.office.excel.moving.formulas import Formula, read_formula
from generator.office.excel.moving.layout import Layout
from generator.office.excel.moving.references import LAST_ROW, Reference, quoted
from generator.office.excel.moving.structured import KnownTable, Standing, resolved
from generator.office.excel.xml import MAIN, RELATIONS
from generator.office.package import CONTENT_TYPES, Member, Package, write_package
from generator.office.relations import ROOT_RELATIONS
from generator.office.xml import DECLARATION, escape, escape_text

_ANYWHERE = re.compile(r"\b(?:INDIRECT|OFFSET)\(|\[", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:TODAY|NOW)\b", re.IGNORECASE)
_THROUGH = re.compile(r":[^:!,()]*!")
_FORMULA = re.compile(r"(<f[^>]*>)(.*)(</f>)", re.DOTALL)
_MOST_COLUMNS = 500
_ROWS_AT_ONCE = 100
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="{_KIND}.worksheet+xml"/><Override PartName="/book.xml" '
    f'ContentType="{_KIND}.sheet.main+xml"/></Types>'
)


class Seen(Struct):
    """The cells that formulas look at, by the name of the sheet; `everything` where that cannot be told.

    `clock` says that one of them asks for the time.
    """

    areas: dict[str, set[Area]] = field(default_factory=dict)
    everything: bool = False
    clock: bool = False

    def add(self, text: str, sheet: str) -> None:
        """Note what the formula `text` on `sheet` looks at. Raises ValueError if it cannot be read."""
        self.clock = self.clock or bool(_CLOCK.search(text))
        if _ANYWHERE.search(text):
            self.everything = True
        else:
            self._add(read_formula(text), sheet)

    def _add(self, formula: Formula, sheet: str) -> None:
        for reference in formula.references:
            first, last = reference.first, reference.end
            if reference.sheets or not first.column or last.column - first.column > _MOST_COLUMNS:
                self.everything = True
                return
            name = (reference.sheet or sheet).casefold()
            area = (first.column, last.column, first.row or 1, last.row or LAST_ROW)
            self.areas.setdefault(name, set()).add(area)

    def of(self, sheet: str, layout: Layout, *, everything: bool) -> SeenCells:
        """Return the template cells of `sheet`, whose rows repeat as `layout` says, that formulas look at."""
        if everything or self.everything:
            return SeenCells(None)
        rows: dict[int, set[tuple[int, int]]] = {}
        for left, right, top, bottom in self.areas.get(sheet.casefold(), ()):
            for column in range(left, right + 1):
                rows.setdefault(column, set()).add(layout.reached(top, bottom))
        return SeenCells(rows)


# The first and the last column, the first and the last row.
Area = tuple[int, int, int, int]


class SeenCells(Struct, frozen=True):
    """The cells of one sheet that formulas look at: spans of rows by column; None means all there are."""

    rows: Mapping[int, Collection[tuple[int, int]]] | None

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a formula looks at a cell of the template."""
        if self.rows is None:
            return True
        return any(first <= row <= last for first, last in self.rows.get(column, ()))


class KnownBook(Struct, frozen=True):
    """What formulas may name that the computation does not know: Tables, and sheets from one to another."""

    sheets: tuple[str, ...]
    tables: tuple[KnownTable, ...]

    def resolved(self, sheet: str, element: str, row: int, column: int) -> str:
        """Return an `f` element, which stands in a cell of `sheet`, with plain references in their place."""
        tables = self.tables and "[" in element
        if not tables and not _THROUGH.search(element):
            return element
        found = _FORMULA.fullmatch(element)
        if not found:
            return element
        text = found[2].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        if tables:
            text = resolved(text, Standing(sheet, row, column), self.tables)
        return found[1] + escape_text(read_formula(text).moved(self._listed)) + found[3]

    def _listed(self, reference: Reference) -> str:
        """Return a reference through several sheets as a list of references to each of them."""
        ends = [name.casefold() for name in reference.sheets or ()]
        places = [at for at, name in enumerate(self.sheets) if name.casefold() in ends]
        if not places or not reference.listed:
            return str(reference)
        through = self.sheets[places[0] : places[-1] + 1]
        return ",".join(str(replace(reference, prefix=f"{quoted(name)}!")) for name in through)


def literal(kind: str, text: str, shown: str) -> Literal:
    """Return a cell's value as the computation takes it."""
    if kind == "s":
        return shown
    if kind == "b":
        return text == "1"
    return float(text) if text else None


def literal_cell(head: str, value: Literal) -> str:
    """Return a cell as the computation reads it; `head` goes up to its name."""
    match value:
        case None:
            return f'{head}"/>'
        case str():
            return f'{head}" t="str"><v>{escape_text(value)}</v></c>'
        case bool():
            return f'{head}" t="b"><v>{int(value)}</v></c>'
    return f'{head}"><v>{value!r}</v></c>'


def value_cell(head: str, kind: str, shown: str, text: str) -> str:
    """Return a cell with a value as the computation reads it: text in place, not by its number."""
    if kind in ("s", "inlineStr"):
        return f'{head}" t="str"><v>{escape_text(shown)}</v></c>'
    type_text = f' t="{escape(kind)}"' if kind and kind != "n" else ""
    return f'{head}"{type_text}><v>{escape_text(text)}</v></c>' if text else f'{head}"/>'


def shadow_package(
    sheets: Mapping[str, Iterable[str]], names: str, *, date1904: bool, large: bool = False
) -> bytes:
    """Return a workbook of these sheets (their rows as XML); `names` are its defined names as XML.

    A `large` one is compressed, so that it does not lie in memory as it is.
    """
    members: dict[str, bytes | Member | None] = {CONTENT_TYPES: _TYPES.encode()}
    listed, relations = [], []
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        listed.append(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>')
        relations.append(_relation(f"rId{number}", "worksheet", f"sheet{number}.xml"))
        members[f"sheet{number}.xml"] = Member.of_pieces(_sheet(rows), squeezed=large)
    book = _book("".join(listed), names, date1904=date1904)
    texts = {
        "book.xml": book,
        "_rels/book.xml.rels": _relations("".join(relations)),
        ROOT_RELATIONS: _relations(_relation("rId1", "officeDocument", "book.xml")),
    }
    members.update({part: text.encode() for part, text in texts.items()})
    return write_package(Package("", {}), members)


def _sheet(rows: Iterable[str]) -> Iterator[bytes]:
    yield f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    pending = iter(rows)
    while piece := "".join(islice(pending, _ROWS_AT_ONCE)):
        yield piece.encode()
    yield b"</sheetData></worksheet>"


def _book(sheets: str, names: str, *, date1904: bool) -> str:
    calendar = '<workbookPr date1904="1"/>' if date1904 else ""
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{calendar}<sheets>{sheets}</sheets>'
        f"{names}</workbook>"
    )


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def _relations(inner: str) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
