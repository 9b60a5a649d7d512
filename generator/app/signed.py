"""What has left the signed documents: figures of the campaign that are not those of a document that is 定稿."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.app.loading import Loaded
from generator.app.rendering import Renderer, Target
from generator.diagnostics import Diagnostic, Place, Severity
from generator.errors import InvalidTemplate
from generator.office.comparison import describe, read_content
from generator.plan.manifest import DocumentRecord
from generator.plan.pack import plan_pack
from generator.standard.process import Process
from generator.store.packs import Pack, find_pack
from generator.store.present import read_signed

_SHOWN = 5


def signed_differences(loaded: Loaded, process: Process, output: Path) -> tuple[Diagnostic, ...]:
    """Return for every frozen document of the pack under `output` what the campaign says otherwise by now."""
    pack = find_pack(output, loaded.campaign.campaign.id)
    if pack is None:
        return ()
    signed = {d.code: d for d in pack.latest.manifest.documents if d.signed is not None}
    renderer = Renderer(loaded.campaign, process, pictures=loaded.picture)
    plan = plan_pack(loaded.campaign, process, renderer.numbers, renderer.template_names)
    frozen = [file.code for file in plan.files if file.final and file.code in signed]
    if not frozen:
        return ()
    latest = pack.latest.manifest
    try:
        made = renderer.make(plan, Target(latest, latest.version, latest.as_of), lambda *_: None)
    except InvalidTemplate:
        return ()  # the build tells
    changed = {m.generated.code: m.content for m in made}
    return tuple(
        found for code in frozen for found in _difference(pack, signed[code], changed[code], process)
    )


def _difference(pack: Pack, record: DocumentRecord, content: bytes, process: Process) -> Iterator[Diagnostic]:
    before = read_signed(pack.root, record)
    if before is None:
        return
    changes = describe(read_content(before, record.path), read_content(content, record.path))
    changes = tuple(change for change in changes if not change.startswith(("页眉", "页脚")))
    if changes:
        more = f" 等 {len(changes)} 处" if len(changes) > _SHOWN else ""
        name = process.deliverable(record.code).name
        message = (
            f"《{name}》{record.signed} 已定稿,活动文件里的数据与它不同:{';'.join(changes[:_SHOWN])}{more}"
        )
        remedy = (
            f"数据确实变了,就把 documents.{record.code}.status 改回 草稿、重新生成并重新审批;否则改回活动文件"
        )
        place = Place(str(pack.latest.folder / record.path))
        yield Diagnostic("P-015", message, remedy, place, Severity.WARNING)
