"""metadata.json: what GB/T 18894-2016 wants known of every file, and what a list of archives shows of the whole.

Source: domain specification 5.3. The file is plain JSON, so that any system can take it over.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from generator.archive.holdings import Layout
from generator.archive.register import TO_BE_DESTROYED
from generator.campaign import Campaign
from generator.plan.manifest import Manifest
from generator.plan.register import Record

METADATA = "metadata.json"
_FORM = "campaign-pack archive 1"
_CLASSES = ("永久", "30年", "10年")


class Origins(Struct, frozen=True):
    """What is known of how files came about: original names, the program that wrote them, cells that were frozen."""

    names: Mapping[str, str]
    programs: Mapping[str, str]
    frozen: Mapping[str, Sequence[str]]


class Summary(Struct, frozen=True):
    """What a list of archives shows of one; `retain_until` None is for ever (永久).

    `keep_until` is the last day of personal data, None where the campaign does not say.
    """

    number: str
    name: str
    kind: str
    date: dt.date
    organization: str
    retention: str
    retain_until: dt.date | None
    archived_on: dt.date
    keep_until: dt.date | None
    files: Sequence[Mapping[str, Any]]


def write_metadata(
    campaign: Campaign,
    latest: Manifest,
    records: Sequence[Record],
    origins: Origins,
    layout: Layout,
    day: dt.date,
) -> str:
    """Return the text of the file; `day` is that of the archive."""
    head = campaign.campaign
    retention = longest(record.retention for record in records)
    plain = {
        "form": _FORM,
        "campaign": {
            "id": head.id, "name": head.name, "type": str(head.type), "mode": str(head.mode),
            "start": _day(head.start), "end": _day(head.end), "classification": str(head.classification),
        },
        "organization": campaign.company.name,
        "fonds_no": campaign.archive.fonds_no or campaign.company.fonds_no,
        "year": _year(campaign),
        "retention": retention,
        "retain_until": _day(retain_until(retention, _year(campaign))),
        "archived_on": _day(day),
        "tool": latest.tool,
        "pack_version": str(latest.version),
        "campaign_file_sha256": latest.source_sha256,
        "personal": {
            "folder": layout.personal, "note": TO_BE_DESTROYED, "keep_until": _day(campaign.privacy.keep_until),
        },
        "files": [_file(campaign, latest, record, origins, day) for record in records if record.path],
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _file(
    campaign: Campaign, latest: Manifest, record: Record, origins: Origins, day: dt.date
) -> dict[str, object]:
    """Return one file; what follows later (the register's own size and digest) stands in the manifest."""
    said: dict[str, object] = {
        "path": record.path, "title": record.title, "number": record.number, "archive_no": record.archive_no,
        "responsible": record.responsible, "date": record.date, "organization_or_matter": campaign.campaign.id,
        "retention": record.retention, "classification": record.classification, "format": record.format,
        "kind": record.kind, "version": record.version, "pages": record.pages,
        "size": record.size if isinstance(record.size, int) else None,
        "sha256": record.sha256 if isinstance(record.size, int) else None,
        "program": origins.programs.get(record.path), "original_name": origins.names.get(record.path),
        "frozen_cells": list(origins.frozen.get(record.path, ())), "note": record.note,
        "actions": _actions(campaign, latest, record, day),
    }  # fmt: skip
    return {key: value for key, value in said.items() if value not in (None, "", [])}


def _actions(campaign: Campaign, latest: Manifest, record: Record, day: dt.date) -> list[dict[str, str]]:
    """Return what was done with a document, when, and by whom (业务行为, 行为时间, 机构人员名称)."""
    actions = []
    made = latest.document(record.code) if record.code else None
    if made is not None:
        actions.append({"action": "生成", "time": made.as_of.isoformat(), "by": latest.tool})
    control = campaign.documents.get(record.code) if record.code else None
    if control is not None and control.approved_on is not None:
        person = next((p.name for p in campaign.team if p.id == control.approved_by), "")
        actions.append({"action": "定稿", "time": control.approved_on.isoformat(), "by": person})
    return [*actions, {"action": "归档", "time": day.isoformat(), "by": campaign.company.name}]


def longest(retentions: Any) -> str:
    """Return the longest retention among those of files."""
    found = set(retentions)
    return next((each for each in _CLASSES if each in found), _CLASSES[-1])


def retain_until(retention: str, year: int) -> dt.date | None:
    """Return the last day of a retention that counts from the year after the archive's; None is for ever."""
    years = retention.removesuffix("年")
    return dt.date(year + int(years), 12, 31) if years.isdigit() else None


def _year(campaign: Campaign) -> int:
    return campaign.archive.year or campaign.campaign.start.year


def _day(day: dt.date | None) -> str | None:
    if day is None:
        return None
    return (day.date() if isinstance(day, dt.datetime) else day).isoformat()


def read_summary(text: str) -> Summary | None:
    """Return what a list shows of an archive, None where the text is not what `write_metadata` writes."""
    try:
        plain = json.loads(text)
        head = plain["campaign"]
        return Summary(
            number=str(head["id"]),
            name=str(head["name"]),
            kind=str(head["type"]),
            date=dt.date.fromisoformat(head["start"]),
            organization=str(plain["organization"]),
            retention=str(plain["retention"]),
            retain_until=_read_day(plain["retain_until"]),
            archived_on=dt.date.fromisoformat(plain["archived_on"]),
            keep_until=_read_day(plain["personal"]["keep_until"]),
            files=[dict(each) for each in plain["files"]],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
