"""How diagnostics and tables look on a screen: plain text, aligned for wide characters."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.diagnostics import Diagnostic, Place, Severity, as_plain

_OTHERS = 3
"""How many of the other places of a diagnostic are shown with their lines."""
_NUMBERED = 12
_CELL, _SHOWN = 12, 60


_THOUSAND, _TEN = 1000, 10


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """Return `text` filled up with blanks to `columns`."""
    return text + " " * (columns - width(text))


def where(place: Place) -> str:
    """Return a place as `file:line:column` or `file 表 2 第 3 行`."""
    line = ":".join(str(n) for n in (place.line, place.column) if n is not None)
    return " ".join(part for part in (f"{place.file}:{line}" if line else place.file, place.spot) if part)


def short(diagnostic: Diagnostic) -> str:
    """Return a diagnostic as one line, for lists and editors."""
    head = where(diagnostic.place)
    return _line(f"{head}{'  ' if head else ''}{diagnostic.severity} {diagnostic.code}  {diagnostic.message}")


def _line(text: str) -> str:
    """Return a text on one line: what it quotes of a file may hold line breaks, and signs that steer a terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)


def long(diagnostic: Diagnostic) -> list[str]:
    """Return a diagnostic as lines: what, the source line with the spot marked, and what to do."""
    lines = [short(diagnostic), *_excerpt(diagnostic.place)]
    for place in diagnostic.also[:_OTHERS]:
        lines += _excerpt(place)
    lines += _others(diagnostic.also[_OTHERS:])
    return [*lines, f"    改法: {_line(diagnostic.remedy)}"]


def _others(places: Sequence[Place]) -> list[str]:
    """Return where else something stands, places that are no longer shown: lines by number, cells by name."""
    rest = list(dict.fromkeys(place.spot or str(place.line) for place in places))
    if not rest:
        return []
    more = f" 等 {len(rest)}" if len(rest) > _NUMBERED else ""
    listed = "、".join(rest[:_NUMBERED])
    cells = any(place.spot for place in places)
    return [
        f"       … 另见 {listed}{f'{more} 处' if more else ''}"
        if cells
        else f"       … 另见第 {listed}{more} 行"
    ]


def _excerpt(place: Place) -> list[str]:
    """Return the line of a file with what is meant marked, or the cell with its text; nothing for other places."""
    if place.line is None:
        said = _line(place.excerpt).strip()
        return (
            [f"{place.spot:>{_CELL}} | {said[:_SHOWN]}{'…' if len(said) > _SHOWN else ''}"]
            if place.spot and said
            else []
        )
    if not place.excerpt:
        return []
    number = f"{place.line:>6}"
    before = place.excerpt[: (place.column or 1) - 1].expandtabs(4)
    marked = place.excerpt[(place.column or 1) - 1 :][: place.width]
    return [
        f"{number} | {place.excerpt.expandtabs(4)}",
        f"{' ' * len(number)} | {' ' * width(before)}{'^' * max(1, width(marked))}",
    ]


def report(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Severity | None, str]]:
    """Yield the lines of a report; those that say what is wrong come with its weight.

    Places in a row that are mended alike have the remedy once, behind the last of them: two hundred findings
    are read faster so. A line of a campaign file is shown, and keeps its own.
    """
    for _, alike in groupby(enumerate(diagnostics), lambda each: _mended(*each)):
        first, *others = [diagnostic for _, diagnostic in alike]
        if not others:
            head, *rest = long(first)
            yield first.severity, head
            yield from ((None, line) for line in rest)
            continue
        yield from ((each.severity, short(each)) for each in (first, *others))
        yield None, f"    改法(以上 {len(others) + 1} 处): {_line(first.remedy)}"


def _mended(number: int, diagnostic: Diagnostic) -> tuple[object, ...]:
    """Return what is alike in diagnostics that share a remedy."""
    return (number,) if diagnostic.place.line else (diagnostic.code, diagnostic.remedy)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the closing count: `2 个错误,1 个警告`."""
    counts = ((s, sum(d.severity is s for d in diagnostics)) for s in Severity)
    return ",".join(f"{n} 个{severity}" for severity, n in counts if n)


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as a JSON list, for programs."""
    return json.dumps([as_plain(d) for d in diagnostics], ensure_ascii=False, indent=2)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table as aligned lines, for logs and pipes."""
    widths = [max(width(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return ["  ".join(pad(c, w) for c, w in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)]


def amount(octets: int) -> str:
    """Return a size as people say it: 2.1 GB, 340 KB."""
    size = float(octets)
    for unit in ("字节", "KB", "MB"):
        if size < _THOUSAND:
            return f"{size:.0f} {unit}" if unit == "字节" or size >= _TEN else f"{size:.1f} {unit}"
        size /= _THOUSAND
    return f"{size:.1f} GB"
