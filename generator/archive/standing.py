"""How far each document has come, by the files as they lie: behind `status` and the completeness check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from generator.campaign import Campaign
from generator.derive.figures import Figures
from generator.plan.names import file_key
from generator.plan.pack import FINAL, PlannedFile
from generator.rules.required import anything_known
from generator.standard.process import Process


class State(StrEnum):
    """How far a document is; the value is the word the user reads."""

    MISSING = "缺失"
    NOT_BEGUN = "未开始"
    DRAFT = "草稿"
    EDITED = "已编辑"
    FINAL = "定稿"
    SIGNED = "已签字扫描"


DONE = frozenset({State.FINAL, State.SIGNED})
SCANS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})
_CLOSING = "(三)"
_SIGNED_WORDS = ("签字", "签署", "盖章", "扫描")


class Standing(Struct, frozen=True):
    """One document: where it lies (below the version's folder), how far it is, what is still blank in the file.

    `scans` are the signed copies that lie in the folder, `waiting` what was newly generated beside a person's file.
    """

    code: str
    title: str
    number: str
    state: State
    path: str | None
    due: dt.date | None
    owner: str
    overdue: bool
    blanks: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()
    waiting: str | None = None


class Lying(Struct, frozen=True):
    """A document as it lies in the folder: `begun` when anything of its own is known."""

    path: str
    edited: bool
    begun: bool
    blanks: tuple[str, ...]
    waiting: str | None = None


def stand(
    documents: Iterable[PlannedFile],
    lying: Mapping[str, Lying],
    files: Iterable[str],
    figures: Figures,
) -> tuple[Standing, ...]:
    """Return where every document stands on the day of the figures.

    `lying` are those that lie in the folder, by code; `files` all paths in it, among which signed copies are found.
    """
    paths = tuple(files)
    return tuple(_standing(each, lying.get(each.code), paths, figures) for each in documents)


def _standing(
    planned: PlannedFile, lying: Lying | None, files: tuple[str, ...], figures: Figures
) -> Standing:
    scans = tuple(path for path in files if is_scan_of(path, planned.number, planned.deliverable.name))
    state = _state(planned, lying, signed=bool(scans))
    due = figures.documents[planned.code].deadline.due
    return Standing(
        code=planned.code,
        title=planned.deliverable.name,
        number=planned.number,
        state=state,
        path=lying.path if lying else None,
        due=due,
        owner=planned.deliverable.owner,
        overdue=due is not None and due < figures.as_of and state not in DONE,
        blanks=lying.blanks if lying else (),
        scans=scans,
        waiting=lying.waiting if lying else None,
    )


def _state(planned: PlannedFile, lying: Lying | None, *, signed: bool) -> State:
    if lying is None:
        return State.MISSING
    if signed:
        return State.SIGNED
    if planned.status in FINAL:
        return State.FINAL
    if lying.edited:
        return State.EDITED
    return State.DRAFT if lying.begun else State.NOT_BEGUN


def is_scan_of(path: str, number: str, title: str) -> bool:
    """Tell whether a file is the signed copy of a document: its name bears the number or the title, and says signed.

    A file in a folder 签字扫描件 says so by its place.
    """
    key = file_key(path)
    name = key.rpartition("/")[2]
    if not any(name.endswith(ending) for ending in SCANS):
        return False
    named = file_key(number) in name or file_key(title) in name
    return named and any(word in key for word in _SIGNED_WORDS)


def has_begun(campaign: Campaign, process: Process, code: str, figures: Figures) -> bool:
    """Tell whether a document that nobody has edited holds anything of its own yet.

    One that requires nothing of its own begins with its span of time; in the last phase, when the campaign is over.
    """
    known = anything_known(campaign, process, code)
    if known is not None:
        return known
    since = figures.documents[code].deadline.since
    if since is None and process.deliverable(code).step.startswith(_CLOSING):
        since = campaign.campaign.end.date() + dt.timedelta(days=1)
    return since is None or since <= figures.as_of
