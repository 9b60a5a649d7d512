"""What is wrong, where, and what to do about it: plain values that every room can make.

A diagnostic is written for the marketer at the keyboard: `message` and `remedy` are Chinese sentences.
`code` is stable and never reused: a letter for whose fault it is (C campaign file, T template, P pack,
A archive) and the rule's id in the domain specification (`C-B01`), or a number of our own (`T-003`).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a diagnostic weighs; the value is the word the user reads."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


class Place(Struct, frozen=True):
    """Where something stands, as the reader would look for it.

    `line` and `column` count from 1, in characters. `spot` is a place inside an Office file in the
    reader's words (正文第 12 段, 表 2 第 3 行, 预算明细!E7). `excerpt` is the source line as it stands in
    the file and `width` how many of its characters, from `column` on, are meant.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    spot: str = ""
    excerpt: str = ""
    width: int = 1


class Diagnostic(Struct, frozen=True):
    """One finding: what is wrong at which place, and the way out; `also` are the other places that take part."""

    code: str
    message: str
    remedy: str
    place: Place = Place()
    severity: Severity = Severity.ERROR
    also: tuple[Place, ...] = ()


# Takes findings that stop nothing.
Tell = Callable[[Diagnostic], None]


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Tell whether any of `diagnostics` stops the work."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def has_warnings(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Tell whether somebody should look at any of `diagnostics`."""
    return any(d.severity is Severity.WARNING for d in diagnostics)


def as_plain(diagnostic: Diagnostic) -> dict[str, object]:
    """Return a diagnostic as programs read it: keys and values of JSON."""
    place, *also = (diagnostic.place, *diagnostic.also)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": diagnostic.message,
        "remedy": diagnostic.remedy,
        **_place(place),
        "also": [_place(each) for each in also],
    }


def _place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column, "spot": place.spot}
