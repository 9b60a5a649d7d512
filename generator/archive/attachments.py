"""What the campaign expects beside its documents (contracts, invoices, photos, scans), and what of it lies there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from generator.campaign import Campaign, ExternalAttachment
from generator.plan.names import file_key

FOUND, AWAITED, MISSING, UNKNOWN = "已归档", "待放入", "缺失", ""


class Expected(Struct, frozen=True):
    """One expectation: `count` files lie in its folder; None where it names no folder, and nobody can look."""

    name: str
    kind: str
    folder: str
    count: int | None
    state: str


def compare_attachments(campaign: Campaign, files: Iterable[str]) -> tuple[Expected, ...]:
    """Return what is expected in the order of the campaign file.

    A folder with fewer files than expectations lacks the last of them: a file cannot stand for two.
    """
    paths = [file_key(path) for path in files]
    waiting: Counter[str] = Counter()
    found = []
    for attachment in campaign.archive.external_attachments:
        found.append(_look(attachment, paths, waiting))
    return tuple(found)


def _look(attachment: ExternalAttachment, paths: list[str], waiting: Counter[str]) -> Expected:
    folder = (attachment.path or "").strip("/\\ ").replace("\\", "/")
    if not folder:
        return Expected(attachment.name, attachment.kind or "", "", None, UNKNOWN)
    waiting[folder] += 1
    count = sum(path.startswith(file_key(folder) + "/") for path in paths)
    state = FOUND if count >= waiting[folder] else MISSING
    return Expected(attachment.name, attachment.kind or "", folder, count, state)
