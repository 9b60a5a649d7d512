"""What a build says it did: one row a document, and what became of people's files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.app.companions import is_companion
from generator.app.outcome import BuildResult, Carried, DocumentRow, Fate
from generator.app.path_budget import warn_of_long_paths
from generator.app.rendering import Made
from generator.app.situation import Decision, Situation
from generator.plan.manifest import DocumentRecord
from generator.plan.pack import PlannedFile
from generator.store.packs import changed_behind


def summarise(situation: Situation, decision: Decision, notes: Sequence[str] = ()) -> BuildResult:
    """Return what the command line says of a build; `notes` come from publishing."""
    latest = situation.latest
    version = decision.target.version if decision.changed or latest is None else latest.version
    contents = decision.contents
    head = situation.loaded.campaign.campaign
    return BuildResult(
        campaign_id=head.id,
        name=head.name,
        changed=decision.changed,
        written=decision.changed and not situation.request.dry_run,
        version=version,
        folder=situation.root / str(version),
        stage=situation.loaded.stage,
        rows=tuple(_row(situation, decision, planned) for planned in situation.plan.files),
        untemplated=situation.plan.missing,
        kept=tuple(d.path for d in contents.documents if d.edited_from and not is_companion(d.code)),
        conflicts=tuple(_conflicts(situation, decision)),
        deleted=tuple((d.code, _title(situation, d.code)) for d in situation.deleted),
        carried=tuple(_carried(situation, decision)),
        behind=tuple(changed_behind(situation.pack)) if situation.pack else (),
        diagnostics=(
            *warn_of_long_paths(situation, decision),
            *situation.templates.diagnostics,
            *situation.loaded.diagnostics,
            *(finding for made in decision.made if made.changed for finding in made.findings),
        ),
        notes=tuple(notes),
    )


def _conflicts(situation: Situation, decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield a person's file with the one beside it; where nothing is written, only those that lie there."""
    for document in decision.contents.conflicts:
        if document.beside and (decision.changed or document.beside in situation.present.files):
            yield document.path, document.beside


def _title(situation: Situation, code: str) -> str:
    return next((d.name for d in situation.process.deliverables if d.code == code), code)


def _carried(situation: Situation, decision: Decision) -> Iterator[tuple[str, Carried]]:
    """Yield the files of people that go into the new version, with what they are; renamed documents with them."""
    documents = {d.path: d for d in decision.contents.documents if not is_companion(d.code)}
    companions = {d.path for d in decision.contents.documents if is_companion(d.code)}
    for entry in decision.contents.entries:
        record = documents.get(entry.path)
        if record is not None and record.given:
            yield entry.path, Carried.RENAMED
        elif record is not None and record.beside and record.signed:
            yield entry.path, Carried.SIGNED
        elif record is not None and record.edited_from:
            yield entry.path, Carried.EDITED
        elif record is None and entry.code is None and entry.path not in companions:
            beside = any(d.beside == entry.path for d in documents.values())
            yield entry.path, Carried.WAITING if beside else Carried.ADDED


def _fate(record: DocumentRecord, made: Made) -> Fate:
    if record.beside:
        return Fate.SIGNED if record.signed else Fate.CONFLICT
    if record.edited_from:
        return Fate.KEPT
    return Fate.NEW if made.changed else Fate.SAME


def _row(situation: Situation, decision: Decision, planned: PlannedFile) -> DocumentRow:
    record = next(d for d in decision.contents.documents if d.code == planned.code)
    made = next(m for m in decision.made if m.generated.code == planned.code)
    figures = situation.renderer.figures(situation.request.as_of)
    return DocumentRow(
        code=planned.code,
        title=planned.deliverable.name,
        path=record.path,
        fate=_fate(record, made),
        missing=made.open_fields,
        due=figures.documents[planned.code].deadline.due,
        owner=planned.deliverable.owner,
    )
