"""A formula as its references and the text between them, so that references can be moved and nothing else.

The tokens are formualizer's; their offsets count UTF-8 bytes. What the tokenizer calls a range may also be
a defined name or a table column: `read_reference` tells them apart, and those stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile

from formualizer import Tokenizer, TokenizerError, TokenSubType, TokenType
from msgspec import Struct
from msgspec.structs import replace

from generator.office.excel.moving.references import Reference, read_reference

# A single cell that is the whole argument of one of these stands for a list: SUM(E5) over a repeated row.
RANGE_FUNCTIONS = frozenset(
    {"AND", "AVEDEV", "AVERAGE", "AVERAGEA", "AVERAGEIF", "AVERAGEIFS", "CONCAT", "COUNT", "COUNTA"}
    | {"COUNTBLANK", "COUNTIF", "COUNTIFS", "LARGE", "MAX", "MAXA", "MAXIFS", "MEDIAN", "MIN", "MINA"}
    | {"MINIFS", "MODE", "OR", "PRODUCT", "RANK", "SMALL", "STDEV", "STDEVP", "SUBTOTAL", "SUM", "SUMIF"}
    | {"SUMIFS", "SUMPRODUCT", "SUMSQ", "TEXTJOIN", "VAR", "VARP"}
)
# These take a list of references and references through several sheets: SUM(一月:三月!E5).
LIST_FUNCTIONS = frozenset(
    {"AVERAGE", "AVERAGEA", "COUNT", "COUNTA", "MAX", "MAXA", "MIN", "MINA", "PRODUCT", "STDEV", "STDEVA"}
    | {"STDEVP", "STDEVPA", "STDEV.P", "STDEV.S", "SUM", "VAR", "VARA", "VARP", "VARPA", "VAR.P", "VAR.S"}
)


class Formula(Struct, frozen=True):
    """A formula without its equals sign, cut at its references."""

    pieces: tuple[str | Reference, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Reference))

    def with_references(self, references: Iterable[Reference]) -> Formula:
        """Return the formula with other references in the places of its own."""
        waiting = iter(references)
        return Formula(tuple(p if isinstance(p, str) else next(waiting) for p in self.pieces))

    def renamed(self, names: Mapping[str, str]) -> Formula:
        """Return the formula with other names for Tables, as they stand outside of quotes."""
        return Formula(tuple(_renamed(p, names) if isinstance(p, str) else p for p in self.pieces))

    def turned(self) -> Formula:
        """Return the formula of a sheet turned on its side."""
        return Formula(tuple(piece if isinstance(piece, str) else piece.turned() for piece in self.pieces))

    def moved(self, move: Callable[[Reference], str]) -> str:
        """Return the formula with every reference replaced by what `move` says."""
        return "".join(piece if isinstance(piece, str) else move(piece) for piece in self.pieces)

    def shifted(self, rows: int, columns: int) -> str:
        """Return the formula as Excel fills it `rows` down and `columns` to the right."""
        return self.moved(
            lambda reference: str(reference.shifted(rows, columns) or f"{reference.prefix}#REF!")
        )


class _Call(Struct):
    """A function that is open at this point of a formula, and which of its arguments (from 0)."""

    name: str
    argument: int = 0


# Arguments of those functions that are one value (a criterion, a rank), however the list grows.
_SINGLE_ARGUMENTS: dict[str, Callable[[int], bool]] = {
    **dict.fromkeys(("COUNTIF", "SUMIF", "AVERAGEIF", "LARGE", "SMALL"), lambda argument: argument == 1),
    **dict.fromkeys(
        ("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"), lambda argument: argument > 0 and argument % 2 == 0
    ),
    "COUNTIFS": lambda argument: argument % 2 == 1,
    "RANK": lambda argument: argument != 1,
    "SUBTOTAL": lambda argument: argument == 0,
    "TEXTJOIN": lambda argument: argument < 2,
}


def _renamed(text: str, names: Mapping[str, str]) -> str:
    def found(match: re.Match[str]) -> str:
        return match[0] if match[0].startswith('"') else names[match[0].casefold()]

    known = "|".join(re.escape(name) for name in names)
    return re.sub(rf'"(?:[^"]|"")*"|(?<![\w.\[@])(?:{known})(?![\w.(!])', found, text, flags=re.IGNORECASE)


class _Token(Struct, frozen=True):
    kind: object
    subkind: object
    text: str
    start: int
    end: int

    @property
    def blank(self) -> bool:
        return bool(self.kind == TokenType.Whitespace)

    @property
    def colon(self) -> bool:
        return bool(self.kind == TokenType.OpInfix and self.text == ":")


_READ: dict[str, Formula] = {}
_MOST_READ = 20_000


def read_formula(text: str) -> Formula:
    """Return the formula `text` (without the equals sign), ready to be moved.

    Raises ValueError when it cannot be read as a formula.
    """
    found = _READ.get(text)
    if found is None:
        found = _read(text)
        remember_formulas({text: found})
    return found


def remember_formulas(formulas: Mapping[str, Formula]) -> None:
    """Take formulas as read by their texts: those of a template were read when it was compiled."""
    if len(_READ) + len(formulas) > _MOST_READ:
        _READ.clear()
    _READ.update(formulas)


def _read(text: str) -> Formula:
    source = f"={text}".encode()
    tokens = _tokens(source)
    pieces: list[str | Reference] = []
    done = 1
    for start, end, reference in _found(tokens):
        pieces += [source[done:start].decode(), reference]
        done = end
    return Formula(tuple(piece for piece in (*pieces, source[done:].decode()) if piece != ""))


def _tokens(source: bytes) -> list[_Token]:
    try:
        tokens = list(Tokenizer(source.decode()))
    except TokenizerError as error:
        raise ValueError(str(error)) from error
    return [_Token(t.token_type, t.subtype, t.value, t.start, t.end) for t in tokens if t is not None]


def _found(tokens: list[_Token]) -> list[tuple[int, int, Reference]]:
    """Return every reference with the bytes it stands on; `A1 : B2` is one reference."""
    found: list[tuple[int, int, Reference]] = []
    calls = [_Call("")]
    skip = 0
    for index, token in enumerate(tokens):
        _enter_or_leave(calls, token)
        if index < skip or token.subkind != TokenSubType.Range:
            continue
        reference = read_reference(token.text)
        last = _other_end(tokens, index) if reference and not reference.last else None
        if reference and last is not None and (joined := _joined(reference, tokens[last].text)):
            found.append((token.start, tokens[last].end, joined))
            skip = last + 1
        elif reference:
            found.append((token.start, token.end, _with_role(reference, calls[-1], tokens, index)))
    return found


def _with_role(reference: Reference, call: _Call, tokens: list[_Token], index: int) -> Reference:
    """Return the reference with what the function around it makes of it."""
    name = call.name.removeprefix("_XLFN.")
    if not (name in RANGE_FUNCTIONS or name in LIST_FUNCTIONS) or not _alone(tokens, index):
        return reference
    if name in _SINGLE_ARGUMENTS and _SINGLE_ARGUMENTS[name](call.argument):
        return reference
    return replace(reference, ranged=True, listed=name in LIST_FUNCTIONS)


def _enter_or_leave(calls: list[_Call], token: _Token) -> None:
    if token.subkind == TokenSubType.Open:
        calls.append(_Call(token.text[:-1].upper() if token.kind == TokenType.Func else ""))
    elif token.subkind == TokenSubType.Close and len(calls) > 1:
        calls.pop()
    elif token.kind == TokenType.Sep:
        calls[-1].argument += 1


def _alone(tokens: list[_Token], index: int) -> bool:
    """Tell whether the token is the whole argument of a function."""
    before = next((t for t in reversed(tokens[:index]) if not t.blank), None)
    after = next((t for t in tokens[index + 1 :] if not t.blank), None)
    opens = before is not None and (before.subkind == TokenSubType.Open or before.kind == TokenType.Sep)
    closes = after is not None and (after.subkind == TokenSubType.Close or after.kind == TokenType.Sep)
    return opens and closes


def _other_end(tokens: list[_Token], index: int) -> int | None:
    """Return where the second half of `A1 : B2` stands, if the token at `index` is a first half."""
    rest = tokens[index + 1 :]
    gap = len(list(takewhile(lambda t: t.blank, rest)))
    if gap == len(rest) or not rest[gap].colon:
        return None
    after = rest[gap + 1 :]
    gap += 1 + len(list(takewhile(lambda t: t.blank, after)))
    return index + 1 + gap if gap < len(rest) and rest[gap].subkind == TokenSubType.Range else None


def _joined(first: Reference, text: str) -> Reference | None:
    last = read_reference(text)
    if last is None or last.last or (last.prefix and last.prefix != first.prefix):
        return None
    return read_reference(f"{first}:{last.first}")
