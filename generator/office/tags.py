"""Tags as people type them into Word and Excel, found in running text.

A Chinese keyboard gives “ ” ‘ ’ , : ｛｛ ｝｝ ｛％ and wide or non-breaking spaces; outside quoted text they
mean what their ASCII twins mean. Inside quotes every character is kept as typed.
"""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct

from generator.diagnostics import Place


class TagKind(Enum):
    """What the braces say; the value is how the tag opens and closes."""

    OUTPUT = ("{{", "}}")
    BLOCK = ("{%", "%}")
    COMMENT = ("{#", "#}")


class Tag(Struct, frozen=True):
    """One tag: `body` is what stands inside, in ASCII punctuation; `text` is the tag as typed.

    `scope` says what it stands for beside its text: "p" paragraph, "tr" row, "tc" column, "r" run, or "".
    `start` and `end` count characters of the text it was found in. `closed` is false if the end is missing.
    """

    kind: TagKind
    scope: str
    body: str
    text: str
    start: int
    end: int
    trim_before: bool = False
    trim_after: bool = False
    closed: bool = True

    @property
    def word(self) -> str:
        """The word that a block tag begins with: `for`, `endif`, …"""
        return self.body.split(maxsplit=1)[0] if self.body else ""

    @property
    def source(self) -> str:
        """The tag for Jinja, with the one line break by which its line number is its number."""
        opener, closer = self.kind.value
        before, after = "-" * self.trim_before, "-" * self.trim_after
        return f"{opener}{before}\n{self.body} {after}{closer}"


class Stray(Struct, frozen=True):
    """Closing braces that nothing opened."""

    text: str
    start: int


class PlacedTag(Struct, frozen=True):
    """A tag, or a stray closing brace, and where the reader finds it."""

    tag: Tag | Stray
    place: Place


_OPENER = re.compile(r"[{｛](?=([{｛%％#＃]))")
_STRAY = re.compile(r"[}｝]{2}|[%％][}｝]|[#＃][}｝]")
_CLOSERS = {
    TagKind.OUTPUT: r"[}｝]{2}",
    TagKind.BLOCK: r"[%％][}｝]",
    TagKind.COMMENT: r"[#＃][}｝]",
}
_QUOTED = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[“”„＂][^“”„＂\"]*[“”„＂\"]|[‘’＇][^‘’＇']*[‘’＇']"
_PIECES = {
    kind: re.compile(rf"(?P<quoted>{_QUOTED})|(?P<closer>{closer})|(?P<opener>[{{｛][{{｛%％#＃])")
    for kind, closer in _CLOSERS.items()
}
_PLAIN_CLOSER = {kind: re.compile(closer) for kind, closer in _CLOSERS.items()}
_KINDS = {"{": TagKind.OUTPUT, "%": TagKind.BLOCK, "#": TagKind.COMMENT}
_INSIDE = re.compile(r"([-+]?)(?:(tr|tc|p|r|sheet)(?=\s+\S))?\s*(.*?)\s*([-+]?)", re.DOTALL)
_LITERAL = re.compile(
    r"\"(?P<d>(?:\\.|[^\"\\])*)\"|'(?P<s>(?:\\.|[^'\\])*)'"
    r"|[“”„＂\"](?P<wd>[^“”„＂\"]*)[“”„＂\"]|[‘’＇'](?P<ws>[^‘’＇']*)[‘’＇']"
)

_ASCII = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ASCII |= dict.fromkeys(map(ord, "“”„"), '"') | dict.fromkeys(map(ord, "‘’"), "'")
_ASCII |= dict.fromkeys(map(ord, "\t\r\n\v\f\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\u2028\u2029"), " ")
_ASCII |= dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")
_ASCII |= dict.fromkeys(map(ord, "–—−"), "-")
_ASCII |= {ord("【"): "[", ord("】"): "]", ord("《"): "<", ord("》"): ">", ord("、"): ","}


def find_tags(text: str) -> tuple[Tag | Stray, ...]:
    """Return the tags of `text` in order, unclosed ones and stray closing braces included."""
    if not any(brace in text for brace in "{｛}｝"):
        return ()
    found: list[Tag | Stray] = []
    last = _last_comment_end(text)
    at = 0
    while opener := _OPENER.search(text, at):
        found += _strays(text, at, opener.start())
        tag = _read_tag(text, opener, last)
        found.append(tag)
        at = tag.end
    return (*found, *_strays(text, at, len(text)))


def _strays(text: str, start: int, end: int) -> list[Stray]:
    return [Stray(m[0], m.start()) for m in _STRAY.finditer(text, start, end)]


def _last_comment_end(text: str) -> int:
    """Return where the last comment ends; one that begins behind it would be searched to the end of the text."""
    return max((found.start() for found in _PLAIN_CLOSER[TagKind.COMMENT].finditer(text)), default=-1)


def _read_tag(text: str, opener: re.Match[str], last_comment_end: int) -> Tag:
    start = opener.start()
    kind = _KINDS[opener[1].translate(_ASCII)]
    endless = kind is TagKind.COMMENT and start > last_comment_end
    span = None if endless else _find_end(text, start + 2, kind)
    if span is None:
        following = _OPENER.search(text, start + 2)
        end = following.start() if following else len(text)
        return Tag(kind, "", "", text[start:end].rstrip(), start, end, closed=False)
    inside = _to_ascii(text[start + 2 : span[0]])
    before, scope, body, after = _parts(inside)
    return Tag(kind, scope, body, text[start : span[1]], start, span[1], before == "-", after == "-")


def _parts(inside: str) -> tuple[str, str, str, str]:
    match = _INSIDE.fullmatch(inside)
    if match is None:
        return "", "", inside.strip(), ""
    return match[1] or "", match[2] or "", match[3], match[4] or ""


def _find_end(text: str, at: int, kind: TagKind) -> tuple[int, int] | None:
    """Return where the closing braces stand; braces inside quotes do not close anything."""
    for piece in _PIECES[kind].finditer(text, at):
        if piece["closer"]:
            return piece.span()
        if piece["opener"] and kind is not TagKind.COMMENT:
            break
    plain = _PLAIN_CLOSER[kind].search(text, at)
    following = _OPENER.search(text, at)
    if plain is None or (following and following.start() < plain.start() and kind is not TagKind.COMMENT):
        return None
    return plain.span()


def _to_ascii(inside: str) -> str:
    pieces: list[str] = []
    at = 0
    for literal in _LITERAL.finditer(inside):
        pieces += (inside[at : literal.start()].translate(_ASCII), _quoted(literal))
        at = literal.end()
    return "".join([*pieces, inside[at:].translate(_ASCII)])


def _quoted(literal: re.Match[str]) -> str:
    """Return the literal in ASCII quotes, on one line: a line break would shift the count of tags."""
    kind = literal.lastgroup or ""
    content = literal[kind].replace("\r", "\\r").replace("\n", "\\n")
    if kind in ("d", "s"):
        return f'"{content}"' if kind == "d" else f"'{content}'"
    quote = '"' if kind == "wd" else "'"
    return f"{quote}{content.replace(quote, chr(92) + quote)}{quote}"
