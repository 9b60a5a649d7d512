"""The records of an archive, each made of what is known when its turn comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct, field

from generator.app.archive_files import NOTICE, REPORT, Prepared
from generator.app.filed import Filed, Look
from generator.archive.checks import Item, Result
from generator.archive.fixity import MANIFEST, Fixity, write_manifest
from generator.archive.holdings import HANDOVER, REGISTER, Holding, Layout, Role, renamed
from generator.archive.metadata import METADATA, Origins, write_metadata
from generator.archive.notice import Notice, write_notice
from generator.archive.register import Facts, Subject, list_archive, sum_up
from generator.derive.numbers import archive_span
from generator.office.tables import Column, Sheet, write_tables
from generator.plan.pack import PlannedFile
from generator.plan.register import Archived, Record
from generator.plan.version import Version

_LOOKS = {"通过": "good", "不通过": "bad", "人工": "look"}
_COLUMNS = (
    Column("性质", 10, "middle"),
    Column("检测项", 24),
    Column("结果", 10, "middle"),
    Column("必须", 8, "middle"),
    Column("说明", 62),
    Column("改法", 46),
)


class Records(Struct):
    """Makes the records of one archive; `facts` grow with every file that lies there."""

    filed: Filed
    seen: Look
    prepared: Prepared
    items: Sequence[Item]
    as_of: dt.date
    tool: str
    facts: dict[str, Facts] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        """Return the archive's folders."""
        return Layout(self.filed.process)

    def add(self, path: str, size: int, sha256: str) -> None:
        """Take note of a file that lies in the archive."""
        self.facts[path] = Facts(size, sha256, self.prepared.pages.get(path), path in self.prepared.frozen)

    def in_order(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield path and maker of each record, in the order of making: a maker sees all that came before it."""
        yield self._at(REPORT), self._report
        yield self._at(NOTICE), self._notice
        yield self._at(METADATA), self._metadata
        for code in (REGISTER, HANDOVER):
            planned = self._planned(code)
            if planned is not None:
                yield self._path(planned), partial(self._document, planned)
        yield self._at(MANIFEST), self._manifest

    @property
    def paths(self) -> tuple[str, ...]:
        """Return where the records will lie."""
        return tuple(path for path, _ in self.in_order())

    def _at(self, name: str) -> str:
        return f"{self.layout.catalogue}/{name}"

    def _planned(self, code: str) -> PlannedFile | None:
        return next((each for each in self.seen.plan.catalogue if each.code == code), None)

    def _version(self, code: str) -> Version:
        latest = self.filed.latest.manifest
        document = latest.document(code)
        return document.version if document else latest.version

    def _path(self, planned: PlannedFile) -> str:
        return planned.path(self._version(planned.code))

    # --- what they say ---------------------------------------------------------------------------------------------

    def _report(self) -> bytes:
        campaign = self.filed.campaign
        head = campaign.campaign
        counts = [f"{result} {sum(item.result is result for item in self.items)} 项" for result in Result]
        sheet = Sheet(
            name="检测报告",
            title=f"{head.name} · 归档检测报告",
            columns=_COLUMNS,
            rows=[_line(item) for item in self.items],
            lines=[
                f"活动编号 {head.id}    单位 {campaign.company.name}    检测日期 {self.as_of}    程序 {self.tool}",
                f"结果：{'、'.join(counts)}",
            ],
            notes=[
                "按 DA/T 70 的思路自检，不代表任何认证。「人工」各项请档案员核对后填写结论。",
                "核对人：____________    日期：____年__月__日",
            ],
            looks=_LOOKS,
        )
        created = dt.datetime.combine(self.as_of, dt.time())
        return write_tables([sheet], title="归档检测报告", author=campaign.company.name, created=created)

    def _notice(self) -> bytes:
        notice = Notice(
            versions=[each.manifest for each in self.filed.pack.versions],
            day=self.as_of,
            tool=self.tool,
            renamed=tuple(renamed(self.prepared.holdings)),
            frozen=tuple(self.prepared.frozen.items()),
            left_out=self.filed.survey.litter,
        )
        text = write_notice(self.filed.campaign, self.seen.figures, self.layout, notice)
        return b"\xef\xbb\xbf" + text.encode()

    def _metadata(self) -> bytes:
        given = {new: old for old, new in renamed(self.prepared.holdings)}
        origins = Origins(given, self.prepared.programs, self.prepared.frozen)
        latest = self.filed.latest.manifest
        return write_metadata(
            self.filed.campaign, latest, self._records(), origins, self.layout, self.as_of
        ).encode()

    def _document(self, planned: PlannedFile) -> bytes:
        latest = self.filed.latest.manifest
        versions = {document.code: document.signed or document.version for document in latest.documents}
        versions[planned.code] = self._version(planned.code)
        records = self._records()
        attachments = tuple((each.count, each.state) for each in self.seen.expected)
        handover = sum_up(self._subject, self._holdings, records, self.facts)
        spans = archive_span(sorted(dict.fromkeys(r.archive_no for r in records if r.archive_no)))
        archived = Archived(records, handover, attachments, spans)
        return self.seen.renderer.render_archived(self.seen.plan, planned, self.as_of, versions, archived)

    def _manifest(self) -> bytes:
        return write_manifest(
            Fixity(digests_of(self.facts), self.layout.personal), self._at(MANIFEST)
        ).encode()

    def _records(self) -> tuple[Record, ...]:
        return list_archive(self._subject, self._holdings, self.facts)

    @property
    def _subject(self) -> Subject:
        standings = {each.code: each for each in self.seen.standings}
        return Subject(
            self.filed.campaign, self.filed.process, self.seen.plan.catalogue, self.seen.figures, standings
        )

    @property
    def _holdings(self) -> tuple[Holding, ...]:
        return (*self.prepared.holdings, *self._own())

    def _own(self) -> Iterator[Holding]:
        """Yield the records themselves: they stand in the register like everything else."""
        codes = {
            self._path(p): p.code for code in (REGISTER, HANDOVER) if (p := self._planned(code)) is not None
        }
        for path in self.paths:
            code = codes.get(path, "")
            role = Role.DOCUMENT if code else Role.RECORD
            yield Holding(path, "", role, 0, code, str(self._version(code)) if code else "")


def _line(item: Item) -> tuple[str, ...]:
    return item.nature, item.name, item.result, "是" if item.required else "—", item.text, item.remedy


def digests_of(facts: Mapping[str, Facts]) -> dict[str, str]:
    """Return path → SHA-256 of the files that are known."""
    return {path: fact.sha256 for path, fact in facts.items() if fact.sha256}
