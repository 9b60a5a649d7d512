"""Control rows and columns of a sheet: their tags as loops and blocks, and what else stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generator.office.excel.grid import Cell, Row
from generator.office.excel.moving.layout import Block, Layout, Loop
from generator.office.excel.strings import plain_text
from generator.office.tags import Stray, Tag, TagKind, find_tags

ROW_WORDS = frozenset({"for", "endfor", "if", "elif", "else", "endif", "set", "with", "endwith"})
SHEET_WORDS = frozenset({"for", "if"})

Tags = tuple[Tag | Stray, ...]
# The tagged cells of a row by their column, those of a sheet by their row.
TaggedRow = Mapping[int, tuple[Cell, Tags]]


def tags_of_row(row: Row) -> TaggedRow:
    """Return the cells of a row that hold tags."""
    found = ((cell, find_tags(plain_text(cell.text))) for cell in row.cells if cell.text)
    return {cell.column: (cell, tags) for cell, tags in found if tags}


def controls(tags: Tags, *scopes: str) -> list[Tag]:
    """Return the tags of a cell that speak of whole rows (`tr`), columns (`tc`) or the sheet."""
    return [tag for tag in tags if isinstance(tag, Tag) and tag.scope in scopes]


def without_comments(cell: Cell, tags: Tags) -> str:
    """Return the text of a cell without the comments in it."""
    text = plain_text(cell.text or ())
    for tag in reversed(tags):
        if isinstance(tag, Tag) and tag.kind is TagKind.COMMENT:
            text = text[: tag.start] + text[tag.end :]
    return text.strip()


class _Open(Struct):
    word: str
    row: int
    controls: list[int]
    in_body: bool


class Blocks(Struct):
    """The blocks met so far along one axis. What does not match is left to the check of the tags.

    `step` and `done` are the recorder's functions that begin and end iterations on this axis.
    """

    step: str
    done: str
    loops: list[Loop] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return Layout(tuple(self.loops), tuple(self.blocks))

    def take(self, word: str, row: int) -> str:
        """Take the next control tag and return the call that follows it."""
        if word in ("for", "if", "with"):
            self._open.append(_Open(word, row, [row], in_body=word == "for"))
            return f"{{{{ {self.step}({self._depth() - 1}) }}}}" if word == "for" else ""
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
        return f"{{{{ {self.done}({self._depth()}) }}}}"
