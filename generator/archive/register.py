"""The register of an archive: every file once, as an archivist lists it, with size, digest and retention.

Source: domain specification 2.20 (columns), 5.2 (DA/T 22-2015: items, order, 档号), 5.6 (retention). A document, its
printed form, its signed copies and its superseded versions are one item (件); so are all files of a folder of photos.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.holdings import REGISTER, Holding, Role
from generator.archive.standing import Standing, State
from generator.campaign import Campaign
from generator.derive.figures import Figures
from generator.derive.numbers import PENDING, archive_number, retention_of
from generator.plan.names import file_key
from generator.plan.pack import PlannedFile
from generator.plan.register import (
    DATA,
    ELECTRONIC,
    FINAL,
    Handover,
    Record,
    digits,
    document_record,
    is_required,
    register_title,
    responsible_for,
)
from generator.standard.process import Keeping, Process

ARCHIVED, MISSING = "已归档", "缺失"
IN_MANIFEST = "见 manifest"
TO_BE_DESTROYED = "个人信息，到期销毁"
_ANNEX = "附件"
_FROZEN = "统计日期已固定"
_DESTROYED = "到期销毁"
_DEFAULT = Keeping(folder="", retention="10年")
_MARKS = {Role.PRINT: "版式文件", Role.SCAN: "签字扫描件", Role.SUPERSEDED: "历史版本"}


class Facts(Struct, frozen=True):
    """What is known of a file that lies in the archive; without a digest it is made after the register.

    `frozen` says that the day stands still in it.
    """

    size: int
    sha256: str | None
    pages: int | None = None
    frozen: bool = False


class Subject(Struct, frozen=True):
    """What a register is about."""

    campaign: Campaign
    process: Process
    documents: Sequence[PlannedFile]
    figures: Figures
    standings: Mapping[str, Standing]


def list_archive(
    subject: Subject, holdings: Iterable[Holding], facts: Mapping[str, Facts]
) -> tuple[Record, ...]:
    """Return the register: documents in the order of the process, each with what belongs to it, then everything else.

    `facts` are by path in the archive. A document that has to be there and is not has a line of its own.
    """
    kept = tuple(holdings)
    lines = [line for planned in subject.documents for line in _item(subject, planned, kept, facts)]
    documents = {planned.code for planned in subject.documents}
    rest = sorted((h for h in kept if h.code not in documents), key=_place)
    return (*lines, *_others(subject, rest, facts))


def _place(holding: Holding) -> tuple[int, str]:
    """Attachments come first, since they are numbered; then the records; what is personal last."""
    order = {Role.ATTACHMENT: 0, Role.RECORD: 1}
    return order.get(holding.role, 2), holding.path


def _item(
    subject: Subject, planned: PlannedFile, kept: Sequence[Holding], facts: Mapping[str, Facts]
) -> Iterator[Record]:
    """Yield the lines of one document: itself first, then its other forms."""
    own = [holding for holding in kept if holding.code == planned.code]
    documents = [holding for holding in own if holding.role is Role.DOCUMENT]
    if not documents and is_required(subject.campaign, planned.code):
        yield replace(_document(subject, planned, None), state=MISSING)
    for holding in documents:
        yield _known(_document(subject, planned, holding), holding, facts)
    order = list(_MARKS)
    others = [holding for holding in own if holding.role is not Role.DOCUMENT]
    for holding in sorted(others, key=lambda h: (order.index(h.role) if h.role in order else -1, h.path)):
        yield _known(_form(subject, planned, holding), holding, facts)


def _document(subject: Subject, planned: PlannedFile, holding: Holding | None) -> Record:
    standing = subject.standings.get(planned.code)
    signed = standing is not None and standing.state is State.SIGNED
    version, path = (holding.version, holding.path) if holding else ("", "")
    record = document_record(subject.campaign, planned, subject.figures, version, path)
    return replace(
        record,
        kind=FINAL if signed else record.kind,
        copies=1 if holding else None,
        state=ARCHIVED,
        signed="是" if signed else "否",
        scan="有" if standing and standing.scans else "无",
    )


def _form(subject: Subject, planned: PlannedFile, holding: Holding) -> Record:
    """Return the line of another form of a document: of the same item, kept as long."""
    mark = _MARKS.get(holding.role, _ANNEX)
    title = f"{register_title(subject.campaign, planned.deliverable.name)}({mark})"
    document = _document(subject, planned, holding)
    return replace(
        document, code="", number="", title=title, note=mark, kind=_ANNEX, format=_format(holding), required="否",
        version=holding.version if holding.role is Role.SUPERSEDED else "", signed=None, scan=None,
    )  # fmt: skip


def _others(subject: Subject, rest: Sequence[Holding], facts: Mapping[str, Facts]) -> Iterator[Record]:
    """Yield everything that belongs to no document; attachments get the numbers behind the documents'."""
    numbers = _attachment_numbers(subject, rest)
    for holding in rest:
        keeping = _keeping(subject, holding)
        record = replace(
            _other(subject.campaign, holding, keeping),
            archive_no=numbers.get(_item_of(holding, keeping), ""),
            original_at=_original_at(subject.campaign, holding),
        )
        yield _known(record, holding, facts)


def _original_at(campaign: Campaign, holding: Holding) -> str | None:
    """Return where the paper original is, when the campaign file says one place for all of the folder."""
    places = {
        attachment.location
        for attachment in campaign.archive.external_attachments
        if attachment.path and file_key(holding.path).startswith(file_key(attachment.path.strip("/")) + "/")
    }
    return places.pop() if len(places) == 1 else None


def _attachment_numbers(subject: Subject, rest: Sequence[Holding]) -> dict[str, str]:
    """Return the 档号 of every item that is no document; personal data gets none, since it does not stay."""
    used = Counter(retention_of(d, subject.campaign) for d in subject.process.deliverables)
    numbers: dict[str, str] = {}
    for holding in rest:
        keeping = _keeping(subject, holding)
        item = _item_of(holding, keeping)
        if holding.role is Role.ATTACHMENT and keeping.retention != _DESTROYED and item not in numbers:
            numbers[item] = archive_number(subject.campaign, keeping.retention, used[keeping.retention])
            used[keeping.retention] += 1
    return numbers


def _keeping(subject: Subject, holding: Holding) -> Keeping:
    return next((k for k in subject.process.keeping if k.holds(holding.path)), _DEFAULT)


def _item_of(holding: Holding, keeping: Keeping) -> str:
    """Return what tells one item from another: the folder of a set, else the file."""
    return holding.path.rpartition("/")[0] if keeping.as_one else holding.path


def _other(campaign: Campaign, holding: Holding, keeping: Keeping) -> Record:
    personal, record = keeping.retention == _DESTROYED, holding.role is Role.RECORD
    notes = {Role.RECORD: "归档记录", Role.DATA: "原始数据"}
    return Record(
        code="",
        archive_no="",
        number="",
        responsible=responsible_for(campaign, ""),
        title=_title(campaign, holding, keeping),
        date=digits(campaign.doc.date) if record else "",
        classification=str(campaign.campaign.classification),
        note=TO_BE_DESTROYED if personal else notes.get(holding.role, ""),
        version="",
        kind=DATA if holding.role is Role.DATA else _ANNEX,
        carrier=ELECTRONIC,
        format=_format(holding),
        retention=TO_BE_DESTROYED if personal else keeping.retention,
        file_name=holding.name,
        path=holding.path,
        required="是" if record else "否",
        copies=1,
        state=ARCHIVED,
    )


def _title(campaign: Campaign, holding: Holding, keeping: Keeping) -> str:
    """Return a title; one that nobody gave stands in brackets (DA/T 22-2015, for sets of photos)."""
    stem = holding.name.rpartition(".")[0] or holding.name
    head = f"{campaign.campaign.id} {campaign.campaign.name}"
    if keeping.as_one:
        folder = holding.path.split("/")[-2].lstrip("0123456789_")
        return f"[{head}{folder}] {stem}"
    return f"{head} {stem}"


def _format(holding: Holding) -> str:
    return holding.name.rpartition(".")[2].upper() if "." in holding.name else ""


def _known(record: Record, holding: Holding, facts: Mapping[str, Facts]) -> Record:
    fact = facts.get(holding.path)
    if fact is None or fact.sha256 is None:
        return replace(record, size=IN_MANIFEST, sha256=IN_MANIFEST)
    note = "；".join(part for part in (record.note, _FROZEN if fact.frozen else "") if part)
    return replace(record, size=fact.size, sha256=fact.sha256, pages=fact.pages, note=note)


def sum_up(
    subject: Subject, holdings: Iterable[Holding], records: Sequence[Record], facts: Mapping[str, Facts]
) -> Handover:
    """Return what is handed over: items (件), files, and data in GB (10⁹ bytes)."""
    kept = tuple(holdings)
    documents = {holding.code for holding in kept if holding.role is Role.DOCUMENT}
    others = _attachment_numbers(subject, [holding for holding in kept if not holding.code])
    there = [record for record in records if record.state == ARCHIVED]
    numbers = [record.archive_no for record in there if record.archive_no not in ("", PENDING)]
    size = Decimal(sum(fact.size for fact in facts.values())) / 10**9
    register = next((f.sha256 for r in there if r.code == REGISTER and (f := facts.get(r.path))), None)
    return Handover(
        count=len(documents) + len(others),
        file_count=len(there),
        first_item=numbers[0] if numbers else PENDING,
        last_item=numbers[-1] if numbers else PENDING,
        gigabytes=size.quantize(Decimal("0.001")),
        register_sha256=register,
    )
