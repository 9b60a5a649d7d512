"""Numbers: the document's own (文件编号) and the archivist's (档号).

Source: domain specification 6.5 and 5.2. 档号 has the shape of DA/T 22,
`全宗号-WS·年度-保管期限-机构-件号`; the 件号 runs within one retention class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.campaign import Campaign, Retention
from generator.standard.process import Deliverable, Process

PENDING = "(待编)"
RETENTION_CODES = {"永久": "Y", "30年": "D30", "10年": "D10"}


def document_number(campaign_id: str, code: str, serial: int = 1) -> str:
    """Return the number a document keeps through all its versions: HD-2026-001-YS-01."""
    return f"{campaign_id}-{code}-{serial:02d}"


def document_numbers(campaign: Campaign, process: Process) -> dict[str, str]:
    """Return every document's number by code."""
    return {d.code: document_number(campaign.campaign.id, d.code) for d in process.deliverables}


def retention_of(deliverable: Deliverable, campaign: Campaign) -> str:
    """Return how long a document is kept: the campaign's own class for its management papers."""
    own = campaign.archive.retention
    return str(own) if own is not None and deliverable.retention_by_campaign else deliverable.retention


def archive_numbers(campaign: Campaign, process: Process) -> dict[str, str]:
    """Return every document's 档号 by code; 「(待编)」 until the archivist has given what it is made of.

    The documents come first in their retention class, in the order of the process: whatever else is archived
    follows, from `next_item_no`.
    """
    used: Counter[str] = Counter()
    numbers: dict[str, str] = {}
    for deliverable in process.deliverables:
        retention = retention_of(deliverable, campaign)
        numbers[deliverable.code] = archive_number(campaign, retention, used[retention])
        used[retention] += 1
    return numbers


def archive_number(campaign: Campaign, retention: str, position: int) -> str:
    """Return the 档号 of the item at `position` (from 0) of the campaign's items in that class."""
    archive = campaign.archive
    fonds = archive.fonds_no or campaign.company.fonds_no
    first = archive.start_item_no.get(Retention(retention))
    if fonds is None or archive.year is None or first is None:
        return PENDING
    levels = [f"{fonds}-WS·{archive.year}", RETENTION_CODES[retention], archive.dept_code]
    return "-".join([level for level in levels if level] + [f"{first + position:04d}"])


def next_item_no(campaign: Campaign, process: Process, retention: str) -> int | None:
    """Return the 件号 that is free behind the documents of that class; None until a start is given."""
    first = campaign.archive.start_item_no.get(Retention(retention))
    count = sum(retention_of(d, campaign) == retention for d in process.deliverables)
    return None if first is None else first + count


def archive_span(numbers: Iterable[str]) -> str:
    """Say a campaign's 档号 in one line: first to last of each retention class, else 「(待编)」."""
    classes: dict[str, list[str]] = {}
    for number in numbers:
        if number == PENDING:
            return PENDING
        classes.setdefault(number.rpartition("-")[0], []).append(number)
    spans = (own[0] if len(own) == 1 else f"{own[0]}～{own[-1]}" for own in classes.values())
    return "、".join(spans) or PENDING
