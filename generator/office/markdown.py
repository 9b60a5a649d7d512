"""Campaign texts as people write them: paragraphs, lists, bold words, line breaks, links.

A subset of CommonMark (spec.commonmark.org, read by markdown-it-py) in which nothing is lost: what the subset
does not know (headings, code, HTML, single stars) stands in the result as it was typed. A line break within a
paragraph is a line break, not a blank. Full-width blanks that people type to indent a paragraph go: the
style indents.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Without any of these a text is its paragraphs, and the parser (90 ms to load) is not needed.
_MARKS = re.compile(r"[*\\\[]|^[ \t]*(?:[-+]|\d{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)
_BREAKS = re.compile(r"\r\n|[\r\v\f\u2028\u2029]")
_BETWEEN_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_LINE_ENDS = re.compile(r"[ \t]+$", re.MULTILINE)
_TYPED_INDENT = re.compile(r"^\u3000+", re.MULTILINE)


class Span(Struct, frozen=True):
    """A stretch of text in one weight; a line break in it is `\\n`."""

    text: str
    bold: bool = False


class Block(Struct, frozen=True):
    """A paragraph, or an entry of a list.

    `depth` counts the lists around it (0 for a paragraph, 1 for an entry of an outer list). `group` tells one list
    from the next; a numbered one begins at `start`.
    """

    kind: Literal["paragraph", "bullet", "number"]
    spans: tuple[Span, ...]
    depth: int = 0
    group: int = 0
    start: int = 1


def read_prose(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and list entries of `text`, in order; none for blank text."""
    text = _tidied(text)
    return tuple(_parsed(text) if _MARKS.search(text) else _plain(text))


def _tidied(text: str) -> str:
    """Return a text with one kind of line breaks, no blanks before them, and no indents made of blanks."""
    return _TYPED_INDENT.sub("", _LINE_ENDS.sub("", _BREAKS.sub("\n", text)))


def _plain(text: str) -> Iterator[Block]:
    for paragraph in _BETWEEN_PARAGRAPHS.split(text.strip(" \t\n")):
        lines = (line.strip(" \t") for line in paragraph.split("\n"))
        if joined := "\n".join(lines):
            yield Block("paragraph", (Span(joined),))


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["list", "emphasis", "escape", "link", "newline"])
    parser.inline.ruler.at("emphasis", _stars)
    return parser


def _stars(state: StateInline, silent: bool) -> bool:
    """Read a run of stars, which opens before and closes after any character that is no blank.

    CommonMark 6.2 asks for a blank or punctuation on the outer side of punctuation; Chinese has no blanks between
    words, and `这是**“重点”**内容` would stay as typed.
    """
    from markdown_it.rules_inline.state_inline import Delimiter

    if silent or state.src[state.pos] != "*":
        return False
    scanned = state.scanDelims(state.pos, True)
    before = state.src[state.pos - 1 : state.pos].strip() if state.pos else ""
    after = state.src[state.pos + scanned.length :][:1].strip()
    for _ in range(scanned.length):
        state.push("text", "", 0).content = "*"
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), scanned.length, place, -1, bool(after), bool(before)))
    state.pos += scanned.length
    return True


def _parsed(text: str) -> Iterator[Block]:
    yield from _Walk(_parser()).blocks(_parser().parse(text))


class _List(Struct):
    kind: Literal["bullet", "number"]
    group: int
    start: int


class _Walk(Struct):
    """A pass over the parser's tokens; an entry of several paragraphs is one block with line breaks."""

    parser: MarkdownIt
    lists: list[_List] = field(default_factory=list)
    groups: int = 0
    entry: list[Span] | None = None
    marker: str = ""

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                yield from self._finished()
                self._open(token)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif token.type == "list_item_open":
                self.entry, self.marker = [], f"{token.info}{token.markup}"
            elif token.type == "list_item_close":
                yield from self._finished()
            elif token.type == "inline":
                yield from self._inline(token)

    def _open(self, token: Token) -> None:
        self.groups += 1
        start = token.attrGet("start")
        number = int(start) if start is not None else 1
        self.lists.append(
            _List("number" if token.type.startswith("ordered") else "bullet", self.groups, number)
        )

    def _inline(self, token: Token) -> Iterator[Block]:
        spans = list(_spans(token.children or [], self.parser))
        if self.entry is None:
            yield from _block("paragraph", spans)
        else:
            self.entry += [Span("\n"), *spans] if self.entry else spans

    def _finished(self) -> Iterator[Block]:
        """Yield the entry that ends here, or before a list inside it; one without text is the mark as typed."""
        if self.entry is None:
            return
        spans, self.entry = self.entry, None
        if not spans:
            yield from _block("paragraph", [Span(self.marker)])
            return
        innermost = self.lists[-1]
        yield Block(innermost.kind, _joined(spans), len(self.lists), innermost.group, innermost.start)


def _block(kind: Literal["paragraph"], spans: list[Span]) -> Iterator[Block]:
    if joined := _joined(spans):
        yield Block(kind, joined)


def _spans(tokens: Sequence[Token], parser: MarkdownIt) -> Iterator[Span]:
    bold, links = 0, list[tuple[str, str]]()
    shown = ""
    for token in tokens:
        text = ""
        if token.type in ("strong_open", "strong_close") and token.markup == "**":
            bold += token.nesting
        elif token.type in ("softbreak", "hardbreak"):
            text = "\n"
        elif token.type == "link_open":
            links.append((parser.normalizeLinkText(str(token.attrGet("href") or "")), shown))
        elif token.type == "link_close":
            address, before = links.pop()
            text = "" if shown.removeprefix(before) == address else f"({address})"
        else:  # text, and marks that mean nothing here
            text = token.content or token.markup
        shown += text
        if text:
            yield Span(text, bold > 0)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans with neighbours of one weight as one."""
    made: list[Span] = []
    for span in spans:
        if made and made[-1].bold == span.bold:
            made[-1] = Span(made[-1].text + span.text, span.bold)
        else:
            made.append(span)
    return tuple(made)
