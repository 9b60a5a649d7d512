"""Build a pack: look, decide, publish. All rendering happens before the first byte is written.

A template that fails leaves no trace; a build that finds nothing changed writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import __version__
from generator.app.companions import is_companion, render_companions
from generator.app.loading import Loaded, load
from generator.app.outcome import BuildRequest, BuildResult, DocumentRow, Fate
from generator.app.page_numbers import find_office, with_pages
from generator.app.rendering import Made, OnEvent, Renderer, Target
from generator.diagnostics import Diagnostic, Place, has_errors
from generator.errors import InvalidCampaign, InvalidInput, WrongUsage
from generator.intake.own_templates import NO_OWN_TEMPLATES, OwnTemplates, read_own_templates
from generator.intake.resources import read_process
from generator.plan.carry import Contents, plan_contents, untouched
from generator.plan.manifest import DocumentRecord, FileRecord, Manifest
from generator.plan.pack import PackPlan, PlannedFile, plan_pack
from generator.plan.version import FIRST
from generator.standard.process import Process
from generator.store.packs import Pack, find_pack, read_present, strays
from generator.store.publish import write_version


@dataclass(frozen=True, slots=True)
class _Situation:
    """All that is read before anything is decided."""

    request: BuildRequest
    process: Process
    loaded: Loaded
    own: OwnTemplates
    renderer: Renderer
    plan: PackPlan
    root: Path
    pack: Pack | None

    @property
    def latest(self) -> Manifest | None:
        return self.pack.latest.manifest if self.pack else None


@dataclass(frozen=True, slots=True)
class _Decision:
    """What the build comes to."""

    target: Target
    made: tuple[Made, ...]
    contents: Contents
    changed: bool
    present: frozenset[str]


def build_pack(request: BuildRequest, on_event: OnEvent) -> BuildResult:
    """Render every planned document, then publish a version folder if any of them changed.

    Raises InvalidInput or SurroundingsFailed; nothing is then written.
    """
    situation = _look(request)
    decision = _decide(situation, on_event)
    if decision.changed and not request.dry_run:
        _publish(situation, decision)
    return _result(situation, decision)


def default_output(source: Path) -> Path:
    """Return `output/` beside the folder of the campaign file."""
    return source.resolve().parent.parent / "output"


def _look(request: BuildRequest) -> _Situation:
    process = read_process()
    _check_codes(request.only, process)
    loaded = load(request.source, process, request.as_of, request.stage)
    own = read_own_templates(request.templates, process) if request.templates else NO_OWN_TEMPLATES
    if has_errors((*own.diagnostics, *loaded.diagnostics)):
        raise InvalidCampaign((*own.diagnostics, *loaded.diagnostics))
    output = request.output or default_output(request.source)
    pack = find_pack(output, loaded.campaign.campaign.id)
    _refuse_strays(pack)
    renderer = Renderer(loaded.campaign, process, own.paths, loaded.picture)
    plan = plan_pack(loaded.campaign, process, renderer.numbers, renderer.template_names, request.only)
    _refuse_nothing(plan)
    root = pack.root if pack else output / plan.folder_name
    return _Situation(request, process, loaded, own, renderer, plan, root, pack)


def _check_codes(only: Sequence[str], process: Process) -> None:
    known = [d.code for d in process.deliverables]
    remedy = f"可用的代码:{'、'.join(f'{d.code} {d.name}' for d in process.deliverables)}"
    wrong = [Diagnostic("P-003", f"--only 没有代码为「{c}」的文件", remedy) for c in only if c not in known]
    if wrong:
        raise WrongUsage(tuple(wrong))


def _refuse_nothing(plan: PackPlan) -> None:
    if not plan.files:
        codes = "、".join(d.code for d in plan.missing)
        raise WrongUsage((Diagnostic("P-004", f"{codes} 还没有模板", "换成有模板的代码,或不写 --only"),))


def _refuse_strays(pack: Pack | None) -> None:
    """Stop before a newer version that cannot be read is passed over: people's work may be in it."""
    if pack is None:
        return
    for name in strays(pack):
        remedy = f"恢复 {name} 的文件夹名称和 .pack/{name};确实不要它,就把两者都移走"
        raise InvalidInput(
            (Diagnostic("P-005", f"{name} 的文件夹或版本记录不见了", remedy, Place(str(pack.root))),)
        )


def _decide(situation: _Situation, on_event: OnEvent) -> _Decision:
    request, latest = situation.request, situation.latest
    version = latest.version.next(major=request.major) if latest else FIRST
    present = read_present(situation.pack.latest) if situation.pack else {}
    office = find_office() if request.page_numbers else None
    target = Target(latest, version, request.as_of, _unnumbered(request, latest, present))
    documents = situation.renderer.make(situation.plan, target, on_event)
    if office and not request.dry_run:
        documents = with_pages(documents, office)
    made = (*documents, *render_companions(situation.loaded.text, situation.plan.companions, target))
    contents = plan_contents([m.generated for m in made], latest, present)
    changed = latest is None or any(m.changed for m in documents)
    return _Decision(target, made, contents, changed, frozenset(present))


def _unnumbered(
    request: BuildRequest, latest: Manifest | None, present: Mapping[str, FileRecord]
) -> frozenset[str]:
    """Return the documents that are to get page numbers even if nothing else changed; a person's are left alone."""
    if latest is None or not request.page_numbers:
        return frozenset()
    ours = untouched(latest, present)
    return frozenset(d.code for d in latest.documents if d.code in ours and not d.pages)


def _publish(situation: _Situation, decision: _Decision) -> None:
    written = {e.code for e in decision.contents.entries if e.code}
    blobs = {m.generated.code: m.content for m in decision.made if m.generated.code in written}
    write_version(
        situation.root,
        _manifest(situation, decision),
        decision.contents.entries,
        blobs,
        situation.plan.folders,
        situation.pack.latest.folder if situation.pack else None,
    )


def _manifest(situation: _Situation, decision: _Decision) -> Manifest:
    loaded, contents = situation.loaded, decision.contents
    return Manifest(
        campaign_id=loaded.campaign.campaign.id,
        version=decision.target.version,
        as_of=situation.request.as_of,
        stage=str(loaded.stage),
        tool=f"campaign-pack {__version__}",
        source_sha256=loaded.sha256,
        documents=contents.documents,
        files=tuple(FileRecord(e.path, e.sha256, e.size) for e in contents.entries),
    )


def _result(situation: _Situation, decision: _Decision) -> BuildResult:
    latest = situation.latest
    version = decision.target.version if decision.changed or latest is None else latest.version
    contents = decision.contents
    return BuildResult(
        changed=decision.changed,
        written=decision.changed and not situation.request.dry_run,
        version=version,
        folder=situation.root / str(version),
        stage=situation.loaded.stage,
        rows=tuple(_row(situation, decision, planned) for planned in situation.plan.files),
        untemplated=situation.plan.missing,
        kept=tuple(d.path for d in contents.documents if d.edited_from and not is_companion(d.code)),
        conflicts=tuple(_conflicts(decision)),
        diagnostics=(
            *situation.own.diagnostics,
            *situation.loaded.diagnostics,
            *(finding for made in decision.made if made.changed for finding in made.findings),
        ),
        notes=situation.renderer.figures(situation.request.as_of).notes,
    )


def _conflicts(decision: _Decision) -> Iterator[tuple[str, str]]:
    """Yield a person's file with the one beside it; where nothing is written, only those that lie there."""
    for document in decision.contents.conflicts:
        if document.beside and (decision.changed or document.beside in decision.present):
            yield document.path, document.beside


def _fate(decision: _Decision, record: DocumentRecord, made: Made) -> Fate:
    if record.beside:
        return Fate.CONFLICT
    if record.edited_from:
        return Fate.KEPT
    if made.changed:
        return Fate.NEW
    gone = record.path not in decision.present
    return (Fate.RESTORED if decision.changed else Fate.GONE) if gone else Fate.SAME


def _row(situation: _Situation, decision: _Decision, planned: PlannedFile) -> DocumentRow:
    record = next(d for d in decision.contents.documents if d.code == planned.code)
    made = next(m for m in decision.made if m.generated.code == planned.code)
    figures = situation.renderer.figures(situation.request.as_of)
    return DocumentRow(
        code=planned.code,
        title=planned.deliverable.name,
        path=record.path,
        fate=_fate(decision, record, made),
        missing=made.open_fields,
        due=figures.documents[planned.code].deadline.due,
        owner=planned.deliverable.owner,
    )
