"""Archive a pack: judge the folder as it is, copy it to its shelf, and write the records of what lies there.

Order of making, so that no digest hangs on itself (domain specification 2.20): documents → 检测报告, 归档说明,
metadata → GD → YJ → manifest. The version that is archived is only read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from generator import __version__
from generator.app.archive_files import Prepared, add_prints, prepare
from generator.app.archive_records import Records, digests_of
from generator.app.filed import Filed, Look, look, open_filed
from generator.app.rendering import OnEvent
from generator.app.turn import wait_for_shelf
from generator.archive.bag import PAYLOAD, BagInfo, tag_files
from generator.archive.checks import Dossier, Item, faults, judge
from generator.archive.holdings import Role, renamed
from generator.archive.publish import Progress, Source, Staging, digest_of
from generator.archive.verification import digests_in
from generator.archive.zipping import ZipStaging
from generator.diagnostics import Diagnostic, Place, has_errors
from generator.errors import InvalidInput, SurroundingsFailed
from generator.intake.organization import read_organization
from generator.plan.names import too_long
from generator.store.packs import open_files

TOOL = f"campaign-pack {__version__}"


class ArchiveRequest(Struct, frozen=True):
    """What the user asks for; `to` is the shelf, `share_prefix` what the shelf is called on other people's machines."""

    source: Path
    to: Path
    as_of: dt.date
    bagit: bool = False
    zipped: bool = False
    pdf: bool = False
    force: bool = False
    dry_run: bool = False
    share_prefix: str = ""


class Archived(Struct, frozen=True):
    """What an archive came to.

    `written` is False for a dry run, and where the `same` archive lies there already. `renamed` pairs people's paths
    with those in the archive, `frozen` are the workbooks in which the day stands still, `longest` is the longest whole
    path.
    """

    target: Path
    written: bool
    same: bool
    items: tuple[Item, ...]
    files: int
    octets: int
    renamed: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    frozen: tuple[str, ...]
    longest: str
    notes: tuple[str, ...]


class _Case(Struct, frozen=True):
    """One pack on its way into the archive."""

    request: ArchiveRequest
    filed: Filed
    seen: Look
    prepared: Prepared
    records: Records
    target: Path
    items: tuple[Item, ...]

    @property
    def base(self) -> str:
        """Return the folder of the payload in the archive."""
        return f"{PAYLOAD}/" if self.request.bagit else ""

    def outcome(self, *, written: bool = False, same: bool = False, notes: tuple[str, ...] = ()) -> Archived:
        """Return what is told at the end."""
        facts = self.records.facts.values()
        sizes = [fact.size for fact in facts] or [source.size for source in self.prepared.sources.values()]
        return Archived(
            target=self.target,
            written=written,
            same=same,
            items=self.items,
            files=len(sizes),
            octets=sum(sizes),
            renamed=tuple(renamed(self.prepared.holdings)),
            left_out=self.filed.survey.litter,
            frozen=tuple(self.prepared.frozen),
            longest=max(_wholes(self.request, self.target, self.prepared, self.records), key=len),
            notes=(*self.filed.notes, *notes),
        )


def archive_pack(request: ArchiveRequest, on_event: OnEvent, on_progress: Progress) -> Archived:
    """Judge a pack and publish its archive. Raises InvalidInput with what stops it, or SurroundingsFailed."""
    case = _look(request, on_event)
    found = faults(case.items)
    if has_errors(found) and not request.force:
        raise InvalidInput(found)
    if request.dry_run:
        return case.outcome()
    with wait_for_shelf(case.target) as turn:
        alive = _renewing(on_progress, turn.renew)
        if case.target.exists():
            _refuse_different(case)
            return case.outcome(same=True, notes=turn.notes)
        if request.pdf:
            add_prints(case.prepared)
        _publish(case, alive)
    return case.outcome(written=True, notes=turn.notes)


def _renewing(on_progress: Progress, renew: Callable[[], None]) -> Progress:
    """Return a progress that also shows others that the work goes on."""

    def show(done: int, total: int, what: str) -> None:
        renew()
        on_progress(done, total, what)

    return show


def _look(request: ArchiveRequest, on_event: OnEvent) -> _Case:
    filed = open_filed(request.source)
    if not request.force:
        _refuse_open(filed)
    seen = look(filed, request.as_of)
    prepared = prepare(filed, seen, on_event)
    target = request.to / f"{filed.pack.root.name}{'.zip' if request.zipped else ''}"
    _refuse_inside(filed, target)
    records = Records(filed, seen, prepared, (), request.as_of, TOOL)
    wholes = _wholes(request, target, prepared, records)
    items = judge(_dossier(filed, seen, prepared, records, too_long(wholes)))
    records.items = items
    return _Case(request, filed, seen, prepared, records, target, items)


def _refuse_open(filed: Filed) -> None:
    if names := open_files(filed.latest):
        raise SurroundingsFailed(
            f"{filed.latest.folder} 里有文件正在打开:{'、'.join(names)};请保存并关闭后重试;"
            "确实没有打开(程序异常退出留下的锁文件)请加 --force"
        )


def _refuse_inside(filed: Filed, target: Path) -> None:
    """Refuse a shelf within the pack itself: the archive would lie in what is archived."""
    if target.absolute().is_relative_to(filed.pack.root.absolute()):
        message = "归档目录在资料包里面"
        remedy = "--to 写共享盘上的归档目录,例如 --to 共享盘/市场活动档案"
        raise InvalidInput((Diagnostic("A-002", message, remedy, Place(str(target))),))


def _wholes(request: ArchiveRequest, target: Path, prepared: Prepared, records: Records) -> list[str]:
    """Return the paths by which people will open the files on the share."""
    shared = read_organization(request.source.parent).share_prefix if request.source.is_file() else ""
    prefix = (request.share_prefix or shared).rstrip("\\/")
    root = f"{prefix}\\{target.stem if request.zipped else target.name}" if prefix else str(target.absolute())
    base = f"{PAYLOAD}/" if request.bagit else ""
    return [f"{root}/{base}{path}" for path in (*prepared.sources, *records.paths)]


def _dossier(filed: Filed, seen: Look, prepared: Prepared, records: Records, long: list[str]) -> Dossier:
    return Dossier(
        campaign=filed.campaign,
        figures=seen.figures,
        layout=records.layout,
        survey=filed.survey,
        standings=seen.standings,
        expected=seen.expected,
        holdings=prepared.holdings,
        renamed=tuple(renamed(prepared.holdings)),
        hazards=prepared.hazards,
        numbers=prepared.numbers,
        edited=prepared.edited,
        long=long,
    )


def _refuse_different(case: _Case) -> None:
    """Let an archive of the very same files be; refuse to write over any other. Raises InvalidInput."""
    theirs = digests_in(case.target) or {}
    ours = {path: _digest(source) for path, source in case.prepared.sources.items()}
    documents = [h.path for h in case.prepared.holdings if h.role is Role.DOCUMENT]
    prints = {f"{path.rpartition('.')[0]}.pdf" for path in documents} - ours.keys()  # they bear the hour
    own = {*case.records.paths, *prints}
    if {path: digest for path, digest in theirs.items() if path not in own} == ours:
        return
    message = f"{case.target} 已有内容不同的归档(或别的文件),不会覆盖"
    remedy = "换一个 --to 目录;确实要代替它,请档案员先把原来的移走"
    raise InvalidInput((Diagnostic("A-002", message, remedy, Place(str(case.target))),))


def _digest(source: Source) -> str:
    return digest_of(source.file) if source.file else hashlib.sha256(source.content or b"").hexdigest()


def _publish(case: _Case, on_progress: Progress) -> None:
    """Copy, write the records of what was copied, and give the archive its name."""
    staging = ZipStaging(case.target) if case.request.zipped else Staging(case.target)
    records, base = case.records, case.base
    _put(staging, records, base, case.prepared.sources, on_progress)
    for path, make in records.in_order():
        content = make()
        _put(staging, records, base, {path: Source(len(content), content=content)}, on_progress)
    paths = [f"{base}{path}" for path in records.facts]
    if case.request.bagit:
        tags = {name: text.encode() for name, text in _tags(case).items()}
        staging.put({name: Source(len(data), content=data) for name, data in tags.items()}, on_progress)
        paths += tags
    staging.publish(paths)


def _put(
    staging: Staging | ZipStaging,
    records: Records,
    base: str,
    sources: Mapping[str, Source],
    on_progress: Progress,
) -> None:
    digests = staging.put({f"{base}{path}": source for path, source in sources.items()}, on_progress)
    for path, source in sources.items():
        records.add(path, source.size, digests[f"{base}{path}"])


def _tags(case: _Case) -> dict[str, str]:
    campaign = case.filed.campaign
    info = BagInfo(
        organization=campaign.company.name,
        contact=next((p.name for p in campaign.team if p.id == campaign.archive.archivist), ""),
        day=case.request.as_of,
        identifier=campaign.campaign.id,
        description=campaign.campaign.name,
        tool=TOOL,
    )
    octets = sum(fact.size for fact in case.records.facts.values())
    return tag_files(digests_of(case.records.facts), octets, info)
