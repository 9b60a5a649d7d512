"""A pack as people have left it, and the campaign it was made from: what `status` and `archive` look at."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from generator.app.check import default_output
from generator.app.rendering import Renderer
from generator.archive.attachments import Expected, compare_attachments
from generator.archive.holdings import Older
from generator.archive.standing import Lying, Standing, has_begun, stand
from generator.archive.survey import Survey, survey
from generator.campaign import Campaign
from generator.derive.figures import Figures
from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput, WrongUsage
from generator.intake.campaign import LoadedCampaign, read_campaign
from generator.intake.files import read_file
from generator.intake.pictures import read_pictures
from generator.intake.resources import read_process
from generator.office.blanks import find_blanks
from generator.office.pictures import Picture
from generator.plan.manifest import DocumentRecord, Manifest
from generator.plan.pack import MASKED, WHOLE, PackPlan, plan_pack
from generator.plan.present import Present, relocated
from generator.plan.version import parse_version
from generator.standard.process import Process
from generator.store.packs import Pack, PackVersion, find_pack, read_pack
from generator.store.present import look_at_documents

_OFFICE = (".docx", ".xlsx")
_LOST = "移交登记表上没有公司标志:资料包里没有标志的图片;写活动文件而不是资料包的文件夹,就会印上"
_STALE = "活动文件在最近一次生成以后改过,资料包还是改动以前的;需要时先运行 campaign-pack build"
_LIKE = "output/HD-2026-001_星澜X3新品发布会_20261016"


class Filed(Struct, frozen=True):
    """A pack with its campaign; `known` is the latest manifest as if the tool had left every document where it lies."""

    pack: Pack
    campaign: Campaign
    process: Process
    pictures: Mapping[str, Picture]
    present: Present
    known: Manifest
    survey: Survey
    notes: tuple[str, ...] = ()

    @property
    def latest(self) -> PackVersion:
        """Return the newest version."""
        return self.pack.latest

    @property
    def lying(self) -> dict[str, DocumentRecord]:
        """Return the documents and copies of the campaign file that lie in the folder, by code."""
        paths = {file.path for file in self.survey.files}
        return {d.code: d for d in self.known.documents if d.path in paths}

    def is_edited(self, document: DocumentRecord) -> bool:
        """Tell whether a person has changed a document; one that was only saved again is not."""
        if document.edited_from:
            return True
        left = self.known.digests().get(document.path)
        file = self.present.files.get(document.path)
        return file is not None and file.sha256 != left and document.path not in self.present.resaved


def open_filed(source: Path) -> Filed:
    """Return the pack in a folder, or that of a campaign file; it is the latest version that counts.

    Raises InvalidInput or SurroundingsFailed.
    """
    process = read_process()
    pack = _pack_of(source)
    present = look_at_documents(pack.latest)
    known = relocated(pack.latest.manifest, present)
    found = survey(pack.latest.folder)
    file = source if source.is_file() else _campaign_file(pack, known)
    loaded = read_campaign(file)
    pictures = read_pictures(loaded.campaign, loaded.sources, file.parent).pictures
    campaign, lost = _without_lost_logo(loaded.campaign, pictures)
    stale = file == source and _moved_on(pack, known, loaded)
    notes = [note for note, true in ((_LOST, lost), (_STALE, stale)) if true]
    return Filed(pack, campaign, process, pictures, present, known, found, tuple(notes))


def _without_lost_logo(campaign: Campaign, pictures: Mapping[str, Picture]) -> tuple[Campaign, bool]:
    """Return the campaign without a logo whose picture is not at hand: a pack holds no pictures of its own."""
    logo = campaign.company.logo
    if logo is None or logo in pictures:
        return campaign, False
    company = campaign.company.model_copy(update={"logo": None})
    return campaign.model_copy(update={"company": company}), True


def _moved_on(pack: Pack, known: Manifest, loaded: LoadedCampaign) -> bool:
    """Tell whether a campaign file says something else than when the pack was made; comments do not count."""
    if hashlib.sha256(loaded.text.encode()).hexdigest() == pack.latest.manifest.source_sha256:
        return False
    whole = known.document(WHOLE)
    copy = pack.latest.folder / whole.path if whole else None
    return copy is None or not copy.is_file() or read_campaign(copy).campaign != loaded.campaign


def _pack_of(source: Path) -> Pack:
    if source.is_file():
        campaign_id = read_campaign(source).campaign.campaign.id
        pack = find_pack(default_output(source), campaign_id)
    else:
        root = source.parent if parse_version(source.name) else source
        pack = read_pack(root) if root.is_dir() else None
    if pack is None:
        remedy = f"写资料包的文件夹,例如 {_LIKE},或活动文件;还没有资料包的先 campaign-pack build"
        raise WrongUsage((Diagnostic("P-013", "这里没有资料包", remedy, Place(str(source))),))
    return pack


def _campaign_file(pack: Pack, known: Manifest) -> Path:
    """Return the copy of the campaign file that lies in the pack, the whole one before the masked one."""
    for code in (WHOLE, MASKED):
        document = known.document(code)
        if document is not None and (pack.latest.folder / document.path).is_file():
            return pack.latest.folder / document.path
    remedy = "从旧版本里找回 00_归档目录/campaign.yaml,或写活动文件而不是文件夹"
    raise InvalidInput(
        (Diagnostic("A-011", "资料包里找不到活动定义文件", remedy, Place(str(pack.latest.folder))),)
    )


class Look(Struct, frozen=True):
    """Where a pack stands on a day."""

    renderer: Renderer
    plan: PackPlan
    figures: Figures
    standings: tuple[Standing, ...]
    expected: tuple[Expected, ...]


def look(filed: Filed, as_of: dt.date) -> Look:
    """Return where every document and expected attachment of a pack stands."""
    renderer = Renderer(filed.campaign, filed.process, pictures=filed.pictures.__getitem__)
    plan = plan_pack(filed.campaign, filed.process, renderer.numbers, renderer.template_names)
    figures = renderer.figures(as_of)
    lying = {code: _lie(filed, document, figures) for code, document in filed.lying.items()}
    theirs = added_files(filed)
    standings = stand(plan.catalogue, lying, theirs, figures)
    return Look(renderer, plan, figures, standings, compare_attachments(filed.campaign, theirs))


def added_files(filed: Filed) -> tuple[str, ...]:
    """Return the files that people have put into the folder, below it."""
    ours = {path for document in filed.known.documents for path in document.paths}
    return tuple(file.path for file in filed.survey.files if file.path not in ours)


def _lie(filed: Filed, document: DocumentRecord, figures: Figures) -> Lying:
    edited = filed.is_edited(document)
    paths = {file.path for file in filed.survey.files}
    waiting = document.beside if document.beside in paths else None
    known = {deliverable.code for deliverable in filed.process.deliverables}
    begun = document.code not in known or has_begun(filed.campaign, filed.process, document.code, figures)
    return Lying(document.path, edited, begun, _blanks(filed, document.path), waiting)


def _blanks(filed: Filed, path: str) -> tuple[str, ...]:
    """Return what is blank in a document; one that cannot be opened is told by the checks of an archive."""
    if not path.lower().endswith(_OFFICE):
        return ()
    try:
        return find_blanks(read_file(filed.latest.folder / path), path)
    except InvalidInput:
        return ()


def superseded(filed: Filed) -> tuple[Older, ...]:
    """Return the documents of older versions that differ from those of all later ones, the newest first."""
    seen = {(d.code, _sha256(filed.present, d.path)) for d in filed.known.documents}
    found = []
    for version in reversed(filed.pack.versions[:-1]):
        present = look_at_documents(version)
        for document in relocated(version.manifest, present).documents:
            file = present.files.get(document.path)
            if file is None or document.code in (MASKED, WHOLE) or (document.code, file.sha256) in seen:
                continue
            seen.add((document.code, file.sha256))
            path = f"{version.folder.name}/{document.path}"
            found.append(Older(document.code, str(version.manifest.version), path, file.size))
    return tuple(found)


def _sha256(present: Present, path: str) -> str:
    file = present.files.get(path)
    return file.sha256 if file else ""
