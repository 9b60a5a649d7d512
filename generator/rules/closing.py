"""Z-01: nobody concludes without results."""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Campaign, Path, Priority, Status, Target, spell
from generator.rules.finding import Check, Finding, over
from generator.standard.stage import Stage

_FINAL = frozenset({Status.FINAL, Status.ARCHIVED})


def core_targets_have_results(check: Check) -> Iterator[Finding]:
    """Z-01: every core target has an actual value before the final report is 定稿."""
    if _report_is_final(check.campaign, check.stage):
        yield from over(("targets",), check.campaign.targets, _has_result)


def _has_result(path: Path, target: Target) -> Iterator[Finding]:
    if target.priority == Priority.CORE and target.actual is None:
        here: Path = (*path, "actual")
        message = f"{spell(here)}还没有填写,《活动复盘总结报告》不能定稿"
        remedy = "补上核心目标的实际值,或把 documents.FP.status 改回 草稿"
        yield Finding("C-Z01", message, remedy, (here,))


def _report_is_final(campaign: Campaign, stage: Stage) -> bool:
    """The status of all documents counts for this one only when its time has come."""
    own = campaign.documents.get("FP")
    if own is not None and own.status is not None:
        return own.status in _FINAL
    return stage is Stage.CLOSING and campaign.doc.status in _FINAL
