"""A sheet as one Jinja source, compiled once: loops, `set`, `loop`, sandbox and places are then as in Word.

A cell that is one `{{ … }}` becomes a call that takes the value as it is; a cell of text and tags becomes one
call for each of its pieces. Every row says its number first, every loop its iterations. The source itself
prints nothing: `Recorder` takes everything down. Each tag holds one line break, so that the line Jinja names
is the number of the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.diagnostics import Diagnostic, Place
from generator.office.excel.faults import diagnose
from generator.office.excel.grid import Cell, Row
from generator.office.excel.layout import Block, Layout, Loop
from generator.office.excel.strings import Runs, plain_text
from generator.office.filters import TEXT_OF_NUMBERS
from generator.office.syntax import PlacedTag
from generator.office.tags import Stray, Tag, TagKind, find_tags

_ROW_WORDS = frozenset({"for", "endfor", "if", "elif", "else", "endif", "set", "with", "endwith"})
_FONT_SIZE = re.compile(r"&\d{1,3}$")


@dataclass(slots=True)
class SheetSource:
    """What was made of a sheet; `placed` are its tags in the order of the source."""

    sheet: str
    file: str
    environment: Environment
    pieces: list[str] = field(default_factory=list)
    literals: list[str] = field(default_factory=list)
    placed: list[PlacedTag] = field(default_factory=list)
    tagged: dict[tuple[int, int], Cell] = field(default_factory=dict)
    tagged_headers: bool = False
    patterns: list[Cell] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    layout: Layout = field(default_factory=Layout)

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
    """Write the rows of a sheet, then its headers and footers (by number: their name and text)."""
    held = {number: _tags_of_row(row) for number, row in rows.items()}
    source.patterns = [cell for tags in held.values() for cell, _ in tags.values()]
    controls = [number for number, tags in held.items() if _is_control(tags)]
    depth = max(controls, default=0)
    blocks = _Blocks(source)
    for number in sorted({*range(1, depth + 1), *(n for n, tags in held.items() if tags)}):
        if number in controls:
            _write_control(source, rows[number], held[number], blocks)
        else:
            source.pieces.append(f"{{{{ __row({number}) }}}}")
            for cell, tags in held.get(number, {}).values():
                _write_cell(source, cell, tags)
    source.layout = Layout(tuple(blocks.loops), tuple(blocks.blocks))
    for number, (name, text) in headers.items():
        _write_header(source, number, name, text)


Tags = tuple[Tag | Stray, ...]


def _tags_of_row(row: Row) -> dict[int, tuple[Cell, Tags]]:
    found = ((cell, find_tags(plain_text(cell.text))) for cell in row.cells if cell.text)
    return {cell.column: (cell, tags) for cell, tags in found if tags}


def _is_control(held: Mapping[int, tuple[Cell, Tags]]) -> bool:
    return any(isinstance(tag, Tag) and tag.scope == "tr" for _, tags in held.values() for tag in tags)


def _write_control(
    source: SheetSource, row: Row, held: Mapping[int, tuple[Cell, Tags]], blocks: _Blocks
) -> None:
    """Write a control row: its tags, in order; anything else in it is a mistake."""
    for cell in row.cells:
        tags = held.get(cell.column, (cell, ()))[1]
        control = [tag for tag in tags if isinstance(tag, Tag) and tag.scope == "tr"]
        rest = _without_comments(cell, tags).strip() if not control else ""
        if cell.holds_value and not control and (rest or not cell.text):
            source.report("T-301", cell.name, text=rest or "数值")
        if control and (len(control) > 1 or _without_comments(cell, tags).strip() != control[0].text):
            source.report("T-303", cell.name, tag=control[0].text)
        for tag in tags:
            if isinstance(tag, Tag) and tag in control:
                _write_row_tag(source, cell, tag, blocks)
            else:
                source.pass_over(tag, cell.name)


def _without_comments(cell: Cell, tags: Tags) -> str:
    text = plain_text(cell.text or ())
    for tag in reversed(tags):
        if isinstance(tag, Tag) and tag.kind is TagKind.COMMENT:
            text = text[: tag.start] + text[tag.end :]
    return text


def _write_row_tag(source: SheetSource, cell: Cell, tag: Tag, blocks: _Blocks) -> None:
    if tag.kind is not TagKind.BLOCK or tag.word not in _ROW_WORDS:
        source.report("T-302", cell.name, tag=tag.text, word=tag.word)
        source.add(tag, cell.name, "{#\n#}")
        return
    source.add(tag, cell.name, tag.source)
    source.pieces.append(blocks.take(tag.word, cell.row))


def _write_cell(source: SheetSource, cell: Cell, tags: Tags) -> None:
    source.tagged[cell.row, cell.column] = cell
    text = plain_text(cell.text or ())
    only = tags[0]
    if isinstance(only, Tag) and only.kind is TagKind.OUTPUT and only.text == text.strip():
        _report_text_filter(source, cell, only)
        source.add(only, cell.name, f"{{{{\n__value({cell.column}, ({only.body})) }}}}")
        return
    source.pieces.append(f"{{{{ __text({cell.column}) }}}}")
    _write_mixed(source, cell.name, cell.text or (), tags)


def _write_mixed(source: SheetSource, spot: str, runs: Runs, tags: Tags) -> None:
    """Write text with tags in it; a tag that lies across runs belongs to the one it begins in."""
    _report_blocks(source, spot, tags)
    text = plain_text(runs)
    at = 0
    for tag in tags:
        _write_static(source, runs, at, tag.start)
        at = tag.end if isinstance(tag, Tag) else tag.start
        if isinstance(tag, Stray) or tag.kind is TagKind.COMMENT:
            source.pass_over(tag, spot)
        elif tag.kind is TagKind.BLOCK:
            source.add(tag, spot, tag.source)
        else:
            source.add(tag, spot, f"{{{{\n__print({_run_at(runs, tag.start)}, ({tag.body})) }}}}")
    _write_static(source, runs, at, len(text))


def _write_static(source: SheetSource, runs: Runs, start: int, end: int) -> None:
    begin = 0
    for number, run in enumerate(runs):
        source.literal(run.text[max(start - begin, 0) : max(end - begin, 0)], number)
        begin += len(run.text)


def _run_at(runs: Runs, at: int) -> int:
    begin = 0
    for number, run in enumerate(runs):
        begin += len(run.text)
        if at < begin:
            return number
    return 0


def _report_blocks(source: SheetSource, spot: str, tags: Tags) -> None:
    """Report what a cell may not hold: column and paragraph tags, and a block that goes on elsewhere."""
    open_tags: list[Tag] = []
    for tag in tags:
        if isinstance(tag, Stray):
            continue
        if tag.scope in ("tc", "p"):
            source.report("T-305" if tag.scope == "tc" else "T-306", spot, tag=tag.text)
        elif tag.kind is TagKind.BLOCK and tag.word in ("for", "if", "with"):
            open_tags.append(tag)
        elif tag.kind is TagKind.BLOCK and tag.word in ("endfor", "endif", "endwith"):
            if open_tags:
                open_tags.pop()
            else:
                source.report("T-304", spot, tag=tag.text)
    for tag in open_tags:
        source.report("T-304", spot, tag=tag.text)


def _report_text_filter(source: SheetSource, cell: Cell, tag: Tag) -> None:
    """Report a filter that turns the whole cell's number into text."""
    if "|" not in tag.body or not tag.closed:
        return
    try:
        output = source.environment.parse(f"{{{{ {tag.body} }}}}").find(nodes.Output)
    except (TemplateSyntaxError, RecursionError):  # told by the check of the tags
        return
    for name in _text_filters(output.nodes[0]) if output and output.nodes else ():
        source.report("T-307", cell.name, tag=tag.text, word=name)


def _text_filters(node: nodes.Node) -> Iterator[str]:
    """Yield the filters that make text of what a whole tag gives, on either side of an `if`."""
    if isinstance(node, nodes.Filter) and node.name in TEXT_OF_NUMBERS:
        yield node.name
    elif isinstance(node, nodes.CondExpr):
        for side in (node.expr1, node.expr2):
            yield from _text_filters(side) if side is not None else ()


def _write_header(source: SheetSource, number: int, name: str, text: str) -> None:
    tags = find_tags(text)
    if not tags:
        return
    source.tagged_headers = True
    _report_blocks(source, name, tags)
    source.pieces.append(f"{{{{ __header({number}) }}}}")
    at = 0
    for tag in tags:
        before = text[at : tag.start]
        source.literal(before)
        at = tag.end if isinstance(tag, Tag) else tag.start
        if isinstance(tag, Stray) or tag.kind is TagKind.COMMENT:
            source.pass_over(tag, name)
        elif tag.kind is TagKind.BLOCK:
            source.add(tag, name, tag.source)
        else:
            apart = bool(_FONT_SIZE.search(before))
            source.add(tag, name, f"{{{{\n__code({apart}, ({tag.body})) }}}}")
    source.literal(text[at:])


@dataclass(slots=True)
class _Open:
    word: str
    row: int
    controls: list[int]
    in_body: bool


@dataclass(slots=True)
class _Blocks:
    """The row blocks met so far. What does not match is left to the check of the tags."""

    source: SheetSource
    loops: list[Loop] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def take(self, word: str, row: int) -> str:
        """Take the next row tag and return the call that follows it."""
        if word in ("for", "if", "with"):
            self._open.append(_Open(word, row, [row], in_body=word == "for"))
            return f"{{{{ __next({self._depth() - 1}) }}}}" if word == "for" else ""
        if word == "set" or not self._open:
            self.blocks.append(Block((row,)))
            return ""
        current = self._open[-1]
        current.controls.append(row)
        call = self._end_body(current, row) if current.in_body and word in ("else", "endfor") else ""
        if word.startswith("end"):
            self._open.pop()
            self.blocks.append(Block(tuple(dict.fromkeys(current.controls))))
        return call

    def _depth(self) -> int:
        return sum(each.in_body for each in self._open)

    def _end_body(self, current: _Open, row: int) -> str:
        current.in_body = False
        self.loops.append(Loop(current.row, row))
        return f"{{{{ __done({self._depth()}) }}}}"
