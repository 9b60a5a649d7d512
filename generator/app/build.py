"""Build a pack: look, decide, publish. All rendering happens before the first byte is written.

A template that fails leaves no trace; a build that finds nothing changed writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from generator import __version__
from generator.app.check import default_output
from generator.app.companions import is_companion, render_companions
from generator.app.delivery import Delivery
from generator.app.libreoffice import find_office
from generator.app.loading import Loaded, load
from generator.app.outcome import BuildRequest, BuildResult
from generator.app.page_numbers import OPTION, with_pages
from generator.app.path_budget import refuse_long_paths
from generator.app.rendering import OnEvent, Renderer, Target
from generator.app.situation import Decision, Situation
from generator.app.summary import summarise
from generator.app.template_set import read_templates
from generator.app.turn import wait_for_turn
from generator.campaign.codes import FORCIBLE
from generator.diagnostics import Diagnostic, Place, Severity, has_errors
from generator.errors import InvalidCampaign, InvalidInput, SurroundingsFailed, WrongUsage
from generator.intake.resources import read_process
from generator.plan.carry import plan_contents, untouched
from generator.plan.manifest import FileRecord, Manifest
from generator.plan.pack import PackPlan, plan_pack
from generator.plan.present import Present, deleted
from generator.plan.version import FIRST
from generator.standard.process import Process
from generator.store.packs import Pack, find_pack, open_files, strays
from generator.store.present import look_at
from generator.store.publish import finish_interrupted, is_untidy, sweep


def build_pack(request: BuildRequest, on_event: OnEvent) -> BuildResult:
    """Render every planned document, then publish a version folder if any of them changed.

    Raises InvalidInput or SurroundingsFailed; nothing is then written.
    """
    return build_looked_at(look(request), on_event)


def build_looked_at(situation: Situation, on_event: OnEvent) -> BuildResult:
    """Do what `build_pack` does, from what has been looked at."""
    request = situation.request
    decision = _decide(situation, on_event)
    if not decision.changed or request.dry_run:
        return summarise(situation, decision)
    refuse_long_paths(situation, decision)
    with wait_for_turn(situation.root) as turn:
        if _has_moved_on(situation):  # somebody else has published meanwhile: look again
            situation = look(request, has_turn=True)
            decision = _decide(situation, on_event)
        if decision.changed:
            _delivery(situation, decision).publish(situation.root, situation.pack, turn.renew)
    return summarise(situation, decision, turn.notes)


def work_out(request: BuildRequest) -> tuple[BuildResult, Delivery | None]:
    """Return what a build would come to, and the version to be published, None where nothing has changed.

    Nothing is written. Raises InvalidInput or SurroundingsFailed.
    """
    situation = look(replace(request, dry_run=True))
    decision = _decide(situation, lambda *_: None)
    if not decision.changed:
        return summarise(situation, decision), None
    return summarise(situation, decision), _delivery(situation, decision)


def _has_moved_on(situation: Situation) -> bool:
    """Tell whether the pack is not as it was looked at: another version has come."""
    among = situation.among
    pack = find_pack(situation.output, situation.loaded.campaign.campaign.id, among)
    seen = situation.latest.version if situation.latest else None
    return (pack.latest.manifest.version if pack else None) != seen


def look(request: BuildRequest, *, has_turn: bool = False) -> Situation:
    """Return all that a build decides by. Raises InvalidInput or SurroundingsFailed."""
    process = read_process()
    _check_codes(request.only, process)
    loaded = _overruled(request, load(request.source, process, request.as_of, request.stage, request.row))
    templates = request.given or read_templates(request.templates, process)
    if has_errors((*templates.diagnostics, *loaded.diagnostics)):
        raise InvalidCampaign((*templates.diagnostics, *loaded.diagnostics))
    output = request.output or default_output(request.source)
    renderer = Renderer(loaded.campaign, process, templates, loaded.picture)
    plan = plan_pack(loaded.campaign, process, renderer.numbers, renderer.template_names, request.only)
    _refuse_nothing(plan)
    among = _among(request, loaded, output / plan.folder_name)
    tidy = not request.dry_run and not has_turn
    pack = find_whole_pack(output, loaded.campaign.campaign.id, among, tidy=tidy)
    if pack and not request.force and not request.dry_run:
        refuse_open_files(pack)
    root = pack.root if pack else output / plan.folder_name
    present = look_at(pack.latest) if pack else Present()
    gone = [d for d in deleted(pack.latest.manifest, present) if not is_companion(d.code)] if pack else []
    away = tuple(d for d in gone if d.code not in request.only)
    plan = plan.without({d.code for d in away})
    return Situation(
        request, process, loaded, templates, renderer, plan, output, among, root, pack, present, away,
        restores=len(away) < len(gone),
    )  # fmt: skip


def _among(request: BuildRequest, loaded: Loaded, usual: Path) -> tuple[Path, ...] | None:
    """Return the folders that may hold the pack; None where all have to be looked through."""
    campaign_id, folders = request.known or ("", ())
    return tuple(dict.fromkeys((*folders, usual))) if campaign_id == loaded.campaign.campaign.id else None


def _overruled(request: BuildRequest, loaded: Loaded) -> Loaded:
    """Return the campaign with those of its errors that `--force` overrules as warnings."""
    if not request.force:
        return loaded
    told = (
        replace(each, severity=Severity.WARNING) if each.code in FORCIBLE else each
        for each in loaded.diagnostics
    )
    return replace(loaded, diagnostics=tuple(told))


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


def find_whole_pack(
    output: Path, campaign_id: str, among: Sequence[Path] | None, *, tidy: bool
) -> Pack | None:
    """Return the pack of a campaign; with `tidy` a version whose build died when all of it was there is finished first.

    Whoever has the turn already must not ask for it again.
    """
    pack = find_pack(output, campaign_id, among)
    if pack is not None and tidy and is_untidy(pack.root):
        with wait_for_turn(pack.root):
            for version in strays(pack):
                finish_interrupted(pack.root, version)
            sweep(pack.root)
        pack = find_pack(output, campaign_id, among)
    if pack is not None:
        _refuse_strays(pack)
    return pack


def refuse_open_files(pack: Pack) -> None:
    """Stop while somebody is still writing: what is not saved yet would not be in the next version."""
    if names := open_files(pack.latest):
        raise SurroundingsFailed(
            f"{pack.latest.folder} 里有文件正在打开:{'、'.join(names)};"
            "请保存并关闭后重试;确实没有打开(程序异常退出留下的锁文件)请加 --force"
        )


def _refuse_strays(pack: Pack) -> None:
    """Stop before a newer version that cannot be read is passed over: people's work may be in it."""
    for name in strays(pack):
        remedy = f"恢复 {name} 的文件夹名称和 .pack/{name};确实不要它,就把两者都移走"
        raise InvalidInput(
            (Diagnostic("P-005", f"{name} 的文件夹或版本记录不见了", remedy, Place(str(pack.root))),)
        )


def _decide(situation: Situation, on_event: OnEvent) -> Decision:
    request, latest = situation.request, situation.latest
    version = latest.version.next(major=request.major) if latest else FIRST
    present = situation.present
    office = find_office(OPTION) if request.page_numbers else None
    target = Target(latest, version, request.as_of, _unnumbered(request, latest, present))
    documents = situation.renderer.make(situation.plan, target, on_event)
    if office and not request.dry_run:
        documents = with_pages(documents, office)
    made = (*documents, *render_companions(situation.loaded.text, situation.plan.companions, target))
    contents = plan_contents([m.generated for m in made], latest, present)
    changed = latest is None or situation.restores or any(m.changed for m in documents)
    return Decision(target, made, contents, changed)


def _unnumbered(request: BuildRequest, latest: Manifest | None, present: Present) -> frozenset[str]:
    """Return the documents that are to get page numbers even if nothing else changed; a person's are left alone."""
    if latest is None or not request.page_numbers:
        return frozenset()
    ours = untouched(latest, present)
    return frozenset(d.code for d in latest.documents if d.code in ours and not d.pages)


def _delivery(situation: Situation, decision: Decision) -> Delivery:
    """Return the version as it is to be published."""
    written = {e.code for e in decision.contents.entries if e.code}
    blobs = {m.generated.code: m.content for m in decision.made if m.generated.code in written}
    return Delivery(
        _manifest(situation, decision),
        tuple(decision.contents.entries),
        blobs,
        tuple(situation.plan.folders),
        situation.plan.folder_name,
    )


def _manifest(situation: Situation, decision: Decision) -> Manifest:
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
