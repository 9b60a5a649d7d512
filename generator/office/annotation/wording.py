"""What a comment says: code, what is wrong, and the way out."""

from __future__ import annotations

from generator.diagnostics import Diagnostic
from generator.office.xml import legal

AUTHOR = "模板检查"
INITIALS = "检查"


def lines_of(diagnostic: Diagnostic, *, with_spot: bool) -> list[str]:
    """Return the lines of a comment; `with_spot` says where the fault is, when the comment stands elsewhere."""
    spot = diagnostic.place.spot
    head = f"{diagnostic.code} {spot}: " if with_spot and spot else f"{diagnostic.code} "
    text = f"{head}{diagnostic.message}\n改法: {diagnostic.remedy}"
    return [line for line in map(str.strip, legal(text).splitlines()) if line]
