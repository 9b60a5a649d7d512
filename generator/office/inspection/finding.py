"""What an inspector finds, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place, Severity
from generator.office import faults
from generator.office.inspection.faults import FAULTS, SEVERE

MOST_OF_A_KIND = 12
_EXCERPT = 20


class Finding(Struct, frozen=True):
    """A fault by its code, at a spot in the reader's words; `words` fill its sentences."""

    code: str
    spot: str
    words: Mapping[str, object]


def found(code: str, spot: str = "", **words: object) -> Finding:
    return Finding(code, spot, words)


def excerpt(text: str) -> str:
    """Return the beginning of a text, enough to recognise it by."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT]}…"


def listed(names: Sequence[str]) -> str:
    """Return a few names in a row, and how many more there are."""
    shown = "、".join(names[:5])
    return f"{shown}等 {len(names)} 个" if len(names) > 5 else shown


def in_words(findings: Sequence[Finding], file: str) -> list[Diagnostic]:
    """Return the findings of one inspector as diagnostics; many of a kind end with how many more there are."""
    said = list(dict.fromkeys(_said(finding, file) for finding in findings))
    result: list[Diagnostic] = []
    for code in dict.fromkeys(diagnostic.code for diagnostic in said):
        alike = [diagnostic for diagnostic in said if diagnostic.code == code]
        result += alike[:MOST_OF_A_KIND]
        if rest := alike[MOST_OF_A_KIND:]:
            result.append(_rest(rest, file))
    return result


def _said(finding: Finding, file: str) -> Diagnostic:
    fault = FAULTS.get(finding.code) or faults.FAULTS[finding.code]
    return Diagnostic(
        finding.code,
        fault.message.format(**finding.words),
        fault.remedy.format(**finding.words),
        Place(file, spot=finding.spot),
        Severity.ERROR if finding.code in SEVERE else Severity.WARNING,
    )


def _rest(rest: Sequence[Diagnostic], file: str) -> Diagnostic:
    first = rest[0]
    where = f", 从{first.place.spot}起" if first.place.spot else ""
    message = f"同样的问题另有 {len(rest)} 处{where}"
    return Diagnostic(first.code, message, first.remedy, Place(file), first.severity)
