"""A campaign of a batch: what is to be done, how it is done, what became of it.

`build_unit` is a function of values that can be sent to another process or machine. It may be done twice, when a worker
is lost in the middle: the second time finds what the first has published, and makes it no more.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.app.known import is_known, keep_known
from generator.app.outcome import BuildRequest, BuildResult
from generator.app.situation import Situation
from generator.app.template_set import TemplateSet
from generator.diagnostics import Diagnostic, has_warnings
from generator.errors import InvalidInput, SurroundingsFailed
from generator.intake.series import SeriesRow
from generator.standard.stage import Stage
from generator.store.packs import changed_behind


class Fortune(Enum):
    """What became of a unit; the value is the word the user reads."""

    BUILT = "已生成"
    SAME = "无变化"
    INVALID = "活动文件有错"
    FAILED = "未能完成"
    LEFT = "未做"


class Unit(Struct, frozen=True):
    """A campaign to be built; `number` counts from 1.

    `label` is what reports call it: the campaign file, and the row of a table where there is one. `campaign_id` is what
    could be read of it at a glance; `folders` are those that may hold the pack of a campaign with that number.
    """

    number: int
    label: str
    source: Path
    row: SeriesRow | None = None
    campaign_id: str = ""
    folders: tuple[Path, ...] = ()


class Orders(Struct, frozen=True):
    """What holds for all units of a batch, with the same meaning as in a single build."""

    as_of: dt.date
    output: Path | None = None
    stage: Stage | None = None
    force: bool = False

    def request(self, unit: Unit, templates: TemplateSet) -> BuildRequest:
        """Return what a single build of the unit would be asked for."""
        return BuildRequest(
            source=unit.source,
            row=unit.row,
            as_of=self.as_of,
            output=self.output,
            stage=self.stage,
            force=self.force,
            given=templates,
            known=(unit.campaign_id, unit.folders) if unit.campaign_id else None,
        )


class Outcome(Struct, frozen=True):
    """What became of a unit; `seconds` are those of the work alone, `worker` is where it was done.

    `look` says that a person must look at a file. `reason` says why the surroundings did not let it be done.
    """

    unit: Unit
    fortune: Fortune
    campaign_id: str = ""
    name: str = ""
    version: str = ""
    folder: str = ""
    seconds: float = 0.0
    look: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    reason: str = ""

    @property
    def failed(self) -> bool:
        """Tell whether there is no pack of the unit that is up to date."""
        return self.fortune not in (Fortune.BUILT, Fortune.SAME)

    @property
    def warned(self) -> bool:
        """Tell whether somebody should read what was said of it."""
        return has_warnings(self.diagnostics)


def build_unit(unit: Unit, orders: Orders, templates: TemplateSet) -> Outcome:
    """Build one campaign, and say what became of it; nothing that goes wrong with it is raised."""
    from generator.app.build import build_looked_at, look

    def work() -> Outcome:
        situation = look(orders.request(unit, templates))
        if is_known(situation):
            return _unchanged(unit, situation)
        result = build_looked_at(situation, lambda *_: None)
        keep_known(situation, result)
        return outcome_of(unit, result, built=result.written)

    return told(unit, work)


def _unchanged(unit: Unit, situation: Situation) -> Outcome:
    """Return the outcome of a pack that would be made of what it is made of already: nobody makes it again."""
    head, pack = situation.loaded.campaign.campaign, situation.pack
    latest = pack.latest if pack else None
    beside = any(d.beside in situation.present.files for d in latest.manifest.documents) if latest else False
    return Outcome(
        unit,
        Fortune.SAME,
        head.id,
        head.name,
        str(latest.manifest.version) if latest else "",
        str(latest.folder) if latest else "",
        look=beside or bool(pack and changed_behind(pack)),
        diagnostics=(*situation.templates.diagnostics, *situation.loaded.diagnostics),
    )


def told(unit: Unit, work: Callable[[], Outcome]) -> Outcome:
    """Do the work of a unit, and return what became of it and how long it took, whatever goes wrong."""
    began = time.perf_counter()
    try:
        outcome = work()
    except InvalidInput as invalid:
        outcome = Outcome(unit, Fortune.INVALID, unit.campaign_id, diagnostics=invalid.diagnostics)
    except SurroundingsFailed as failure:
        outcome = failure_of(unit, str(failure))
    except Exception as defect:  # a defect of ours stops one pack, not eight hundred
        outcome = failure_of(unit, f"程序出错({type(defect).__name__}: {defect});请把活动文件发给维护人员")
    return replace(outcome, seconds=round(time.perf_counter() - began, 3))


def failure_of(unit: Unit, reason: str) -> Outcome:
    """Return the outcome of a unit that could not be built."""
    return Outcome(unit, Fortune.FAILED, unit.campaign_id, reason=reason)


def outcome_of(unit: Unit, result: BuildResult, *, built: bool) -> Outcome:
    """Return the outcome of a unit that went well."""
    return Outcome(
        unit,
        Fortune.BUILT if built else Fortune.SAME,
        result.campaign_id,
        result.name,
        str(result.version),
        str(result.folder),
        look=bool(result.conflicts or result.behind),
        diagnostics=result.diagnostics,
    )
