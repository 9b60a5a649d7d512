"""A sheet as one Jinja source, compiled once: loops, `set`, `loop`, sandbox and places are then as in Word.

A cell that is one `{{ … }}` becomes a call that takes the value as it is; a cell of text and tags becomes one
call for each of its pieces. Every row says its number first, every loop its iterations. The source itself
prints nothing: `Recorder` takes everything down. Each tag holds one line break, so that the line Jinja names
is the number of the tag.

The order is: the tag that repeats the sheet, the sheet's name, its columns, its rows, headers and footers. A row
with tags in repeated columns runs through the columns' loops again, for its own values in them. What is drawn over
the cells is written behind the cell that it begins over, what no cell holds behind the headers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment
from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.office.excel.carriers import DrawnText
from generator.office.excel.controls import (
    ROW_WORDS,
    SHEET_WORDS,
    Blocks,
    TaggedRow,
    controls,
    tags_of_row,
    without_comments,
)
from generator.office.excel.faults import diagnose
from generator.office.excel.grid import Cell, Row
from generator.office.excel.moving.layout import Layout
from generator.office.excel.printing import write_cell, write_drawn, write_header, write_name
from generator.office.tags import PlacedTag, Stray, Tag, TagKind, find_tags


class SheetSource(Struct):
    """What was made of a sheet; `placed` are its tags in the order of the source.

    `loop` is the tag that repeats the sheet, as a text that tells its list from others. `drawn` are the texts of
    drawings, `pictures` the tags that name pictures, by their place in `placed`.
    """

    sheet: str
    file: str
    environment: Environment
    pieces: list[str] = field(default_factory=list)
    literals: list[str] = field(default_factory=list)
    placed: list[PlacedTag] = field(default_factory=list)
    tagged: dict[tuple[int, int], Cell] = field(default_factory=dict)
    tagged_headers: list[int] = field(default_factory=list)
    patterns: list[Cell] = field(default_factory=list)
    drawn: Sequence[DrawnText] = ()
    pictures: set[int] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)
    layout: Layout = field(default_factory=Layout)
    columns: Layout = field(default_factory=Layout)
    loop: str = ""
    conditional: bool = False

    def place(self, spot: str) -> Place:
        return Place(file=self.file, spot=f"{self.sheet}!{spot}")

    def report(self, code: str, spot: str, **words: object) -> None:
        self.found.append(diagnose(code, self.place(spot), **words))

    def add(self, tag: Tag, spot: str, text: str) -> None:
        """Write a tag, as `text`, and note its place."""
        self.placed.append(PlacedTag(tag, self.place(spot)))
        self.pieces.append(text)

    def pass_over(self, tag: Tag | Stray, spot: str) -> None:
        """Note the place of a tag that does nothing: a comment, or one that the check of the tags refuses."""
        self.placed.append(PlacedTag(tag, self.place(spot)))
        self.pieces.append("{#\n#}")

    def literal(self, text: str, run: int = 0) -> None:
        """Write text that stands between tags."""
        if text:
            self.pieces.append(f"{{{{ __literal({len(self.literals)}, {run}) }}}}")
            self.literals.append(text)


def write_source(
    source: SheetSource, rows: Mapping[int, Row], headers: Mapping[int, tuple[str, str]]
) -> None:
    """Write a sheet: its rows, then its headers and footers (by number: their name and text)."""
    held = {number: tags_of_row(row) for number, row in rows.items()}
    source.patterns = [cell for tags in held.values() for cell, _ in tags.values()]
    closing = _write_sheet_tag(source, held)
    write_name(source, find_tags(source.sheet))
    walk = _write_columns(source, held)
    _write_rows(source, rows, held, walk)
    for number, (name, text) in headers.items():
        write_header(source, number, name, text)
    for drawn in source.drawn:
        if drawn.cell is None:
            write_drawn(source, drawn)
    if closing:
        source.add(closing, "A1", closing.source)


def _write_sheet_tag(source: SheetSource, held: Mapping[int, TaggedRow]) -> Tag | None:
    """Write the tag that repeats or drops the sheet, if there is one, and return the tag that ends it."""
    found = [
        (cell, tag) for row in held.values() for cell, tags in row.values() for tag in controls(tags, "sheet")
    ]
    for cell, tag in found[1:]:
        source.report("T-323", cell.name, tag=tag.text)
    if not found or not found[0][1].closed:
        return None
    cell, tag = found[0]
    if tag.kind is not TagKind.BLOCK or tag.word not in SHEET_WORDS:
        source.report("T-324", cell.name, tag=tag.text, word=tag.word)
        return None
    source.loop = " ".join(tag.body.split()) if tag.word == "for" else ""
    source.conditional = tag.word == "if"
    source.add(tag, cell.name, tag.source + "{{ __sheet() }}")
    return replace(tag, body=f"end{tag.word}")


# What is drawn over a row, by the column in which it begins.
DrawnRow = Mapping[int, Sequence[DrawnText]]
# A step through the columns up to the last control column: a column, or a tag with the call that follows it.
Step = int | tuple[Cell, Tag, str]


def _write_columns(source: SheetSource, held: Mapping[int, TaggedRow]) -> list[Step]:
    """Write the loops of the columns, and return the way through them."""
    found: dict[int, list[tuple[Cell, Tag]]] = {}
    for row in held.values():
        for column, (cell, tags) in row.items():
            found.setdefault(column, []).extend((cell, tag) for tag in controls(tags, "tc"))
    found = {column: tags for column, tags in found.items() if tags}
    blocks = Blocks("__next_column", "__done_column")
    walk: list[Step] = []
    for column in range(1, max(found, default=0) + 1):
        walk += [column] if column not in found else []
        for cell, tag in found.get(column, []):
            if tag.kind is TagKind.BLOCK and tag.word in ROW_WORDS:
                walk.append((cell, tag, blocks.take(tag.word, column)))
            else:
                source.report("T-302", cell.name, tag=tag.text, scope="tc", word=tag.word)
    if walk:
        _write_walk(source, walk, {}, {})
        source.pieces.append("{{ __columns_end() }}")
    source.columns = blocks.layout
    return walk


def _write_walk(source: SheetSource, walk: list[Step], row: TaggedRow, drawn: DrawnRow) -> None:
    """Run through the columns' loops, with what a row has in them (nothing: only for the columns)."""
    for step in walk:
        if isinstance(step, tuple):
            cell, tag, call = step
            source.add(tag, cell.name, tag.source + call)
            continue
        source.pieces.append(f"{{{{ __column({step}) }}}}")
        _write_at(source, step, row, drawn)


def _write_at(source: SheetSource, column: int, row: TaggedRow, drawn: DrawnRow) -> None:
    """Write the tagged cell of a row in a column, and what is drawn from there on."""
    if column in row:
        write_cell(source, *row[column])
    for text in drawn.get(column, ()):
        write_drawn(source, text)


def _write_rows(
    source: SheetSource, rows: Mapping[int, Row], held: Mapping[int, TaggedRow], walk: list[Step]
) -> None:
    blocks = Blocks("__next", "__done")
    lying = {n for n, row in held.items() if any(controls(tags, "tr", "sheet") for _, tags in row.values())}
    tagged = {n for n, row in held.items() if any(not controls(tags, "tc") for _, tags in row.values())}
    drawn = _drawn_rows(source, lying)
    for number in sorted({*range(1, max(lying, default=0) + 1), *tagged, *drawn}):
        if number in lying:
            _write_control(source, rows[number], held[number], blocks)
        else:
            source.pieces.append(f"{{{{ __row({number}) }}}}")
            _write_row(source, held.get(number, {}), drawn.get(number, {}), walk)
    source.layout = blocks.layout
    for number, row in rows.items():
        if number not in lying:
            _check_control_columns(source, row, held[number])


def _drawn_rows(source: SheetSource, lying: set[int]) -> dict[int, dict[int, list[DrawnText]]]:
    """Return the texts of drawings by row and column; report those that begin over what vanishes."""
    found: dict[int, dict[int, list[DrawnText]]] = {}
    for drawn in source.drawn:
        cell = drawn.cell
        if cell is None:
            continue
        if cell.row in lying or cell.column in source.columns.controls:
            source.report("T-327", drawn.spot, tag=drawn.carrier.tags[0].text)
        else:
            found.setdefault(cell.row, {}).setdefault(cell.column, []).append(drawn)
    return found


def _write_row(source: SheetSource, row: TaggedRow, drawn: DrawnRow, walk: list[Step]) -> None:
    inside = {c for block in source.columns.blocks for c in range(block.opening, block.closing + 1)}
    cells = {column: each for column, each in row.items() if column not in source.columns.controls}
    looped = inside.intersection({*cells, *drawn})
    if looped:
        _write_walk(source, walk, cells, drawn)
    for column in sorted({*cells, *drawn}):
        if not looped or column > source.columns.depth:
            _write_at(source, column, cells, drawn)


def _check_control_columns(source: SheetSource, row: Row, held: TaggedRow) -> None:
    """Report what stands in a control column beside its tags: it would vanish."""
    for cell in row.cells:
        if cell.column not in source.columns.controls:
            continue
        tags = held.get(cell.column, (cell, ()))[1]
        found = controls(tags, "tc")
        rest = without_comments(cell, tags)
        if not found and cell.holds_value and (rest or not cell.text):
            source.report("T-321", cell.name, text=rest or "数值")
        if found and (len(found) > 1 or rest != found[0].text):
            source.report("T-303", cell.name, tag=found[0].text)


def _write_control(source: SheetSource, row: Row, held: TaggedRow, blocks: Blocks) -> None:
    """Write a control row: its tags, in order; anything else in it is a mistake."""
    if not any(controls(tags, "tr") for _, tags in held.values()):
        blocks.take("set", row.number)
    for cell in row.cells:
        tags = held.get(cell.column, (cell, ()))[1]
        found = controls(tags, "tr", "tc", "sheet")
        rest = without_comments(cell, tags)
        if cell.holds_value and not found and (rest or not cell.text):
            source.report("T-301", cell.name, text=rest or "数值")
        if found and (len(found) > 1 or rest != found[0].text):
            source.report("T-303", cell.name, tag=found[0].text)
        for tag in tags:
            if tag in found and isinstance(tag, Tag):
                _write_row_tag(source, cell, tag, blocks)
            else:
                source.pass_over(tag, cell.name)


def _write_row_tag(source: SheetSource, cell: Cell, tag: Tag, blocks: Blocks) -> None:
    if tag.scope != "tr":  # written before the rows
        return
    if tag.kind is not TagKind.BLOCK or tag.word not in ROW_WORDS:
        source.report("T-302", cell.name, tag=tag.text, scope="tr", word=tag.word)
        source.add(tag, cell.name, "{#\n#}")
        return
    source.add(tag, cell.name, tag.source + blocks.take(tag.word, cell.row))
