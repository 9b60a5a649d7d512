"""The register of a pack: every file that a build makes, once, as an archivist lists it.

Source: domain specification 2.20 (columns), 5.2 (DA/T 22-2015) and 6.5. Sizes, digests and pages are not known
before everything is written; they stay to be filled in until the pack is archived (`archive.register`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from generator.campaign import Campaign, Status
from generator.derive.figures import Figures
from generator.derive.people import preparing_department
from generator.plan.pack import Companion, PackPlan, PlannedFile
from generator.plan.version import Version

ELECTRONIC = "电子"
FINAL, ORIGINAL, DATA = "定稿", "正本", "原始数据"


class Record(Struct, frozen=True):
    """One line of the register; `path` is relative to the pack, `date` has eight digits, `required` is 是 or 否.

    What follows `required` is known when the pack is archived. `code` is that of a document, "" for all other files.
    """

    code: str
    archive_no: str
    number: str
    responsible: str
    title: str
    date: str
    classification: str
    note: str
    version: str
    kind: str
    carrier: str
    format: str
    retention: str
    file_name: str
    path: str
    required: str
    pages: int | None = None
    copies: int | None = None
    size: int | str | None = None
    sha256: str | None = None
    state: str | None = None
    original_at: str | None = None
    signed: str | None = None
    scan: str | None = None


class Handover(Struct, frozen=True):
    """What is handed over: items (件), files in all, and the first and the last 档号.

    `gigabytes` and the SHA-256 of the register are known when the pack is archived.
    """

    count: int
    file_count: int
    first_item: str
    last_item: str
    gigabytes: Decimal | None = None
    register_sha256: str | None = None


class Archived(Struct, frozen=True):
    """What the register and the hand-over form print of an archive instead of a plan.

    `attachments` are count and state of each expected attachment, in the order of the campaign file; `archive_no` says
    all 档号 in one line.
    """

    records: tuple[Record, ...]
    handover: Handover
    attachments: tuple[tuple[int | None, str], ...]
    archive_no: str


class Register:
    """The register of a pack, whose lines are made once, however many documents print them."""

    def __init__(self, campaign: Campaign, plan: PackPlan, figures: Figures) -> None:
        self._campaign = campaign
        self._figures = figures
        self._files = plan.catalogue
        self._companions = tuple(_companion(campaign, each) for each in plan.companions)
        self._known: dict[tuple[str, Version], Record] = {}

    def records(self, versions: Mapping[str, Version]) -> tuple[Record, ...]:
        """Return the lines in the order of the process, copies of the campaign file last.

        `versions` are those of the documents by code; one that has none is not in the pack.
        """
        here = ((file, versions[file.code]) for file in self._files if file.code in versions)
        return (*(self._record(*each) for each in here), *self._companions)

    def _record(self, file: PlannedFile, version: Version) -> Record:
        key = file.code, version
        if key not in self._known:
            path = file.path(version)
            self._known[key] = document_record(self._campaign, file, self._figures, str(version), path)
        return self._known[key]


def count_handover(plan: PackPlan, figures: Figures) -> Handover:
    """Return what the hand-over form says of the whole pack, whatever of it has been made so far."""
    numbers = [figures.documents[file.code].archive_no for file in plan.catalogue]
    count = len(numbers)
    return Handover(count, count + len(plan.companions), "".join(numbers[:1]), "".join(numbers[-1:]))


def document_record(
    campaign: Campaign, file: PlannedFile, figures: Figures, version: str, path: str
) -> Record:
    """Return the line of a document that lies at `path`, "" for one that lies nowhere."""
    figure, control = figures.documents[file.code], campaign.documents.get(file.code)
    return Record(
        code=file.code,
        archive_no=figure.archive_no,
        number=file.number,
        responsible=responsible_for(campaign, file.code),
        title=register_title(campaign, file.deliverable.name),
        date=date_of(campaign, file.code),
        classification=str(campaign.campaign.classification),
        note=(control and control.note) or "",
        version=version,
        kind=FINAL if file.status in (Status.FINAL, Status.ARCHIVED) else ORIGINAL,
        carrier=ELECTRONIC,
        format=file.deliverable.format.upper(),
        retention=figure.retention,
        file_name=path.rpartition("/")[2],
        path=path,
        required="是" if is_required(campaign, file.code) else "否",
    )


def _companion(campaign: Campaign, companion: Companion) -> Record:
    return Record(
        code="",
        archive_no="",
        number="",
        responsible=responsible_for(campaign, companion.code),
        title=register_title(campaign, companion.title),
        date=digits(campaign.doc.date),
        classification=str(campaign.campaign.classification),
        note=companion.note,
        version="",
        kind=DATA,
        carrier=ELECTRONIC,
        format="YAML",
        retention="",
        file_name=companion.path.rpartition("/")[2],
        path=companion.path,
        required="是",
    )


def responsible_for(campaign: Campaign, code: str) -> str:
    """Return 责任者: the company and the department that answers for a document; "" is for no document."""
    return f"{_company(campaign)}{preparing_department(campaign, code) or ''}"


def register_title(campaign: Campaign, name: str) -> str:
    """Return a title that explains itself, without saying 活动 twice: 国庆促销活动 + 活动预算表."""
    head = campaign.campaign
    return f"{head.id} {head.name}{name.removeprefix('活动') if head.name.endswith('活动') else name}"


def _company(campaign: Campaign) -> str:
    return campaign.company.short_name or campaign.company.name


def date_of(campaign: Campaign, code: str) -> str:
    """Return 日期 of a document in eight digits: when it was approved, else written."""
    control = campaign.documents.get(code)
    return digits((control and (control.approved_on or control.date)) or campaign.doc.date)


def digits(day: dt.date) -> str:
    """Return a day as DA/T 22 writes it: 20261016."""
    return f"{day:%Y%m%d}"


def is_required(campaign: Campaign, code: str) -> bool:
    """Tell whether a document has to be archived: all have, unless the campaign names those that have."""
    return not campaign.archive.required or code in campaign.archive.required
