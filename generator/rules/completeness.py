"""C-06: what the documents must hold at this stage is known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Path, dotted, spell
from generator.rules.finding import Check, Finding
from generator.rules.required import missing_fields


def required_fields_are_filled(check: Check) -> Iterator[Finding]:
    """C-06: told once for each field, with the documents that need it."""
    for path, documents in _lacking(check).items():
        everywhere = len(documents) == len(check.process.deliverables)
        needs = "每份文件" if everywhere else f"《{'》《'.join(documents)}》"
        message = f"{spell(path)}还没有填写,{check.stage}的{needs}要用到"
        yield Finding("C-C06", message, f"补上 {dotted(path)}", (path,))


def _lacking(check: Check) -> dict[Path, list[str]]:
    """Return where something required is missing, and the names of the documents that lack it."""
    lacking: dict[Path, list[str]] = {}
    for deliverable in check.process.deliverables:
        for path in missing_fields(check.campaign, check.process, deliverable.code, check.stage):
            lacking.setdefault(path, []).append(deliverable.name)
    return lacking
