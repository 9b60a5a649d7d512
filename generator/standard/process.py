"""The standard process: its phases, steps, 22 deliverables and folders.

The types and their checks are here, the data in `process.yaml`; adding a deliverable is data, not code.
`parse_process` takes plain data, since this room reads no files. A fault in it is ours, not the user's:
it raises ValueError with everything that is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, model_validator

from generator.standard.due import Anchor, DueRule, Point, Recurrence, parse_point
from generator.standard.stage import Stage


def _read_point(value: object) -> object:
    return parse_point(value) if isinstance(value, str) else value


PointText = Annotated[InstanceOf[Point], BeforeValidator(_read_point)]
Retention = Literal["永久", "30年", "10年"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Step(_Entry):
    """A step of a phase: what it is for and how it is done."""

    number: int
    title: str
    goal: str
    key_points: tuple[str, ...] = Field(min_length=1)


class Phase(_Entry):
    """One of the three phases."""

    number: Literal["一", "二", "三"]
    title: str
    steps: tuple[Step, ...] = Field(min_length=1)


class Folder(_Entry):
    """A folder of the pack; `archive_only` ones appear when a pack is archived."""

    id: str = Field(pattern=r"\d\d")
    name: str
    sub_folders: tuple[str, ...] = ()
    archive_only: bool = False


class Keeping(_Entry):
    """How long what people put into a folder is kept; the first entry whose folder holds a file is the one.

    `retention` 到期销毁 is for personal data. With `as_one` all files of a folder are one item (件).
    """

    folder: str
    retention: Retention | Literal["到期销毁"]
    as_one: bool = False

    def holds(self, path: str) -> bool:
        """Tell whether a path lies in the folder or below it."""
        return path.startswith(f"{self.folder}/")


class Requirement(_Entry):
    """A field that must be known; `modes` narrows it to campaigns held that way (线下, 混合).

    The path is that of the campaign file. `targets` wants at least one entry, `targets[].due` wants the
    field in every entry there is.
    """

    path: str = Field(pattern=r"^[a-z_]+(\[\])?(\.[a-z_]+(\[\])?)*$")
    modes: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _allow_bare_path(cls, value: object) -> object:
        return {"path": value} if isinstance(value, str) else value


class Deliverable(_Entry):
    """A document of the process, as the catalogue knows it.

    `cites` are the codes of documents whose number and version it prints. `retention` is the class it is kept
    in; with `retention_by_campaign` a campaign's own class (重大活动 30年) goes before.
    """

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    format: Literal["docx", "xlsx"]
    step: str
    folder: str
    owner: str
    supporters: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    due: PointText
    since: PointText | None = None
    every: Recurrence | None = None
    retention: Retention
    retention_by_campaign: bool = False
    cites: tuple[str, ...] = ()
    required: Mapping[Stage, tuple[Requirement, ...]] = Field(default_factory=dict)

    @property
    def due_rule(self) -> DueRule:
        """Return when it is due unless the campaign says otherwise."""
        return DueRule(self.due, self.since, self.every)

    @property
    def template(self) -> str:
        """Return the file name of its template."""
        return f"{self.code}_{self.name}.{self.format}"


class MeetingWindow(_Entry):
    """The days in which a meeting is held as long as its date is not fixed."""

    due: PointText
    since: PointText | None = None


class Meetings(_Entry):
    """The two meetings on which deliverables depend."""

    review: MeetingWindow
    retro: MeetingWindow

    @property
    def rules(self) -> dict[Anchor, DueRule]:
        """Return the window of each meeting by the anchor that means it."""
        windows = {Anchor.REVIEW: self.review, Anchor.RETRO: self.retro}
        return {anchor: DueRule(window.due, window.since) for anchor, window in windows.items()}


class Wording(_Entry):
    """Words in published texts that a person should check; a phrase of `unless` that holds one is harmless.

    `source` says where the words come from.
    """

    kind: str
    source: str
    words: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()


class Delivery(_Entry):
    """How many days before the campaign suppliers deliver; those of `services` come on its day."""

    days_before: int
    by_category: Mapping[str, int] = Field(default_factory=dict)
    services: tuple[str, ...] = ()


class LargeEvent(_Entry):
    """From how many people on an event needs a permit, how many days before it is asked for, and its name."""

    attendance: int
    permit_days: int
    permit_word: str


class ApprovalRole(_Entry):
    """Who has to approve a budget of `from` yuan or more, and what else that role is called."""

    role: str
    least: Decimal = Field(Decimal(0), alias="from")
    also: tuple[str, ...] = ()


class Vague(_Entry):
    """A verb followed by a noun of these says what a target is for, not what is measured."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


class Checks(_Entry):
    """What the rules of a campaign go by where a company may see it differently."""

    warmup_days: tuple[int, int]
    afterglow_days: int
    preparation: tuple[str, ...]
    delivery: Delivery
    large_event: LargeEvent
    onsite_groups: tuple[str, ...]
    key_posts: tuple[str, ...]
    approval_roles: tuple[ApprovalRole, ...]
    lower_is_better: tuple[str, ...]
    vague: Vague


class Process(_Entry):
    """The whole standard process. `required` holds for every document (its control block)."""

    phases: tuple[Phase, ...]
    meetings: Meetings
    folders: tuple[Folder, ...]
    required: Mapping[Stage, tuple[Requirement, ...]] = Field(default_factory=dict)
    deliverables: tuple[Deliverable, ...]
    wording: tuple[Wording, ...] = ()
    checks: Checks
    keeping: tuple[Keeping, ...] = ()

    def step(self, number: str) -> Step:
        """Return the step of that number: `(二)3`."""
        return self.steps[number]

    @property
    def steps(self) -> dict[str, Step]:
        """Return all steps by number, in the order of the process."""
        return {f"({phase.number}){step.number}": step for phase in self.phases for step in phase.steps}

    def deliverable(self, code: str) -> Deliverable:
        """Return the deliverable of that code; KeyError when there is none."""
        for deliverable in self.deliverables:
            if deliverable.code == code:
                return deliverable
        raise KeyError(code)

    def folder(self, identifier: str) -> Folder:
        """Return the folder of that id; KeyError when there is none."""
        for folder in self.folders:
            if folder.id == identifier:
                return folder
        raise KeyError(identifier)

    def requirements(self, code: str, stage: Stage) -> tuple[Requirement, ...]:
        """Return what must be known for a document at `stage`, all earlier stages included."""
        own = self.deliverable(code).required
        return tuple(r for s in stage.so_far for r in (*self.required.get(s, ()), *own.get(s, ())))

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        faults = [*_repeated(self), *_dangling(self)]
        if faults:
            raise ValueError("; ".join(faults))
        return self


def parse_process(data: Mapping[str, object]) -> Process:
    """Return the process that plain data describe; ValueError with every fault found."""
    return Process.model_validate(data)


def _repeated(process: Process) -> Iterator[str]:
    lists = {
        "code": [d.code for d in process.deliverables],
        "name": [d.name for d in process.deliverables],
        "folder": [f.id for f in process.folders],
        "step": [f"({p.number}){s.number}" for p in process.phases for s in p.steps],
    }
    for what, values in lists.items():
        yield from (f"{what} {value} stands twice" for value, n in Counter(values).items() if n > 1)


def _dangling(process: Process) -> Iterator[str]:
    codes = {d.code for d in process.deliverables}
    folders = {f.id for f in process.folders}
    for entry in process.deliverables:
        if entry.step not in process.steps:
            yield f"{entry.code}: there is no step {entry.step}"
        if entry.folder not in folders:
            yield f"{entry.code}: there is no folder {entry.folder}"
        yield from (
            f"{entry.code}: cites {code}, which is no deliverable"
            for code in entry.cites
            if code not in codes
        )
