"""A workbook template read and checked: its sheets with their sources, and all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from lxml import etree
from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.excel.attached.header_pictures import (
    header_drawing,
    header_texts,
    without_header_texts,
)
from generator.office.excel.book import Book, Sheet
from generator.office.excel.calculate import is_doubtful
from generator.office.excel.carriers import DrawnText, drawn_texts, without_texts
from generator.office.excel.extensions import FORMULA
from generator.office.excel.faults import diagnose
from generator.office.excel.grid import Row, Unreadable, read_rows
from generator.office.excel.heights import Look, read_looks
from generator.office.excel.moving.formulas import read_formula
from generator.office.excel.shadow import Seen
from generator.office.excel.shapes import SheetTemplate
from generator.office.excel.soundness import (
    unreadable_attached,
    unreadable_in_book,
    unreadable_in_styles,
    unreadable_in_table,
    unreadable_on_sheet,
)
from generator.office.excel.source import SheetSource, write_source
from generator.office.excel.strings import SharedStrings
from generator.office.excel.tables import Table, spare_row
from generator.office.excel.unfilled import tags_beside, tags_in, tags_in_parts
from generator.office.excel.workbook import counts_from_1904, sheets_of
from generator.office.excel.xml import child, descendants
from generator.office.faults import refuse
from generator.office.language import Language, Program
from generator.office.package import Package
from generator.office.programs import compile_program
from generator.office.relations import Relation, main_part, read_relations
from generator.office.syntax import Grammar, check_tags
from generator.office.xml import Element

_EXTERNAL = re.compile(r"xl/externalLinks/[^/]+\.xml", re.IGNORECASE)


class Reading(Struct):
    """A template being read; what is wrong with it is gathered in `found`.

    `rests` are parts of which something is filled, without that; `texts` are those of all formulas.
    """

    package: Package
    language: Language
    part: str = ""
    root: Element = field(default_factory=lambda: etree.Element("none"))
    sheets: tuple[Sheet, ...] = ()
    relations: tuple[Relation, ...] = ()
    strings: SharedStrings = field(default_factory=lambda: SharedStrings(None))
    looks: tuple[Look, ...] = ()
    seen: Seen = field(default_factory=Seen)
    found: list[Diagnostic] = field(default_factory=list)
    rests: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def book(self) -> Book:
        """Return what was read, to be filled."""
        return Book(
            self.package,
            self.part,
            self.root,
            self.sheets,
            self.relations,
            self.strings,
            self.looks,
            self.seen,
            {text: read_formula(text) for text in dict.fromkeys(self.texts)},
            frozenset(filter(is_doubtful, self.texts)),
        )

    def read(self) -> None:
        """Read all sheets. Raises InvalidTemplate only for what is not a workbook at all."""
        self.part = main_part(self.package)
        linked = next((part for part in self.package.members if _EXTERNAL.match(part)), None)
        if linked:
            raise refuse("T-011", Place(file=self.package.file), part=linked)
        self.root = self.package.read_xml(self.part)
        self._refuse("工作簿", unreadable_in_book(self.root))
        self.relations = read_relations(self.package, self.part)
        for relation in self.relations:
            if relation.kind == "sharedStrings":
                self.strings = SharedStrings(self.package.read_xml(relation.target))
            elif relation.kind == "styles":
                styles = self.package.read_xml(relation.target)
                self._refuse("单元格格式", unreadable_in_styles(styles))
                self.looks = read_looks(styles)
        date1904 = counts_from_1904(self.root)
        listed = tuple(sheets_of(self.root, self.relations))
        self.sheets = tuple(self._sheet(name, part, date1904) for name, part in listed)
        named = {f"名称「{e.get('name')}」": e.text or "" for e in descendants(self.root, "definedName")}
        self.found += _unreadable(self.package.file, named)
        self.texts += named.values()
        plain = {spot: self._without_sheet_names(text) for spot, text in named.items()}
        self.found += tags_in(self.package.file, "名称", plain)
        self._see("", (e.text or "" for e in descendants(self.root, "definedName") if _is_seen(e)))
        self.found += tags_in_parts(self.package, listed, self.rests, self._without_sheet_names)

    def _refuse(self, spot: str, unreadable: Iterable[str]) -> None:
        """Stop at what cannot be read: everything else would be guessing."""
        place = Place(file=self.package.file, spot=spot)
        if found := tuple(diagnose("T-320", place, text=text) for text in dict.fromkeys(unreadable)):
            raise InvalidTemplate((*self.found, *found))

    def _sheet(self, name: str, part: str, date1904: bool) -> Sheet:
        root = self.package.read_xml(part)
        self._refuse(name, unreadable_on_sheet(root))
        rows = self._take_rows(name, root)
        relations = read_relations(self.package, part)
        self._check_attached(relations)
        drawn = tuple(self._drawn(relations))
        in_headers = tuple(self._in_headers(root, relations, len(drawn)))
        source = SheetSource(name, self.package.file, self.language, drawn=(*drawn, *in_headers))
        write_source(source, rows, _headers(root))
        tables = tuple(self._tables(relations))
        template = SheetTemplate(
            name=name,
            part=part,
            skeleton=root,
            rows=rows,
            layout=source.layout,
            columns=source.columns,
            tagged=source.tagged,
            tagged_headers=tuple(source.tagged_headers),
            tables=tables,
            relations=relations,
            date1904=date1904,
            loop=source.loop,
            conditional=source.conditional,
            drawn=drawn,
            header_pictures=in_headers,
        )
        self._check(source, template)
        problems = dict.fromkeys((*check_tags(source.placed, Grammar(self.language)), *source.found))
        self.found += problems
        program = None if problems else self._compile(source)
        placed, pictures = tuple(source.placed), frozenset(source.pictures)
        return Sheet(template, tuple(source.literals), program, placed, pictures)

    def _check_attached(self, relations: Iterable[Relation]) -> None:
        """Refuse notes and drawings that cannot be read."""
        for relation in relations:
            if (
                relation.kind in ("comments", "threadedComment", "drawing")
                and relation.target in self.package
            ):
                root = self.package.read_xml(relation.target)
                self._refuse(relation.target, unreadable_attached(relation.kind, root))

    def _drawn(self, relations: Iterable[Relation]) -> Iterator[DrawnText]:
        """Yield the texts with tags in the drawing of a sheet, and keep the rest of it."""
        for relation in relations:
            if relation.kind == "drawing" and relation.target in self.package:
                yield from drawn_texts(self.package.read_xml(relation.target))
                self.rests[relation.target] = without_texts(self.package.read_xml(relation.target))

    def _in_headers(self, root: Element, relations: tuple[Relation, ...], first: int) -> Iterator[DrawnText]:
        """Yield the texts with tags of the pictures in a sheet's headers, and keep the rest of them."""
        part = header_drawing(root, relations)
        if part is not None and part in self.package:
            yield from header_texts(self.package, part, first)
            self.rests[part] = without_header_texts(self.package.read(part))

    def _check(self, source: SheetSource, template: SheetTemplate) -> None:
        """Look for what is wrong with a sheet beside its tags, and note what its formulas look at."""
        _check_tables(source, template.tables)
        held = (cell.string for cell in source.patterns if cell.string is not None)
        self.strings.patterns.update(held)
        formulas = _formulas(template.name, template.skeleton, template.rows, template.tables)
        self.found += _unreadable(self.package.file, formulas)
        self.texts += formulas.values()
        plain = {spot: self._without_sheet_names(text) for spot, text in formulas.items()}
        self.found += tags_in(self.package.file, "公式", plain)
        self.found += tags_beside(self.package.file, template.name, template.skeleton)
        self._see(template.name, (cell.formula.text for cell in template.formulas if cell.formula))

    def _without_sheet_names(self, formula: str) -> str:
        """Return a formula without the names of sheets that are made anew: their tags are filled."""
        names = (element.get("name", "") for element in descendants(self.root, "sheet"))
        for name in names:
            if "{" in name:
                formula = formula.replace(name, "")
        return formula

    def _see(self, sheet: str, formulas: Iterable[str]) -> None:
        """Note what formulas look at; those that cannot be read are told elsewhere."""
        for formula in formulas:
            with suppress(ValueError):
                self.seen.add(formula, sheet)

    def _take_rows(self, name: str, root: Element) -> dict[int, Row]:
        """Take the rows out of a sheet and return them."""
        data = child(root, "sheetData")
        if data is None:
            return {}
        try:
            rows = read_rows(data, self.strings)
        except Unreadable as error:
            self._refuse(name, [str(error)])
        for element in list(data):
            data.remove(element)
        return rows

    def _compile(self, source: SheetSource) -> Program | None:
        if not source.placed:
            return None
        try:
            return compile_program(self.language, "".join(source.pieces), source.placed)
        except InvalidTemplate as error:
            self.found += error.diagnostics
            return None

    def _tables(self, relations: Iterable[Relation]) -> Iterator[Table]:
        for relation in relations:
            if relation.kind == "table":
                root = self.package.read_xml(relation.target)
                self._refuse(relation.target, unreadable_in_table(root))
                yield Table(relation.target, root)


def _headers(root: Element) -> dict[int, tuple[str, str]]:
    """Return the headers and footers of a sheet by their position: what they are and their text."""
    holder = child(root, "headerFooter")
    found = enumerate(holder) if holder is not None else ()
    return {
        number: ("页脚" if str(element.tag).endswith("Footer") else "页眉", element.text or "")
        for number, element in found
    }


def _formulas(name: str, root: Element, rows: dict[int, Row], tables: Iterable[Table]) -> dict[str, str]:
    """Return every formula of a sheet by the place where the reader finds it."""
    cells = (cell for row in rows.values() for cell in row.cells if cell.formula)
    found = {f"{name}!{cell.name}": cell.formula.text for cell in cells if cell.formula}
    for element in descendants(root, "conditionalFormatting", "dataValidation"):
        where = f"{name}!{element.get('sqref')}"
        inner = descendants(element, "formula", "formula1", "formula2")
        found |= {f"{where} ({n})": each.text or "" for n, each in enumerate(inner, start=1)}
    for number, each in enumerate(root.iter(FORMULA), start=1):
        found[f"{name}!扩展格式 ({number})"] = each.text or ""
    for table in tables:
        inner = descendants(table.root, "calculatedColumnFormula", "totalsRowFormula")
        where = f"{name}!表格「{table.name}」"
        found |= {f"{where} ({n})": each.text or "" for n, each in enumerate(inner, start=1)}
    return found


def _is_seen(name: Element) -> bool:
    """Tell whether formulas use a defined name; Excel's own (print areas, filters) only speak of the sheet."""
    return not name.get("name", "").startswith("_xlnm.")


def _unreadable(file: str, formulas: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report the formulas whose references cannot be found, and so not be moved."""
    for spot, formula in formulas.items():
        try:
            read_formula(formula)
        except ValueError:
            yield diagnose("T-308", Place(file=file, spot=spot), formula=formula)


def _check_tables(source: SheetSource, tables: Iterable[Table]) -> None:
    """Report tables that could not be one table any more: rows repeat inside a table, not around it."""
    layout = source.layout
    for table in tables:
        spot = str(table.area)
        for part, row in (("表头", table.header), ("汇总行", table.totals)):
            if row and any(block.opening <= row <= block.closing for block in layout.blocks):
                source.report("T-310", spot, table=table.name, part=part)
        if spare_row(table, layout) is None:
            source.report("T-311", spot, table=table.name)
