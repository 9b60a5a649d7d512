"""The self-check of an archive, along the four natures that an archivist looks at: is it true, whole, usable, safe?

Source: domain specification 5.4 (after DA/T 70-2018) and rules A-01 to A-05 of 3.4. Each check is a small function that
says one item of the report. It never claims to be a certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.archive.checks import safe, true, usable, whole
from generator.archive.checks.item import Dossier, Item, Nature, Result
from generator.diagnostics import Diagnostic

__all__ = ["Dossier", "Item", "Nature", "Result", "faults", "judge"]

_CHECKS: tuple[Callable[[Dossier], Item], ...] = (
    true.digests, true.one_version, true.edits, true.numbers, true.places,
    whole.present, whole.final, whole.attached, whole.classified, whole.archive_numbers, whole.blanks,
    usable.opens, usable.formats,
    safe.harmless, safe.clean, safe.real_files, safe.paths, safe.viruses,
)  # fmt: skip


def judge(dossier: Dossier) -> tuple[Item, ...]:
    """Return every item of the self-check, in the order of the natures."""
    return tuple(check(dossier) for check in _CHECKS)


def faults(items: Sequence[Item]) -> tuple[Diagnostic, ...]:
    """Return what failed as messages: what is required as errors, the rest as warnings."""
    return tuple(item.diagnostic() for item in items if item.result is Result.FAILED)
