"""What single cells, headers and sheet names print, written into the source of their sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, nodes

from generator.office.excel.carriers import DrawnText
from generator.office.excel.controls import Tags
from generator.office.excel.grid import Cell
from generator.office.excel.strings import Run, Runs, plain_text
from generator.office.filters import TEXT_OF_NUMBERS
from generator.office.tags import Stray, Tag, TagKind, find_tags

if TYPE_CHECKING:
    from generator.office.excel.source import SheetSource

_FONT_SIZE = re.compile(r"&\d{1,3}$")


def write_cell(source: SheetSource, cell: Cell, tags: Tags) -> None:
    """Write a cell with tags: a call that takes its value as it is, or one for each piece of its text."""
    source.tagged[cell.row, cell.column] = cell
    text = plain_text(cell.text or ())
    only = tags[0]
    if isinstance(only, Tag) and only.kind is TagKind.OUTPUT and only.text == text.strip():
        _report_text_filter(source, cell, only)
        source.add(only, cell.name, f"{{{{\n__value({cell.column}, ({only.body})) }}}}")
        return
    source.pieces.append(f"{{{{ __text({cell.column}) }}}}")
    _write_mixed(source, cell.name, cell.text or (), tags)


def write_drawn(source: SheetSource, drawn: DrawnText) -> None:
    """Write a text of a drawing: the picture that it begins with, and what stands behind that."""
    carrier, column = drawn.carrier, drawn.cell.column if drawn.cell else 0
    source.pieces.append(f"{{{{ __drawn({drawn.number}, {column}) }}}}")
    tags, begin = carrier.tags, 0
    only = tags[0]
    if carrier.picture is not None and isinstance(only, Tag):
        source.pictures.add(len(source.placed))
        source.add(only, drawn.spot, f"{{{{\n__picture(({only.body})) }}}}")
        tags, begin = tags[1:], only.end
    _write_mixed(source, drawn.spot, carrier.runs, tags, begin)


def write_name(source: SheetSource, tags: Tags) -> None:
    """Write the tags in the name of the sheet."""
    if tags:
        source.pieces.append("{{ __name() }}")
        _write_mixed(source, "工作表名称", (Run(source.sheet),), tags)


def _write_mixed(source: SheetSource, spot: str, runs: Runs, tags: Tags, begin: int = 0) -> None:
    """Write text with tags in it, from `begin` on; a tag across runs belongs to the one it begins in."""
    _report_blocks(source, spot, tags)
    text = plain_text(runs)
    at = begin
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
    """Report what a cell may not hold: tags of paragraphs, and a block that goes on elsewhere."""
    open_tags: list[Tag] = []
    for tag in tags:
        if isinstance(tag, Stray):
            continue
        if tag.scope == "p":
            source.report("T-306", spot, tag=tag.text)
        elif tag.scope:
            source.report("T-303", spot, tag=tag.text)
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


def write_header(source: SheetSource, number: int, name: str, text: str) -> None:
    """Write the tags of a header or footer."""
    tags = find_tags(text)
    if not tags:
        return
    source.tagged_headers.append(number)
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
